import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Trust, trustLevel } from '#contract/identifiers.ts';
import { ask, evidence } from '#test/support/recognition-factory.ts';
import { keyText } from '../contacts/attach-values.ts';
import { type Decision, isOtherPersons, isVerified, speakerIn } from './decision.ts';
import type { KnownValue } from './known-values.ts';
import { recognise } from './recognise.ts';

const kinds = ['telegram', 'subject', 'custom:contract', 'custom:company', 'email', 'phone', 'browser'] as const;
const trusts = ['claimed', 'network', 'operator', 'channel', 'proven', 'signed'] as const;
const aKey = fc.constantFrom('value-1', 'value-2', 'value-3', '+5531987654321', '+553187654321');
const anEvidence = fc.record({ kind: fc.constantFrom(...kinds), key: aKey, trust: fc.constantFrom(...trusts) });
const aCard = fc.record({
  contactId: fc.integer({ min: 1, max: 4 }),
  trust: fc.integer({ min: 0, max: 5 }),
  binned: fc.boolean(),
  refused: fc.boolean(),
  subjects: fc.constantFrom<string[]>([], [], ['value-1'], ['value-2']),
});
const aKnown = fc.record({
  kind: fc.constantFrom(...kinds),
  key: aKey,
  owned: fc.boolean(),
  excluded: fc.boolean(),
  cards: fc.uniqueArray(aCard, { minLength: 1, maxLength: 3, selector: (card) => card.contactId }),
});
const custom = [
  { kind: 'custom:contract', several: false },
  { kind: 'custom:company', several: true },
];
/** What a channel asks at least for a link: one that trusts everything, too. */
const thresholds = fc.constantFrom<Trust>('claimed', 'network', 'network', 'channel');

test('every decision is explained, breaks no rule, and the order in which evidence and knowledge are told decides nothing', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(anEvidence, { maxLength: 6, selector: (one) => `${one.kind} ${one.key}` }),
      fc.uniqueArray(aKnown, { maxLength: 8, selector: (one) => `${one.kind} ${one.key}` }),
      fc.record({ ownForms: fc.boolean(), linksFrom: thresholds, aside: fc.option(fc.integer({ min: 1, max: 4 })) }),
      fc.infiniteStream(fc.nat()),
      (said, known, { ownForms, linksFrom, aside }, dice) => {
        const told = said.map(({ kind, key, trust }) => evidence(kind, key, trust));
        const knows = known.map(
          ({ kind, key, owned: isOwned, excluded, cards }): KnownValue => ({
            kind,
            account: '',
            key,
            excluded,
            cards,
            lastSeen: null,
            ownerId: isOwned ? (cards.find((card) => !card.binned)?.contactId ?? null) : null,
          }),
        );
        const shuffled = <Item>(items: Item[]) =>
          items
            .map((item) => ({ item, n: dice.next().value ?? 0 }))
            .sort((a, b) => a.n - b.n)
            .map(({ item }) => item);
        const given = {
          ownForms,
          custom,
          rules: { linksFrom, automaticCard: 'moreThanBrowser', numberQuietMonths: 12 } as const,
          setAside: aside === null ? [] : [{ contactId: aside, reason: 'refused' as const }],
        };
        const decision = recognise(ask({ ...given, evidence: told, known: knows }));
        // an id on the list of those that never identify makes nobody another person (R-ID-7)
        const identifying = told.filter(
          (one) => !knows.some((value) => value.excluded && keyText(value) === keyText(one)),
        );
        // several signed persons speak one after another, never at once: who-speaks.ts
        if (told.filter((one) => one.kind === 'subject' && one.trust === trustLevel('signed')).length > 1) return;
        const other = recognise(ask({ ...given, evidence: shuffled(told), known: shuffled(knows) }));
        expect(comparable(other)).toEqual(comparable(decision));
        const cardsOf = (value: { kind: string; key: string }) =>
          knows.find((one) => one.kind === value.kind && one.key === value.key)?.cards ?? [];
        if (decision.outcome === 'link') {
          expect(decision.evidence).not.toBeNull();
          expect(trustLevel(decision.strength ?? 'claimed')).toBeGreaterThanOrEqual(trustLevel(linksFrom));
          expect(decision.contactId).not.toBe(aside);
          expect(decision.evidence?.kind).not.toBe('custom:company');
          const card = cardsOf(decision.evidence!).find(({ contactId }) => contactId === decision.contactId);
          expect(card).toMatchObject({ binned: false, refused: false }); // the very value, in no other form
          const isTheirs = isVerified(decision.evidence!.trust) || !isOtherPersons(card!, speakerIn(identifying));
          expect(isTheirs).toBe(true);
        }
        for (const one of decision.add) {
          const others = cardsOf(one).filter((card) => card.contactId !== decision.contactId && !card.refused);
          if (one.kind !== 'custom:company') expect(others).toEqual([]);
          expect(cardsOf(one).some((card) => card.contactId === decision.contactId && card.refused)).toBe(false);
        }
        for (const one of decision.takeOver) expect(isVerified(one.trust)).toBe(true);
        for (const one of decision.contest) expect(one.kind).toBe('browser');
      },
    ),
    { numRuns: 3_000 },
  );
});

function comparable(decision: Decision) {
  const sorted = (items: unknown[]) => items.map((one) => JSON.stringify(one)).sort();
  return {
    ...decision,
    rejected: sorted(decision.rejected),
    add: sorted(decision.add),
    takeOver: sorted(decision.takeOver),
    contest: sorted(decision.contest),
    possibleDuplicates: [...decision.possibleDuplicates].sort(),
  };
}
