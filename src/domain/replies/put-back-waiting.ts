import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { noFirstAnswer } from '../conversations/first-answer.ts';

/** A reply of a conversation. `rootId`: what its conversation reads as. */
interface Reply {
  entryId: string;
  entryAt: Date;
  conversationId: string;
  rootId: string;
}

/** Of entries `e`: all but replies that did not reach the client. */
const reached = sql`not exists (select from sending s
  where s.workspace_id = e.workspace_id and s.entry_id = e.id and s.state in ('cancelled', 'failed'))`;

/** A reply did not reach the client: they wait again, since when they did, unless something else answered them meanwhile. */
export async function putBackWaiting(tx: Tx, workspaceId: string, { entryId, entryAt, rootId }: Reply): Promise<void> {
  await sql`
    update conversation c set waiting_since = (s.message ->> 'waitingSince')::timestamptz, ${noFirstAnswer(entryAt)}
    from sending s
    where c.workspace_id = ${workspaceId} and c.id = ${rootId} and c.waiting_since is null and c.state <> 'closed'
      and s.workspace_id = ${workspaceId} and s.entry_id = ${entryId} and not exists (
        select from entry e join conversation part on part.workspace_id = e.workspace_id and part.id = e.conversation_id and part.root_id = c.id
        where e.workspace_id = ${workspaceId} and e.at > ${entryAt} and e.at <= c.last_at
          and e.direction = 'out' and e.kind in ('message', 'call', 'post') and e.body -> 'automatic' is null and ${reached})`.execute(
    tx,
  );
}

/** The last words of the conversation, and of the part that a reply stands in, are those before it, where they were its own. */
export async function putBackLastWords(tx: Tx, workspaceId: string, { entryId, ...of }: Reply): Promise<void> {
  for (const id of new Set([of.rootId, of.conversationId])) {
    await sql`
      update conversation c set last_text = b.text, last_direction = b.direction
      from (
        select left(trim(regexp_replace(coalesce(left(e.text, (e.body ->> 'newLength')::int), e.text), '\\s+', ' ', 'g')), 200) as text, e.direction
        from conversation r
        join conversation part on part.workspace_id = r.workspace_id and (part.id = r.id or part.root_id = r.id)
        join entry e on e.workspace_id = part.workspace_id and e.conversation_id = part.id and e.at >= r.first_at and e.at <= r.last_at
        where r.workspace_id = ${workspaceId} and r.id = ${id} and e.kind in ('message', 'post') and ${reached}
        order by e.at desc, e.place desc, e.id desc limit 1) b
      where c.workspace_id = ${workspaceId} and c.id = ${id} and c.last_place = ${entryId}`.execute(tx);
  }
}
