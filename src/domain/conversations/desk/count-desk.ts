import { sql } from 'kysely';
import type { DeskCounts } from '#contract/desk.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../../operators/actor.ts';
import { must } from '../../operators/policy.ts';
import { mine, ownQueues } from './chosen-by-view.ts';
import { isUnread } from './unread.ts';

/** How many conversations stand in Mine, how many of them are unread or wait for the actor's own answer, and how many wait in their queues. */
export async function countDesk(tx: Tx, actor: Actor): Promise<DeskCounts> {
  must(actor, 'seeConversations');
  const { rows } = await sql<DeskCounts>`
    select count(*) as mine, count(*) filter (where ${isUnread(actor)}) as unread,
      count(*) filter (where exists (select from handover h where h.workspace_id = c.workspace_id and h.conversation_id = c.id
        and h.to_id = ${actor.id} and h.state = 'asked' and h.until > ${new Date()})) as asked, (
      select count(*) from (${ownQueues(actor)}) own join conversation w on w.workspace_id = ${actor.workspaceId} and w.queue_id = own.id
      where w.state = 'waiting' and w.merged_into is null) as waiting
    from (${mine(actor)}) own join conversation c on c.workspace_id = ${actor.workspaceId} and c.id = own.id`.execute(
    tx,
  );
  return rows[0] ?? { mine: 0, waiting: 0, unread: 0, asked: 0 };
}
