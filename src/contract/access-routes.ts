import { oc } from '@orpc/contract';
import { z } from 'zod';
import { AccessAnswer, AccessRequest, AskAccessInput } from './access.ts';

const tags = ['Access'];

/** Asking for a look (R-HIS-5): part of `conversations` in api.ts. */
export const askAccess = {
  askAccess: oc
    .route({
      method: 'POST',
      path: '/conversations/{id}/access-requests',
      successStatus: 201,
      tags,
      summary: 'Asks to read a conversation of a queue of others, for one day or seven',
    })
    .input(AskAccessInput)
    .output(AccessRequest),
};

/** Deciding who may look: part of api.ts. */
export const accessRequests = {
  list: oc
    .route({
      method: 'GET',
      path: '/access-requests',
      tags,
      summary:
        'What waits for one’s own decision, and what one granted or was granted and still holds; the newest first',
    })
    .output(z.object({ items: z.array(AccessRequest), nextCursor: z.null() })),
  answer: oc
    .route({
      method: 'POST',
      path: '/access-requests/{id}',
      tags,
      summary: 'Grants, refuses, takes back or withdraws; what is withdrawn is closed to them within seconds',
    })
    .input(AccessAnswer)
    .output(AccessRequest),
};
