import { type RawBuilder, sql } from 'kysely';

/** What is left of a side of a touched value that is forgotten: nothing; of a link the two ids, so that it is still known what it was about. */
export function forgotten(side: 'before' | 'after'): RawBuilder<unknown> {
  return sql`case when target = 'link' and jsonb_typeof(${sql.ref(side)}) = 'object' then
    jsonb_build_object('conversationId', ${sql.ref(side)} -> 'conversationId', 'contactId', ${sql.ref(side)} -> 'contactId') end`;
}
