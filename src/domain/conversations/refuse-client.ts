import { randomUUID } from 'node:crypto';
import { Refusal } from '#contract/errors.ts';
import type { Candidate, LinkReason } from '#contract/link.ts';
import type { refusalAnswers } from '#contract/recognition.ts';
import type { Tx } from '#db/database.ts';
import { lockCard } from '../contacts/card-state.ts';
import { lockFamilies } from '../contacts/lock-family.ts';
import { saveCards } from '../contacts/save-card.ts';
import { shareValue } from '../contacts/share-value.ts';
import type { TouchedValue } from '../history/record-change.ts';
import { recogniseAgain } from '../intake/recognise-again.ts';
import { announce } from '../live/announce.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';
import { settleContrary } from './contrary.ts';
import { type Doubted, doubtOf } from './doubted-values.ts';
import { currentLink } from './link-conversation.ts';
import { linkItems } from './link-items.ts';
import { type ConversationLink, moveConversation } from './move-conversation.ts';
import { countRefusal, refuseValues, setAside } from './refusals.ts';
import { type RootConversation, rootOf } from './root-of.ts';

type Answer = (typeof refusalAnswers)[number];

/**
 * *Not this person* (R-REC-7), of the card that a conversation is linked to or of one that it suggests. *Just this conversation*: it is not with them,
 * and nothing is remembered but how often that was said of the value. *This value is not theirs*: it is contested on that card and never links to
 * it again; a new card may own it. *Several people use it*: the value is shared. After the last two the conversation is recognised anew.
 * @returns the one change, with Undo; `proposeShared` from the second *just this conversation* on one value.
 * @throws NOT_FOUND for a conversation or card that the actor may not see; FORBIDDEN to share without the right; CONFLICT for a card
 * that the conversation neither is linked to nor suggests; INVALID when the card has none of the conversation's values.
 */
export async function refuseClient(
  tx: Tx,
  actor: Actor,
  { id, answer, contactId }: { id: string; answer: Answer; contactId?: number | undefined },
): Promise<{ changeId: string | null; proposeShared: boolean }> {
  must(actor, 'linkConversations');
  if (answer === 'severalPeople') must(actor, 'shareValues');
  const { workspaceId } = actor;
  const root = await rootOf(tx, actor, id);
  const before = await currentLink(tx, actor, root.id);
  await lockFamilies(tx, workspaceId, cardsOf(before, contactId));
  const card = await lockCard(tx, actor, contactId ?? linkedCard(before));
  const { values, isLinked, candidate } = await doubtOf(tx, actor, root, before, card);
  if (values.length === 0 && answer !== 'justThisConversation')
    throw new Refusal('INVALID', 'The card has none of this conversation’s values. Answer “just this conversation”.');

  const mark = randomUUID(); // stands for the change until it is written: recognition already minds the refusals
  const times = answer === 'justThisConversation' ? await countRefusal(tx, workspaceId, values) : 0;
  if (answer === 'valueNotTheirs') await refuseValues(tx, workspaceId, card.id, values, mark);
  if (answer === 'severalPeople') for (const value of values) await shareValue(tx, workspaceId, value);
  const reason = answer === 'severalPeople' ? 'sharedValue' : 'refused';
  await setAside(tx, workspaceId, root.id, { contactId: card.id, reason });

  const settled = isLinked ? await settleContrary(tx, workspaceId, root.id, 'linked') : [];
  const touched: TouchedValue[] = [];
  if (answer === 'justThisConversation') await leave(tx, actor, root, before, { isLinked, candidate });
  else touched.push(...((await recogniseAgain(tx, workspaceId, root.id))?.touched ?? []));

  const after = await currentLink(tx, actor, root.id);
  const changeId = await saveCards(tx, actor, [{ id: card.id, before: card }], {
    verb: 'refuseClient',
    reason: { answer, evidence: candidate.evidence },
    conversationId: root.id,
    queueId: root.queueId,
    items: [
      ...touched.filter(({ target }) => target !== 'link'),
      ...(await linkItems(tx, workspaceId, root.id, before, after)),
      ...refusalItems(card.id, values, answer),
      ...settled,
    ],
  });
  if (changeId)
    await tx
      .updateTable('refusal')
      .set({ changeId })
      .where('workspaceId', '=', workspaceId)
      .where('changeId', '=', mark)
      .execute();
  await tell(tx, actor, root, [before, after]);
  return { changeId, proposeShared: times >= 2 };
}

function linkedCard({ contactId }: ConversationLink): number {
  if (contactId !== null) return contactId;
  throw new Refusal('CONFLICT', 'This conversation is linked to nobody. Name the suggested card that it is not with.', {
    reason: 'linkedToNobody',
  });
}

/** Every card that the conversation may leave or be linked to now, so that they are locked in one order. */
function cardsOf({ contactId, link }: ConversationLink, named: number | undefined): number[] {
  const candidates = ((link as LinkReason | null)?.rejected ?? []).map((one) => one.contactId);
  return [...candidates, contactId, named].filter((one) => typeof one === 'number');
}

/** The conversation leaves the card, or no longer suggests it; what else it suggests stays. */
async function leave(
  tx: Tx,
  actor: Actor,
  root: RootConversation,
  { link, linkTrust, linkBy }: ConversationLink,
  { isLinked, candidate }: Pick<Doubted, 'isLinked' | 'candidate'>,
): Promise<void> {
  const had = link as LinkReason | null;
  const refused: Candidate = { ...candidate, reason: 'refused' };
  const others = (had?.rejected ?? []).filter(({ contactId }) => contactId !== candidate.contactId);
  const now = { evidence: null, strength: null, at: new Date().toISOString(), by: actor.name };
  const isLeft = isLinked || !had || others.length === 0;
  const reason: LinkReason = {
    ...(isLeft ? { ...now, rule: 'refused' } : had),
    rejected: [refused, ...others],
  };
  await moveConversation(tx, actor.workspaceId, {
    conversationId: root.id,
    to: null,
    link: reason,
    linkTrust: isLinked ? null : linkTrust,
    linkBy: isLinked ? 'rule' : linkBy,
  });
}

function refusalItems(contactId: number, values: Doubted['values'], answer: Answer): TouchedValue[] {
  const named = values.map(({ kind, account, key, display }) => ({ kind, account, key, display, answer }));
  return (named.length > 0 ? named : [{ answer }]).map((after) => ({
    contactId,
    target: 'refusal',
    before: null,
    after,
  }));
}

async function tell(tx: Tx, actor: Actor, root: RootConversation, links: ConversationLink[]): Promise<void> {
  const contactIds = [...new Set(links.flatMap(({ contactId }) => contactId ?? []))];
  await announce(tx, actor.workspaceId, { topic: 'conversation', conversationId: root.id, contactIds, what: 'link' });
}
