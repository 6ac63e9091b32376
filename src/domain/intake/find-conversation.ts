import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { Refusal } from '#contract/errors.ts';
import type { ReceivedMessage } from '#contract/incoming-message.ts';
import { endingAsDelivered } from '#contract/silence.ts';
import type { Tx } from '#db/database.ts';
import type { Delivery } from './claim-delivery.ts';
import { claimedThread, findMailThread } from './find-mail-thread.ts';
import type { FoundConversation } from './found-conversation.ts';
import type { LoadedChannel } from './load-channel.ts';
import { routeOf } from './routing/route-message.ts';
import type { Taken } from './take-message.ts';

/**
 * Finds the conversation of a message, or says how a new one begins: it is made together with its first entry. A second first message waits
 * for the first one where events are taken. Mail goes by its references; a failed check always stands alone (channels.md section 4).
 * @param taken what was known of the message when it was taken.
 * @throws INVALID when the message names a queue that there is not.
 */
export async function findConversation(
  tx: Tx,
  channel: LoadedChannel,
  message: ReceivedMessage,
  delivery: Delivery,
  { running: taken, known }: Taken,
): Promise<FoundConversation> {
  const running = message.mail ? await findMailThread(tx, channel, message.mail) : taken;
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
    mayGoBack: false,
    endedAt: null,
    setAside: [],
    evidence: [],
    known,
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
