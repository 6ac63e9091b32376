import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Occasion } from '#contract/automatic-replies.ts';
import { Refusal } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import { announce } from '../../live/announce.ts';
import type { SystemActor } from '../../operators/actor.ts';
import { keepSending, mailBody, noteMessageId } from '../keep-sending.ts';
import { claimWritten, keepWritten } from '../keep-written.ts';
import { messageIdOf } from '../message-id.ts';
import { type ReplyTarget, replyTarget } from '../reply-target.ts';
import { type Sendable, wayOf } from '../reply-way.ts';
import { automaticText } from './automatic-text.ts';
import type { Due } from './due.ts';
import { whomToTell } from './whom-to-tell.ts';

/**
 * Says one thing by itself, once a conversation and occasion, to somebody who may be told so (whom-to-tell.ts). The client waits on: it is no answer, nor
 * their last contact, and the list keeps showing their own words.
 * @returns whether it was said. Where nobody is to be told it is not looked at again before the client's next words.
 */
export async function sayOne(
  tx: Tx,
  workspaceId: string,
  sendable: Sendable,
  due: Due,
  now = new Date(),
): Promise<boolean> {
  const actor: SystemActor = { type: 'system', workspaceId, id: null, name: null };
  const { occasion } = due;
  const before = await replyTarget(tx, actor, due.conversationId).catch(gone);
  if (!before) return false;
  const replyId = randomUUID();
  const claim = { channelId: before.channel.id, providerId: replyId, entryId: replyId, at: now };
  await claimWritten(tx, workspaceId, claim); // before the conversation is locked, as the intake does
  const target = await replyTarget(tx, actor, due.conversationId, true);
  if (!(await isStillDue(tx, workspaceId, target, due))) return drop(tx, workspaceId, replyId);

  const way = await wayOf(tx, actor, sendable, target);
  const whom =
    way.reason === null ? await whomToTell(tx, workspaceId, target, way, due.isAsked ? null : occasion, now) : null;
  await note(tx, workspaceId, target.root.id, {
    occasion,
    entryId: whom && replyId,
    sender: whom?.sender ?? '',
    at: now,
  });
  if (!whom) return drop(tx, workspaceId, replyId);

  const at = new Date(Math.max(now.getTime(), target.root.lastAt.getTime()));
  const text = await automaticText(tx, workspaceId, target.root.id, due, now);
  const mail = whom.mail && { ...whom.mail, messageId: messageIdOf(replyId, target.channel.account), automatic: true };
  await keepWritten(tx, workspaceId, {
    id: replyId,
    at,
    kind: 'message',
    conversationId: target.conversationId,
    text,
    body: { ...(mail && mailBody(mail)), automatic: occasion },
    by: { type: 'system', id: null, name: null },
    attachments: [],
  });
  if (mail) await noteMessageId(tx, workspaceId, target, mail.messageId);
  await keepSending(tx, actor, target, { replyId, delay: 0, at, mail, address: way.address });
  await stands(tx, workspaceId, target, { replyId, at, occasion });
  await announce(tx, workspaceId, { topic: 'conversation', conversationId: target.root.id, what: 'message' });
  return true;
}

/** A conversation may have gone since it was found. */
function gone(error: unknown): null {
  if (error instanceof Refusal) return null;
  throw error;
}

/** As the conversation is now, locked: still in this queue, still waiting, and not told by another process meanwhile. */
async function isStillDue(tx: Tx, workspaceId: string, { root }: ReplyTarget, due: Due): Promise<boolean> {
  const { rows } = await sql`
    select from conversation c where c.workspace_id = ${workspaceId} and c.id = ${root.id} and c.queue_id = ${due.queueId}
      and c.waiting_since is not null and c.state <> 'closed' and not c.automatic and c.verdict is distinct from 'failed' and c.spam_at is null
      and not exists (select from automatic_reply r where r.workspace_id = c.workspace_id and r.conversation_id = c.id
        and r.occasion = ${due.occasion} and (r.entry_id is not null ${due.isAsked ? sql`` : sql`or r.at >= c.last_in_at`}))`.execute(
    tx,
  );
  return rows.length > 0;
}

/** Gives the place among the deliveries back. */
async function drop(tx: Tx, workspaceId: string, replyId: string): Promise<false> {
  await sql`delete from delivery where workspace_id = ${workspaceId} and entry_id = ${replyId} and provider_id = ${replyId}`.execute(
    tx,
  );
  return false;
}

async function note(
  tx: Tx,
  workspaceId: string,
  conversationId: string,
  said: { occasion: Occasion; entryId: string | null; sender: string; at: Date },
): Promise<void> {
  await tx
    .insertInto('automaticReply')
    .values({ workspaceId, conversationId, ...said })
    .onConflict((conflict) => conflict.columns(['workspaceId', 'conversationId', 'occasion']).doUpdateSet(said))
    .execute();
}

/** It stands in the conversation as the latest; nothing else of that changes. */
async function stands(
  tx: Tx,
  workspaceId: string,
  { root, conversationId }: ReplyTarget,
  { replyId, at, occasion }: { replyId: string; at: Date; occasion: Occasion },
): Promise<void> {
  await sql`
    update conversation set entries = entries + 1, last_place = case when ${at}::timestamptz >= last_at then ${replyId} else last_place end,
      last_at = greatest(last_at, ${at}::timestamptz), told_waiting_at = coalesce(${occasion === 'waiting' ? at : null}, told_waiting_at)
    where workspace_id = ${workspaceId} and id = any(${[...new Set([root.id, conversationId])]}::uuid[])`.execute(tx);
}
