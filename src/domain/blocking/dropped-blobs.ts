import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';

/** Files that were dropped with redacted messages, with whether anybody has the same bytes still, in whatever workspace. A hundred at a time, the oldest first. */
export async function droppedBlobs(tx: Tx, workspaceId: string): Promise<{ digest: Buffer; isUsed: boolean }[]> {
  const { rows } = await sql<{ digest: Buffer; isUsed: boolean }>`
    select digest, is_blob_used(digest) as is_used from dropped_blob where workspace_id = ${workspaceId} order by at, digest limit 100`.execute(
    tx,
  );
  return rows;
}

/** Their bytes are gone, or others': nothing is left to do. */
export async function forgetDropped(tx: Tx, workspaceId: string, digests: Buffer[]): Promise<void> {
  await sql`delete from dropped_blob where workspace_id = ${workspaceId} and digest = any(${digests}::bytea[])`.execute(
    tx,
  );
}
