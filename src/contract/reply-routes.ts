import { oc } from '@orpc/contract';
import { z } from 'zod';
import { Entry } from './conversation.ts';
import {
  Draft,
  DraftInput,
  FilledTemplate,
  NoteInput,
  ReplyInput,
  ReplyWay,
  Template,
  TemplateInput,
} from './reply.ts';

const tags = ['Replies'];
const ById = z.strictObject({ id: z.uuid() });

/** Replying and noting: part of `conversations` in api.ts. */
export const replies = {
  way: oc
    .route({
      method: 'GET',
      path: '/conversations/{id}/reply',
      tags,
      summary: 'Whether one can reply, and to whom it goes',
    })
    .input(z.object({ id: z.uuid(), via: z.uuid().optional() }))
    .output(ReplyWay),
  reply: oc
    .route({
      method: 'POST',
      path: '/conversations/{id}/replies',
      successStatus: 201,
      tags,
      summary: 'The same `replyId` again is the same reply; 409 when the client changed since the draft was begun',
    })
    .input(ReplyInput)
    .output(Entry),
  takeBack: oc
    .route({
      method: 'POST',
      path: '/conversations/{id}/replies/{replyId}/take-back',
      tags,
      summary: 'Stops a reply that has not left; 409 when it has',
    })
    .input(z.strictObject({ id: z.uuid(), replyId: z.uuid() }))
    .output(Entry),
  tryAgain: oc
    .route({
      method: 'POST',
      path: '/conversations/{id}/replies/{replyId}/try-again',
      tags,
      summary: 'Sends a failed reply again',
    })
    .input(z.strictObject({ id: z.uuid(), replyId: z.uuid() }))
    .output(Entry),
  note: oc
    .route({
      method: 'POST',
      path: '/conversations/{id}/notes',
      successStatus: 201,
      tags,
      summary: 'For colleagues; found by search, never sent',
    })
    .input(NoteInput)
    .output(Entry),
  draft: oc
    .route({ method: 'GET', path: '/conversations/{id}/draft', tags, summary: 'One’s own; empty when there is none' })
    .input(ById)
    .output(Draft),
  saveDraft: oc
    .route({ method: 'PUT', path: '/conversations/{id}/draft', tags, summary: 'Without text it is thrown away' })
    .input(DraftInput)
    .output(Draft),
};

/** Templates (R-TAB-7): part of api.ts. */
export const templates = {
  list: oc
    .route({ method: 'GET', path: '/templates', tags, summary: 'All, by folder and name; starred ones are one’s own' })
    .output(z.object({ items: z.array(Template), nextCursor: z.null() })),
  create: oc
    .route({ method: 'POST', path: '/templates', successStatus: 201, tags })
    .input(TemplateInput)
    .output(Template),
  edit: oc
    .route({ method: 'PUT', path: '/templates/{id}', tags })
    .input(TemplateInput.extend({ id: z.uuid() }))
    .output(Template),
  delete: oc
    .route({ method: 'DELETE', path: '/templates/{id}', tags, summary: 'Answers what it was' })
    .input(ById)
    .output(Template),
  restore: oc
    .route({ method: 'POST', path: '/templates/{id}/restore', tags, summary: 'Brings a deleted one back' })
    .input(ById)
    .output(Template),
  star: oc
    .route({ method: 'PUT', path: '/templates/{id}/star', tags })
    .input(ById.extend({ starred: z.boolean() }))
    .output(Template),
  fill: oc
    .route({
      method: 'GET',
      path: '/conversations/{id}/templates/{templateId}',
      tags,
      summary: 'With its variables filled in for a conversation, in the client’s language where there is a text in it',
    })
    .input(z.object({ id: z.uuid(), templateId: z.uuid(), language: z.enum(['en', 'cs']).optional() }))
    .output(FilledTemplate),
};
