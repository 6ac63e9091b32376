import { Refusal } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import { recordChange } from '../history/record-change.ts';
import { announce } from '../live/announce.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';
import { readContrary, settleContrary } from './contrary.ts';
import { currentLink, linkConversation } from './link-conversation.ts';
import { rootOf } from './root-of.ts';

/**
 * Answers new contrary evidence (R-REC-4): *switch* links the conversation to the other card, by the person; *keep* leaves it where it is, and the same
 * card by the same value is not asked about again.
 * @throws NOT_FOUND for a conversation that the actor may not see; CONFLICT when there is nothing to answer.
 */
export async function answerContrary(
  tx: Tx,
  actor: Actor,
  { id, answer }: { id: string; answer: 'switch' | 'keep' },
): Promise<{ changeId: string | null }> {
  must(actor, 'linkConversations');
  const root = await rootOf(tx, actor, id);
  const { contactId } = await currentLink(tx, actor, root.id);
  const contrary = await readContrary(tx, actor, root, contactId);
  if (!contrary || contactId === null)
    throw new Refusal('CONFLICT', 'There is no contrary evidence to answer any more. Look at the conversation anew.', {
      reason: 'contraryGone',
    });
  const reason = { rule: 'contrary', answer, evidence: contrary.evidence };
  if (answer === 'switch') {
    return linkConversation(tx, actor, { id: root.id, contactId: contrary.contact.id }, reason);
  }
  const items = await settleContrary(tx, actor.workspaceId, root.id, 'kept');
  const changeId = await recordChange(tx, actor, {
    verb: 'keepClient',
    reason,
    conversationId: root.id,
    queueId: root.queueId,
    items: items.flatMap((item) => [item, { ...item, contactId, before: told(item.before), after: told(item.after) }]),
  });
  await announce(tx, actor.workspaceId, { topic: 'conversation', conversationId: root.id, what: 'change' });
  return { changeId };
}

/** What stands in the history of the card that was kept: which evidence, and not whose. */
function told(side: unknown): unknown {
  const { evidence, answer } = side as { evidence: unknown; answer: unknown };
  return { evidence, answer };
}
