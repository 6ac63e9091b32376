import { sql } from 'kysely';
import { searchQuery } from '#contract/words.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../operators/actor.ts';
import { mayRead, seesEverything } from '../operators/policy.ts';
import { probeQuery } from './search-probe.ts';

/** A place among all entries, newest first. */
export interface EntryKey {
  at: Date;
  place: string;
  id: string;
}

/**
 * The newest entries after a key that a query hits, of all that the actor may read: no more than `limit`, found in one call of the door to the indexes
 * (newest_entries_saying, migration 0017, says how).
 * @param query as typed; a text without a word in it hits nothing.
 */
export async function searchEntries(
  tx: Tx,
  actor: Actor,
  query: string,
  after: EntryKey | null,
  limit: number,
): Promise<EntryKey[]> {
  const { queues, others } = await sightOf(tx, actor);
  if (queues?.length === 0 && others.length === 0) return [];
  const { rows } = await sql<EntryKey>`
    select at, place, id from newest_entries_saying(${searchQuery(query)}::tsquery, ${probeQuery(query)}::tsquery, ${queues}::uuid[], ${others}::uuid[],
      ${after?.at ?? null}::timestamptz, ${after?.place ?? null}::text, ${after?.id ?? null}::uuid, ${limit}::int)`.execute(
    tx,
  );
  return rows;
}

/** What an actor may read, as lists: queues (null: all), and conversations in other queues. */
interface Sight {
  queues: string[] | null;
  others: string[];
}

async function sightOf(tx: Tx, actor: Actor): Promise<Sight> {
  if (seesEverything(actor)) return { queues: null, others: [] };
  const nobody = null; // by the queue alone
  const others = sql`select part.id::text from conversation_operator mine
    join conversation part on part.workspace_id = mine.workspace_id and part.root_id = mine.conversation_id
    where mine.workspace_id = ${actor.workspaceId} and mine.operator_id = ${actor.id} and mine.queue_id = any(array(select id from known where not is_read))
      and (select ${mayRead(actor, sql.ref('mine.queue_id'), sql.ref('mine.conversation_id'))})`; // a select of its own: a probe for each of few rows
  const { rows } = await sql<Sight>`
    with known as materialized (
      select q.id, coalesce(${mayRead(actor, sql.ref('q.id'), nobody)}, false) as is_read from queue q where q.workspace_id = ${actor.workspaceId})
    select case when exists (select from known where not is_read) then array(select id::text from known where is_read) end as queues,
      ${actor.type === 'operator' ? sql`array(${others})` : sql`array[]::text[]`} as others`.execute(tx);
  return rows[0] ?? { queues: [], others: [] };
}
