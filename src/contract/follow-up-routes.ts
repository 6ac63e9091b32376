import { oc } from '@orpc/contract';
import { z } from 'zod';
import { AttemptInput, FollowUp, FollowUpEdit, FollowUpPlan, ListedFollowUp } from './follow-up.ts';
import { listOf, many, page } from './page.ts';

const tags = ['Follow-ups'];
const ById = z.strictObject({ id: z.uuid() });

/** Callbacks and reminders (R-DSK-4): part of api.ts. */
export const followUps = {
  list: oc
    .route({ method: 'GET', path: '/follow-ups', tags, summary: 'Of conversations one may read, the next due first' })
    .input(
      z.object({
        ...page,
        state: many(FollowUp.shape.state).meta({ description: 'Left out: planned and due.' }),
        kind: FollowUp.shape.kind.optional(),
        queue: many(z.uuid()),
        conversation: z.uuid().optional(),
        view: z.enum(['mine', 'all']).default('all').meta({ description: 'mine: those that come back to who asks.' }),
      }),
    )
    .output(listOf(ListedFollowUp)),
  plan: oc
    .route({ method: 'POST', path: '/follow-ups', successStatus: 201, tags })
    .input(FollowUpPlan)
    .output(FollowUp),
  change: oc.route({ method: 'PATCH', path: '/follow-ups/{id}', tags }).input(FollowUpEdit).output(FollowUp),
  cancel: oc.route({ method: 'POST', path: '/follow-ups/{id}/cancel', tags }).input(ById).output(FollowUp),
  restore: oc
    .route({ method: 'POST', path: '/follow-ups/{id}/restore', tags, summary: 'Takes cancelling back' })
    .input(ById)
    .output(FollowUp),
  attempt: oc
    .route({
      method: 'POST',
      path: '/follow-ups/{id}/attempts',
      tags,
      summary: 'How it went; nobody reached: it is due again, as often as the workspace allows',
    })
    .input(AttemptInput)
    .output(FollowUp),
};
