import { z } from 'zod';

/** Who may vouch for a visitor of the widget (R-ID-4). */
export const signInProviders = ['google', 'facebook'] as const;
export type SignInProvider = (typeof signInProviders)[number];

const Kept = z.object({ clientId: z.string() });

/** A channel's sign-in as it is told: never with its secrets. */
export const SignIn = z.object({
  google: Kept.nullable(),
  facebook: Kept.nullable(),
  callbacks: z
    .object({ google: z.string(), facebook: z.string() })
    .meta({ description: 'The addresses to register at the providers for coming back.' }),
});
export type SignIn = z.infer<typeof SignIn>;

const Client = z
  .strictObject({
    clientId: z.string().trim().min(1).max(300),
    secret: z
      .string()
      .trim()
      .min(1)
      .max(500)
      .optional()
      .meta({ description: 'Left out: the one that is kept. It is never told.' }),
  })
  .nullable();

/** null: it is offered no more; left out: as it was. */
export const SignInInput = z.strictObject({ google: Client.optional(), facebook: Client.optional() });
export type SignInInput = z.infer<typeof SignInInput>;
