import { z } from 'zod';
import { Capacity } from './workspace-settings.ts';

const Role = z.enum(['operator', 'supervisor', 'administrator']);
const Language = z.enum(['en', 'cs']);
const Queues = z.array(z.uuid()).max(500).meta({ description: 'Ids of the queues that they are members of.' });

/** An operator as administrators see them: what colleagues see, with how they sign in and what they may do. */
export const Operator = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: Role,
  language: Language,
  queues: z.array(z.string()),
  capacity: Capacity.nullable().meta({
    description: 'How many conversations at once (R-DSK-1); null: as the workspace.',
  }),
  presence: z.enum(['ready', 'pause', 'away']),
  reason: z.string().nullable(),
  seenAt: z.string().nullable().meta({ description: 'When they last used Vizitka, to five minutes.' }),
  removedAt: z.string().nullable().meta({ description: 'Since when they have no access any more.' }),
});
export type Operator = z.infer<typeof Operator>;

/** Somebody joins: a user of the sign-in that there is already, or a new one, who chooses a password by a link. */
export const OperatorInput = z.strictObject({
  name: z.string().trim().min(1).max(200),
  email: z
    .email()
    .max(320)
    .transform((email) => email.toLowerCase()),
  role: Role.default('operator'),
  queues: Queues.default([]),
  language: Language.default('en'),
});
export type OperatorInput = z.infer<typeof OperatorInput>;

/** What is not named stays. */
export const OperatorEdit = z.strictObject({
  id: z.uuid(),
  name: z.string().trim().min(1).max(200).optional(),
  role: Role.optional(),
  queues: Queues.optional(),
  capacity: Capacity.nullable().optional(),
});
export type OperatorEdit = z.infer<typeof OperatorEdit>;

/** The way in for somebody who has no password yet. */
export const SignInLink = z.object({
  link: z.string().nullable().meta({
    description: 'Where they choose their password, once, within a week; told this once. null: they sign in as before.',
  }),
  mailed: z.boolean().meta({ description: 'It was sent to their address too.' }),
});
export type SignInLink = z.infer<typeof SignInLink>;

export const AddedOperator = SignInLink.extend({ operator: Operator });
export type AddedOperator = z.infer<typeof AddedOperator>;
