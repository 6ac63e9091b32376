import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { Refusal } from '#contract/errors.ts';
import { type Trust, trustAt } from '#contract/identifiers.ts';
import type { ReceivedMessage } from '#contract/incoming-message.ts';
import type { LinkReason } from '#contract/link.ts';
import type { Tx } from '#db/database.ts';
import type { Evidence } from '../identity/evidence.ts';
import { shortKey } from '../identity/short-key.ts';
import type { Delivery } from './claim-delivery.ts';
import { findMailThread } from './find-mail-thread.ts';
import type { LoadedChannel } from './load-channel.ts';

/** The conversation that a message belongs to, locked for this transaction. */
export interface FoundConversation {
  id: string;
  /** The conversation it reads as, when it was merged into another; else its own id. */
  rootId: string;
  isNew: boolean;
  contactId: number | null;
  linkBy: 'rule' | 'operator' | null;
  linkTrust: Trust;
  /** Its card was made for this conversation. */
  createdHere: boolean;
  /** Not accepted by an operator yet: it may still move by itself (R-REC-4). */
  isWaiting: boolean;
  /** What its earlier messages said of the client. */
  evidence: Evidence[];
}

/**
 * Finds the conversation of a message or begins a new one. The key (channel, thread) makes a second first message wait for the first one.
 * Mail goes by its references; a failed check always stands alone (channels.md section 4).
 */
export async function findConversation(
  tx: Tx,
  channel: LoadedChannel,
  message: ReceivedMessage,
  delivery: Delivery,
  evidence: Evidence[],
): Promise<FoundConversation> {
  const threadId = message.mail ? await findMailThread(tx, channel, message.mail) : null;
  const thread = message.mail ? `mail:${delivery.providerId}` : threadOf(message, evidence);
  const isBegun = message.mail === undefined || threadId !== null; // a mail's own thread is as new as the mail
  const had = isBegun ? await lockConversation(tx, channel, threadId ? { id: threadId } : { thread }) : null;
  if (had) return had;

  const id = randomUUID();
  const begun = await tx
    .insertInto('conversation')
    .values({
      workspaceId: channel.workspaceId,
      id,
      rootId: id,
      channelId: channel.id,
      thread,
      queueId: queueOf(channel, message),
      contactId: null,
      link: null,
      linkTrust: null,
      linkBy: null,
      assigneeId: null,
      mergedInto: null,
      state: 'closed',
      subject: message.item.subject?.slice(0, 2_000) ?? null,
      verdict: message.mail?.verdict === 'failed' ? 'failed' : null,
      automatic: message.mail?.automatic != null,
      clientName: null,
      clientDisplay: evidence[0]?.display ?? message.item.from.value,
      firstAt: delivery.at,
      lastAt: delivery.at,
      lastText: null,
      lastDirection: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (begun.numInsertedOrUpdatedRows === 1n) {
    return {
      id,
      rootId: id,
      isNew: true,
      contactId: null,
      linkBy: null,
      linkTrust: 'claimed',
      createdHere: false,
      isWaiting: true,
      evidence: [],
    };
  }
  const other = await lockConversation(tx, channel, { thread });
  if (!other)
    throw new Refusal(
      'UNAVAILABLE',
      'The conversation was begun and ended at the same moment. Send the message again.',
    );
  return other;
}

/** The provider's own thread id; else one running conversation per client (channels.md section 1). */
function threadOf(message: ReceivedMessage, evidence: Evidence[]): string {
  if (message.item.conversation !== undefined) return shortKey(`id:${message.item.conversation}`);
  const client = evidence.find((one) => one.origin === 'sender');
  return shortKey(client ? `client:${client.kind}:${client.account}:${client.key}` : `event:${message.item.id}`);
}

function queueOf(channel: LoadedChannel, message: ReceivedMessage): string {
  const name = message.item.queue;
  if (name === undefined) return channel.queueId;
  const queue = channel.queues.get(name.toLowerCase());
  if (!queue)
    throw new Refusal('INVALID', `There is no queue “${name}”. Leave it out, or make it in Settings first.`, {
      fields: { queue: 'unknown queue' },
    });
  return queue;
}

async function lockConversation(
  tx: Tx,
  channel: LoadedChannel,
  by: { id: string } | { thread: string },
): Promise<FoundConversation | null> {
  const row = await tx
    .selectFrom('conversation')
    .select(['id', 'rootId', 'contactId', 'linkBy', 'linkTrust', 'link', 'state', 'assigneeId'])
    .where('workspaceId', '=', channel.workspaceId)
    .where((where) =>
      'id' in by
        ? where('id', '=', by.id)
        : where.and([where('channelId', '=', channel.id), where('thread', '=', by.thread)]),
    )
    .forUpdate()
    .executeTakeFirst();
  if (!row) return null;
  const rule = (row.link as LinkReason | null)?.rule;
  return {
    id: row.id,
    rootId: row.rootId,
    isNew: false,
    contactId: row.contactId,
    linkBy: row.linkBy,
    linkTrust: trustAt(row.linkTrust ?? 0),
    createdHere: rule === 'created' || rule === 'threadFirstCreated',
    isWaiting: row.assigneeId === null,
    evidence: await storedEvidence(tx, channel.workspaceId, row.rootId),
  };
}

/** The participants of a conversation and of those merged into it, as evidence, in order of first appearance. */
async function storedEvidence(tx: Tx, workspaceId: string, rootId: string): Promise<Evidence[]> {
  const { rows } = await sql<Omit<Evidence, 'origin'>>`
    select p.kind, p.account, p.key, p.display, p.role, p.name, coalesce(p.trust, 0) as trust, p.place
    from participant p
    where p.workspace_id = ${workspaceId} and p.conversation_id in (
      select c.id from conversation c where c.workspace_id = ${workspaceId} and c.root_id = ${rootId})
    order by p.first_at, p.place, p.key limit 1000`.execute(tx);
  return rows.map((row, place) => ({
    ...row,
    place,
    origin: row.role === 'also' ? 'also' : row.role === 'from' ? 'sender' : 'participant',
  }));
}
