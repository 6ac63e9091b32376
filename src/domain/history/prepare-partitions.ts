import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';

/** Makes the months of entries that come next, at the door of the store; nothing happens when they are there. */
export async function preparePartitions(tx: Tx): Promise<void> {
  await sql`select ensure_entry_partitions()`.execute(tx);
}
