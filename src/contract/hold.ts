import { z } from 'zod';

/** Something is kept, whatever its age, until a moment or until somebody lifts it (R-HIS-7): no purge, retention or erasure takes it. */
export const Hold = z.object({
  id: z.string(),
  contact: z.object({ id: z.number(), name: z.string().nullable() }).nullable(),
  conversation: z.object({ id: z.string(), topic: z.string() }).nullable(),
  reason: z.string(),
  until: z.string().nullable().meta({ description: 'null: until somebody lifts it.' }),
  by: z.string().nullable(),
  at: z.string(),
  direct: z.boolean().meta({ description: 'It was placed on what was asked about, not on its card.' }),
});
export type Hold = z.infer<typeof Hold>;

export const HoldInput = z.strictObject({
  reason: z.string().trim().min(1).max(500),
  until: z.iso.datetime({ offset: true }).nullable().default(null),
});
export type HoldInput = z.infer<typeof HoldInput>;
