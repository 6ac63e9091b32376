import { oc } from '@orpc/contract';
import { z } from 'zod';
import { BlockedSender, BlockInput, ConversationSender } from './blocking.ts';
import { Conversation, Entry } from './conversation.ts';
import { listOf, page } from './page.ts';

const tags = ['Blocking'];

/** Keeping senders out and taking words away (R-DSK-5): part of `conversations` in api.ts. */
export const keepingOut = {
  sender: oc
    .route({
      method: 'GET',
      path: '/conversations/{id}/sender',
      tags,
      summary: 'Who wrote, and whether they are kept out',
    })
    .input(z.strictObject({ id: z.uuid() }))
    .output(ConversationSender),
  block: oc
    .route({
      method: 'POST',
      path: '/conversations/{id}/block',
      tags,
      summary: 'Blocks the sender or marks them as spam; 409 for a value that several people use, unless one is sure',
    })
    .input(BlockInput)
    .output(Conversation.extend({ changeId: z.string().nullable() })),
  redact: oc
    .route({
      method: 'POST',
      path: '/conversations/{id}/entries/{entryId}/redact',
      tags,
      summary: 'Takes the words and files of one message away for good. It cannot be undone',
    })
    .input(z.strictObject({ id: z.uuid(), entryId: z.uuid() }))
    .output(Entry),
};

/** The senders that are kept out: part of api.ts. */
export const blockedSenders = {
  list: oc
    .route({ method: 'GET', path: '/blocked-senders', tags, summary: 'Those kept out now, the newest first' })
    .input(z.object({ ...page, q: z.string().max(200).optional() }))
    .output(listOf(BlockedSender)),
  lift: oc
    .route({ method: 'POST', path: '/blocked-senders/{id}/lift', tags, summary: 'Lets them in again' })
    .input(z.strictObject({ id: z.uuid() }))
    .output(z.object({ changeId: z.string().nullable() })),
};
