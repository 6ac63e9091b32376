import { trustLevel } from '#contract/identifiers.ts';
import { keyText } from '../contacts/attach-values.ts';
import {
  type Brought,
  isOtherPersons,
  isVerified,
  type Match,
  nothing,
  type Recognition,
  speakerIn,
} from './decision.ts';
import type { Evidence } from './evidence.ts';
import type { KnownCard } from './known-values.ts';
import { narrows } from './matches-of.ts';

/**
 * What the sender brings to the card that was linked (R-REC-3): new values of trust operator or above that no other card has. A link by network
 * adds nothing (R-REC-5); a value that somebody said is not theirs never comes back by itself (R-REC-7).
 */
export function brought(
  question: Recognition,
  identifying: Evidence[],
  top: Pick<Match, 'contactId' | 'strength'>,
): Brought {
  if (top.strength <= trustLevel('network')) return nothing;
  const cardsOf = cardsIn(question);
  const addable = identifying.filter((one) => one.origin !== 'participant' && goesToCard(question, one));
  const isNew = (one: Evidence) => {
    const [own, others] = parted(cardsOf(one), top.contactId);
    const isFree = others.length === 0 || (narrows(question, one) && one.trust >= trustLevel('operator'));
    return isFree && own.every((card) => !card.refused && card.trust < one.trust);
  };
  const isWeakClaim = (one: Evidence) => {
    const owner = question.known.find((known) => keyText(known) === keyText(one))?.ownerId;
    const [, others] = parted(cardsOf(one), top.contactId);
    const claims = others.some((card) => card.contactId === owner && card.trust === trustLevel('claimed'));
    return claims && isVerified(one.trust) && !narrows(question, one);
  };
  return {
    add: addable.filter(isNew),
    takeOver: addable.filter(isWeakClaim),
    contest: contested(question, identifying, top.contactId),
  };
}

/** What a new card gets: the sender's own values, but those that stand elsewhere. What was refused for every card it stands on is nobody's. */
export function broughtToNew(question: Recognition, own: Evidence[]): Brought {
  const cardsOf = cardsIn(question);
  return {
    add: own.filter((one) => cardsOf(one).every((card) => card.refused)),
    takeOver: [],
    contest: contested(question, own, null),
  };
}

/** R-REC-4: a browser seen with two signed persons stands on the cards of both, and leads to neither. */
function contested(question: Recognition, identifying: Evidence[], contactId: number | null): Evidence[] {
  const speaker = speakerIn(identifying);
  const cardsOf = cardsIn(question);
  return identifying.filter((one) => {
    const [own, others] = parted(cardsOf(one), contactId);
    return one.kind === 'browser' && own.length === 0 && others.some((card) => isOtherPersons(card, speaker));
  });
}

export function goesToCard(question: Recognition, evidence: Evidence): boolean {
  return evidence.trust >= trustLevel('operator') || (question.ownForms && evidence.origin !== 'participant');
}

function cardsIn({ known }: Recognition): (value: Evidence) => KnownCard[] {
  const cards = new Map(known.map((value) => [keyText(value), value.cards]));
  return (value) => cards.get(keyText(value)) ?? [];
}

function parted(cards: KnownCard[], contactId: number | null): [own: KnownCard[], others: KnownCard[]] {
  return [cards.filter((card) => card.contactId === contactId), cards.filter((card) => card.contactId !== contactId)];
}
