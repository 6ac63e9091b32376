import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import type { Model } from './matcher/model.ts';
import { type Place, readModel, type Search } from './search-run.ts';

/** What a process remembers of a workspace between two looks at its changes. Without it everything is right, only done twice. */
export interface SearchMemory {
  /** Moments with the number that the next transaction had: when all before it have ended, nothing older appears any more. */
  marks: { at: number; next: bigint }[];
  /** Cards looked at that lie beyond the place noted in the store, with the moment of their change. */
  done: Map<number, ChangedCard>;
  model: { learnedAt: number; model: Model } | null;
  countedAt: number;
}

export function emptyMemory(): SearchMemory {
  return { marks: [], done: new Map(), model: null, countedAt: 0 };
}

/** A card by its last change: the moment as text, to the microsecond, and in milliseconds. */
export interface ChangedCard extends Place {
  ms: number;
}

/** The next cards that changed after a place, whatever became of them, in the order of their changes: walks the index contact_by_update. */
export async function changedCards(
  tx: Tx,
  workspaceId: string,
  after: Place | null,
  atMost: number,
): Promise<ChangedCard[]> {
  const { rows } = await sql<ChangedCard>`
    select c.id, c.updated_at::text as at, (extract(epoch from c.updated_at) * 1000)::float8 as ms from contact c
    where c.workspace_id = ${workspaceId} and (c.updated_at, c.id) > (${after?.at ?? '-infinity'}::timestamptz, ${after?.id ?? 0})
    order by c.updated_at, c.id limit ${atMost}`.execute(tx);
  return rows;
}

/** Milliseconds by which the moment of a change may lie before its first write: clocks of several machines, slow verbs. */
const margin = 10_000;

/** A transaction that takes longer than these milliseconds is not waited for. */
const patience = 10 * 60_000;

/**
 * The moment, in milliseconds, up to which all changes are committed; null while that is not known. A change carries a moment of its
 * transaction, which commits later: what stands beyond this moment is looked at, and looked at again if something appears before it.
 */
export async function settledUntil(tx: Tx, memory: SearchMemory): Promise<number | null> {
  const at = Date.now();
  const { rows } = await sql<{ oldest: string; next: string }>`
    select pg_snapshot_xmin(s)::text as oldest, pg_snapshot_xmax(s)::text as next from pg_current_snapshot() s`.execute(
    tx,
  );
  const { oldest = '0', next = '0' } = rows[0] ?? {};
  memory.marks.push({ at, next: BigInt(next) });
  const passed = memory.marks.findLastIndex((mark) => mark.next <= BigInt(oldest) || mark.at < at - patience);
  if (passed < 0) return null;
  memory.marks.splice(0, passed);
  return (memory.marks[0]?.at ?? 0) - margin;
}

/** Whether this process looked at a card since it changed. */
export function isRemembered(memory: SearchMemory, card: ChangedCard): boolean {
  return memory.done.get(card.id)?.at === card.at;
}

/** What was learned of a workspace, read once for every time that it is learned. */
export async function rememberedModel(
  tx: Tx,
  workspaceId: string,
  memory: SearchMemory,
  search: Search,
): Promise<Model | null> {
  const learnedAt = search.learnedAt?.getTime() ?? 0;
  if (memory.model?.learnedAt !== learnedAt) {
    const model = await readModel(tx, workspaceId);
    memory.model = model && { learnedAt, model };
  }
  return memory.model?.model ?? null;
}
