import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';

/** Ends what was due in a conversation that is closed by now: nobody waits for it any more. What is planned for later stays. */
export async function endDueFollowUps(tx: Tx, workspaceId: string, conversationId: string): Promise<void> {
  await sql`
    update follow_up set state = 'done', result = 'closed', ended_at = ${new Date()}
    where workspace_id = ${workspaceId} and state = 'due' and conversation_id in (
      select id from conversation where workspace_id = ${workspaceId} and root_id = ${conversationId})`.execute(tx);
}
