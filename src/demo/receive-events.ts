import { readMail } from '#channels/email/read-mail.ts';
import { readItem } from '#channels/generic/read-item.ts';
import type { ReceivedMessage } from '#contract/incoming-message.ts';
import type { BlobStore, Store } from '#domain/intake/import-summary.ts';
import { type KeptAttachment, keepAttachments } from '#domain/intake/keep-attachments.ts';
import type { LoadedChannel } from '#domain/intake/load-channel.ts';
import { receiveMessage } from '#domain/intake/receive-message.ts';
import { type ChannelName, channels, mailHost } from './company.ts';
import type { DemoEvent } from './events.ts';

/** The demo's channels as the intake knows them. */
export type DemoChannels = Record<ChannelName, LoadedChannel>;

const together = 40;
const ownAddresses = Object.values(channels).flatMap((channel) => (channel.kind === 'email' ? [channel.account] : []));

/**
 * Sends events through the intake in the order of their times, some in a transaction. Those that were received before change nothing.
 * @param onReceived hears how many more of them are done.
 * @throws when one of them is refused: the demo is wrong then.
 */
export async function receiveEvents(
  store: Store,
  blobs: BlobStore,
  loaded: DemoChannels,
  events: DemoEvent[],
  onReceived: (count: number) => void,
): Promise<number> {
  const ordered = [...events].sort((a, b) => a.at.getTime() - b.at.getTime());
  let added = 0;
  for (let from = 0; from < ordered.length; from += together) {
    const messages: { channel: LoadedChannel; message: ReceivedMessage & { kept: KeptAttachment[] } }[] = [];
    for (const event of ordered.slice(from, from + together)) {
      messages.push({ channel: loaded[event.channel], message: await readEvent(event, blobs) });
    }
    added += await store.inWorkspace(loaded.info.workspaceId, async (tx) => {
      let accepted = 0;
      for (const { channel, message } of messages) {
        if ((await receiveMessage(tx, channel, message)).result === 'accepted') accepted += 1;
      }
      return accepted;
    });
    onReceived(messages.length);
  }
  return added;
}

/** An event as its channel's translator makes it: mail is read from its bytes, everything else is an item of the generic channel. */
async function readEvent(event: DemoEvent, blobs: BlobStore): Promise<ReceivedMessage & { kept: KeptAttachment[] }> {
  if (event.mail) return readMailEvent(event, event.mail, blobs);
  const attachments = event.files?.map(({ name, type, make }) => {
    const content = Buffer.from(make());
    return { name, type, size: content.length, content: content.toString('base64') };
  });
  const reading = await readItem({ ...event.item, ...(attachments?.length && { attachments }) });
  if ('refused' in reading) throw new Error(`The demo's event ${event.item?.id} is none: ${reading.refused.reason}`);
  const { attachments: files, ...item } = reading.item;
  return { item, kept: await keepAttachments(blobs, files) };
}

async function readMailEvent(
  event: DemoEvent,
  raw: Uint8Array,
  blobs: BlobStore,
): Promise<ReceivedMessage & { kept: KeptAttachment[] }> {
  const reading = await readMail(raw, { ownAddresses, authservIds: [mailHost], now: event.at });
  if ('refused' in reading) throw new Error(`A mail of the demo is none: ${reading.refused}`);
  const { item, mail } = reading.message;
  const { attachments, ...rest } = item;
  return {
    item: { ...rest, ...(event.queue && { queue: event.queue }) },
    ...(mail && { mail: { ...mail, newText: reading.newText } }),
    warnings: reading.warnings,
    kept: await keepAttachments(blobs, attachments),
  };
}
