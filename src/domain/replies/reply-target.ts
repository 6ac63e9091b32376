import { sql } from 'kysely';
import { notFound } from '#contract/errors.ts';
import type { ReplyWay } from '#contract/reply.ts';
import type { Tx } from '#db/database.ts';
import { type RootConversation, rootOf } from '../conversations/root-of.ts';
import type { Actor } from '../operators/actor.ts';

/** Where a reply goes: the channel on which the client last wrote, and the conversation there (a part of the one it reads as). */
export interface ReplyTarget {
  root: RootConversation;
  /** The root, or one that was merged into it. */
  conversationId: string;
  /** The channel's own id of the conversation, where it has one. */
  thread: string | null;
  channel: { id: string; kind: string; name: string; account: string; enabled: boolean; deliverTo: string | null };
  subject: string | null;
  topic: string;
  state: 'waiting' | 'open' | 'closed';
  /** Who asks has it, or collaborates in it; what is said by itself needs nobody. */
  isMine: boolean;
  /** The card that it is linked to, as it reads today. */
  contactId: number | null;
}

/**
 * Finds it. `isLocked`: for this transaction, with the conversations that its counters stand in. `via`: a part that was chosen for the reply.
 * @throws NOT_FOUND, also for a part that is not of it.
 */
export async function replyTarget(
  tx: Tx,
  actor: Actor,
  id: string,
  isLocked = false,
  via?: string,
): Promise<ReplyTarget> {
  let root = await rootOf(tx, actor, id);
  if (isLocked) {
    await sql`select from conversation where workspace_id = ${actor.workspaceId} and id = any(${root.conversationIds}::uuid[])
      order by id for update`.execute(tx);
    root = await rootOf(tx, actor, id); // as it is now: it may have been waited for
  }
  if (via !== undefined && !root.conversationIds.includes(via)) throw notFound('conversation');
  const lastOn = via ?? (await lastSpokenOn(tx, actor.workspaceId, root));
  const { rows } = await sql<Row>`
    select part.id as conversation_id, part.thread, ch.id, ch.kind, ch.name, ch.account, ch.enabled, ch.settings ->> 'deliverTo' as deliver_to,
      coalesce(c.subject, part.subject) as subject, c.state, card.id as contact_id,
      coalesce(nullif(card.name, ''), nullif(c.client_name, ''), c.client_display) as topic,
      c.assignee_id is not distinct from ${actor.id}::uuid or exists (select from conversation_operator o where o.workspace_id = c.workspace_id
        and o.conversation_id = c.id and o.operator_id = ${actor.id}::uuid and o.collaborates) as is_mine
    from conversation c
    join conversation part on part.workspace_id = c.workspace_id and part.id = ${lastOn}
    join channel ch on ch.workspace_id = c.workspace_id and ch.id = part.channel_id
    left join contact linked on linked.workspace_id = c.workspace_id and linked.id = c.contact_id
    left join contact card on card.workspace_id = c.workspace_id and card.id = linked.survivor_id and card.state = 'active'
    where c.workspace_id = ${actor.workspaceId} and c.id = ${root.id}`.execute(tx);
  const [row] = rows;
  if (!row) throw notFound('conversation');
  const { conversationId, thread, subject, topic, state, isMine, contactId, ...channel } = row;
  return {
    root,
    conversationId,
    thread: thread.startsWith('id:') ? thread.slice(3) : null,
    channel,
    subject,
    topic,
    state,
    isMine: actor.type === 'system' || (actor.type === 'operator' && isMine),
    contactId,
  };
}

interface Row
  extends Omit<ReplyTarget, 'root' | 'thread' | 'channel'>,
    Pick<ReplyTarget['channel'], 'id' | 'kind' | 'name' | 'account' | 'enabled' | 'deliverTo'> {
  thread: string;
}

/** The parts of a merged conversation with their channels, in the order in which they began; one of a conversation that was not merged. */
export async function replyWays(tx: Tx, workspaceId: string, root: RootConversation): Promise<ReplyWay['ways']> {
  const { rows } = await sql<ReplyWay['ways'][number]>`
    select c.id as conversation_id, json_build_object('id', ch.id, 'kind', ch.kind, 'name', ch.name) as channel
    from conversation c join channel ch on ch.workspace_id = c.workspace_id and ch.id = c.channel_id
    where c.workspace_id = ${workspaceId} and c.id = any(${root.conversationIds}::uuid[]) order by c.first_at, c.id`.execute(
    tx,
  );
  return rows;
}

/** The part of the conversation that the client's last message stands in; the conversation itself where they sent none. */
async function lastSpokenOn(tx: Tx, workspaceId: string, root: RootConversation): Promise<string> {
  if (root.conversationIds.length === 1) return root.id;
  const { rows } = await sql<{ conversationId: string }>`
    select conversation_id from entry
    where workspace_id = ${workspaceId} and conversation_id = any(${root.conversationIds}::uuid[]) and at >= ${root.firstAt} and at <= ${root.lastAt}
      and direction = 'in' and kind <> 'note'
    order by at desc, place desc, id desc limit 1`.execute(tx);
  return rows[0]?.conversationId ?? root.id;
}
