import { z } from 'zod';
import { ContactId } from './contact.ts';
import { ChannelMark } from './conversation.ts';
import { IdentifierKind, IdentifierState } from './identifiers.ts';
import { Attached, replyLimits } from './reply.ts';

/** One address of a client on one channel of the company's that can write there. */
export const WayToWrite = z.object({
  channel: ChannelMark.extend({ account: z.string() }),
  queueId: z.string().meta({ description: 'The queue that it is begun in where nobody says another.' }),
  to: z.object({ kind: z.string(), value: z.string(), account: z.string(), display: z.string() }),
  label: z.string().nullable(),
  main: z.boolean(),
  preferred: z.boolean().meta({ description: 'On the channel that the card prefers.' }),
  state: IdentifierState.meta({ description: 'shared or contested: others may read what is sent there.' }),
  undeliverableAt: z.string().nullable().meta({ description: 'Since when mails to it come back for good.' }),
});
export type WayToWrite = z.infer<typeof WayToWrite>;

/** How one can write to a client (R-DIR-10): the preferred way first. */
export const WaysToWrite = z.object({
  contactId: z.number(),
  name: z.string().nullable(),
  doNotContact: z.boolean(),
  preferredChannel: z.string().nullable(),
  ways: z.array(WayToWrite),
  queues: z
    .array(z.object({ id: z.string(), name: z.string() }))
    .meta({ description: 'Those of who asks: a conversation is begun in one of them.' }),
  phones: z.array(z.string()).meta({ description: 'Numbers that can be called.' }),
});
export type WaysToWrite = z.infer<typeof WaysToWrite>;

/** What is sent all the same, though a warning stands against it. */
const warnings = ['doNotContact', 'undeliverable'] as const;

/**
 * A conversation that an operator begins. `conversationId` and `replyId` are made by who sends it: the same ones again are the same conversation and
 * message.
 */
export const BeginInput = z.strictObject({
  id: ContactId,
  conversationId: z.uuid(),
  replyId: z.uuid(),
  channelId: z.uuid(),
  to: z.strictObject({
    kind: IdentifierKind,
    value: z.string().trim().min(1).max(2_000),
    account: z.string().max(200).default(''),
  }),
  queueId: z.uuid().optional(),
  subject: z.string().trim().max(300).optional().meta({ description: 'Of a mail, which needs one.' }),
  text: z.string().trim().min(1).max(replyLimits.text),
  attachments: z.array(Attached).max(replyLimits.attachments).default([]),
  delay: z.number().int().min(0).max(60).optional(),
  despite: z.array(z.enum(warnings)).max(2).default([]).meta({
    description:
      'Warnings that were read: without them a message to such a client or address is refused with CONFLICT.',
  }),
});
export type BeginInput = z.infer<typeof BeginInput>;
