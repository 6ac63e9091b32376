import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { maySeeContact } from '../operators/policy.ts';
import type { DirectorySight } from './directory-sight.ts';
import { shownScore } from './duplicates/store-suggestions.ts';

/** What may be wrong with a card (R-DIR-1). */
export type Problem = 'duplicates' | 'conflicts' | 'undeliverable';

/** Whether the card `c` has a problem. Aggregates and counts, not EXISTS, whose whole table the planner would hash. */
export function hasProblem(sight: DirectorySight, problem: Problem): RawBuilder<boolean> {
  const { workspaceId } = sight.actor;
  if (problem === 'duplicates') return sql<boolean>`(${duplicatesSeen(sight)} > 0)`;
  const values = sql`contact_identifier v join identifier i
    on i.workspace_id = v.workspace_id and i.kind = v.kind and i.account = v.account and i.key = v.key
    where v.workspace_id = ${workspaceId} and v.contact_id = c.id`;
  if (problem === 'undeliverable') {
    return sql<boolean>`coalesce((select bool_or(i.undeliverable_at is not null) from ${values}), false)`;
  }
  return sql<boolean>`(coalesce((select bool_or(i.state <> 'shared' and i.owner_id is distinct from c.id) from ${values}), false)
    or (select k.conflicts <> '{}' from contact k where k.workspace_id = ${workspaceId} and k.id = c.id))`;
}

/** How many cards that the actor may see are possible duplicates of some cards, as a query of their `id` and the number of `cards`; none of those without. */
export function duplicatesOf({ actor }: DirectorySight, these: RawBuilder<unknown>): RawBuilder<unknown> {
  const pairs = (own: 'a_id' | 'b_id', other: 'a_id' | 'b_id') => sql`
    select ${sql.ref(`d.${own}`)} as id, ${sql.ref(`d.${other}`)} as other from duplicate_pair d
    where d.workspace_id = ${actor.workspaceId} and ${sql.ref(`d.${own}`)} = ${these} and d.state in ('open', 'later') and d.score >= ${shownScore}`;
  return sql`
    select p.id, count(*) as cards from (${pairs('a_id', 'b_id')} union all ${pairs('b_id', 'a_id')}) p
    join contact o on o.workspace_id = ${actor.workspaceId} and o.id = p.other and o.state = 'active' and ${maySeeContact(actor, sql.ref('o.id'))} group by p.id`;
}

/** How many cards that the actor may see are possible duplicates of the card `c`. */
function duplicatesSeen({ actor }: DirectorySight): RawBuilder<number> {
  const through = (own: 'a_id' | 'b_id', other: 'a_id' | 'b_id') => sql`
    (select count(*) from duplicate_pair d join contact o on o.workspace_id = d.workspace_id and o.id = ${sql.ref(`d.${other}`)} and o.state = 'active'
      where d.workspace_id = ${actor.workspaceId} and ${sql.ref(`d.${own}`)} = c.id and d.state in ('open', 'later') and d.score >= ${shownScore}
        and ${maySeeContact(actor, sql.ref('o.id'))})`;
  return sql<number>`(${through('a_id', 'b_id')} + ${through('b_id', 'a_id')})`;
}

/** The cards that stand in a pair which waits for a decision; null when there are more than `atMost`. */
export async function cardsInPairs(tx: Tx, workspaceId: string, atMost: number): Promise<number[] | null> {
  const { rows } = await sql<{ aId: number; bId: number }>`
    select d.a_id, d.b_id from duplicate_pair d
    where d.workspace_id = ${workspaceId} and d.state in ('open', 'later') and d.score >= ${shownScore} limit ${atMost + 1}`.execute(
    tx,
  );
  const ids = new Set(rows.flatMap(({ aId, bId }) => [aId, bId]));
  return rows.length > atMost || ids.size > atMost ? null : [...ids];
}
