import { type RawBuilder, sql } from 'kysely';

/**
 * That a column is one of these cards: `c.contact_id ${among(ids)}`. Of one, which most questions are about, it is `=`: for a list whose length it does not
 * know, PostgreSQL reckons with ten, and so would plan the statement anew each time instead of keeping one plan for all cards.
 */
export function among(ids: number[]): RawBuilder<unknown> {
  const [only] = ids;
  return ids.length === 1 ? sql`= ${only}::bigint` : sql`= any(${ids}::bigint[])`;
}
