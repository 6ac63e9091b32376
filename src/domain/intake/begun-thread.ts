import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import type { Delivery } from './claim-delivery.ts';
import type { LoadedChannel } from './load-channel.ts';

/**
 * A conversation that an operator began has no id of the channel's own before the client answers (R-DIR-10): the first answer brings it, and the
 * conversation has it from now on.
 * @returns whether there was one.
 */
export async function nameBegunThread(
  tx: Tx,
  { workspaceId, id }: LoadedChannel,
  { thread: named, clientThread }: Delivery,
): Promise<boolean> {
  if (clientThread === null || !named.startsWith('id:')) return false;
  const { numAffectedRows } = await sql`
    update conversation c set thread = ${named}
    where c.workspace_id = ${workspaceId} and c.channel_id = ${id} and c.thread = ${clientThread} and c.begun_by is not null and c.last_in_at is null
      and not exists (select from conversation o where o.workspace_id = c.workspace_id and o.channel_id = c.channel_id and o.thread = ${named})`.execute(
    tx,
  );
  return numAffectedRows === 1n;
}
