import { z } from 'zod';
import { IdentifierKind, Trust } from './identifiers.ts';

/** Limits of one incoming message. What is larger is refused item by item, never the whole delivery. */
export const incomingLimits = {
  items: 1_000,
  text: 1_000_000,
  html: 5_000_000,
  value: 2_000,
  name: 1_000,
  also: 100,
  participants: 1_000,
  attachments: 200,
  attachmentBytes: 25_000_000,
} as const;

const Value = z.string().min(1).max(incomingLimits.value);
const Name = z.string().max(incomingLimits.name);

export const SenderIdentity = z.strictObject({
  kind: IdentifierKind,
  value: Value,
  account: z
    .string()
    .max(200)
    .optional()
    .meta({ description: 'Page or business id, for kinds that are scoped to it.' }),
  name: Name.optional(),
  trust: Trust.optional().meta({ description: 'May lower, never raise what the channel allows.' }),
});
export type SenderIdentity = z.infer<typeof SenderIdentity>;

export const ParticipantRole = z.enum(['from', 'replyTo', 'to', 'cc']);
export type ParticipantRole = z.infer<typeof ParticipantRole>;

export const MessageParticipant = z.strictObject({
  kind: IdentifierKind,
  value: Value,
  name: Name.optional(),
  role: ParticipantRole,
});
export type MessageParticipant = z.infer<typeof MessageParticipant>;

export const Attachment = z.strictObject({
  name: z.string().max(1_000),
  type: z.string().max(200),
  size: z.number().int().nonnegative(),
  url: z
    .url({ protocol: /^https?$/ })
    .max(4_000)
    .optional(),
  content: z
    .base64()
    .max(Math.ceil((incomingLimits.attachmentBytes * 4) / 3) + 4)
    .optional(),
});
export type Attachment = z.infer<typeof Attachment>;

export const callStates = [
  'queued',
  'ringing',
  'answered',
  'held',
  'transferred',
  'ended',
  'missed',
  'abandoned',
  'busy',
  'noAnswer',
  'voicemail',
] as const;

const CallEvent = z.strictObject({
  state: z.enum(callStates),
  from: z.string().max(200),
  to: z.string().max(200),
  operator: Name.optional(),
  waited: z.number().nonnegative().optional().meta({ description: 'Seconds waited before it was answered.' }),
  choices: z.array(z.string().max(200)).max(50).optional(),
  seconds: z.number().nonnegative().optional().meta({ description: 'Length of the call in seconds.' }),
  recording: z
    .url({ protocol: /^https?$/ })
    .max(4_000)
    .optional(),
  transcript: z
    .array(z.strictObject({ at: z.iso.datetime({ offset: true }), who: Name, text: z.string().max(100_000) }))
    .max(10_000)
    .optional(),
});
export type CallEvent = z.infer<typeof CallEvent>;

/**
 * One event as every channel hands it over: the generic channel's own item and what each translator makes of its
 * provider's payload. R-REC-9: `id` is unique in the channel, a repetition changes nothing.
 */
export const IncomingMessage = z.strictObject({
  id: z.string().min(1).max(1_000),
  conversation: z.string().min(1).max(1_000).optional(),
  at: z.iso.datetime({ offset: true }),
  type: z.enum(['message', 'call', 'event', 'post']).default('message'),
  direction: z.enum(['in', 'out']).default('in'),
  client: SenderIdentity.optional(),
  from: SenderIdentity,
  also: z
    .array(
      z.strictObject({
        kind: IdentifierKind,
        value: Value,
        account: z.string().max(200).optional(),
        trust: Trust.optional(),
      }),
    )
    .max(incomingLimits.also)
    .optional(),
  participants: z.array(MessageParticipant).max(incomingLimits.participants).optional(),
  subject: z.string().max(10_000).optional(),
  text: z.string().max(incomingLimits.text).optional(),
  html: z.string().max(incomingLimits.html).optional(),
  attachments: z.array(Attachment).max(incomingLimits.attachments).optional(),
  call: CallEvent.optional(),
  parameters: z
    .record(z.string().min(1).max(200), z.union([z.string().max(10_000), z.number(), z.boolean()]))
    .optional(),
  queue: Name.optional(),
  identity: z.string().max(8_000).optional().meta({
    description:
      'A signed identity: a short-lived JWT from the company’s own site (its sub, email, phone, name and custom identifiers).',
  }),
});
export type IncomingMessage = z.infer<typeof IncomingMessage>;

/** What became of one item: kept, already had, or refused with a reason for people. */
export const InboundResult = z.discriminatedUnion('result', [
  z.object({
    id: z.string(),
    result: z.literal('accepted'),
    conversationId: z.string(),
    contactId: z.number().nullable().meta({
      description:
        'The card it is linked to. Null where it is unknown, and where only a claim leads to a card: a claim tells nothing.',
    }),
  }),
  z.object({ id: z.string(), result: z.literal('alreadyHad') }),
  z.object({
    id: z.string().nullable(),
    result: z.literal('refused'),
    reason: z.string(),
    fields: z.record(z.string(), z.string()).optional(),
  }),
]);
export type InboundResult = z.infer<typeof InboundResult>;

/**
 * What only mail brings beside the message itself. `messageId` and `references` (oldest first, In-Reply-To last) serve
 * threading alone; `verdict` is the DMARC judgement of channels.md (aligned links, none is forgeable, failed stands apart);
 * `automatic` mail never makes a card (R-REC-2).
 */
export interface MailFacts {
  messageId: string | null;
  references: string[];
  verdict: 'aligned' | 'none' | 'failed';
  /** What judged it, for "linked because": for example `DMARC`, or `DKIM and SPF`. */
  authenticatedBy?: string;
  automatic: 'autoReply' | 'bulk' | 'bounce' | null;
  bounce?: MailBounce;
  /** The part of the text that is new; the rest (quoted text, signature) folds away on screen. */
  newText?: string;
}

/** A delivery failure (RFC 3464 or a mail server's plain words): the address it is about, and whether it is final. */
export interface MailBounce {
  recipients: { address: string; permanent: boolean; status: string | null; diagnostic: string | null }[];
  originalMessageId: string | null;
}

/** Who signed in at a provider, as our own server asked it (R-ID-4): no item can say this of itself. */
export interface SignedInSender {
  values: { kind: IdentifierKind; value: string; trust: Trust }[];
  name: string | null;
  /** The provider, for "linked because". */
  by: string;
}

/** A message as the intake takes it: the item, and what mail alone has. */
export interface ReceivedMessage {
  item: IncomingMessage;
  mail?: MailFacts;
  signedIn?: SignedInSender;
  /** What could not be read of it, in words for people; shown with the entry. */
  warnings?: string[];
  /** A form that it answers (R-TAB-8). */
  form?: { sentId: string; confirmed: boolean };
}
