import { type RawBuilder, sql } from 'kysely';

/**
 * What fold() makes of a text, by the function of the migrations: for comparing what is not stored folded. Where servers differ (lower case of rare
 * scripts, marks beyond the first plane) a value may be missed; the test beside compares the two.
 */
export function foldedBySql(text: RawBuilder<unknown>): RawBuilder<string> {
  return sql<string>`folded(${text})`;
}
