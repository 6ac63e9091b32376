import { sql } from 'kysely';
import type { ReceivedMessage } from '#contract/incoming-message.ts';
import type { Tx } from '#db/database.ts';
import { writtenOnce } from '#db/written-once.ts';
import type { Evidence } from '../identity/evidence.ts';
import { type KeptValue, type KnownValue, readKnown } from '../identity/known-values.ts';
import { nameBegunThread } from './begun-thread.ts';
import type { Delivery } from './claim-delivery.ts';
import { type ConversationRow, type FoundConversation, found, type StoredEvidence } from './found-conversation.ts';
import type { LoadedChannel } from './load-channel.ts';
import { inEveryForm } from './question-of.ts';

/** What is known of a message once it is taken. */
export interface Taken {
  /** The conversation of its thread; null where none runs, and always of a mail, which goes by its references. */
  running: FoundConversation | null;
  /** What the directory knows of its values, where it was asked: where no conversation runs. */
  known: KnownValue[] | null;
}

/**
 * Takes the event for this transaction, and everything that other events at this moment may share with it; whoever holds some of it makes us wait. In the same
 * statement it is told what is to be known of it then: what others say of these keys at this moment is read whole, since they hold them from their claim to their commit.
 * @returns null when the event is kept already.
 */
export async function takeMessage(
  tx: Tx,
  channel: LoadedChannel,
  { item, mail }: ReceivedMessage,
  delivery: Delivery,
  evidence: Evidence[],
): Promise<Taken | null> {
  const { workspaceId, id: channelId } = channel;
  const { thread, clientThread } = delivery;
  const values = mail ? [] : inEveryForm(evidence);
  const { rows } = await take(
    tx,
    {},
    {
      workspaceId,
      channelId,
      providerId: delivery.providerId,
      at: delivery.at,
      entryId: delivery.entryId,
      shared: delivery.sharedKeys,
      thread: mail ? null : thread,
      begunAs: item.direction === 'in' && thread.startsWith('id:') ? clientThread : null,
      kinds: values.map(({ kind }) => kind),
      accounts: values.map(({ account }) => account),
      keys: values.map(({ key }) => key),
    },
  );
  const told = rows[0]?.told;
  if (!told) return null;
  if (told.isBegun) await nameBegunThread(tx, channel, delivery);
  const row = told.isBegun ? await runningOf(tx, channel, thread) : told.running;
  if (row)
    return {
      running: found({ ...row, endedAt: row.endedAt === null ? null : new Date(row.endedAt) }, row.said),
      known: null,
    };
  return { running: null, known: mail ? null : readKnown(values, told.known ?? []) };
}

/** What `take_message` answers (migration 0023). */
interface Told {
  running?: RunningRow | null;
  isBegun?: boolean;
  known?: KeptValue[] | null;
}

type RunningRow = Omit<ConversationRow, 'endedAt'> & { endedAt: string | null; said: StoredEvidence[] };

interface TakeValues {
  workspaceId: string;
  channelId: string;
  providerId: string;
  at: Date;
  entryId: string;
  shared: string[];
  thread: string | null;
  begunAs: string | null;
  kinds: string[];
  accounts: string[];
  keys: string[];
}

const take = writtenOnce<object, TakeValues, { told: Told | null }>(
  (_, value) =>
    sql`select take_message(${value.workspaceId}, ${value.channelId}, ${value.providerId}, ${value.at}, ${value.entryId}, ${value.shared}, ${value.thread}, ${value.begunAs},
      ${value.kinds}, ${value.accounts}, ${value.keys}) as told`,
);

async function runningOf(tx: Tx, { workspaceId, id }: LoadedChannel, thread: string): Promise<RunningRow | null> {
  const { rows } = await sql<{ running: RunningRow | null }>`
    select running_conversation(${workspaceId}, ${id}, ${thread}) as running`.execute(tx);
  return rows[0]?.running ?? null;
}
