import { z } from 'zod';

const person = z.object({ id: z.string(), name: z.string() });

/** What became of an operator's first words to a visitor. Nobody answered for two minutes, or the visitor left: ignored. */
export const Invitation = z.object({
  text: z.string(),
  by: person,
  at: z.string(),
  state: z.enum(['asked', 'accepted', 'declined', 'ignored']),
});
export type Invitation = z.infer<typeof Invitation>;

/** Somebody who is on the company's site now, or was invited there and has just left. No address is known of them. */
export const SiteVisitor = z.object({
  id: z.string(),
  channel: z.object({ id: z.string(), kind: z.string(), name: z.string() }),
  queue: person,
  here: z.boolean().meta({ description: 'false: invited, and gone since.' }),
  since: z.string(),
  page: z.object({ title: z.string(), path: z.string() }),
  browser: z.string().nullable(),
  system: z.string().nullable(),
  language: z.string().nullable(),
  visits: z
    .number()
    .meta({ description: 'How often this browser came, this time too, as far as it lets itself be known.' }),
  signedInAs: z.string().nullable(),
  contact: z
    .object({ id: z.number(), name: z.string().nullable() })
    .nullable()
    .meta({ description: 'The card of who is signed in.' }),
  wrote: z.boolean().meta({ description: 'They have a conversation already, and are not invited.' }),
  conversationId: z.string().nullable().meta({ description: 'It, where who asks may read it.' }),
  invitation: Invitation.nullable(),
});
export type SiteVisitor = z.infer<typeof SiteVisitor>;

export const InviteVisitor = z.strictObject({
  id: z.uuid(),
  text: z.string().trim().min(1).max(500),
  again: z.boolean().default(false).meta({ description: 'Also when they were invited within the last day.' }),
});
export type InviteVisitor = z.infer<typeof InviteVisitor>;
