import { sql } from 'kysely';
import type { Conversation, SuggestedContact } from '#contract/conversation.ts';
import { Trust } from '#contract/identifiers.ts';
import type { Tx } from '#db/database.ts';
import type { TouchedValue } from '../history/record-change.ts';
import type { Contrary } from '../intake/note-contrary.ts';
import type { Actor } from '../operators/actor.ts';
import type { RootConversation } from './root-of.ts';
import { seenCandidates, withLastContact } from './suggested-contacts.ts';

/** Evidence for another card than the one a person chose, which nobody answered yet (R-REC-4). */
export async function contraryOf(tx: Tx, workspaceId: string, conversationId: string): Promise<Contrary | null> {
  const { rows } = await sql<{ contrary: Contrary | null }>`
    select details -> 'contrary' as contrary from conversation
    where workspace_id = ${workspaceId} and id = ${conversationId}`.execute(tx);
  return rows[0]?.contrary ?? null;
}

/** The same as the API tells it: null where the actor may not see that card, it is gone, or it is the one linked by now. */
export async function readContrary(
  tx: Tx,
  actor: Actor,
  root: RootConversation,
  linkedTo: number | null,
): Promise<Conversation['contrary']> {
  const contrary = linkedTo === null ? null : await contraryOf(tx, actor.workspaceId, root.id);
  if (!contrary) return null;
  const { contactId, evidence, strength, at } = contrary;
  const candidate = { contactId, evidence, strength: Trust.parse(strength), reason: 'contradicts' as const };
  const [seen] = await seenCandidates(tx, actor, [candidate]);
  if (seen?.card.state !== 'active' || seen.card.id === linkedTo) return null;
  const [contact] = (await withLastContact(tx, actor, root, [seen])) as [SuggestedContact];
  return { contact, evidence, at };
}

/**
 * Takes contrary evidence off a conversation, since somebody answered it: by keeping the link, which is remembered for the same card and value, or by
 * linking otherwise.
 * @returns the items of the answer for its change: one on each card, so that Undo asks again.
 */
export async function settleContrary(
  tx: Tx,
  workspaceId: string,
  conversationId: string,
  answer: 'kept' | 'linked',
): Promise<TouchedValue[]> {
  const contrary = await contraryOf(tx, workspaceId, conversationId);
  if (!contrary) return [];
  await rememberAnswer(tx, workspaceId, conversationId, contrary, answer);
  const { contactId, ...asked } = contrary;
  return [{ contactId, target: 'contrary', before: { ...asked, answer: null }, after: { ...asked, answer } }];
}

/** Writes what became of contrary evidence; null: it is asked again. */
export async function rememberAnswer(
  tx: Tx,
  workspaceId: string,
  conversationId: string,
  contrary: Contrary,
  answer: 'kept' | 'linked' | null,
): Promise<void> {
  const { contactId, kind, account, key } = contrary;
  const same = { contactId, kind, account, key };
  await sql`
    update conversation c set version = version + 1, details = (details - 'contrary')
      || jsonb_build_object('keptAgainst', coalesce((select jsonb_agg(k) from jsonb_array_elements(details -> 'keptAgainst') k
          where not k @> ${JSON.stringify(same)}::jsonb), '[]') || ${JSON.stringify(answer === 'kept' ? [same] : [])}::jsonb)
      || ${JSON.stringify(answer === null ? { contrary } : {})}::jsonb
    where workspace_id = ${workspaceId} and id = ${conversationId}`.execute(tx);
}
