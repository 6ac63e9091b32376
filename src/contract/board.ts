import { oc } from '@orpc/contract';
import { z } from 'zod';
import { ChannelMark, ConversationRow } from './conversation.ts';

const tags = ['Desk'];

/** A queue on the board. “Today” is a day of the workspace's time zone. */
export const BoardQueue = z.object({
  id: z.string(),
  name: z.string(),
  waiting: z.number(),
  waitingSince: z.string().nullable().meta({ description: 'Since when the first of them waits.' }),
  free: z.number().meta({ description: 'Members who are ready, have a place left, and are in no call.' }),
  running: z.number(),
  calls: z.number().meta({ description: 'Of the running ones.' }),
  closed: z.number().meta({ description: 'Today.' }),
  closedBefore: z.number().meta({ description: 'Yesterday, until this time of the day.' }),
  answered: z.number().meta({ description: 'First answers of today.' }),
  inLimit: z.number().meta({ description: 'Of them, those that came within the limit.' }),
  warnAfter: z.number(),
  limitAfter: z.number(),
  open: z.boolean(),
  opensAt: z.string().nullable(),
  canTellWaiting: z.boolean().meta({ description: 'It has a message for those who wait.' }),
});
export type BoardQueue = z.infer<typeof BoardQueue>;

/** An operator on the board. Conversations that who asks may not read are counted, and not named. */
export const BoardOperator = z.object({
  id: z.string(),
  name: z.string(),
  presence: z.enum(['ready', 'pause', 'away']),
  reason: z.string().nullable(),
  since: z.string().nullable(),
  queues: z.array(z.string()),
  taken: z.number(),
  places: z.number(),
  running: z.number(),
  call: z.string().nullable().meta({ description: 'Since when they are in a call.' }),
  wrapping: z.string().nullable().meta({ description: 'Since when they finish one that is over for the client.' }),
  with: z
    .array(z.object({ id: z.string(), channel: ChannelMark, topic: z.string(), since: z.string() }))
    .meta({ description: 'What they have, the latest words first; ten at most.' }),
});
export type BoardOperator = z.infer<typeof BoardOperator>;

/** The supervisor's board (R-DSK-6). */
export const Board = z.object({
  at: z.string(),
  own: z.number().meta({ description: 'How many queues who asks is a member of.' }),
  queues: z.array(BoardQueue),
  operators: z.array(BoardOperator),
  waiting: z.array(ConversationRow).meta({ description: 'The longest waiting first; fifty at most.' }),
});
export type Board = z.infer<typeof Board>;

/** Part of api.ts: for supervisors and administrators. */
export const board = {
  read: oc
    .route({ method: 'GET', path: '/board', tags, summary: 'Waiting, who is free, and the figures of today' })
    .input(
      z.object({
        queues: z.enum(['own', 'all']).default('own').meta({
          description: 'own: those that one is a member of, all where there are none; all: those that one may read.',
        }),
      }),
    )
    .output(Board),
  tellWaiting: oc
    .route({
      method: 'POST',
      path: '/queues/{id}/tell-waiting',
      tags,
      summary: 'Sends the message for those who wait to everybody in a queue who was not told yet',
    })
    .input(z.strictObject({ id: z.uuid() }))
    .output(z.object({ told: z.number(), left: z.number().meta({ description: 'Told before, or nobody to tell.' }) })),
};
