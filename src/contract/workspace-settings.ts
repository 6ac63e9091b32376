import { z } from 'zod';

const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'Hours and minutes, for example 08:30; the end of a day is 24:00.');

/** When somebody answers (R-DSK-6): spans of local time by day of the week, 1 Monday to 7 Sunday. A span ends after it begins, on the same day. */
export const Hours = z.strictObject({
  timeZone: z
    .string()
    .min(1)
    .max(64)
    .refine(isTimeZone, 'A time zone by its IANA name, for example Europe/Prague.')
    .meta({ description: 'IANA name, for example Europe/Prague.' }),
  week: z
    .array(
      z
        .strictObject({ day: z.number().int().min(1).max(7), from: timeOfDay, to: timeOfDay })
        .refine(({ from, to }) => from < to, 'It ends before it begins.'),
    )
    .max(50),
});
export type Hours = z.infer<typeof Hours>;

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** A day without service. */
const Holiday = z.strictObject({
  day: z.iso.date(),
  name: z.string().trim().max(100).default(''),
});

/**
 * How many conversations an operator has at once (R-DSK-1): in all, and of a kind of channel. One of chat or telephony counts while it is open; one
 * of messaging or mail while the client waits for an answer.
 */
export const Capacity = z.strictObject({
  places: z.number().int().min(1).max(100).default(5),
  kinds: z.record(z.string().max(40), z.number().int().min(0).max(100)).default({ phone: 1 }),
});
export type Capacity = z.infer<typeof Capacity>;

/** A workspace's settings as kept in the store. Every one has its default “as delivered”. */
export const WorkspaceSettings = z.object({
  language: z
    .enum(['en', 'cs'])
    .optional()
    .meta({ description: 'Of what is said by itself. Left out: Czech in Czechia, else English.' }),
  hours: Hours.nullable().default(null).meta({ description: 'null: always open.' }),
  holidays: z.array(Holiday).max(500).default([]),
  capacity: Capacity.prefault({}),
  maskCards: z
    .boolean()
    .default(false)
    .meta({ description: 'Numbers of payment cards are masked when they arrive (R-DSK-5).' }),
  freeTags: z
    .boolean()
    .default(true)
    .meta({ description: 'Operators make tags of their own; else they choose from the list (R-TAB-5).' }),
  callbackAttempts: z
    .number()
    .int()
    .min(1)
    .max(20)
    .default(3)
    .meta({ description: 'How often a client is called back in vain before it is given up (R-DSK-4).' }),
});
export type WorkspaceSettings = z.infer<typeof WorkspaceSettings>;
