import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { cardRecordsAfter } from './card-records.ts';
import { type PreparedRecord, prepare } from './matcher/record.ts';
import type { Store } from './search-run.ts';

/** Some cards in the order of their ids: all that are active above `after` and up to `last`. */
export interface CardPage {
  after: number;
  last: number;
  records: PreparedRecord[];
}

/** Cards of one transaction. */
const together = 500;

/** Up to so many cards are held and compared at once: below a gigabyte of memory. */
export const mostAtOnce = 150_000;

/**
 * Reads all active cards of a workspace, prepared for comparing, in short transactions. Of a directory too large to be held, every so many-th:
 * a sample, which has no pages.
 */
export async function readAllCards(
  store: Store,
  workspaceId: string,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (done: number) => void },
): Promise<{ pages: CardPage[]; records: PreparedRecord[]; count: number; isSample: boolean }> {
  const about = await store.inWorkspace(workspaceId, (tx) => activeCards(tx, workspaceId));
  const step = Math.ceil(about / mostAtOnce) || 1;
  const pages: CardPage[] = [];
  const records: PreparedRecord[] = [];
  let count = 0;
  for (let after = 0; ; ) {
    signal.throwIfAborted();
    const cards = await store.inWorkspace(workspaceId, (tx) => cardRecordsAfter(tx, workspaceId, after, together));
    const kept = (step === 1 ? cards : cards.filter((_, place) => (count + place) % step === 0)).map(prepare);
    const last = cards.length < together ? Number.MAX_SAFE_INTEGER : (cards.at(-1)?.id ?? 0);
    if (step === 1) pages.push({ after, last, records: kept });
    records.push(...kept);
    count += cards.length;
    onProgress(Math.min(1, count / Math.max(1, about)));
    if (cards.length < together) return { pages, records, count, isSample: step > 1 };
    after = last;
  }
}

async function activeCards(tx: Tx, workspaceId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from contact where workspace_id = ${workspaceId} and state = 'active'`.execute(tx);
  return rows[0]?.n ?? 0;
}
