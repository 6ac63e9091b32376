import { z } from 'zod';

/** Seconds in which one’s own mail may be taken back; it leaves after them. */
const mailDelays = [0, 5, 10, 30] as const;

/** A key as pressed: `r`, `shift+x`, `digit1`, `mod+k` (Ctrl or ⌘), `f3`, or two letters one after the other: `g c`. */
const Key = z
  .string()
  .regex(/^(mod\+|shift\+)?[^\s]{1,12}( [^\s])?$/u, 'A key, as in r, shift+x, mod+k or g c.')
  .max(30);

/** What an operator set for themselves. Every one has its default “as delivered”. */
export const OwnSettings = z.object({
  keys: z
    .record(z.string().max(40), Key)
    .refine((keys) => Object.keys(keys).length <= 200, 'At most 200 keys.')
    .default({})
    .meta({ description: 'Keys of one’s own, by action; what is not named has its key as delivered.' }),
  letters: z.boolean().default(true).meta({ description: 'Single characters act as keys (WCAG 2.1.4).' }),
  sounds: z
    .object({
      message: z.boolean().default(true).meta({ description: 'A client wrote in an own conversation.' }),
      offer: z.boolean().default(true).meta({ description: 'One is asked to take a conversation, or to join it.' }),
      limit: z.boolean().default(false).meta({ description: 'Somebody waits longer than the limit of the queue.' }),
    })
    .prefault({}),
  notifications: z.boolean().default(false).meta({ description: 'Of the browser, while its tab is hidden.' }),
  notificationText: z.boolean().default(false).meta({ description: 'They show what the client wrote.' }),
  mailDelay: z.literal(mailDelays).default(10).meta({ description: 'Seconds in which a mail may be taken back.' }),
});
export type OwnSettings = z.infer<typeof OwnSettings>;

/** What is not named stays; `keys` and `sounds` are told whole. */
export const OwnSettingsEdit = z.strictObject({
  keys: OwnSettings.shape.keys.unwrap().optional(),
  letters: z.boolean().optional(),
  sounds: z.strictObject({ message: z.boolean(), offer: z.boolean(), limit: z.boolean() }).optional(),
  notifications: z.boolean().optional(),
  notificationText: z.boolean().optional(),
  mailDelay: z.literal(mailDelays).optional(),
});
export type OwnSettingsEdit = z.infer<typeof OwnSettingsEdit>;
