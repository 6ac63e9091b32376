import { z } from 'zod';

/** An operator as colleagues see them: name and whether they are there (R-DSK-1). */
export const Colleague = z.object({
  id: z.string(),
  name: z.string(),
  presence: z.enum(['ready', 'pause', 'away']),
  reason: z.string().nullable(),
  since: z.string().nullable(),
  queues: z.array(z.string()).meta({ description: 'Ids of the queues that they are members of.' }),
});
export type Colleague = z.infer<typeof Colleague>;

export const PresenceInput = z.strictObject({
  state: z.enum(['ready', 'pause', 'away']),
  reason: z.string().trim().max(200).nullable().default(null),
});
export type PresenceInput = z.infer<typeof PresenceInput>;

/** A redirect, an invitation (R-TAB-3, R-TAB-6), or what a queue offers (R-DSK-1). The sender keeps the client until the other accepts. */
export const Handover = z.object({
  id: z.string(),
  kind: z.enum(['redirect', 'invite', 'offer']),
  from: z.object({ id: z.string(), name: z.string() }).nullable().meta({ description: 'null: its queue offers it.' }),
  to: z.object({ id: z.string(), name: z.string() }).nullable(),
  queue: z.object({ id: z.string(), name: z.string() }).nullable(),
  note: z.string().nullable(),
  state: z.enum(['asked', 'accepted', 'declined', 'expired', 'withdrawn']),
  reason: z.string().nullable(),
  at: z.string(),
  until: z.string(),
  toMe: z.boolean().meta({ description: 'It waits for the answer of who asks.' }),
});
export type Handover = z.infer<typeof Handover>;

const note = z.string().trim().min(1).max(10_000).nullable().default(null);

/** To exactly one: an operator, who is asked and has 60 s, or a queue, where it waits anew. */
export const RedirectInput = z
  .strictObject({ id: z.uuid(), to: z.uuid().optional(), queue: z.uuid().optional(), note })
  .refine(({ to, queue }) => (to === undefined) !== (queue === undefined), 'Give an operator or a queue.');
export type RedirectInput = z.infer<typeof RedirectInput>;

export const InviteInput = z.strictObject({ id: z.uuid(), to: z.uuid(), note });
export type InviteInput = z.infer<typeof InviteInput>;

export const HandoverAnswer = z.strictObject({
  id: z.uuid(),
  handoverId: z.uuid(),
  answer: z.enum(['accept', 'decline', 'withdraw']),
  reason: z.string().trim().max(500).nullable().default(null),
});
export type HandoverAnswer = z.infer<typeof HandoverAnswer>;

/** Another open conversation of the same client (R-TAB-10). */
export const Elsewhere = z.object({
  id: z.string(),
  channel: z.object({ id: z.string(), kind: z.string(), name: z.string() }),
  queue: z.object({ id: z.string(), name: z.string() }),
  assignee: z.object({ id: z.string(), name: z.string() }).nullable(),
  lastAt: z.string(),
});
export type Elsewhere = z.infer<typeof Elsewhere>;

const TagName = z.string().trim().min(1).max(100);
const ParameterValue = z.union([z.string().max(10_000), z.number(), z.boolean()]);

/** Parameters and tags of a conversation, during it and after (R-TAB-4, R-TAB-5). What is not named stays. */
export const ConversationEdit = z.strictObject({
  id: z.uuid(),
  parameters: z.record(z.string().max(100), ParameterValue.nullable()).optional().meta({
    description: 'null takes a value away.',
  }),
  tags: z
    .strictObject({
      add: z.array(TagName).max(50).default([]),
      remove: z.array(TagName).max(50).default([]),
    })
    .optional(),
});
export type ConversationEdit = z.infer<typeof ConversationEdit>;

/** A value of a parameter as the conversation keeps it told: where it came from (R-TAB-4). */
export const ParameterSource = z.object({
  by: z.enum(['channel', 'operator', 'rule', 'form', 'widget', 'apiKey']),
  name: z.string().nullable(),
  at: z.string().nullable(),
});
export type ParameterSource = z.infer<typeof ParameterSource>;

/** How many conversations each view holds, of those one may read; `unread`: with words of the client not seen yet. */
export const DeskCounts = z.object({ mine: z.number(), waiting: z.number(), unread: z.number(), asked: z.number() });
export type DeskCounts = z.infer<typeof DeskCounts>;
