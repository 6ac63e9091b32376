import { oc } from '@orpc/contract';
import { z } from 'zod';
import { AutomaticReplies } from './automatic-replies.ts';
import { Hours } from './workspace-settings.ts';
import { QueueRequires, QueueResults } from './wrap-up.ts';

const tags = ['Queues'];

/** A queue with who reads its conversations (R-HIS-5) and how long one may wait in it. Times in seconds. */
export const Queue = z.object({
  id: z.string(),
  name: z.string(),
  readers: z.enum(['everyone', 'members', 'hidden']),
  routing: z.enum(['offer', 'take']),
  warnAfter: z.number(),
  limitAfter: z.number(),
  wrapUp: z.boolean().meta({ description: 'Closing asks for a result (R-DSK-3).' }),
  wrapSeconds: z.number().meta({ description: 'How long wrap-up keeps an operator from the next offer.' }),
  results: QueueResults.meta({ description: 'None: those that are delivered.' }),
  requires: QueueRequires.meta({ description: 'What wrap-up asks for beside the result.' }),
  hours: Hours.nullable().meta({ description: 'null: those of the workspace.' }),
  replies: AutomaticReplies.meta({ description: 'What it says by itself.' }),
  members: z.array(z.string()).meta({ description: 'Ids of operators; empty for who may not see them.' }),
});
export type Queue = z.infer<typeof Queue>;

export const QueueInput = z.strictObject({
  name: z.string().trim().min(1).max(100),
  readers: Queue.shape.readers.default('members'),
  routing: Queue.shape.routing.default('take'),
  warnAfter: z.number().int().min(0).max(86_400).default(120),
  limitAfter: z.number().int().min(0).max(604_800).default(300),
  wrapUp: z.boolean().default(false),
  wrapSeconds: z.number().int().min(0).max(3_600).default(60),
  results: QueueResults.default([]),
  requires: QueueRequires.prefault({}),
  hours: Hours.nullable().default(null),
  replies: AutomaticReplies.default({}),
  members: z.array(z.uuid()).max(1_000).default([]),
});
export type QueueInput = z.infer<typeof QueueInput>;

/** Queues that one may know of: part of api.ts. Changing them needs the right to manage settings. */
export const queues = {
  list: oc
    .route({ method: 'GET', path: '/queues', tags })
    .output(z.object({ items: z.array(Queue), nextCursor: z.null() })),
  create: oc.route({ method: 'POST', path: '/queues', successStatus: 201, tags }).input(QueueInput).output(Queue),
  edit: oc
    .route({ method: 'PUT', path: '/queues/{id}', tags })
    .input(QueueInput.extend({ id: z.uuid() }))
    .output(Queue),
};
