import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';

/**
 * Sorts what came in since the last time into the indexes of words, at the door of the store (sort_in_words, migration 0022, says why).
 * @returns how many pages of it there were.
 */
export async function sortInWords(tx: Tx): Promise<number> {
  const { rows } = await sql<{ pages: number }>`select sort_in_words() as pages`.execute(tx);
  return rows[0]?.pages ?? 0;
}
