import { Refusal } from '#contract/errors.ts';
import { trustLevel } from '#contract/identifiers.ts';
import type { LinkReason } from '#contract/link.ts';
import type { Tx } from '#db/database.ts';
import { attachValues, type ValueToAttach } from '../contacts/attach-values.ts';
import { insertCard, type StandingValue } from '../contacts/insert-card.ts';
import { fromSource, offerName } from '../contacts/name-precedence.ts';
import { refreshSearch } from '../contacts/refresh-search.ts';
import { moveConversation } from '../conversations/move-conversation.ts';
import { recordChange, type TouchedValue } from '../history/record-change.ts';
import type { Evidence } from '../identity/evidence.ts';
import { type Decision, named } from '../identity/recognise.ts';
import { announce } from '../live/announce.ts';
import type { ChannelActor } from '../operators/actor.ts';
import type { FoundConversation } from './found-conversation.ts';
import { giveUpClaim } from './give-up-claim.ts';
import type { LoadedChannel } from './load-channel.ts';

/** Where a message's conversation stands after its decision. `link`: what is to be written with a conversation that begins with it. */
export interface Applied {
  contactId: number | null;
  link: { reason: LinkReason; trust: number | null } | null;
}

/**
 * Writes a decision: the new card or the link, the values that go to the card, the reason. When somebody else took a value at this very
 * moment, everything is decided anew on what they left: two first messages of one person make one card (R-REC-9).
 */
export async function applyDecision(
  tx: Tx,
  channel: LoadedChannel,
  conversation: FoundConversation,
  at: Date,
  decide: () => Promise<Decision>,
): Promise<Applied> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const decision = await decide();
    if (decision.outcome === 'unknown' && conversation.contactId !== null)
      return { contactId: conversation.contactId, link: null };
    if (decision.outcome === 'unknown') return keepReason(tx, channel, conversation, null, decision, at);
    if (decision.outcome === 'link') return link(tx, channel, conversation, decision, at);
    const created = await create(tx, channel, conversation, decision, at);
    if (created) return created;
  }
  throw new Refusal('UNAVAILABLE', 'Too many messages of this client arrived at once. Send this one again.');
}

async function link(
  tx: Tx,
  channel: LoadedChannel,
  conversation: FoundConversation,
  decision: Decision,
  at: Date,
): Promise<Applied> {
  const contactId = decision.contactId as number;
  const touched: TouchedValue[] = [];
  const { added: news } = await attachValues(
    tx,
    channel.workspaceId,
    contactId,
    decision.add.map((one) => toAttach(channel, conversation, one, at)),
  );
  touched.push(...news.map((value) => added(contactId, value)));
  for (const claim of decision.takeOver) {
    touched.push(
      ...(await giveUpClaim(tx, channel.workspaceId, toAttach(channel, conversation, claim, at), contactId)),
    );
  }
  if (touched.length > 0) await refreshSearch(tx, channel.workspaceId, contactId);
  const name = nameFrom(decision, at);
  const renamed = name && (await offerName(tx, channel.workspaceId, contactId, name));
  if (renamed) touched.push(renamed);
  let applied: Applied = { contactId, link: null };
  if (conversation.contactId !== contactId) {
    applied = await keepReason(tx, channel, conversation, contactId, decision, at);
    if (!conversation.begins) {
      const before = { conversationId: conversation.id, contactId: conversation.contactId };
      touched.push({ contactId, target: 'link', before, after: { conversationId: conversation.id, contactId } });
    }
    for (const other of decision.possibleDuplicates)
      await notePossibleDuplicate(tx, channel.workspaceId, contactId, other, decision);
  }
  if (touched.length > 0) {
    await recordChange(tx, actorOf(channel), {
      verb: 'recognise',
      items: touched,
      reason: { rule: decision.rule },
      conversationId: conversation.rootId,
    });
  }
  return applied;
}

