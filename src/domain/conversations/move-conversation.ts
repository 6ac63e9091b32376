import { sql } from 'kysely';
import { notFound } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import { recountActivities } from './recount-activity.ts';

/** What a conversation is linked to, and why. */
export interface ConversationLink {
  contactId: number | null;
  link: unknown | null;
  linkTrust: number | null;
  linkBy: 'rule' | 'operator' | null;
}

export interface Move extends Omit<ConversationLink, 'contactId'> {
  conversationId: string;
  /** The card it goes to; null: to nobody. */
  to: number | null;
}

/**
 * Moves a conversation to another card or to none, as moveConversations does.
 * @returns what it was linked to before.
 * @throws NOT_FOUND when there is no such conversation in this workspace.
 */
export async function moveConversation(tx: Tx, workspaceId: string, move: Move): Promise<{ before: ConversationLink }> {
  const before = (await moveConversations(tx, workspaceId, [move])).get(move.conversationId);
  if (!before) throw notFound('conversation');
  return { before };
}

/**
 * Moves conversations to other cards or to none: the one place that does (R-HIS-9), in a few statements however many there are. The whole
 * conversation goes, with those merged into it, closed or not: the link, the card of its entries (which the search reads), and last contact and counts
 * of all cards. Locks the conversations, then the cards in the order of their ids, so that two moves at once never wait for each other.
 * @param moves of different conversations; of several that are one by now the first counts.
 * @returns what each was linked to before, by its id; there is none of a conversation that is not in this workspace.
 */
export async function moveConversations(
  tx: Tx,
  workspaceId: string,
  moves: Move[],
): Promise<Map<string, ConversationLink>> {
  if (moves.length === 0) return new Map();
  const locked = await lockWithMerged(tx, workspaceId, moves);
  const moveOf = new Map(moves.map((move) => [move.conversationId, move]));
  const each = [...new Map(locked.toReversed().map((row) => [row.id, row])).values()];
  const moved = each.map((row) => ({ ...(moveOf.get(row.asked) as Move), ...row }));
  const column = <Column>(of: (row: (typeof moved)[number]) => Column) => moved.map(of);
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value));
  await sql`
    update conversation c set contact_id = m.contact_id, link = m.link, link_trust = m.link_trust, link_by = m.link_by, version = c.version + 1
    from unnest(${column(({ id }) => id)}::uuid[], ${column(({ to }) => to)}::bigint[], ${column(({ link }) => json(link))}::jsonb[],
      ${column(({ linkTrust }) => linkTrust)}::smallint[], ${column(({ linkBy }) => linkBy)}::text[]) as m (id, contact_id, link, link_trust, link_by)
    where c.workspace_id = ${workspaceId} and c.id = m.id`.execute(tx);
  const others = moved.filter(({ contactId, to }) => contactId !== to);
  await moveEntries(tx, workspaceId, others);
  const cards = new Set(others.flatMap(({ contactId, to }) => [contactId, to]).filter((card) => card !== null));
  await recountActivities(tx, workspaceId, [...cards]);
  return new Map(locked.flatMap(({ asked, isRoot, before }) => (isRoot ? [[asked, before] as const] : [])));
}

interface LockedConversation {
  /** The conversation that was to be moved: itself, its target, or one merged into the same target. */
  asked: string;
  id: string;
  isRoot: boolean;
  contactId: number | null;
  before: ConversationLink;
  firstAt: Date;
  lastAt: Date;
}

/** The roots first, then those merged into them, all locked. */
async function lockWithMerged(tx: Tx, workspaceId: string, moves: Move[]): Promise<LockedConversation[]> {
  const { rows } = await sql<
    Omit<LockedConversation, 'before' | 'isRoot'> & ConversationLink & { mergedInto: string | null }
  >`
    select asked.id as asked, c.id, c.merged_into, c.contact_id, c.link, c.link_trust, c.link_by, c.first_at, greatest(c.last_at, c.told_at) as last_at
    from conversation asked join conversation c on c.workspace_id = asked.workspace_id and c.root_id = asked.root_id
    where asked.workspace_id = ${workspaceId} and asked.id = any(${moves.map(({ conversationId }) => conversationId)}::uuid[])
    order by (c.merged_into is not null), c.id
    for no key update of c`.execute(tx);
  return rows.map(({ mergedInto, link, linkTrust, linkBy, ...row }) => ({
    ...row,
    isRoot: mergedInto === null,
    before: { contactId: row.contactId, link, linkTrust, linkBy },
  }));
}

/** Bounded by the first and last times, so that only the partitions are touched that hold the conversations. */
async function moveEntries(
  tx: Tx,
  workspaceId: string,
  moved: Pick<LockedConversation & Move, 'id' | 'to' | 'firstAt' | 'lastAt'>[],
): Promise<void> {
  if (moved.length === 0) return;
  const first = new Date(Math.min(...moved.map(({ firstAt }) => firstAt.getTime())));
  const last = new Date(Math.max(...moved.map(({ lastAt }) => lastAt.getTime())) + 1); // the column has microseconds
  await sql`
    update entry e set contact_id = m.contact_id
    from unnest(${moved.map(({ id }) => id)}::uuid[], ${moved.map(({ to }) => to)}::bigint[]) as m (id, contact_id)
    where e.workspace_id = ${workspaceId} and e.conversation_id = m.id and e.at >= ${first} and e.at <= ${last}`.execute(
    tx,
  );
}
