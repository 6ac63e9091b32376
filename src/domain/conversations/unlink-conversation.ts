import type { LinkReason } from '#contract/link.ts';
import type { Tx } from '#db/database.ts';
import { recordChange } from '../history/record-change.ts';
import { announce } from '../live/announce.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';
import { settleContrary } from './contrary.ts';
import { currentLink } from './link-conversation.ts';
import { linkItems } from './link-items.ts';
import { type ConversationLink, moveConversation } from './move-conversation.ts';
import { rootOf } from './root-of.ts';

/**
 * Disconnects a conversation from the directory (R-TAB-2, R-HIS-9): its client is unknown again, and no rule links it any more, only a
 * person. Values that came to the card from it stay there.
 * @returns the change, or null when it was linked to nobody.
 * @throws NOT_FOUND for a conversation that the actor may not see.
 */
export async function unlinkConversation(
  tx: Tx,
  actor: Actor,
  { id }: { id: string },
): Promise<{ changeId: string | null }> {
  must(actor, 'linkConversations');
  const root = await rootOf(tx, actor, id);
  const before = await currentLink(tx, actor, root.id);
  if (before.contactId === null) return { changeId: null };
  const link: LinkReason = {
    rule: 'unlinked',
    evidence: null,
    strength: null,
    rejected: [],
    at: new Date().toISOString(),
    by: actor.name,
  };
  const after: ConversationLink = { contactId: null, link, linkTrust: null, linkBy: 'operator' };
  await moveConversation(tx, actor.workspaceId, {
    conversationId: root.id,
    to: null,
    link,
    linkTrust: null,
    linkBy: 'operator',
  });
  const changeId = await recordChange(tx, actor, {
    verb: 'unlinkConversation',
    conversationId: root.id,
    queueId: root.queueId,
    items: [
      ...(await linkItems(tx, actor.workspaceId, root.id, before, after)),
      ...(await settleContrary(tx, actor.workspaceId, root.id, 'linked')),
    ],
  });
  await announce(tx, actor.workspaceId, {
    topic: 'conversation',
    conversationId: root.id,
    contactIds: [before.contactId],
    what: 'link',
  });
  return { changeId };
}
