import { sql } from 'kysely';
import { notFound } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import { type ConversationLink, moveConversation } from '../move-conversation.ts';
import { recountActivity } from '../recount-activity.ts';
import { heirTo, type Joined, joinOperators, operatorsToJoin } from './joining-operators.ts';
import { recountEntries } from './recount-entries.ts';

/** What a conversation says of its state, and what its merge may change of it. Times as texts. */
export interface Standing {
  state: 'waiting' | 'open' | 'closed';
  assigneeId: string | null;
  waitingSince: string | null;
  acceptedAt: string | null;
  endedAt: string | null;
  endedBy: string | null;
  result: string | null;
  subject: string | null;
  clientName: string | null;
}

/** A merge as a change keeps it: what is needed to part the two again. */
export interface KeptMerge {
  conversationId: string;
  other: string;
  /** Of the other, for whoever reads the history. */
  subject: string | null;
  channel: string;
  was: Standing;
  became: Standing;
  otherLink: ConversationLink;
  linkAfter: ConversationLink;
  /** Who worked on the other, and collaborates since; absent in merges of old. */
  joined?: Joined[];
}

/** Locks conversations with all that reads as part of them: roots first, then by id, as everybody who moves conversations does. */
export async function lockParts(tx: Tx, workspaceId: string, ids: string[]): Promise<void> {
  await sql`
    select from conversation c where c.workspace_id = ${workspaceId} and c.root_id = any(array(
      select root_id from conversation where workspace_id = ${workspaceId} and id = any(${ids}::uuid[])))
    order by (c.merged_into is not null), c.id for no key update`.execute(tx);
}

/**
 * Makes a conversation, with all that reads as part of it, read as part of another: its entries go to the other's queue, whose readers read both (R-HIS-5), and
 * both are linked to the one card that either has. Both are locked with their parts, and are roots.
 * @param keepsLink the link of the target stands for both, also where it has none: whoever undoes an undoing puts the link back after it.
 */
export async function joinConversations(
  tx: Tx,
  workspaceId: string,
  { conversationId, other, keepsLink }: { conversationId: string; other: string; keepsLink?: boolean },
): Promise<KeptMerge> {
  const [was, theirs] = [
    await readStanding(tx, workspaceId, conversationId),
    await readStanding(tx, workspaceId, other),
  ];
  const { rows } = await sql<{ subject: string | null; channel: string }>`
    select c.subject, ch.kind as channel from conversation c join channel ch on ch.workspace_id = c.workspace_id and ch.id = c.channel_id
    where c.workspace_id = ${workspaceId} and c.id = ${other}`.execute(tx);
  const heir = await heirTo(tx, workspaceId, { conversationId, other });
  const [link, otherLink] = [await linkOf(tx, workspaceId, conversationId), await linkOf(tx, workspaceId, other)];
  await sql`
    update conversation set root_id = ${conversationId}::uuid, version = version + 1,
      merged_into = case when id = ${other} then ${conversationId}::uuid else merged_into end
    where workspace_id = ${workspaceId} and root_id = ${other}`.execute(tx);
  const became = together(was, { ...theirs, assigneeId: heir });
  const joined = await operatorsToJoin(tx, workspaceId, { conversationId, other, keeper: became.assigneeId });
  await writeStanding(tx, workspaceId, conversationId, became);
  await joinOperators(tx, workspaceId, conversationId, { joined, heir });
  await recountEntries(tx, workspaceId, conversationId);
  await moveToQueueOf(tx, workspaceId, conversationId);
  const linkAfter = link.contactId === null && otherLink.contactId !== null && !keepsLink ? otherLink : link;
  await linkAll(tx, workspaceId, conversationId, linkAfter, [link.contactId, otherLink.contactId]);
  const { subject = null, channel = '' } = rows[0] ?? {};
  return { conversationId, other, subject, channel, was, became, otherLink, linkAfter, joined };
}

