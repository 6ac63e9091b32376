import { z } from 'zod';

/** The first start: who opens the one-time link makes the workspace and becomes its administrator. */
export const SetUp = z.strictObject({
  token: z.string().min(1).max(200),
  workspace: z.strictObject({
    name: z.string().trim().min(1).max(200),
    slug: z
      .string()
      .max(40)
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Lower-case letters, digits and single hyphens between them.'),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'Two capital letters, for example CZ.')
      .nullable()
      .optional(),
  }),
  operator: z.strictObject({
    name: z.string().trim().min(1).max(200),
    email: z.email().max(320),
    password: z.string().min(10).max(128),
    language: z.enum(['en', 'cs']).default('en'),
  }),
});
export type SetUp = z.infer<typeof SetUp>;
