import { z } from 'zod';

/** Whether the person now speaking was verified, in this conversation (R-REC-11). */
export const Verification = z.object({
  state: z.enum(['codeSent', 'verified', 'failed']),
  how: z.enum(['code', 'questions']),
  to: z.string().nullable().meta({ description: 'Where the code went, partly hidden.' }),
  by: z.string(),
  at: z.string(),
  expiresAt: z.string().nullable(),
  triesLeft: z.number().nullable(),
});
export type Verification = z.infer<typeof Verification>;
