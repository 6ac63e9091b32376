import { z } from 'zod';

/** The orders of the directory; without one the best hits come first in a search, the last contact else. */
export const DirectorySort = z.enum(['relevance', 'id', '-id', 'name', '-name', 'lastContact', '-lastContact']);

const DirectoryColumn = z.enum(['email', 'phone', 'channels', 'tags', 'lastContact']);

/**
 * What a saved view of the directory shows (R-DIR-1). `last` is a time span that goes with the day, counted in days of the reader's zone;
 * `columns` are those shown beside the number and the name, as the reader has them when left out.
 */
export const ViewQuery = z.strictObject({
  q: z.string().trim().min(1).max(1_000).optional(),
  sort: DirectorySort.optional(),
  channel: z.string().max(64).optional(),
  has: z.string().max(80).optional(),
  tag: z.string().max(100).optional(),
  last: z.enum(['week', 'month', 'year', 'earlier']).optional().meta({
    description: 'Last contact: in the last 7, 30 or 365 days, or earlier than those 365.',
  }),
  problem: z.enum(['duplicates', 'conflicts', 'undeliverable']).optional(),
  attribute: z.string().max(300).optional().meta({ description: 'name:value of an attribute.' }),
  columns: z.array(DirectoryColumn).max(DirectoryColumn.options.length).optional(),
});
export type ViewQuery = z.infer<typeof ViewQuery>;

const ViewName = z.string().trim().min(1).max(80);
const Place = z.number().int().min(0).max(1_000).meta({ description: 'From 0; beyond the last it is the last.' });

export const View = z.object({ id: z.string(), name: z.string(), query: ViewQuery, place: z.number() });
export type View = z.infer<typeof View>;

export const ViewInput = z.strictObject({ name: ViewName, query: ViewQuery, place: Place.optional() });
export type ViewInput = z.infer<typeof ViewInput>;

export const ViewEdit = z.strictObject({
  name: ViewName.optional(),
  query: ViewQuery.optional(),
  place: Place.optional(),
});
export type ViewEdit = z.infer<typeof ViewEdit>;

/** So many views an operator may have. */
export const mostViews = 50;
