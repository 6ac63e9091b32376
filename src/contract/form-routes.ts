import { oc } from '@orpc/contract';
import { z } from 'zod';
import { Conversation } from './conversation.ts';
import { Form, FormInput, SentForm } from './form.ts';

const tags = ['Forms'];
const ById = z.strictObject({ id: z.uuid() });

/** Hero Cards, entry form, offline form and callback (R-TAB-8): part of api.ts. */
export const forms = {
  list: oc
    .route({ method: 'GET', path: '/forms', tags })
    .output(z.object({ items: z.array(Form), nextCursor: z.null() })),
  create: oc.route({ method: 'POST', path: '/forms', successStatus: 201, tags }).input(FormInput).output(Form),
  edit: oc
    .route({ method: 'PUT', path: '/forms/{id}', tags, summary: 'What was sent before stays as it was' })
    .input(FormInput.extend({ id: z.uuid() }))
    .output(Form),
  delete: oc
    .route({ method: 'DELETE', path: '/forms/{id}', tags, summary: 'Answers what it was' })
    .input(ById)
    .output(Form),
  restore: oc.route({ method: 'POST', path: '/forms/{id}/restore', tags }).input(ById).output(Form),
  send: oc
    .route({
      method: 'POST',
      path: '/conversations/{id}/forms',
      successStatus: 201,
      tags,
      summary: 'Sends a Hero Card into the chat, prefilled only for a verified client',
    })
    .input(z.strictObject({ id: z.uuid(), formId: z.uuid(), sendId: z.uuid() }))
    .output(SentForm),
  takeOver: oc
    .route({
      method: 'POST',
      path: '/conversations/{id}/forms/{sentId}/take-over',
      tags,
      summary: 'What a form proposed goes to card and conversation: all fields, or those named',
    })
    .input(z.strictObject({ id: z.uuid(), sentId: z.uuid(), fields: z.array(z.string().max(40)).max(30).optional() }))
    .output(Conversation.extend({ changeId: z.string().nullable() })),
  dismiss: oc
    .route({ method: 'POST', path: '/conversations/{id}/forms/{sentId}/dismiss', tags })
    .input(z.strictObject({ id: z.uuid(), sentId: z.uuid() }))
    .output(SentForm),
};
