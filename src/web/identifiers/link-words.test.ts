import i18next, { type TFunction } from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { candidateReasons, type LinkReason, linkRules, type NamedEvidence } from '#contract/link.ts';
import { cs } from '../i18n/cs.ts';
import { en } from '../i18n/en.ts';
import { linkWords } from './link-words.ts';

const jana: NamedEvidence = { kind: 'email', display: 'jana@example.cz', trust: 'channel' };
const link: LinkReason = {
  rule: 'matched',
  evidence: null,
  strength: null,
  rejected: [],
  at: '2026-11-03T10:00:00Z',
  by: null,
};
const candidate = { contactId: 1, evidence: jana, strength: 'claimed', reason: 'belowThreshold' } as const;
const linking = [
  'matched',
  'created',
  'threadFirstCreated',
  'threadLaterKnown',
  'threadFirstKnown',
  'operator',
  'begun',
];

beforeAll(() =>
  i18next.init({
    ns: ['screen'],
    defaultNS: 'screen',
    resources: { en: { screen: en }, cs: { screen: cs } },
    interpolation: { escapeValue: false },
  }),
);

describe.each(['en', 'cs'])('in %s', (language) => {
  let t: TFunction;
  beforeAll(async () => {
    t = await i18next.changeLanguage(language);
  });

  it.each(linkRules)('%s is a sentence with no empty part, whatever is known', (rule) => {
    for (const evidence of [jana, null]) {
      for (const rejected of [[], [candidate], [candidate, { ...candidate, contactId: 2 }]]) {
        for (const authenticatedBy of ['DMARC', undefined]) {
          const words = linkWords(t);
          const given = { ...link, rule, evidence, rejected, ...(authenticatedBy && { authenticatedBy }) };
          const reason = words.reason(given);
          expect(reason).toSatisfy(isWhole);
          expect(words.unlinked(given)).toSatisfy(isSentence);
          if (linking.includes(rule) && !['operator', 'begun'].includes(rule) && evidence)
            expect(reason).toContain('jana@example.cz');
          if (!linking.includes(rule) && rejected.length > 0) expect(reason).toContain('jana@example.cz');
        }
      }
    }
  });

  it.each(candidateReasons)('a card with the reason %s is spoken of by its evidence', (reason) => {
    const words = linkWords(t).unlinked({ ...link, rule: 'suggested', rejected: [{ ...candidate, reason }] });
    expect(words).toSatisfy(isSentence);
    expect(words).toContain('jana@example.cz');
    expect(t(`link.rejected.${reason}`)).toSatisfy(isWhole);
  });
});

it('names what authenticated the sender', async () => {
  const words = linkWords(await i18next.changeLanguage('en'));
  expect(words.reason({ ...link, evidence: jana, authenticatedBy: 'DMARC' })).toBe(
    'e‑mail jana@example.cz, authenticated by DMARC',
  );
});

it('does not hint at cards that one may not see', async () => {
  const words = linkWords(await i18next.changeLanguage('en'));
  expect(words.unlinked({ ...link, rule: 'several', rejected: [] })).toBe('Too little is known to make a card.');
});

function isWhole(text: string): boolean {
  return text.length > 3 && !/\{\{|undefined|null|link\.|: (is|k|má|je)\b|\s{2}|^[\s,.:]|[,:]\s*[,.:]|\(\)/u.test(text);
}

function isSentence(text: string): boolean {
  return isWhole(text) && /^\p{Lu}.*\.$/u.test(text);
}
