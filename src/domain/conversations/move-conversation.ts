import { sql } from 'kysely';
import { notFound } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';

/** What a conversation is linked to, and why. */
export interface ConversationLink {
  contactId: number | null;
  link: unknown | null;
  linkTrust: number | null;
  linkBy: 'rule' | 'operator' | null;
}

export interface Move {
  conversationId: string;
  /** The card it goes to; null: to nobody. */
  to: number | null;
  link: unknown | null;
  linkTrust: number | null;
  linkBy: 'rule' | 'operator' | null;
}

/**
 * Moves a conversation to another card or to none: the one place that does (R-HIS-9). The whole conversation goes, with those merged
 * into it, closed or not: the link, the card of its entries (which the search reads), and last contact and counts of both cards.
 * Locks the conversation, then both cards in the order of their ids, so that two moves at once never wait for each other.
 * @returns what it was linked to before.
 * @throws NOT_FOUND when there is no such conversation in this workspace.
 */
export async function moveConversation(
  tx: Tx,
  workspaceId: string,
  { conversationId, to, link, linkTrust, linkBy }: Move,
): Promise<{ before: ConversationLink }> {
  const moved = await lockWithMerged(tx, workspaceId, conversationId);
  const ids = moved.map((conversation) => conversation.id);
  const cards = new Set([...moved.map((conversation) => conversation.contactId), to]);
  const affected = [...cards].filter((card) => card !== null).sort((a, b) => a - b);
  if (cards.size > 1) await lockCards(tx, workspaceId, affected);
  await tx
    .updateTable('conversation')
    .set({
      contactId: to,
      link: link === null ? null : JSON.stringify(link),
      linkTrust,
      linkBy,
      version: sql`version + 1`,
    })
    .where('workspaceId', '=', workspaceId)
    .where('id', 'in', ids)
    .execute();
  const [root] = moved as [LockedConversation, ...LockedConversation[]];
  if (cards.size > 1) {
    await moveEntries(tx, workspaceId, moved, to);
    for (const card of affected) await recountActivity(tx, workspaceId, card);
  }
  return {
    before: { contactId: root.contactId, link: root.link, linkTrust: root.linkTrust, linkBy: root.linkBy },
  };
}

interface LockedConversation extends ConversationLink {
  id: string;
  firstAt: Date;
  lastAt: Date;
}

/** The conversation's root first, then those merged into it, all locked. */
async function lockWithMerged(tx: Tx, workspaceId: string, conversationId: string): Promise<LockedConversation[]> {
  const { rows } = await sql<LockedConversation>`
    select c.id, c.contact_id, c.link, c.link_trust, c.link_by, c.first_at, c.last_at from conversation c
    where c.workspace_id = ${workspaceId} and c.root_id = (
      select root_id from conversation where workspace_id = ${workspaceId} and id = ${conversationId})
    order by (c.merged_into is not null), c.id
    for no key update`.execute(tx);
  if (rows.length === 0) throw notFound('conversation');
  return rows;
}

/** Before the link is written, which takes a share of the card: two who both had theirs, and then wanted the card whole, would wait for each other. */
async function lockCards(tx: Tx, workspaceId: string, cards: number[]): Promise<void> {
  await sql`
    select from contact where workspace_id = ${workspaceId} and id = any(array(
      select survivor_id from contact where workspace_id = ${workspaceId} and id = any(${cards}::bigint[])))
    order by id for update`.execute(tx);
}

/** Bounded by the first and last time, so that only the partitions are touched that hold the conversation. */
async function moveEntries(tx: Tx, workspaceId: string, moved: LockedConversation[], to: number | null): Promise<void> {
  const first = new Date(Math.min(...moved.map((conversation) => conversation.firstAt.getTime())));
  const last = new Date(Math.max(...moved.map((conversation) => conversation.lastAt.getTime())) + 1); // the column has microseconds
  await sql`
    update entry set contact_id = ${to}
    where workspace_id = ${workspaceId} and conversation_id = any(${moved.map((conversation) => conversation.id)}::uuid[])
      and at >= ${first} and at <= ${last}`.execute(tx);
}

/**
 * Counts anew what a card's directory row and R-HIS-5 need: last contact, conversations and kinds of channel, per queue; over all cards
 * merged into it. Locks the card first, so that of two at once the second counts what the first wrote. The intake, which only adds, does not wait
 * for the card: its rows are waited for, also those that it is only about to write, before they are counted.
 * @param options `isAlone`: the caller has locked the whole family for update, so that the intake writes nothing for it.
 */
export async function recountActivity(
  tx: Tx,
  workspaceId: string,
  contactId: number,
  options: { isAlone?: boolean } = {},
): Promise<void> {
  const survivor = await lockSurvivor(tx, workspaceId, contactId);
  if (survivor === undefined) return;
  // a conversation that was merged counts where its target is
  const counted = sql`
    select v.queue_id, max(v.last_at) as last_at, sum(v.n) as conversations, array_agg(distinct ch.kind order by ch.kind) as kinds from (
      select case when c.merged_into is null then c.queue_id
          else (select root.queue_id from conversation root where root.workspace_id = c.workspace_id and root.id = c.root_id) end as queue_id,
        c.channel_id, max(c.last_at) as last_at, count(*) filter (where c.merged_into is null) as n
      from conversation c where c.workspace_id = ${workspaceId}
        and c.contact_id in (select id from contact where workspace_id = ${workspaceId} and survivor_id = ${survivor})
      group by 1, 2) v
    join channel ch on ch.workspace_id = ${workspaceId} and ch.id = v.channel_id group by v.queue_id`;
  if (!options.isAlone) {
    await sql`
      insert into contact_activity (workspace_id, contact_id, queue_id, last_at)
      select ${workspaceId}::uuid, ${survivor}::bigint, queue_id, last_at from (${counted}) counted order by queue_id
      on conflict (workspace_id, contact_id, queue_id) do update set last_at = contact_activity.last_at`.execute(tx);
  }
  await sql`
    with counted as (${counted}), gone as (
      delete from contact_activity a where a.workspace_id = ${workspaceId} and a.contact_id = ${survivor}
        and a.queue_id not in (select queue_id from counted)
    ), kept as (
      insert into contact_activity (workspace_id, contact_id, queue_id, last_at, conversations, kinds)
      select ${workspaceId}::uuid, ${survivor}::bigint, queue_id, last_at, conversations, kinds from counted
      on conflict (workspace_id, contact_id, queue_id) do update
        set last_at = excluded.last_at, conversations = excluded.conversations, kinds = excluded.kinds
    )
    update contact set last_contact_at = (select max(last_at) from counted)
    where workspace_id = ${workspaceId} and id = ${survivor}`.execute(tx);
}

/** The card that stands for another, locked; one that was merged while it was waited for has its survivor locked. */
async function lockSurvivor(tx: Tx, workspaceId: string, contactId: number): Promise<number | undefined> {
  const { rows } = await sql<{ id: number; survivorId: number }>`
    select s.id, s.survivor_id from contact s
    where s.workspace_id = ${workspaceId}
      and s.id = (select survivor_id from contact where workspace_id = ${workspaceId} and id = ${contactId})
    for no key update`.execute(tx);
  const locked = rows[0];
  return locked && locked.survivorId !== locked.id ? lockSurvivor(tx, workspaceId, locked.survivorId) : locked?.id;
}
