import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { Refusal } from '#contract/errors.ts';
import type { ReceivedMessage } from '#contract/incoming-message.ts';
import { endingAsDelivered } from '#contract/silence.ts';
import type { Tx } from '#db/database.ts';
import { nameBegunThread } from './begun-thread.ts';
import type { Delivery } from './claim-delivery.ts';
import { claimedThread, findMailThread } from './find-mail-thread.ts';
import {
  type ConversationRow,
  evidenceOfRoot,
  type FoundConversation,
  found,
  foundColumns,
  type StoredEvidence,
} from './found-conversation.ts';
import type { LoadedChannel } from './load-channel.ts';
import { routeOf } from './routing/route-message.ts';

/**
 * Finds the conversation of a message, or says how a new one begins: it is made together with its first entry. A second first message waits
 * for the first one where events are claimed. Mail goes by its references; a failed check always stands alone (channels.md section 4).
 * @throws INVALID when the message names a queue that there is not.
 */
export async function findConversation(
  tx: Tx,
  channel: LoadedChannel,
  message: ReceivedMessage,
  delivery: Delivery,
): Promise<FoundConversation> {
  const running = message.mail
    ? await findMailThread(tx, channel, message.mail)
    : ((await findThread(tx, channel, delivery.thread)) ?? (await findBegun(tx, channel, message, delivery)));
  const related = running && (await endedBefore(tx, channel, message, delivery, running));
  if (running && related === null) return running;
  const id = randomUUID();
  return {
    id,
    rootId: id,
    begins: {
      thread: delivery.thread,
      ...queueOf(channel, message),
      looksLikeReplyTo: message.mail?.verdict === 'failed' ? await claimedThread(tx, channel, message.mail) : null,
      related,
    },
    contactId: null,
    linkBy: null,
    linkTrust: 'claimed',
    createdHere: false,
    isWaiting: true,
    endedAt: null,
    setAside: [],
    evidence: [],
  };
}

/** The queue that the message names, else that of the first rule which fits it, else the channel's. */
function queueOf(channel: LoadedChannel, message: ReceivedMessage): { queueId: string; routedBy: string | null } {
  const name = message.item.queue;
  if (name === undefined) {
    const rule = routeOf(channel.routes, message);
    return { queueId: rule?.queueId ?? channel.queueId, routedBy: rule?.name ?? null };
  }
  const queue = channel.queues.get(name.toLowerCase());
  if (!queue)
    throw new Refusal('INVALID', `There is no queue “${name}”. Leave it out, or make it in Settings first.`, {
      fields: { queue: 'unknown queue' },
    });
  return { queueId: queue, routedBy: null };
}

/**
 * The conversation that ended so long ago that this message of the client begins a new one (R-DSK-2); null where it goes on. The thread is the new one's
 * from now on. A thread of mail goes on whenever it is answered: its references name the old mails.
 */
async function endedBefore(
  tx: Tx,
  channel: LoadedChannel,
  { item, mail }: ReceivedMessage,
  { at }: Delivery,
  { id, rootId, endedAt }: FoundConversation,
): Promise<string | null> {
  if (mail || item.direction === 'out' || endedAt === null || id !== rootId) return null;
  const hours = channel.settings.reopenHours ?? endingAsDelivered(channel.kind).reopenHours ?? Number.POSITIVE_INFINITY;
  if (at.getTime() <= endedAt.getTime() + hours * 3_600_000) return null;
  await sql`update conversation set thread = 'ended ' || id || ' ' || thread where workspace_id = ${channel.workspaceId} and id = ${id}`.execute(
    tx,
  );
  return id;
}

/** What others say in this conversation at this moment is read here whole: they hold its key from their claim to their commit. */
async function findThread(tx: Tx, channel: LoadedChannel, thread: string): Promise<FoundConversation | null> {
  const { rows } = await sql<ConversationRow & { said: StoredEvidence[] }>`
    select ${foundColumns}, ${evidenceOfRoot(channel.workspaceId, sql`c.root_id`)} as said from conversation c
    where c.workspace_id = ${channel.workspaceId} and c.channel_id = ${channel.id} and c.thread = ${thread} for update`.execute(
    tx,
  );
  return rows[0] ? found(rows[0], rows[0].said) : null;
}

/** What an operator began (R-DIR-10), and the client answers in a thread that the channel names. */
async function findBegun(
  tx: Tx,
  channel: LoadedChannel,
  { item }: ReceivedMessage,
  delivery: Delivery,
): Promise<FoundConversation | null> {
  if (item.direction === 'out' || !(await nameBegunThread(tx, channel, delivery))) return null;
  return findThread(tx, channel, delivery.thread);
}
