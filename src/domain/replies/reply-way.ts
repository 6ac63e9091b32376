import { sql } from 'kysely';
import type { ReplyWay } from '#contract/reply.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../operators/actor.ts';
import { ownSettingsOf } from '../operators/own-settings.ts';
import { must } from '../operators/policy.ts';
import { mailEnvelope } from './mail-envelope.ts';
import { mailQuote } from './mail-quote.ts';
import type { ChannelAddress, MailEnvelope } from './reply-sender.ts';
import { type ReplyTarget, replyTarget, replyWays } from './reply-target.ts';

/** What can be sent from here: `mail` where a mail server is set. */
export interface Sendable {
  mail: boolean;
}

/** Seconds in which a reply may be taken back where its writer has no setting: mails, which cannot be called back once they left. */
const undo = { mail: 10, other: 0 };

/** Whether one can reply in a conversation, and to whom it would go. @throws NOT_FOUND */
export async function readReplyWay(
  tx: Tx,
  actor: Actor,
  sendable: Sendable,
  id: string,
  via?: string,
): Promise<ReplyWay> {
  must(actor, 'seeConversations');
  const usual = await replyTarget(tx, actor, id);
  const isPart = via !== undefined && usual.root.conversationIds.includes(via); // else they were parted meanwhile
  const target = isPart ? await replyTarget(tx, actor, id, false, via) : usual;
  const { reason, mail, address } = await wayOf(tx, actor, sendable, target);
  const quote = await mailQuote(tx, actor, target);
  return {
    can: reason === null,
    reason,
    to: mail?.to.map(written) ?? (address ? [address.to.name ?? address.to.value] : [target.topic]),
    cc: mail?.cc.map(written) ?? [],
    delay: await delayOf(tx, actor, target),
    via: target.conversationId,
    ways: await replyWays(tx, actor.workspaceId, target.root),
    quote: quote && { introduction: quote.introduction, text: quote.text, shortened: quote.shortened },
  };
}

/** Seconds to take a reply back in, where its writer says nothing else with it: what they set for their mail; none for what is said at once. */
export async function delayOf(tx: Tx, actor: Actor, { channel }: Pick<ReplyTarget, 'channel'>): Promise<number> {
  if (channel.kind !== 'email') return undo.other;
  return actor.type === 'operator' ? (await ownSettingsOf(tx, actor)).mailDelay : undo.mail;
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

/** The client as the channel names them: who first wrote there, or was written to. */
async function channelAddress(
  tx: Tx,
  workspaceId: string,
  { conversationId, thread }: ReplyTarget,
): Promise<ChannelAddress | null> {
  const { rows } = await sql<ChannelAddress['to']>`
    select kind, case when key like 'sha256:%' then display else key end as value, account, name from participant
    where workspace_id = ${workspaceId} and conversation_id = ${conversationId} and role in ('from', 'to')
    order by role <> 'from', first_at, place, key limit 1`.execute(tx);
  return rows[0] ? { to: rows[0], conversation: thread } : null;
}

function written({ name, address }: { name: string; address: string }): string {
  return name === '' ? address : `${name} <${address}>`;
}
