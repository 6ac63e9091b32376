import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import type { DirectoryKey } from './directory-order.ts';

/** Of a list in the order of the last contact so many after a key are enough. */
export interface Newest {
  after: DirectoryKey | null;
  need: number;
}

/** What is asked of the trigram index, see newest_containing() of migration 0018. */
export interface Containing {
  alternatives: string[][];
  /** Cards that other tiers have: whose name has words with all beginnings, those found, and those named so. */
  others: { beginnings: string[]; found: RawBuilder<unknown>; named: string } | null;
  newest: Newest | null;
  /** Asked only where no more than about so many cards have to be read for it; null: whatever it costs. */
  worth: number | null;
  most: number;
}

/** The cards that contain all fragments of an alternative, as a query of `id` and `n`, how many there are: above `most` these are not all, or none. */
export function cardsContaining({ alternatives, others, newest, worth, most }: Containing): RawBuilder<unknown> {
  const { beginnings = null, named = null, found = sql`null::bigint[]` } = others ?? {};
  const after = newest?.after ?? null;
  return sql`select f.id, f.n from newest_containing(${JSON.stringify(alternatives)}::jsonb, ${beginnings}::text[], ${found}, ${named}::text,
    ${after?.value ?? null}::timestamptz, ${after?.id ?? null}::bigint, ${worth}::int, ${most}::int, ${newest?.need ?? most}::int) f`;
}

/** Their ids; null when there are more than `most`. */
export async function gatherContaining(tx: Tx, containing: Containing): Promise<number[] | null> {
  const { rows } = await sql<{ id: number; n: number }>`${cardsContaining(containing)}`.execute(tx);
  return (rows[0]?.n ?? 0) > containing.most ? null : rows.map(({ id }) => id);
}
