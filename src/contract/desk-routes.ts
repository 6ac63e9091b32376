import { oc } from '@orpc/contract';
import { z } from 'zod';
import { Conversation } from './conversation.ts';
import { ConversationMergePreview } from './conversation-merge.ts';
import {
  Colleague,
  ConversationEdit,
  DeskCounts,
  Handover,
  HandoverAnswer,
  InviteInput,
  PresenceInput,
  RedirectInput,
} from './desk.ts';
import { CloseInput, FinishInput, MoreTimeInput } from './wrap-up.ts';

const tags = ['Desk'];
const ById = z.strictObject({ id: z.uuid() });
const post = (path: `/${string}`, summary: string) => oc.route({ method: 'POST', path, tags, summary });

/** Who has a conversation, and who gets it (R-DSK-1 to R-DSK-3, R-TAB-3, R-TAB-6): part of `conversations` in api.ts. */
export const desk = {
  counts: oc
    .route({ method: 'GET', path: '/conversations/counts', tags, summary: 'Of the views Mine and Waiting' })
    .output(DeskCounts),
  accept: post('/conversations/{id}/accept', 'Takes a waiting conversation; 409 names who has it by now')
    .input(
      ById.extend({
        takeOver: z
          .boolean()
          .default(false)
          .meta({ description: 'Takes it from who has it; needs the right to take over.' }),
      }),
    )
    .output(Conversation),
  redirect: post(
    '/conversations/{id}/redirect',
    'To a queue at once, to an operator when they accept; 409 when they are away',
  )
    .input(RedirectInput)
    .output(Conversation),
  invite: post('/conversations/{id}/invite', 'Asks a colleague to join').input(InviteInput).output(Handover),
  answer: post('/conversations/{id}/handovers/{handoverId}', 'Accepts, declines or withdraws what was asked')
    .input(HandoverAnswer)
    .output(Conversation),
  leave: post('/conversations/{id}/leave', 'A collaborator leaves; with `operator` is removed')
    .input(ById.extend({ operator: z.uuid().optional() }))
    .output(Conversation),
  close: post('/conversations/{id}/close', 'Ends it for the client; what its queue asks for and misses is its `wrapUp`')
    .input(CloseInput)
    .output(Conversation),
  finish: post('/conversations/{id}/wrap-up/finish', 'Ends wrap-up, once nothing is missing')
    .input(FinishInput)
    .output(Conversation),
  moreTime: post('/conversations/{id}/wrap-up/time', 'Prolongs wrap-up, or puts finishing off')
    .input(MoreTimeInput)
    .output(Conversation),
  reopen: post('/conversations/{id}/reopen', 'Opens a closed one again, for who asks').input(ById).output(Conversation),
  seen: post('/conversations/{id}/seen', 'All that stands in it by now was read')
    .input(ById)
    .output(z.object({ unread: z.boolean() })),
  typing: post(
    '/conversations/{id}/typing',
    'Tells colleagues and the visitor that one is writing; counts for six seconds',
  )
    .input(ById)
    .output(z.object({})),
  edit: oc
    .route({ method: 'PATCH', path: '/conversations/{id}', tags, summary: 'Parameters and tags, during it and after' })
    .input(ConversationEdit)
    .output(Conversation.extend({ changeId: z.string().nullable() })),
  merge: post(
    '/conversations/{id}/merge',
    'Another conversation of the same client reads as part of this one (R-HIS-8)',
  )
    .input(z.strictObject({ id: z.uuid(), other: z.uuid() }))
    .output(Conversation.extend({ changeId: z.string().nullable() })),
  previewMerge: oc
    .route({
      method: 'GET',
      path: '/conversations/{id}/merge/{other}',
      tags,
      summary: 'How two would read as one, and what follows; changes nothing',
    })
    .input(z.object({ id: z.uuid(), other: z.uuid() }))
    .output(ConversationMergePreview),
};

/** Colleagues and whether they are there: part of api.ts. */
export const operators = {
  list: oc
    .route({ method: 'GET', path: '/operators', tags: ['Operators'] })
    .output(z.object({ items: z.array(Colleague), nextCursor: z.null() })),
  presence: oc
    .route({ method: 'PUT', path: '/me/presence', tags: ['Me'], summary: 'Ready, pause with a reason, or away' })
    .input(PresenceInput)
    .output(Colleague),
};
