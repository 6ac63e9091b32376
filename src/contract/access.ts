import { z } from 'zod';

const Person = z.object({ id: z.string(), name: z.string() });

/** A wish to read one conversation of a queue for a time (R-HIS-5). Who asked sees its channel, date and queue, and nothing else before it is granted. */
export const AccessRequest = z.object({
  id: z.string(),
  conversationId: z.string(),
  by: Person,
  why: z.string(),
  days: z.number(),
  state: z.enum(['asked', 'granted', 'refused', 'withdrawn', 'ended']),
  at: z.string(),
  decidedBy: Person.nullable(),
  until: z.string().nullable().meta({ description: 'When the access ends, once it is granted.' }),
  reason: z.string().nullable(),
  channel: z.object({ kind: z.string() }),
  queue: Person,
  began: z.string().meta({ description: 'When the conversation began.' }),
  topic: z
    .string()
    .nullable()
    .meta({ description: 'Whom it is with: told to those who decide, and null to who asks.' }),
});
export type AccessRequest = z.infer<typeof AccessRequest>;

/** What an item of the history says of the reader's access to it. */
export const OwnAccess = z.object({
  id: z.string(),
  state: z.enum(['asked', 'granted', 'refused']),
  at: z.string(),
  until: z.string().nullable(),
  decidedBy: z.string().nullable(),
});
export type OwnAccess = z.infer<typeof OwnAccess>;

export const AskAccessInput = z.strictObject({
  id: z.uuid(),
  why: z.string().trim().min(1).max(500),
  days: z.union([z.literal(1), z.literal(7)]),
});
export type AskAccessInput = z.infer<typeof AskAccessInput>;

export const AccessAnswer = z.strictObject({
  id: z.uuid(),
  answer: z.enum(['grant', 'refuse', 'takeBack', 'withdraw']).meta({
    description: 'grant, refuse and withdraw (what was granted) are of those who decide; takeBack is of who asked.',
  }),
  reason: z.string().trim().max(500).nullable().default(null),
});
export type AccessAnswer = z.infer<typeof AccessAnswer>;
