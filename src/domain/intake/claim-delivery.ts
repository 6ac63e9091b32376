import { createHash } from 'node:crypto';
import type { ReceivedMessage } from '#contract/incoming-message.ts';
import type { Tx } from '#db/database.ts';
import { shortKey } from '../identity/short-key.ts';
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
}

/** Reads where an event belongs. The entry's id follows from the channel and the provider's id: the same event is the same entry, whenever it arrives. */
export function deliveryOf(channel: LoadedChannel, message: ReceivedMessage, arrival = new Date()): Delivery {
  const claimed = new Date(message.item.at);
  const isOdd = claimed.getTime() > arrival.getTime() + day || claimed.getTime() < year1990;
  const digest = createHash('sha256').update(`${channel.id}\u0000${message.item.id}`).digest('hex');
  return {
    entryId: uuidOf(digest),
    providerId: shortKey(message.item.id),
    at: isOdd ? arrival : claimed,
    claimedAt: isOdd ? claimed : null,
    place: message.item.id.replace(/\d{1,20}/g, (digits) => digits.padStart(20, '0')).slice(0, 200),
  };
}

const day = 86_400_000;
const year1990 = Date.UTC(1990, 0, 1);

/** A name-based UUID: version 8 (RFC 9562), whose bits are the maker's. */
function uuidOf(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Takes the event for this transaction. Another one that holds it makes us wait; false when the event is kept already. */
export async function claimDelivery(tx: Tx, channel: LoadedChannel, delivery: Delivery): Promise<boolean> {
  const claimed = await tx
    .insertInto('delivery')
    .values({
      workspaceId: channel.workspaceId,
      channelId: channel.id,
      providerId: delivery.providerId,
      at: delivery.at,
      entryId: delivery.entryId,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return claimed.numInsertedOrUpdatedRows === 1n;
}
