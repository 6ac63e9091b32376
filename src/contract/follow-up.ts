import { z } from 'zod';

const person = z.object({ id: z.string(), name: z.string() });

/** How an attempt at a callback ended; `done` is of a reminder. Only no answer and busy ask for another attempt. */
export const attemptResults = ['reached', 'noAnswer', 'busy', 'voicemail', 'wrongNumber', 'done'] as const;
export type AttemptResult = (typeof attemptResults)[number];

/** Results after which it is tried again, as often as the workspace allows. */
export const againAfter: readonly AttemptResult[] = ['noAnswer', 'busy', 'voicemail'];

export const Attempt = z.object({ at: z.string(), by: z.string().nullable(), result: z.enum(attemptResults) });
export type Attempt = z.infer<typeof Attempt>;

/** A callback or a reminder (R-DSK-4): the conversation waits again in its queue, or comes back to an operator, when it is due. */
export const FollowUp = z.object({
  id: z.string(),
  conversationId: z.string(),
  kind: z.enum(['callback', 'reminder']),
  dueAt: z.string(),
  until: z.string().nullable().meta({ description: 'Until when the client expects it, where they gave a span.' }),
  operator: person.nullable().meta({ description: 'To whom it comes back; null: it waits in its queue.' }),
  phone: z.string().nullable(),
  note: z.string().nullable(),
  state: z.enum(['planned', 'due', 'done', 'cancelled']),
  attempt: z.number().meta({ description: 'Which attempt is the next one, from 1.' }),
  attempts: z.array(Attempt),
  result: z.string().nullable().meta({
    description: 'How it ended: the last attempt’s, `gaveUp` after too many, `closed` with its conversation.',
  }),
  plannedBy: z.object({ type: z.string(), name: z.string().nullable() }),
  createdAt: z.string(),
  endedAt: z.string().nullable(),
});
export type FollowUp = z.infer<typeof FollowUp>;

/** A follow-up in the list of all, with whom it is about. */
export const ListedFollowUp = FollowUp.extend({
  topic: z.string(),
  channel: z.object({ id: z.string(), kind: z.string(), name: z.string() }),
  queue: person,
});

const phone = z.string().trim().min(3).max(50);
const note = z.string().trim().min(1).max(2_000);
const moment = z.iso.datetime({ offset: true });

export const FollowUpPlan = z.strictObject({
  conversationId: z.uuid(),
  kind: FollowUp.shape.kind,
  dueAt: moment.meta({ description: 'At most a year ahead.' }),
  until: moment.nullable().optional(),
  phone: phone.nullable().optional().meta({ description: 'As delivered the client’s.' }),
  note: note.nullable().optional(),
  operatorId: z.uuid().nullable().optional().meta({ description: 'null: it waits in its queue, for anybody there.' }),
});
export type FollowUpPlan = z.infer<typeof FollowUpPlan>;

/** What is not named stays. A later time makes what is due planned again. */
export const FollowUpEdit = FollowUpPlan.omit({ conversationId: true, kind: true }).partial().extend({ id: z.uuid() });
export type FollowUpEdit = z.infer<typeof FollowUpEdit>;

export const AttemptInput = z.strictObject({
  id: z.uuid(),
  result: z.enum(attemptResults),
  nextAt: moment.optional().meta({ description: 'When to try again; as delivered in an hour.' }),
});
export type AttemptInput = z.infer<typeof AttemptInput>;
