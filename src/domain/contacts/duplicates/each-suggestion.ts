import { sql } from 'kysely';
import type { Duplicate } from '#contract/duplicate.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../../operators/actor.ts';
import { must } from '../../operators/policy.ts';
import { listDuplicates } from './list-duplicates.ts';
import type { Store } from './search-run.ts';

/** A suggestion with the keys under which its cards were imported. */
export interface SuggestedPair {
  a: SuggestedCard;
  b: SuggestedCard;
  score: number;
  reasons: Duplicate['reasons'];
}

interface SuggestedCard {
  id: number;
  /** The first by source, then key; null for a card that no import brought. */
  externalId: string | null;
  name: string | null;
}

/** Every pair that waits for a decision, the most probable first, in short transactions. Those put off are among them. */
export async function* eachSuggestion(store: Store, actor: Actor, min: number): AsyncGenerator<SuggestedPair> {
  must(actor, 'exportData');
  const [open, later] = [pairsIn(store, actor, 'open', min), pairsIn(store, actor, 'later', min)];
  let [next, other] = [await open.next(), await later.next()];
  while (!next.done || !other.done) {
    if (!next.done && (other.done || next.value.score >= other.value.score)) {
      yield next.value;
      next = await open.next();
    } else if (!other.done) {
      yield other.value;
      other = await later.next();
    }
  }
}

async function* pairsIn(
  store: Store,
  actor: Actor,
  state: 'open' | 'later',
  min: number,
): AsyncGenerator<SuggestedPair> {
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const from: string | undefined = cursor;
    const page = await store.inWorkspace(actor.workspaceId, async (tx) => {
      const { items, nextCursor } = await listDuplicates(tx, actor, { state, min, limit: 200, cursor: from });
      const ids = items.flatMap(({ a, b }) => [a.id, b.id]);
      return { items, nextCursor, keys: await importKeys(tx, actor.workspaceId, ids) };
    });
    const card = ({ id, name }: Duplicate['a']) => ({ id, name, externalId: page.keys.get(id) ?? null });
    for (const { a, b, score, reasons } of page.items) yield { a: card(a), b: card(b), score, reasons };
    cursor = page.nextCursor;
  }
}

/** The import key of each card, or of one that was merged into it. */
async function importKeys(tx: Tx, workspaceId: string, ids: number[]): Promise<Map<number, string>> {
  const { rows } = await sql<{ id: number; key: string }>`
    select distinct on (f.survivor_id) f.survivor_id as id, k.key from contact f
    join contact_import_key k on k.workspace_id = f.workspace_id and k.contact_id = f.id
    where f.workspace_id = ${workspaceId} and f.survivor_id = any(${ids}::bigint[])
    order by f.survivor_id, f.id <> f.survivor_id, k.source, k.key`.execute(tx);
  return new Map(rows.map(({ id, key }) => [id, key]));
}
