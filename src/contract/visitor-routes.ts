import { oc } from '@orpc/contract';
import { z } from 'zod';
import { InviteVisitor, SiteVisitor } from './visitor.ts';

const tags = ['Visitors'];

/** Visitors on the site, and speaking to them first: part of api.ts. */
export const visitors = {
  list: oc
    .route({
      method: 'GET',
      path: '/visitors',
      tags,
      summary: 'Who is on the site now, of the channels whose conversations one takes; the newest first',
    })
    .output(z.object({ items: z.array(SiteVisitor), nextCursor: z.null() })),
  invite: oc
    .route({
      method: 'POST',
      path: '/visitors/{id}/invite',
      tags,
      summary: 'Words that come up in their browser; 409 for who wrote already, left, or was invited within a day',
    })
    .input(InviteVisitor)
    .output(SiteVisitor),
};
