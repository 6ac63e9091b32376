import { z } from 'zod';

/** Why a conversation is kept out (R-DSK-5): its sender was blocked, or it was marked as spam. */
export const KeptOut = z.enum(['blocked', 'spam']);
export type KeptOut = z.infer<typeof KeptOut>;

/** Keeps the sender of a conversation out: what they write is kept and stands closed, and nobody is told. */
export const BlockInput = z.strictObject({
  id: z.uuid(),
  how: KeptOut,
  days: z
    .union([z.literal(1), z.literal(7), z.literal(30)])
    .nullable()
    .default(null)
    .meta({ description: 'null: for ever.' }),
  reason: z.string().trim().max(500).nullable().default(null),
  sure: z
    .boolean()
    .default(false)
    .meta({ description: 'Also where several people write by this value; else that is a conflict.' }),
});
export type BlockInput = z.infer<typeof BlockInput>;

/** A sender that is kept out, by the identifier that they write with. No card is: merging cards changes nothing of it. */
export const BlockedSender = z.object({
  id: z.string(),
  kind: z.string(),
  value: z.string(),
  how: KeptOut,
  reason: z.string().nullable(),
  conversationId: z.string().nullable().meta({ description: 'Where it was said; null where one may not read that.' }),
  by: z.object({ id: z.string(), name: z.string() }).nullable(),
  at: z.string(),
  until: z.string().nullable().meta({ description: 'null: for ever.' }),
  mayLift: z.boolean(),
});
export type BlockedSender = z.infer<typeof BlockedSender>;

/** Who wrote in a conversation, and what stands against keeping them out. */
export const ConversationSender = z.object({
  kind: z.string(),
  value: z.string(),
  standing: BlockedSender.nullable(),
  warning: z
    .enum(['own', 'shared'])
    .nullable()
    .meta({ description: 'own: the company’s own value, which cannot be blocked; shared: several people use it.' }),
  cards: z.number().meta({ description: 'On how many cards the value stands.' }),
});
export type ConversationSender = z.infer<typeof ConversationSender>;
