import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import type { Delivery } from './claim-delivery.ts';
import type { LoadedChannel } from './load-channel.ts';

/**
 * An operator began a conversation with the client of an event (R-DIR-10), which has no id of the channel's own before the client answers: the first
 * answer brings it. Gives it that id, which it has from now on. The caller knows that no conversation has it yet.
 */
export async function nameBegunThread(
  tx: Tx,
  { workspaceId, id }: LoadedChannel,
  { thread: named, clientThread }: Delivery,
): Promise<void> {
  await sql`
    update conversation c set thread = ${named}
    where c.workspace_id = ${workspaceId} and c.channel_id = ${id} and c.thread = ${clientThread} and c.begun_by is not null and c.last_in_at is null`.execute(
    tx,
  );
}
