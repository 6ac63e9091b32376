import { hash } from 'node:crypto';
import { sql } from 'kysely';
import type { ReceivedMessage } from '#contract/incoming-message.ts';
import type { Tx } from '#db/database.ts';
import type { ValueKey } from '#db/schema.ts';
import type { Evidence } from '../identity/evidence.ts';
import { shortKey } from '../identity/short-key.ts';
import { refsOf } from './find-mail-thread.ts';
import type { LoadedChannel } from './load-channel.ts';

/** One event in its place: when it was, and where it stands among events of the same moment. */
export interface Delivery {
  entryId: string;
  providerId: string;
  /** The event's time, clamped: the arrival's when it lies over a day ahead or before 1990. */
  at: Date;
  /** The time as claimed, when it was clamped. */
  claimedAt: Date | null;
  /** The provider's event id in natural order (`9` before `10`), for events of the same moment. */
  place: string;
  /** The thread that the event belongs to, or begins where it is a mail. */
  thread: string;
  /** The thread of its client on a channel without ids of its own; null where nobody sent it. */
  clientThread: string | null;
  /** Events that share one of these wait for each other: of one thread, of one Message-ID, of one client's value. */
  sharedKeys: string[];
}

/** Reads where an event belongs. The entry's id follows from the channel and the provider's id: the same event is the same entry, whenever it arrives. */
export function deliveryOf(
  channel: LoadedChannel,
  message: ReceivedMessage,
  evidence: Evidence[],
  arrival = new Date(),
): Delivery {
  const claimed = new Date(message.item.at);
  const isOdd = claimed.getTime() > arrival.getTime() + day || claimed.getTime() < year1990;
  const digest = hash('sha256', `${channel.id}\u0000${message.item.id}`);
  const thread = message.mail ? `mail:${shortKey(message.item.id)}` : threadOf(message, evidence);
  return {
    entryId: uuidOf(digest),
    providerId: shortKey(message.item.id),
    at: isOdd ? arrival : claimed,
    claimedAt: isOdd ? claimed : null,
    place: message.item.id.replace(/\d{1,20}/g, (digits) => digits.padStart(20, '0')).slice(0, 200),
    thread,
    clientThread: clientThreadOf(evidence),
    sharedKeys: [
      ...[thread, ...(message.mail ? refsOf(message.mail) : [])].map((key) => `${channel.id} ${key}`),
      ...evidence
        .filter((one) => one.origin !== 'participant')
        .map((one) => `${channel.workspaceId} ${one.kind} ${one.account} ${one.key}`),
    ],
  };
}

const day = 86_400_000;
const year1990 = Date.UTC(1990, 0, 1);

/** The provider's own thread id; else one running conversation per client (channels.md section 1). */
function threadOf(message: ReceivedMessage, evidence: Evidence[]): string {
  if (message.item.conversation !== undefined) return shortKey(`id:${message.item.conversation}`);
  return clientThreadOf(evidence) ?? shortKey(`event:${message.item.id}`);
}

function clientThreadOf(evidence: Evidence[]): string | null {
  const client = evidence.find((one) => one.origin === 'sender');
  return client ? clientThread(client) : null;
}

/** The thread of a client on a channel without conversation ids of its own. */
export function clientThread({ kind, account, key }: ValueKey): string {
  return shortKey(`client:${kind}:${account}:${key}`);
}

/** A name-based UUID: version 8 (RFC 9562), whose bits are the maker's. */
function uuidOf(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Takes what several events share before the first of them, in the one order that everybody takes it in: so that no two wait for each other. */
export async function holdShared(tx: Tx, deliveries: Delivery[]): Promise<void> {
  await hold(deliveries.flatMap((delivery) => delivery.sharedKeys)).execute(tx);
}

/** Waits for messages of a client that come in at this moment on a channel, and lets later ones wait for this transaction. */
export async function holdClient(tx: Tx, workspaceId: string, channelId: string, value: ValueKey): Promise<void> {
  const { kind, account, key } = value;
  await hold([`${channelId} ${clientThread(value)}`, `${workspaceId} ${kind} ${account} ${key}`]).execute(tx);
}

/** As `take_message` does for one message: migration 0023. */
function hold(keys: string[]) {
  return sql`select hold_shared(${keys}::text[])`;
}
