import { sql } from 'kysely';
import { Refusal } from '#contract/errors.ts';
import type { Draft, DraftInput } from '#contract/reply.ts';
import type { Tx } from '#db/database.ts';
import { maskedWords } from '../blocking/masked-words.ts';
import { rootOf } from '../conversations/root-of.ts';
import { storable } from '../intake/storable.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';

const none: Draft = { mode: 'reply', text: '', contactId: null, updatedAt: null };

/** What the actor began to write in a conversation; empty when there is nothing, and for an API key. @throws NOT_FOUND */
export async function readDraft(tx: Tx, actor: Actor, id: string): Promise<Draft> {
  must(actor, 'seeConversations');
  const root = await rootOf(tx, actor, id);
  if (actor.type !== 'operator') return none;
  const row = await tx
    .selectFrom('draft')
    .select(['mode', 'text', 'contactId', 'updatedAt'])
    .where(({ and }) => and({ workspaceId: actor.workspaceId, operatorId: actor.id, conversationId: root.id }))
    .executeTakeFirst();
  return row ? { ...row, updatedAt: row.updatedAt.toISOString() } : none;
}

/** Keeps it; without text it is thrown away. @throws NOT_FOUND; FORBIDDEN for an API key. */
export async function saveDraft(tx: Tx, actor: Actor, { id, mode, text, contactId }: DraftInput): Promise<Draft> {
  must(actor, 'seeConversations');
  const root = await rootOf(tx, actor, id);
  if (actor.type !== 'operator')
    throw new Refusal('FORBIDDEN', 'Drafts are each operator’s own: an API key has none. Sign in as an operator.');
  if (text.trim() === '') {
    await throwAwayDraft(tx, actor, root.id);
    return none;
  }
  const [kept, updatedAt] = [await maskedWords(tx, actor.workspaceId, storable(text)), new Date()];
  await sql`
    insert into draft (workspace_id, operator_id, conversation_id, mode, text, contact_id, updated_at)
    values (${actor.workspaceId}, ${actor.id}, ${root.id}, ${mode}, ${kept}, ${contactId}, ${updatedAt})
    on conflict (workspace_id, operator_id, conversation_id) do update set mode = excluded.mode, text = excluded.text,
      contact_id = excluded.contact_id, updated_at = excluded.updated_at`.execute(tx);
  return { mode, text: kept, contactId, updatedAt: updatedAt.toISOString() };
}

/** Forgets it: it was sent, or nothing of it is left. */
export async function throwAwayDraft(tx: Tx, actor: Actor, conversationId: string): Promise<void> {
  if (actor.type !== 'operator') return;
  await tx
    .deleteFrom('draft')
    .where(({ and }) => and({ workspaceId: actor.workspaceId, operatorId: actor.id, conversationId }))
    .execute();
}
