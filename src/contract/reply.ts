import { z } from 'zod';

/** What an operator writes may be as long as most mail providers take. */
export const replyLimits = { text: 100_000, attachments: 20, attachmentBytes: 15_000_000 } as const;

/** A file that goes along. */
export const Attached = z.strictObject({
  name: z.string().trim().min(1).max(300),
  type: z.string().max(200),
  content: z.base64().max(Math.ceil((replyLimits.attachmentBytes * 4) / 3) + 4),
});

/**
 * A reply. `id` is made by who sends it: the same one again is the same reply, never a second one. `contactId` is the client that the draft was begun for:
 * when the conversation has another one by now, it is refused with CONFLICT until it is sent again with the present one.
 */
export const ReplyInput = z.strictObject({
  id: z.uuid(),
  replyId: z.uuid(),
  text: z.string().trim().min(1).max(replyLimits.text),
  contactId: z.number().int().positive().nullable(),
  attachments: z.array(Attached).max(replyLimits.attachments).default([]),
  via: z.uuid().optional().meta({
    description:
      'Of a merged conversation the part (of `ways`) whose channel it goes out on; else where the client wrote last.',
  }),
  quote: z.boolean().optional().meta({ description: 'Of a mail: false leaves out the mail that it answers.' }),
  delay: z.number().int().min(0).max(60).optional().meta({
    description: 'Seconds in which it may be taken back: what its writer set for mail, as delivered 10; else none.',
  }),
});
export type ReplyInput = z.infer<typeof ReplyInput>;

/** A note for colleagues (R-TAB-6). It can never be sent. */
export const NoteInput = z.strictObject({
  id: z.uuid(),
  noteId: z.uuid(),
  text: z.string().trim().min(1).max(replyLimits.text),
});
export type NoteInput = z.infer<typeof NoteInput>;

/** How far a reply is. `until`: how long it may be taken back. */
export const Delivery = z.object({
  state: z.enum(['waiting', 'sending', 'sent', 'delivered', 'read', 'failed', 'cancelled']),
  error: z.string().nullable(),
  until: z.string().nullable(),
});
export type Delivery = z.infer<typeof Delivery>;

export const Draft = z.object({
  mode: z.enum(['reply', 'note']),
  text: z.string(),
  contactId: z.number().nullable(),
  updatedAt: z.string().nullable(),
});
export type Draft = z.infer<typeof Draft>;

export const DraftInput = z.strictObject({
  id: z.uuid(),
  mode: z.enum(['reply', 'note']),
  text: z.string().max(replyLimits.text),
  contactId: z.number().int().positive().nullable(),
});
export type DraftInput = z.infer<typeof DraftInput>;

/** Whether and how one can reply: to whom it would go, and why not. */
export const ReplyWay = z.object({
  can: z.boolean(),
  reason: z
    .enum(['closed', 'noSender', 'noAddress', 'channelOff', 'notYours'])
    .nullable()
    .meta({ description: 'noSender: this channel takes messages in only; notYours: accept it first.' }),
  to: z.array(z.string()),
  cc: z.array(z.string()),
  delay: z.number(),
  via: z.string().meta({ description: 'The part of the conversation that it goes to.' }),
  ways: z
    .array(
      z.object({
        conversationId: z.string(),
        channel: z.object({ id: z.string(), kind: z.string(), name: z.string() }),
      }),
    )
    .meta({ description: 'The parts of a merged conversation, each with its channel: a reply may choose one.' }),
  quote: z
    .object({ introduction: z.string(), text: z.string(), shortened: z.boolean() })
    .nullable()
    .meta({ description: 'What of the answered mail stands below a reply that does not leave it out.' }),
});
export type ReplyWay = z.infer<typeof ReplyWay>;

const TemplateText = z.string().trim().min(1).max(20_000);
const texts = z
  .strictObject({ en: TemplateText.optional(), cs: TemplateText.optional() })
  .refine((given) => given.en !== undefined || given.cs !== undefined, 'Write a text in one language at least.');

/** A prepared text with variables: {{client.name}}, {{operator.name}}, {{workspace.name}}, {{parameter.NAME}}, {{attribute.NAME}}. */
export const Template = z.object({
  id: z.string(),
  folder: z.string(),
  name: z.string(),
  shortcut: z.string().nullable(),
  texts: z.object({ en: z.string().optional(), cs: z.string().optional() }),
  starred: z.boolean(),
  updatedAt: z.string(),
});
export type Template = z.infer<typeof Template>;

export const TemplateInput = z.strictObject({
  folder: z.string().trim().max(100).default(''),
  name: z.string().trim().min(1).max(200),
  shortcut: z
    .string()
    .trim()
    .regex(/^[\p{L}\p{N}-]{1,30}$/u, 'Letters, digits and hyphens.')
    .nullable()
    .default(null),
  texts,
});
export type TemplateInput = z.infer<typeof TemplateInput>;

/** A template with its variables filled in for a conversation; `missing` names those that have no value: they stand as {{…}} and stop the sending. */
export const FilledTemplate = z.object({ text: z.string(), missing: z.array(z.string()) });
export type FilledTemplate = z.infer<typeof FilledTemplate>;
