import { sql } from 'kysely';
import type { ReplyWay } from '#contract/reply.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';
import { mailEnvelope } from './mail-envelope.ts';
import type { ChannelAddress, MailEnvelope } from './reply-sender.ts';
import { type ReplyTarget, replyTarget } from './reply-target.ts';

/** What can be sent from here: `mail` where a mail server is set. */
export interface Sendable {
  mail: boolean;
}

/** Seconds in which a reply may be taken back, as delivered: mails, which cannot be called back once they left. */
const undo = { mail: 10, other: 0 };

/** Whether one can reply in a conversation, and to whom it would go. @throws NOT_FOUND */
export async function readReplyWay(tx: Tx, actor: Actor, sendable: Sendable, id: string): Promise<ReplyWay> {
  must(actor, 'seeConversations');
  const target = await replyTarget(tx, actor, id);
  const { reason, mail, address } = await wayOf(tx, actor, sendable, target);
  return {
    can: reason === null,
    reason,
    to: mail?.to.map(written) ?? (address ? [address.to.name ?? address.to.value] : [target.topic]),
    cc: mail?.cc.map(written) ?? [],
    delay: defaultDelay(target),
  };
}

/** Seconds to take a reply back in, where the operator says nothing else. */
export function defaultDelay({ channel }: ReplyTarget): number {
  return channel.kind === 'email' ? undo.mail : undo.other;
}

/** The way of a reply: `mail` or `address`; neither for a web chat, whose browser fetches it. */
export interface Way {
  reason: ReplyWay['reason'];
  mail: Omit<MailEnvelope, 'messageId'> | null;
  address: ChannelAddress | null;
}

/** Finds the way, and the first reason why there is none. */
export async function wayOf(tx: Tx, actor: Actor, sendable: Sendable, target: ReplyTarget): Promise<Way> {
  const { channel } = target;
  const mail = channel.kind === 'email' ? await mailEnvelope(tx, actor.workspaceId, target) : null;
  const address = mail || channel.kind === 'webchat' ? null : await channelAddress(tx, actor.workspaceId, target);
  const isSent = channel.kind === 'webchat' || (channel.kind === 'email' ? sendable.mail : channel.deliverTo !== null);
  const isAddressed = channel.kind === 'webchat' || (mail ? mail.to.length > 0 : address !== null);
  const reasons = {
    closed: target.state === 'closed',
    notYours: !target.isMine,
    channelOff: !channel.enabled,
    noSender: !isSent,
    noAddress: !isAddressed,
  };
  const reason = (Object.keys(reasons) as (keyof typeof reasons)[]).find((name) => reasons[name]) ?? null;
  return { reason, mail, address };
}

/** The client as the channel names them: who first wrote there. */
async function channelAddress(
  tx: Tx,
  workspaceId: string,
  { conversationId, thread }: ReplyTarget,
): Promise<ChannelAddress | null> {
  const { rows } = await sql<ChannelAddress['to']>`
    select kind, case when key like 'sha256:%' then display else key end as value, account, name from participant
    where workspace_id = ${workspaceId} and conversation_id = ${conversationId} and role = 'from' order by first_at, place, key limit 1`.execute(
    tx,
  );
  return rows[0] ? { to: rows[0], conversation: thread } : null;
}

function written({ name, address }: { name: string; address: string }): string {
  return name === '' ? address : `${name} <${address}>`;
}
