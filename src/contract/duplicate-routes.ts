import { oc } from '@orpc/contract';
import { z } from 'zod';
import { ContactId } from './contact.ts';
import { Duplicate, DuplicateState, DuplicatesStatus } from './duplicate.ts';
import { listOf, page } from './page.ts';

const tags = ['Possible duplicates'];

/** The review queue (R-BEY-3): part of api.ts. Merging is a verb of contacts. */
export const duplicates = {
  list: oc
    .route({ method: 'GET', path: '/duplicates', tags, summary: 'The review queue, the most probable first' })
    .input(
      z.object({
        ...page,
        state: DuplicateState.or(z.literal('decided')).default('open'),
        min: z.coerce.number().min(0).max(1).default(0.5),
        contact: ContactId.optional().meta({ description: 'Only pairs with this card.' }),
      }),
    )
    .output(listOf(Duplicate)),
  status: oc.route({ method: 'GET', path: '/duplicates/status', tags }).output(DuplicatesStatus),
  read: oc
    .route({ method: 'GET', path: '/duplicates/{a}/{b}', tags })
    .input(z.object({ a: ContactId, b: ContactId }))
    .output(Duplicate),
  decide: oc
    .route({
      method: 'POST',
      path: '/duplicates/{a}/{b}/decide',
      tags,
      summary: '`notDuplicate` is never asked again; `later` waits behind the others; `open` takes either back',
    })
    .input(z.strictObject({ a: ContactId, b: ContactId, decision: z.enum(['notDuplicate', 'later', 'open']) }))
    .output(Duplicate),
  find: oc
    .route({
      method: 'POST',
      path: '/duplicates/find',
      successStatus: 202,
      tags,
      summary: 'Compares all cards anew, in the background',
    })
    .output(DuplicatesStatus),
};
