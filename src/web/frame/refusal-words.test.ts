import i18next, { type TFunction } from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { refusalReasons } from '#contract/errors.ts';
import type { Failure } from '../api.ts';
import { cs } from '../i18n/cs.ts';
import { en } from '../i18n/en.ts';
import { refusalLines } from './refusal-words.ts';

const said = 'What the server says, in English.';
const refused = (more: Partial<Failure>): Failure => ({
  code: 'CONFLICT',
  message: said,
  fields: {},
  data: undefined,
  ...more,
});
const commonlyMet = ['INVALID', 'FORBIDDEN', 'NOT_FOUND', 'CONFLICT', 'STALE', 'TOO_LARGE', 'TOO_MANY'] as const;

beforeAll(() =>
  i18next.init({ ns: ['screen'], defaultNS: 'screen', resources: { en: { screen: en }, cs: { screen: cs } } }),
);

describe.each(['en', 'cs'])('a refusal in %s', (language) => {
  let t: TFunction;
  beforeAll(async () => {
    t = await i18next.changeLanguage(language);
  });

  it.each(refusalReasons)('for the reason %s is told in the screen’s own words', (reason) => {
    const [words, ...more] = refusalLines(t, refused({ reason, fields: { name: said } }), language);
    expect(words).toMatch(/^\p{Lu}.+\.$/u);
    expect([words, ...more]).toHaveLength(1);
    expect(words).not.toBe(said);
  });

  it.each(commonlyMet)('of the code %s alone is told in the language of the screen', (code) => {
    const [words] = refusalLines(t, refused({ code }), language);
    if (language === 'en') expect(words).toBe(said);
    else expect(words).toMatch(/[ěščřžýáíéúů]/u);
    expect(refusalLines(t, refused({ code, message: '' }), language)[0]).toMatch(/^\p{Lu}.+\.$/u);
  });

  it('that never came is no refusal: nothing is lost', () => {
    const lost = refusalLines(t, refused({ code: 'UNREACHABLE', message: 'Failed to fetch' }), language);
    expect(lost).toEqual(refusalLines(t, refused({ code: 'UNAVAILABLE' }), language));
    expect(lost[0]).toMatch(language === 'en' ? /Nothing is lost/ : /Nic se neztratilo/);
  });
});

it('says each field once where the screen reads English, and what no screen has words for', async () => {
  const t = await i18next.changeLanguage('en');
  expect(refusalLines(t, refused({ fields: { a: 'One.', b: 'Two.', c: 'One.' } }), 'en')).toEqual(['One.', 'Two.']);
  expect(refusalLines(t, refused({ code: 'PRECONDITION_REQUIRED' }), 'cs')).toEqual([said]);
  const newer = refused({ reason: 'ofANewerServer' as never });
  expect(refusalLines(t, newer, 'en')).toEqual([said]);
});
