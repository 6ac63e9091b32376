import { randomUUID } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import { Refusal } from '#contract/errors.ts';
import type { ReceivedMessage } from '#contract/incoming-message.ts';
import { endingAsDelivered } from '#contract/silence.ts';
import type { Tx } from '#db/database.ts';
import type { ValueKey } from '#db/schema.ts';
import type { Evidence } from '../identity/evidence.ts';
import { type KeptValue, type KnownValue, knownOf, readKnown } from '../identity/known-values.ts';
import { isBegun, nameBegunThread } from './begun-thread.ts';
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
import { inEveryForm } from './question-of.ts';
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
  evidence: Evidence[],
): Promise<FoundConversation> {
  const { running, known } = message.mail
    ? { running: await findMailThread(tx, channel, message.mail), known: null }
    : await look(tx, channel, message, delivery, inEveryForm(evidence));
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

/** A conversation that runs; or, where none does, what the directory knows of the values of who begins one. */
interface Looked {
  running: FoundConversation | null;
  known: KnownValue[] | null;
}

/**
 * Everything that is to be known of a message once it is claimed, in one statement: its conversation, and only where there is none, whether an operator began
 * it and what the directory knows of its sender. What others say of them at this moment is read here whole: they hold their keys from their claim to their commit.
 */
async function look(
  tx: Tx,
  channel: LoadedChannel,
  { item }: ReceivedMessage,
  delivery: Delivery,
  values: ValueKey[],
): Promise<Looked> {
  const mayBeBegun = item.direction === 'in' && delivery.clientThread !== null && delivery.thread.startsWith('id:');
  const begun = mayBeBegun ? isBegun(channel, delivery) : sql`false`;
  const known = values.length > 0 ? knownOf(channel.workspaceId, values) : sql`null::jsonb`;
  const { rows } = await sql<Partial<RunningRow> & { isBegun: boolean | null; known: KeptValue[] | null }>`
    with running as materialized (${threadOf(channel, delivery.thread)})
    select running.*, case when running.id is null then ${begun} end as is_begun, case when running.id is null then ${known} end as known
    from (select) one left join running on true`.execute(tx);
  const [row] = rows;
  if (isRunning(row)) return { running: found(row, row.said), known: null };
  if (row?.isBegun) {
    await nameBegunThread(tx, channel, delivery);
    const { rows: named } = await threadOf(channel, delivery.thread).execute(tx);
    if (named[0]) return { running: found(named[0], named[0].said), known: null };
  }
  return { running: null, known: readKnown(values, row?.known ?? []) };
}

type RunningRow = ConversationRow & { said: StoredEvidence[] };

function isRunning(row: Partial<RunningRow> | undefined): row is RunningRow {
  return row?.id != null;
}

/** The conversation of a thread, locked. */
function threadOf({ workspaceId, id }: LoadedChannel, thread: string): RawBuilder<RunningRow> {
  return sql<RunningRow>`select ${foundColumns}, ${evidenceOfRoot(workspaceId, sql`c.root_id`)} as said from conversation c
    where c.workspace_id = ${workspaceId} and c.channel_id = ${id} and c.thread = ${thread} for update`;
}
