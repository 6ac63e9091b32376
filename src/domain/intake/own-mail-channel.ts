import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { canonicalEmail } from '../identity/canonical.ts';

/**
 * The channel that imported mail belongs to: that of the first own mailbox, made switched off if missing (channels.md section 4). All own
 * addresses never identify anybody from now on (R-ID-7).
 * @param own the workspace's own mailboxes; without any, the workspace's oldest mail channel is taken, or one without an address is made.
 * @returns the channel's id.
 */
export async function ownMailChannel(tx: Tx, workspaceId: string, own: string[]): Promise<string> {
  const addresses = [...new Set(own.map(canonicalEmail))];
  if (addresses.length > 0) {
    await tx
      .insertInto('excludedValue')
      .values(addresses.map((key) => ({ workspaceId, kind: 'email', key, why: 'own' as const })))
      .onConflict((conflict) => conflict.columns(['workspaceId', 'kind', 'key']).doUpdateSet({ why: 'own' }))
      .execute();
  }
  const account = addresses[0];
  const had = await tx
    .selectFrom('channel')
    .select('id')
    .where('workspaceId', '=', workspaceId)
    .where('kind', '=', 'email')
    .$if(account !== undefined, (query) => query.where('account', '=', account as string))
    .orderBy('createdAt')
    .orderBy('id')
    .executeTakeFirst();
  if (had) return had.id;
  const queue = await sql<{
    id: string;
  }>`select id from queue where workspace_id = ${workspaceId} order by place, name limit 1`.execute(tx);
  const queueId = queue.rows[0]?.id;
  if (!queueId) throw new Error('The workspace has no queue to put mail into. Make one first.');
  const made = await tx
    .insertInto('channel')
    .values({
      workspaceId,
      id: randomUUID(),
      kind: 'email',
      name: account ?? 'Imported mail',
      account: account ?? '',
      queueId,
      enabled: false,
    })
    .onConflict((conflict) =>
      conflict.columns(['workspaceId', 'kind', 'account']).doUpdateSet({ account: account ?? '' }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return made.id;
}

/** The addresses that are the workspace's own: mail from them goes out. */
export async function ownAddresses(tx: Tx, workspaceId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('excludedValue')
    .select('key')
    .where('workspaceId', '=', workspaceId)
    .where('kind', '=', 'email')
    .where('why', '=', 'own')
    .execute();
  return rows.map((row) => row.key);
}
