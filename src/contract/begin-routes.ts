import { oc } from '@orpc/contract';
import { z } from 'zod';
import { BeginInput, WaysToWrite } from './begin.ts';
import { ContactId } from './contact.ts';
import { Conversation } from './conversation.ts';
import { FilledTemplate } from './reply.ts';

const tags = ['Contacts'];

/** Beginning a conversation with a client (R-DIR-10): part of `contacts`. */
export const beginnings = {
  ways: oc
    .route({ method: 'GET', path: '/contacts/{id}/ways', tags, summary: 'How one can write to a client' })
    .input(z.object({ id: ContactId }))
    .output(WaysToWrite),
  begin: oc
    .route({
      method: 'POST',
      path: '/contacts/{id}/conversations',
      successStatus: 201,
      tags,
      summary: 'Begins a conversation with a first message; the same ids again are the same one',
    })
    .input(BeginInput)
    .output(Conversation),
  fillTemplate: oc
    .route({
      method: 'GET',
      path: '/contacts/{id}/templates/{templateId}',
      tags,
      summary: 'A template with its variables filled in for a client, before there is a conversation',
    })
    .input(z.object({ id: ContactId, templateId: z.uuid(), language: z.enum(['en', 'cs']).optional() }))
    .output(FilledTemplate),
};
