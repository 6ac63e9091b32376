import { sql } from 'kysely';
import { notFound } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';
import { rootOf } from './root-of.ts';

/**
 * The cleaned HTML of an entry. Found through its conversation, whose times say which partitions to look into.
 * NOT_FOUND when the conversation may not be read, the entry is not in it, or has no HTML.
 */
export async function readEntryHtml(
  tx: Tx,
  actor: Actor,
  { conversationId, entryId }: { conversationId: string; entryId: string },
): Promise<string> {
  must(actor, 'seeConversations');
  const root = await rootOf(tx, actor, conversationId);
  const { rows } = await sql<{ html: string | null }>`
    select e.body ->> 'html' as html from entry e
    where e.workspace_id = ${actor.workspaceId} and e.conversation_id = any(${root.conversationIds}::uuid[])
      and e.at between ${root.firstAt} and ${root.lastAt} and e.id = ${entryId}`.execute(tx);
  const html = rows[0]?.html;
  if (!html) throw notFound('HTML of a message');
  return html;
}
