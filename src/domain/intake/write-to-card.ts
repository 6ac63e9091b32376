import { sql } from 'kysely';
import { trustLevel } from '#contract/identifiers.ts';
import type { Candidate } from '#contract/link.ts';
import type { Tx } from '#db/database.ts';
import { attachValues, eachOnce, type ValueToAttach } from '../contacts/attach-values.ts';
import { notedReason, notePossibleDuplicate } from '../contacts/duplicates/note-duplicate.ts';
import { insertCard, type StandingValue } from '../contacts/insert-card.ts';
import { fromSource } from '../contacts/name-precedence.ts';
import { type OfferedName, offerName } from '../contacts/offer-name.ts';
import { refreshSearch } from '../contacts/refresh-search.ts';
import type { NewChange, TouchedValue } from '../history/record-change.ts';
import type { Decision } from '../identity/decision.ts';
import type { Evidence } from '../identity/evidence.ts';
import type { ChannelActor } from '../operators/actor.ts';
import { contestBrowser } from './contest-browser.ts';
import { crowdedOut, crowdedOutOfNew } from './crowded-out.ts';
import type { FoundConversation } from './found-conversation.ts';
import { giveUpClaim } from './give-up-claim.ts';
import type { LoadedChannel } from './load-channel.ts';
import { onlyRaises } from './raise-trust.ts';

/** What a decision wrote to cards: which one, the values it touched and the history does not tell of yet, and what was not added to it (R-ID-7). */
export interface Written {
  contactId: number | null;
  touched: TouchedValue[];
  rejected: Candidate[];
  /** What is written to the card only with the message that is kept: a name that is offered to it, values of its own that are to be trusted more. */
  later?: { name: OfferedName | null; raise: ValueToAttach[] };
}

/** A conversation that begins with a known client, of whom nothing is new: all that is to be written goes with the conversation (keep-entry.ts). */
export function linkAlone(
  channel: LoadedChannel,
  conversation: FoundConversation,
  decision: Decision,
  contactId: number,
  at: Date,
): Written | null {
  const { add, takeOver, contest, possibleDuplicates } = decision;
  const isAlone = takeOver.length + contest.length + possibleDuplicates.length === 0;
  if (!conversation.begins || !isAlone || !onlyRaises(conversation, add, contactId)) return null;
  const raise = eachOnce(add.map((one) => toAttach(channel, conversation, one, at)));
  return { contactId, touched: [], rejected: [], later: { name: nameFrom(decision, at), raise } };
}

/**
 * Brings the values of a decision to the card that it links, and its name where that is better than what the card has. The card is locked before its
 * values, as everybody does.
 * @returns null when it was laid into the bin meanwhile.
 */
export async function writeToCard(
  tx: Tx,
  channel: LoadedChannel,
  conversation: FoundConversation,
  decision: Decision,
  contactId: number,
  at: Date,
): Promise<Written | null> {
  const { workspaceId } = channel;
  const card = await holdCard(tx, workspaceId, decision, contactId);
  if (card === null) return null;
  const attach = (one: Evidence) => toAttach(channel, conversation, one, at);
  const { add, rejected } = await crowdedOut(tx, workspaceId, card, decision.add);
  const { added } = await attachValues(tx, workspaceId, card, add.map(attach));
  const touched: TouchedValue[] = added.map((value) => ({ contactId: card, ...brought(value) }));
  for (const claim of decision.takeOver) touched.push(...(await giveUpClaim(tx, workspaceId, attach(claim), card)));
  for (const browser of decision.contest)
    touched.push(...(await contestBrowser(tx, workspaceId, attach(browser), card)));
  if (touched.length > 0) await refreshSearch(tx, workspaceId, card);
  const name = nameFrom(decision, at);
  if (name) touched.push(...(await offerName(tx, workspaceId, card, name)));
  if (conversation.contactId !== contactId) {
    for (const other of decision.possibleDuplicates)
      await notePossibleDuplicate(tx, workspaceId, card, other, {
        by: 'recognition',
        reasons: [notedReason('oneConversation')],
        reason: { rule: 'contradiction', rejected: decision.rejected },
      });
  }
  return { contactId, touched, rejected };
}

/**
 * The card to write to, locked until the end of the transaction: against others who would write its values too, where the decision writes some. A card
 * that was merged since it was decided on is written to in its survivor; null when it lies in the bin by now.
 */
async function holdCard(tx: Tx, workspaceId: string, decision: Decision, contactId: number): Promise<number | null> {
  const writes = decision.add.length + decision.takeOver.length + decision.contest.length > 0;
  const { rows } = await sql<{ id: number }>`
    select s.id from contact c join contact s on s.workspace_id = c.workspace_id and s.id = c.survivor_id
    where c.workspace_id = ${workspaceId} and c.id = ${contactId} and s.state = 'active'
    ${writes ? sql`for no key update of s` : sql`for key share of s`}`.execute(tx);
  return rows[0]?.id ?? null;
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
  const isTold = conversation.begins && decision.contest.length === 0; // else there is more to tell in the same change
  const items = (values: StandingValue[]) => [
    { target: 'state', before: null, after: 'active' },
    ...(name ? [{ target: 'name', before: null, after: name }] : []),
    ...values.map(brought),
  ];
  const told = { actor: actorOf(channel), change: changeBy(conversation, decision), items };
  const card = await insertCard(tx, channel.workspaceId, { name, values: add.map(attach), ...(isTold && { told }) });
  if (!card) return null;
  const touched: TouchedValue[] = isTold ? [] : items(card.values).map((item) => ({ contactId: card.id, ...item }));
  for (const browser of decision.contest)
    touched.push(...(await contestBrowser(tx, channel.workspaceId, attach(browser), card.id)));
  return { contactId: card.id, touched, rejected: rejected.map((one) => ({ ...one, contactId: card.id })) };
}

/** What the history says of a decision that touched values. */
export function changeBy({ rootId }: FoundConversation, { rule }: Decision): Omit<NewChange, 'items'> {
  return { verb: 'recognise', reason: { rule }, conversationId: rootId };
}

/** The channel, as the history names it. */
export function actorOf({ workspaceId, id, name }: LoadedChannel): ChannelActor {
  return { type: 'channel', workspaceId, id, name };
}

/** The sender's name as the channel or the company's own site gave it goes to the card that has the sender's own value (R-DIR-5). */
function nameFrom(decision: Decision, at: Date): OfferedName | null {
  const sender = decision.evidence;
  if (!sender?.name || sender.origin === 'also') return null;
  if (isByProvider(sender)) return { name: sender.name, source: 'oauth', at };
  if (sender.trust === trustLevel('signed')) return { name: sender.name, source: 'signed', at };
  return { name: sender.name, source: sender.trust >= trustLevel('channel') ? 'profile' : 'network', at };
}

/** A sign-in at a provider, and an address that it told. */
function isByProvider({ kind, authenticatedBy }: Evidence): boolean {
  return (
    kind === 'google' || kind === 'facebook_login' || authenticatedBy === 'Google' || authenticatedBy === 'Facebook'
  );
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

function brought(value: ValueToAttach & Partial<StandingValue>): Omit<TouchedValue, 'contactId'> {
  const { id, kind, account, key, display, trust, main, source, seenAt } = value;
  return {
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
