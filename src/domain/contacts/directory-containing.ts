import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import type { DirectoryKey } from './directory-order.ts';

/** Of a list in the order of the last contact so many after a key are enough. */
export interface Newest {
  after: DirectoryKey | null;
  need: number;
}

/** What is asked of the trigram index, see newest_containing() of migration 0021. */
export interface Containing {
  alternatives: string[][];
  /** Only the cards whose name has words with all beginnings, or only the others; without those found, and those named so. */
  names: { beginnings: string[]; areWanted: boolean; found: RawBuilder<unknown>; named: string | null } | null;
  newest: Newest | null;
  /** Asked only where no more than about so many cards have to be read for it; null: whatever it costs. */
  worth: number | null;
  most: number;
}

/** The cards that contain all fragments of an alternative, as a query of `id` and `n`, how many there are: above `most` these are not all, or none; below 0 about how many. */
export function cardsContaining({ alternatives, names, newest, worth, most }: Containing): RawBuilder<unknown> {
  const { beginnings = null, areWanted = false, named = null, found = sql`null::bigint[]` } = names ?? {};
  const after = newest?.after ?? null;
  return sql`select f.id, f.n from newest_containing(${JSON.stringify(alternatives)}::jsonb, ${beginnings}::text[], ${areWanted}, ${found}, ${named}::text,
    ${after?.value ?? null}::timestamptz, ${after?.id ?? null}::bigint, ${worth}::int, ${most}::int, ${newest?.need ?? most}::int) f`;
}

/** Their ids; null when there are more than `most`. */
export async function gatherContaining(tx: Tx, containing: Containing): Promise<number[] | null> {
  const { rows } = await sql<{ id: number; n: number }>`${cardsContaining(containing)}`.execute(tx);
  return (rows[0]?.n ?? 0) > containing.most ? null : rows.map(({ id }) => id);
}

/** How many there are, by what a query of them says: exact, or to two digits. */
export function countOf(n: number): number {
  return n < 0 ? rounded(-n) : n;
}

/** To two digits. */
export function rounded(n: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(n, 1))) - 1);
  return Math.round(n / step) * step;
}
