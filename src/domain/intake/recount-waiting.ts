import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { type Silence, silentSince } from './silence.ts';

/**
 * Reads from the entries since when the client of a conversation waits: their first words after the last answer. Only for what came in another
 * order than it was said; else the conversation's row says it.
 */
export async function recountWaiting(
  tx: Tx,
  channel: Silence & { workspaceId: string },
  rootId: string,
): Promise<void> {
  const words = sql`e.workspace_id = c.workspace_id and e.kind in ('message', 'call', 'post')
    and e.conversation_id = any(array(select part.id from conversation part where part.workspace_id = c.workspace_id and part.root_id = c.id))
    and e.at >= ${silentSince(channel)} and e.at <= ${new Date(Date.now() + day)}`;
  await sql`
    update conversation c set waiting_since = (
      select min(e.at) from entry e where ${words} and e.direction = 'in' and not exists (
        select from (select e.at, e.place from entry e where ${words} and e.direction = 'out' and e.body -> 'automatic' is null order by e.at desc, e.place desc limit 1) answer
        where (e.at, e.place) <= (answer.at, answer.place)))
    where c.workspace_id = ${channel.workspaceId} and c.id = ${rootId} and c.waiting_since is not null`.execute(tx);
}

const day = 86_400_000;
