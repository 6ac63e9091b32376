import { trustLevel } from '#contract/identifiers.ts';
import type { Candidate } from '#contract/link.ts';
import type { Tx } from '#db/database.ts';
import { attachValues, type ValueToAttach } from '../contacts/attach-values.ts';
import { insertCard, type StandingValue } from '../contacts/insert-card.ts';
import { fromSource, type NameSource, offerName } from '../contacts/name-precedence.ts';
import { refreshSearch } from '../contacts/refresh-search.ts';
import type { TouchedValue } from '../history/record-change.ts';
import type { Decision } from '../identity/decision.ts';
import type { Evidence } from '../identity/evidence.ts';
import { contestBrowser } from './contest-browser.ts';
import { crowdedOut, crowdedOutOfNew } from './crowded-out.ts';
import type { FoundConversation } from './found-conversation.ts';
import { giveUpClaim } from './give-up-claim.ts';
import type { LoadedChannel } from './load-channel.ts';

/** What a decision wrote to cards: which one, the values it touched, and what was not added to it (R-ID-7). */
export interface Written {
  contactId: number | null;
  touched: TouchedValue[];
  rejected: Candidate[];
}

/** Brings the values of a decision to the card that it links, and its name where that is better than what the card has. */
export async function writeToCard(
  tx: Tx,
  channel: LoadedChannel,
  conversation: FoundConversation,
  decision: Decision,
  contactId: number,
  at: Date,
): Promise<Written> {
  const { workspaceId } = channel;
  const attach = (one: Evidence) => toAttach(channel, conversation, one, at);
  const { add, rejected } = await crowdedOut(tx, workspaceId, contactId, decision.add);
  const { added } = await attachValues(tx, workspaceId, contactId, add.map(attach));
  const touched = added.map((value) => brought(contactId, value));
  for (const claim of decision.takeOver)
    touched.push(...(await giveUpClaim(tx, workspaceId, attach(claim), contactId)));
  for (const browser of decision.contest)
    touched.push(...(await contestBrowser(tx, workspaceId, attach(browser), contactId)));
  if (touched.length > 0) await refreshSearch(tx, workspaceId, contactId);
  const name = nameFrom(decision, at);
  const renamed = name && (await offerName(tx, workspaceId, contactId, name));
  if (renamed) touched.push(renamed);
  if (conversation.contactId !== contactId) {
    for (const other of decision.possibleDuplicates)
      await notePossibleDuplicate(tx, workspaceId, contactId, other, decision);
  }
  return { contactId, touched, rejected };
}

/** A new card with the values of a decision, or null when one of them was taken meanwhile. */
export async function makeCard(
  tx: Tx,
  channel: LoadedChannel,
  conversation: FoundConversation,
  decision: Decision,
  at: Date,
): Promise<Written | null> {
  const offered = nameFrom(decision, at);
  const name = offered && fromSource(offered.name.slice(0, 500), offered.source, at);
  const attach = (one: Evidence) => toAttach(channel, conversation, one, at);
  const { add, rejected } = crowdedOutOfNew(decision.add);
  const card = await insertCard(tx, channel.workspaceId, { name, values: add.map(attach) });
  if (!card) return null;
  const touched = [
    { contactId: card.id, target: 'state', before: null, after: 'active' },
    ...(name ? [{ contactId: card.id, target: 'name', before: null, after: name }] : []),
    ...card.values.map((value) => brought(card.id, value)),
  ];
  for (const browser of decision.contest)
    touched.push(...(await contestBrowser(tx, channel.workspaceId, attach(browser), card.id)));
  return { contactId: card.id, touched, rejected: rejected.map((one) => ({ ...one, contactId: card.id })) };
}

/** The sender's name as the channel or the company's own site gave it goes to the card that has the sender's own value (R-DIR-5). */
function nameFrom(decision: Decision, at: Date): { name: string; source: NameSource; at: Date } | null {
  const sender = decision.evidence;
  if (!sender?.name || sender.origin === 'also') return null;
  if (sender.trust === trustLevel('signed')) return { name: sender.name, source: 'signed', at };
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
    .insertInto('duplicatePair')
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

function brought(contactId: number, value: ValueToAttach & Partial<StandingValue>): TouchedValue {
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