/** A new card, or null when one of its values was taken meanwhile. */
async function create(
  tx: Tx,
  channel: LoadedChannel,
  conversation: FoundConversation,
  decision: Decision,
  at: Date,
): Promise<Applied | null> {
  const offered = nameFrom(decision, at);
  const name = offered && fromSource(offered.name.slice(0, 500), offered.source, at);
  const card = await insertCard(tx, channel.workspaceId, {
    name,
    values: decision.add.map((one) => toAttach(channel, conversation, one, at)),
  });
  if (!card) return null;
  await recordChange(tx, actorOf(channel), {
    verb: 'recognise',
    items: [
      { contactId: card.id, target: 'state', before: null, after: 'active' },
      ...(name ? [{ contactId: card.id, target: 'name', before: null, after: name }] : []),
      ...card.values.map((value) => added(card.id, value)),
    ],
    reason: { rule: decision.rule },
    conversationId: conversation.rootId,
  });
  return keepReason(tx, channel, conversation, card.id, decision, at);
}

/** The decision stands with the conversation, whole (R-REC-6): with a new one when it is kept, with another at once. */
async function keepReason(
  tx: Tx,
  channel: LoadedChannel,
  conversation: FoundConversation,
  contactId: number | null,
  decision: Decision,
  at: Date,
): Promise<Applied> {
  const reason: LinkReason = {
    rule: decision.rule,
    evidence: decision.evidence && named(decision.evidence),
    strength: decision.strength,
    ...(decision.evidence?.authenticatedBy && { authenticatedBy: decision.evidence.authenticatedBy }),
    rejected: decision.rejected.slice(0, 50),
    at: at.toISOString(),
    by: null,
  };
  const trust = decision.strength === null ? null : trustLevel(decision.strength);
  if (conversation.begins) return { contactId, link: { reason, trust } };
  await moveConversation(tx, channel.workspaceId, {
    conversationId: conversation.rootId,
    to: contactId,
    link: reason,
    linkTrust: trust,
    linkBy: 'rule',
  });
  if (contactId !== null) {
    await announce(tx, channel.workspaceId, {
      topic: 'conversation',
      conversationId: conversation.rootId,
      contactIds: [contactId],
      what: 'link',
    });
  }
  return { contactId, link: null };
}

/** The sender's name as the channel gave it goes to the card that has the sender's own value (R-DIR-5). */
function nameFrom(decision: Decision, at: Date): { name: string; source: 'profile' | 'network'; at: Date } | null {
  const sender = decision.evidence;
  if (!sender?.name || sender.origin === 'also') return null;
  return { name: sender.name, source: sender.trust >= trustLevel('channel') ? 'profile' : 'network', at };
}

async function notePossibleDuplicate(
  tx: Tx,
  workspaceId: string,
  one: number,
  other: number,
  decision: Decision,
): Promise<void> {
  await tx
    .insertInto('duplicateNote')
    .values({
      workspaceId,
      aId: Math.min(one, other),
      bId: Math.max(one, other),
      reason: JSON.stringify({ rule: 'contradiction', rejected: decision.rejected }),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

function toAttach(
  channel: LoadedChannel,
  conversation: FoundConversation,
  evidence: Evidence,
  at: Date,
): ValueToAttach {
  return {
    kind: evidence.kind,
    account: evidence.account,
    key: evidence.key,
    display: evidence.display,
    trust: evidence.trust,
    seenAt: at,
    source: { by: 'channel', id: channel.id, name: channel.name, conversationId: conversation.rootId },
  };
}

function added(contactId: number, value: ValueToAttach & Partial<StandingValue>): TouchedValue {
  const { id, kind, account, key, display, trust, main, source, seenAt } = value;
  return {
    contactId,
    target: 'identifier',
    before: null,
    after: {
      ...(id ? { id } : {}),
      kind,
      account,
      key,
      display,
      label: null,
      trust,
      main: main ?? false,
      source,
      firstSeen: seenAt.toISOString(),
      owned: true,
    },
  };
}

function actorOf(channel: LoadedChannel): ChannelActor {
  return { type: 'channel', workspaceId: channel.workspaceId, id: channel.id, name: channel.name };
}
