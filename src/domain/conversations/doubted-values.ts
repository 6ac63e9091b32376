import { Refusal } from '#contract/errors.ts';
import { type IdentifierKind, identifierKinds, trustAt } from '#contract/identifiers.ts';
import type { Candidate, LinkReason, NamedEvidence } from '#contract/link.ts';
import type { Tx } from '#db/database.ts';
import { keyText } from '../contacts/attach-values.ts';
import type { CardState, CardValue } from '../contacts/card-state.ts';
import { canonicalEntered } from '../identity/canonical-entered.ts';
import type { Actor } from '../operators/actor.ts';
import { conversationValues } from './conversation-values.ts';
import type { ConversationLink } from './move-conversation.ts';
import type { RootConversation } from './root-of.ts';
import { seenCandidates } from './suggested-contacts.ts';

/** What led a conversation to a card that somebody says it is not with. */
export interface Doubted {
  /** Of the card's values, those that led there: an id that is a phone number goes with that phone (R-ID-1). */
  values: CardValue[];
  isLinked: boolean;
  /** The card as the decision tells it. */
  candidate: Candidate;
}

/** @throws CONFLICT for a card that the conversation neither is linked to nor suggests. */
export async function doubtOf(
  tx: Tx,
  actor: Actor,
  root: RootConversation,
  { contactId, link }: ConversationLink,
  card: CardState,
): Promise<Doubted> {
  const reason = link as LinkReason | null;
  const isLinked = contactId !== null && (await leadsTo(tx, actor, contactId, card.id));
  const suggested = (await seenCandidates(tx, actor, reason?.rejected ?? [])).find((one) => one.card.id === card.id);
  const evidence = isLinked ? (reason?.evidence ?? null) : (suggested?.candidate.evidence ?? null);
  if (!isLinked && !evidence)
    throw new Refusal('CONFLICT', 'This conversation neither is linked to that card nor suggests it any more.', {
      reason: 'notOffered',
    });
  const values = await ledBy(tx, actor, root, card, evidence);
  const [first] = values;
  const shown = evidence ?? (first ? namedValue(first) : { kind: 'phone', display: '', trust: 'claimed' as const });
  const strength = suggested?.candidate.strength ?? reason?.strength ?? 'claimed';
  return { values, isLinked, candidate: { contactId: card.id, evidence: shown, strength, reason: 'refused' } };
}

async function leadsTo(tx: Tx, actor: Actor, from: number, to: number): Promise<boolean> {
  const { survivorId } = await tx
    .selectFrom('contact')
    .select('survivorId')
    .where('workspaceId', '=', actor.workspaceId)
    .where('id', '=', from)
    .executeTakeFirstOrThrow();
  return survivorId === to;
}

/** By the evidence that the reason names; where a person linked, by all of the client's own values. */
async function ledBy(
  tx: Tx,
  actor: Actor,
  root: RootConversation,
  card: CardState,
  evidence: NamedEvidence | null,
): Promise<CardValue[]> {
  const own = await conversationValues(tx, actor, root);
  const [read] = evidence
    ? await canonicalEntered(tx, actor.workspaceId, [
        { kind: evidence.kind as IdentifierKind, value: evidence.display },
      ])
    : [];
  const key = read && 'value' in read ? read.value.key : null;
  const meant = own.filter((value) =>
    evidence
      ? value.kind === evidence.kind && (value.display === evidence.display || value.key === key)
      : value.isClients,
  );
  const keys = new Set(meant.map(keyText));
  const numbers = new Set(meant.filter(isNumber).map((value) => value.key));
  return card.values.filter((value) => keys.has(keyText(value)) || (isNumber(value) && numbers.has(value.key)));
}

function isNumber({ kind }: { kind: string }): boolean {
  return Object.hasOwn(identifierKinds, kind) && identifierKinds[kind as keyof typeof identifierKinds].phone;
}

function namedValue({ kind, display, trust }: CardValue): NamedEvidence {
  return { kind, display, trust: trustAt(trust) };
}
