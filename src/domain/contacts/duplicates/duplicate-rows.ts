import { type RawBuilder, sql } from 'kysely';
import type { Duplicate, DuplicateReason, DuplicateState } from '#contract/duplicate.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../../operators/actor.ts';
import { mayKnowOf, maySeeContact } from '../../operators/policy.ts';

/**
 * The tables of a pair: `p`, its cards `one` and `other`, and `s`, the card that the first of them is now. With `isTold` for those that an actor is told of.
 */
export const pairTables = sql`duplicate_pair p
  join contact one on one.workspace_id = p.workspace_id and one.id = p.a_id
  join contact other on other.workspace_id = p.workspace_id and other.id = p.b_id
  join contact s on s.workspace_id = p.workspace_id and s.id = one.survivor_id`;

/**
 * Whether an actor is told of a pair: when both cards are active (a merged pair: when they still are one active card), and both may be seen
 * (R-HIS-5). A pair of a card that was merged elsewhere is not told: the survivor is compared anew.
 */
export function isTold(actor: Actor): RawBuilder<boolean> {
  const isThere = sql`case p.state when 'merged' then one.survivor_id = other.survivor_id and s.state = 'active'
    else one.state = 'active' and other.state = 'active' end`;
  const nothingHidden = sql`(select not bool_or(q.readers = 'hidden') from queue q where q.workspace_id = ${actor.workspaceId})`; // asked once, mostly true
  const isSeen = sql`(${nothingHidden} or
    ${maySeeContact(actor, sql.ref('one.survivor_id'))} and ${maySeeContact(actor, sql.ref('other.survivor_id'))})`;
  return sql<boolean>`(${isThere} and ${isSeen})`;
}

/** Reads pairs as the API tells them. `which`: conditions, order and limit over `pairTables`. */
export async function duplicateRows(tx: Tx, actor: Actor, which: RawBuilder<unknown>): Promise<Duplicate[]> {
  const { workspaceId } = actor;
  const conversations = (card: string) => sql`(
    select coalesce(sum(v.conversations), 0)::int from contact_activity v
    where v.workspace_id = ${workspaceId} and v.contact_id = ${sql.ref(card)} and ${mayKnowOf(actor, sql.ref('v.queue_id'))})`;
  const { rows } = await sql<Row>`
    select p.a_id, p.b_id, p.score, p.reasons, p.state, p.by, p.at, p.decided_by, p.decided_at, p.change_id, one.name as a_name, other.name as b_name,
      ${conversations('one.id')} as a_conversations, ${conversations('other.id')} as b_conversations
    from ${pairTables} where p.workspace_id = ${workspaceId} and ${isTold(actor)} and ${which}`.execute(tx);
  return rows.map(toDuplicate);
}

interface Row {
  aId: number;
  bId: number;
  score: number;
  reasons: DuplicateReason[];
  state: DuplicateState;
  by: Duplicate['by'];
  at: Date;
  decidedBy: string | null;
  decidedAt: Date | null;
  changeId: string | null;
  aName: string | null;
  bName: string | null;
  aConversations: number;
  bConversations: number;
}

function toDuplicate(row: Row): Duplicate {
  return {
    a: { id: row.aId, name: row.aName, conversations: row.aConversations },
    b: { id: row.bId, name: row.bName, conversations: row.bConversations },
    score: row.score,
    reasons: row.reasons,
    state: row.state,
    by: row.by,
    at: row.at.toISOString(),
    decidedBy: row.decidedBy,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    changeId: row.changeId,
  };
}
