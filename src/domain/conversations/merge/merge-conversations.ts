import { sql } from 'kysely';
import type { Conversation } from '#contract/conversation.ts';
import { Refusal } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import { recordChange } from '../../history/record-change.ts';
import { announce } from '../../live/announce.ts';
import type { Actor } from '../../operators/actor.ts';
import { must } from '../../operators/policy.ts';
import { lockDetails, type OwnDetails, setParameter, setTag, writeDetails } from '../details/own-details.ts';
import { currentLink } from '../link-conversation.ts';
import { linkItems } from '../link-items.ts';
import { readConversation } from '../read-conversation.ts';
import { type RootConversation, rootOf } from '../root-of.ts';
import { joinConversations, lockParts } from './join-conversations.ts';

/**
 * Another conversation of the same client reads as part of this one (R-HIS-8): entries interleave by time, tags and parameters that this one lacks come along,
 * later messages of either land here. Conversations point, nothing is rewritten: the undo parts them exactly.
 * @returns the conversation, and the change.
 * @throws NOT_FOUND for one that the actor may not see; CONFLICT (data.reason) when they are one already, are with two clients, or somebody is asked to
 * take the other.
 */
export async function mergeConversations(
  tx: Tx,
  actor: Actor,
  { id, other: otherId }: { id: string; other: string },
): Promise<Conversation & { changeId: string | null }> {
  must(actor, 'editConversations');
  const { workspaceId } = actor;
  await lockParts(tx, workspaceId, [id, otherId]);
  const root = await rootOf(tx, actor, id);
  const other = await rootOf(tx, actor, otherId);
  await refuseUnfit(tx, actor, root, other);
  const linkBefore = await currentLink(tx, actor, root.id);
  const details = await lockDetails(tx, workspaceId, root.id);
  const brought = withAll(details, await lockDetails(tx, workspaceId, other.id));
  const merged = await joinConversations(tx, workspaceId, { conversationId: root.id, other: other.id });
  const items = await writeDetails(tx, workspaceId, root.id, details, brought);
  const linkAfter = await currentLink(tx, actor, root.id);
  const changeId = await recordChange(tx, actor, {
    verb: 'mergeConversations',
    conversationId: root.id,
    queueId: root.queueId,
    items: [
      { contactId: null, target: 'mergedConversation', before: null, after: merged },
      ...(await linkItems(tx, workspaceId, root.id, linkBefore, linkAfter)),
      ...items,
    ],
  });
  const contactIds = linkAfter.contactId === null ? {} : { contactIds: [linkAfter.contactId] };
  for (const conversationId of [root.id, other.id])
    await announce(tx, workspaceId, { topic: 'conversation', conversationId, what: 'link', ...contactIds });
  return { ...(await readConversation(tx, actor, root.id)), changeId };
}

async function refuseUnfit(tx: Tx, actor: Actor, root: RootConversation, other: RootConversation): Promise<void> {
  const reason = await whyUnfit(tx, actor, root, other);
  if (reason) throw new Refusal('CONFLICT', unfit[reason], { data: { reason } });
}

const unfit = {
  sameConversation: 'These two read as one already.',
  otherClient: 'These conversations are with two clients. Link one of them anew, or merge the cards first.',
  handoverAsked: 'Somebody is asked to take the other conversation. Wait for their answer, or withdraw it.',
};

/** Why two conversations cannot be merged; null: they can. */
export async function whyUnfit(
  tx: Tx,
  actor: Actor,
  root: RootConversation,
  other: RootConversation,
): Promise<keyof typeof unfit | null> {
  if (root.id === other.id) return 'sameConversation';
  const { rows } = await sql<{ id: string; survivorId: number }>`
    select c.id, k.survivor_id from conversation c join contact k on k.workspace_id = c.workspace_id and k.id = c.contact_id
    where c.workspace_id = ${actor.workspaceId} and c.id in (${root.id}, ${other.id})`.execute(tx);
  if (new Set(rows.map(({ survivorId }) => survivorId)).size > 1) return 'otherClient';
  const { rows: asked } = await sql`
    select from handover where workspace_id = ${actor.workspaceId} and conversation_id = ${other.id} and state = 'asked' limit 1`.execute(
    tx,
  );
  return asked.length > 0 ? 'handoverAsked' : null;
}

/** What stands in the target stays; what it lacks comes from the other, with where it came from. */
function withAll(details: OwnDetails, other: OwnDetails): OwnDetails {
  const all = structuredClone(details);
  for (const [name, value] of Object.entries(other.parameters)) {
    if (name in details.parameters || name in details.parameterSources) continue;
    const { evidence: _, ...source } = other.parameterSources[name] ?? { by: 'channel' as const, name: null, at: null };
    setParameter(all, name, { value, source });
  }
  for (const tag of other.tags) {
    if (!details.tags.includes(tag)) setTag(all, tag, { source: other.tagSources[tag] ?? null });
  }
  return all;
}
