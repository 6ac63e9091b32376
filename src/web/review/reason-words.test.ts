import i18next, { type TFunction } from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { comparedFields, type DuplicateReason, duplicateReasonCodes } from '#contract/duplicate.ts';
import { cs } from '../i18n/cs.ts';
import { en } from '../i18n/en.ts';
import { reasonWords } from './reason-words.ts';

beforeAll(() =>
  i18next.init({
    ns: ['screen'],
    defaultNS: 'screen',
    resources: { en: { screen: en }, cs: { screen: cs } },
    interpolation: { escapeValue: false },
  }),
);

const reason = (given: Partial<DuplicateReason>): DuplicateReason => ({
  field: 'name',
  code: 'same',
  verdict: 'for',
  weight: 1,
  left: null,
  right: null,
  ...given,
});

describe.each(['en', 'cs'])('in %s', (language) => {
  let t: TFunction;
  beforeAll(async () => {
    t = await i18next.changeLanguage(language);
  });

  it.each(duplicateReasonCodes)('%s has words for whatever was compared', (code) => {
    for (const field of comparedFields) {
      const { before, bold, after } = reasonWords(t).chip({ field, code });
      const text = before + bold + after;
      expect(bold).not.toBe('');
      expect(text).toMatch(/^\p{Lu}/u);
      expect(text).not.toMatch(/\{\{|undefined|review\.|<|>|\s{2}/u);
    }
  });
});

describe('in a line', () => {
  const line = async (language: string, ...reasons: Partial<DuplicateReason>[]) =>
    reasonWords(await i18next.changeLanguage(language)).line(reasons.map(reason));

  it('tells the two strongest reasons for it', async () => {
    expect(
      await line(
        'en',
        { field: 'city', weight: 2 },
        { code: 'sameOtherFormat', field: 'phone', weight: 9 },
        { code: 'differs', field: 'email', verdict: 'against', weight: -3 },
        { code: 'similar', weight: 4 },
      ),
    ).toBe('same phone in two formats, name is similar');
  });

  it('tells what there is where nothing speaks for it', async () => {
    expect(await line('en', { code: 'differs', field: 'email', verdict: 'against', weight: -3 })).toBe(
      'e‑mail differs',
    );
  });

  it('leaves abbreviations as they are', async () => {
    expect(await line('cs', { field: 'postcode' }, { code: 'swapped', weight: 3 })).toBe(
      'jméno v jiném pořadí, PSČ se shoduje',
    );
  });
});
