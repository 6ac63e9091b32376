import { sql } from 'kysely';
import { z } from 'zod';
import type { Duplicate, DuplicateState } from '#contract/duplicate.ts';
import type { Tx } from '#db/database.ts';
import { readCursor, writeCursor } from '../../conversations/page-key.ts';
import type { Actor } from '../../operators/actor.ts';
import { must } from '../../operators/policy.ts';
import { duplicateRows } from './duplicate-rows.ts';

/** What is asked of the review queue: api.duplicates.list describes it. */
export interface DuplicatesAsked {
  cursor?: string | undefined;
  limit: number;
  state: DuplicateState | 'decided';
  min: number;
  contact?: number | undefined;
}

/** Score, then the cards. */
const Key = z.tuple([z.number().min(0).max(1), z.number().int(), z.number().int()]);

/**
 * The review queue (R-BEY-3), the most probable pairs first, a page at a time: walks the index duplicate_pair_by_score. Only pairs both of whose
 * cards the actor may see (R-HIS-5).
 * @throws INVALID for a cursor that is none of this list.
 */
export async function listDuplicates(
  tx: Tx,
  actor: Actor,
  asked: DuplicatesAsked,
): Promise<{ items: Duplicate[]; nextCursor: string | null }> {
  must(actor, 'seeCards');
  const after = readCursor(asked.cursor, Key);
  const conditions = [sql`p.score >= ${asked.min}::real`];
  if (asked.contact !== undefined) {
    const pairs = await pairsWith(tx, actor.workspaceId, asked.contact);
    if (pairs.length === 0) return { items: [], nextCursor: null };
    const [firsts, seconds] = [pairs.map(({ aId }) => aId), pairs.map(({ bId }) => bId)];
    conditions.push(
      sql`(p.a_id, p.b_id) in (select * from unnest((select ${firsts}::bigint[]), (select ${seconds}::bigint[])))`,
    ); // behind `select`: planned once, whatever their number
  }
  if (after) {
    const [score, a, b] = after;
    conditions.push(sql`p.score <= ${score}::real and (p.score < ${score}::real or (p.a_id, p.b_id) > (${a}, ${b}))`);
  }
  const isInState =
    asked.state === 'decided' ? sql`p.state in ('notDuplicate', 'merged')` : sql`p.state = ${asked.state}`;
  const found = await duplicateRows(
    tx,
    actor,
    sql`${isInState} and ${sql.join(conditions, sql` and `)}
      order by p.score desc, p.a_id, p.b_id limit ${asked.limit + 1}`,
  );
  const items = found.slice(0, asked.limit);
  const last = items.at(-1);
  const more = found.length > items.length && last;
  return { items, nextCursor: more ? writeCursor([last.score, last.a.id, last.b.id]) : null };
}

/** The pairs of a card, or of the one that it was merged into. Asked first, by keys: most cards have none, and nothing else is asked then. */
async function pairsWith(tx: Tx, workspaceId: string, id: number): Promise<{ aId: number; bId: number }[]> {
  const card = sql`any(array(select f.survivor_id from contact f where f.workspace_id = ${workspaceId} and f.id = ${id} union all select ${id}::bigint))`;
  const { rows } = await sql<{ aId: number; bId: number }>`
    select p.a_id, p.b_id from duplicate_pair p where p.workspace_id = ${workspaceId} and p.a_id = ${card}
    union select p.a_id, p.b_id from duplicate_pair p where p.workspace_id = ${workspaceId} and p.b_id = ${card}`.execute(
    tx,
  );
  return rows;
}