/** Reads the state of a conversation. @throws NOT_FOUND */
export async function readStanding(tx: Tx, workspaceId: string, id: string): Promise<Standing> {
  const { rows } = await sql<{ standing: Record<string, unknown> }>`
    select json_build_object('state', state, 'assigneeId', assignee_id, 'waitingSince', waiting_since, 'acceptedAt', accepted_at, 'endedAt', ended_at,
      'endedBy', ended_by, 'result', result, 'subject', subject, 'clientName', client_name) as standing
    from conversation where workspace_id = ${workspaceId} and id = ${id}`.execute(tx);
  if (!rows[0]) throw notFound('conversation');
  return rows[0].standing as unknown as Standing;
}

/** Writes it. */
export async function writeStanding(tx: Tx, workspaceId: string, id: string, now: Standing): Promise<void> {
  await sql`
    update conversation set state = ${now.state}, assignee_id = ${now.assigneeId}, waiting_since = ${now.waitingSince}::timestamptz,
      accepted_at = ${now.acceptedAt}::timestamptz, ended_at = ${now.endedAt}::timestamptz, ended_by = ${now.endedBy}, result = ${now.result},
      subject = ${now.subject}, client_name = ${now.clientName}, version = version + 1
    where workspace_id = ${workspaceId} and id = ${id}`.execute(tx);
}

/** What a conversation is linked to. */
export async function linkOf(tx: Tx, workspaceId: string, id: string): Promise<ConversationLink> {
  const { rows } = await sql<ConversationLink>`
    select contact_id, link, link_trust, link_by from conversation where workspace_id = ${workspaceId} and id = ${id}`.execute(
    tx,
  );
  if (!rows[0]) throw notFound('conversation');
  return rows[0];
}

/** The entries of a conversation and its parts stand in its queue, which says who finds them. */
export async function moveToQueueOf(tx: Tx, workspaceId: string, rootId: string): Promise<void> {
  await sql`
    update entry e set queue_id = c.queue_id
    from conversation c, (select min(first_at) as first_at, max(greatest(last_at, told_at)) as last_at from conversation
      where workspace_id = ${workspaceId} and root_id = ${rootId}) span
    where c.workspace_id = ${workspaceId} and c.id = ${rootId} and e.workspace_id = ${workspaceId}
      and e.conversation_id = any(array(select id from conversation where workspace_id = ${workspaceId} and root_id = ${rootId}))
      and e.at >= span.first_at and e.at < span.last_at + interval '1 millisecond' and e.queue_id <> c.queue_id`.execute(
    tx,
  );
}

/** Links a conversation with its parts, and counts anew what the cards have. */
export async function linkAll(
  tx: Tx,
  workspaceId: string,
  conversationId: string,
  { contactId: to, link, linkTrust, linkBy }: ConversationLink,
  cards: (number | null)[],
): Promise<void> {
  await moveConversation(tx, workspaceId, { conversationId, to, link, linkTrust, linkBy });
  const counted = new Set(cards.filter((card) => card !== null));
  for (const card of [...counted].sort((a, b) => a - b)) await recountActivity(tx, workspaceId, card);
}

/** Either is open: both are. Who has the target keeps it, else it is the heir's; nobody waits less for having written twice. */
function together(one: Standing, other: Standing): Standing {
  const isClosed = one.state === 'closed';
  const since = [one.waitingSince, other.waitingSince].filter((time) => time !== null);
  const assigneeId = one.assigneeId ?? other.assigneeId;
  const open = isClosed ? other : one;
  const state = open.state === 'waiting' && assigneeId !== null ? 'open' : open.state;
  const ended = state === 'closed' ? one : { endedAt: null, endedBy: null, result: null };
  return {
    state,
    assigneeId,
    waitingSince: since.sort((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null,
    acceptedAt: one.acceptedAt ?? other.acceptedAt,
    endedAt: ended.endedAt,
    endedBy: ended.endedBy,
    result: ended.result,
    subject: one.subject ?? other.subject,
    clientName: one.clientName ?? other.clientName,
  };
}
