import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { outboxKept } from '#db/outbox.ts';

/** Removes what was announced over an hour ago, in every workspace, at the door of the store. Returns how many rows went. */
export async function pruneAnnounced(tx: Tx): Promise<number> {
  const { rows } = await sql<{
    gone: number;
  }>`select prune_outbox(make_interval(secs => ${outboxKept / 1_000})) as gone`.execute(tx);
  return rows[0]?.gone ?? 0;
}
