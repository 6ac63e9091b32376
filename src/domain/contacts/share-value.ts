import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import type { ValueKey } from '#db/schema.ts';

/**
 * Marks a value as shared (R-ID-3): several people use it. It stays on the cards it stands on, and identifies none of them. The caller
 * has asked for the right `shareValues` and locked the card that owned it.
 */
export async function shareValue(tx: Tx, workspaceId: string, { kind, account, key }: ValueKey): Promise<void> {
  await sql`update identifier set state = 'shared', owner_id = null
    where workspace_id = ${workspaceId} and kind = ${kind} and account = ${account} and key = ${key}`.execute(tx);
}
