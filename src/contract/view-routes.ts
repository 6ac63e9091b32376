import { oc } from '@orpc/contract';
import { z } from 'zod';
import { View, ViewEdit, ViewInput } from './view.ts';

/** The saved views of the directory: part of api.ts. The list is short and comes whole. */
export const views = {
  list: oc
    .route({ method: 'GET', path: '/views', tags: ['Contacts'], summary: "One's own saved views of the directory" })
    .output(z.object({ items: z.array(View), nextCursor: z.null() })),
  create: oc
    .route({
      method: 'POST',
      path: '/views',
      successStatus: 201,
      tags: ['Contacts'],
      summary: 'Saves a view; at most 50 an operator. API keys have none.',
    })
    .input(ViewInput)
    .output(View),
  edit: oc
    .route({
      method: 'PATCH',
      path: '/views/{id}',
      tags: ['Contacts'],
      summary: 'Its name, what it shows, its place',
    })
    .input(ViewEdit.extend({ id: z.uuid() }))
    .output(View),
  delete: oc
    .route({
      method: 'DELETE',
      path: '/views/{id}',
      tags: ['Contacts'],
      summary: 'Answers what it was, so that it can be saved again',
    })
    .input(z.object({ id: z.uuid() }))
    .output(View),
};
