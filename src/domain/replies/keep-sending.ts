import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { ReplyInput } from '#contract/reply.ts';
import type { Tx } from '#db/database.ts';
import { shortKey } from '../identity/short-key.ts';
import type { KeptAttachment } from '../intake/keep-attachments.ts';
import { storable } from '../intake/storable.ts';
import type { Actor } from '../operators/actor.ts';
import type { MailEnvelope } from './reply-sender.ts';
import type { ReplyTarget } from './reply-target.ts';
import { delayOf, type Way } from './reply-way.ts';

interface ToSend extends Pick<ReplyInput, 'replyId' | 'delay'>, Pick<Way, 'address'> {
  at: Date;
  mail: MailEnvelope | null;
}

/** One row for the way out of a written entry. What a visitor's browser fetches has left when it stands there, unless it may be taken back. */
export async function keepSending(
  tx: Tx,
  actor: Actor,
  target: Pick<ReplyTarget, 'channel' | 'conversationId'> & { root: { id: string } },
  reply: ToSend,
): Promise<void> {
  const { channel, conversationId, root } = target;
  const delay = reply.delay ?? (await delayOf(tx, actor, target));
  const leavesAt = new Date(Date.now() + delay * 1_000);
  const { rows } = await sql<{ waitingSince: Date | null }>`
    select waiting_since from conversation where workspace_id = ${actor.workspaceId} and id = ${root.id}`.execute(tx);
  await tx
    .insertInto('sending')
    .values({
      workspaceId: actor.workspaceId,
      id: randomUUID(),
      entryId: reply.replyId,
      entryAt: reply.at,
      conversationId,
      channelId: channel.id,
      state: channel.kind === 'webchat' && delay === 0 ? 'sent' : 'waiting',
      notBefore: leavesAt,
      nextTry: leavesAt,
      error: null,
      providerId: reply.mail?.messageId ?? null,
      message: JSON.stringify({
        mail: reply.mail,
        address: reply.address,
        waitingSince: rows[0]?.waitingSince ?? null,
      }),
    })
    .execute();
}

/** What its own mail would have: later answers go on from it. */
export function mailBody({ subject, messageId, references, to, cc }: MailEnvelope): Record<string, unknown> {
  const people = (role: 'to' | 'cc', list: MailEnvelope['to']) =>
    list.map(({ name, address }) => ({ value: address, name, role }));
  return { subject, mail: { messageId, references, people: [...people('to', to), ...people('cc', cc)] } };
}

/** Answers to it, and bounces of it, find this conversation. */
export async function noteMessageId(
  tx: Tx,
  workspaceId: string,
  { conversationId, channel }: Pick<ReplyTarget, 'conversationId'> & { channel: { id: string } },
  messageId: string,
): Promise<void> {
  await tx
    .insertInto('messageRef')
    .values({ workspaceId, channelId: channel.id, ref: shortKey(messageId), conversationId, own: true })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Its name and type as a header may hold them. */
export function asAttached({ name, type, ...rest }: KeptAttachment): KeptAttachment {
  const isType = /^[\w.+-]+\/[\w.+-]+$/.test(type);
  return {
    ...rest,
    name: storable(name).replace(/\p{Cc}+/gu, ' '),
    type: isType ? type : 'application/octet-stream',
  };
}

/** One line for the list. */
export function lastWords(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 200).toWellFormed();
}
