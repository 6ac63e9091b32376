import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contrast, inkOn, leastContrast } from '#contract/contrast.ts';
import type { TagRule } from '#contract/tag.ts';
import { readyRule, ruleHits } from './rule-hits.ts';

const hits = (match: TagRule['match'], words: string[], text: string) =>
  Object.fromEntries(ruleHits([readyRule({ tag: 'T', match, words })], text));

describe('the words of a tag rule (R-TAB-5)', () => {
  it('are found whole, side by side, or as parts of words, as the rule says', () => {
    expect(hits('word', ['Reklamace'], 'chci podat REKLAMACE!')).toEqual({ T: ['Reklamace'] });
    expect(hits('word', ['reklama'], 'Reklamace')).toEqual({});
    expect(hits('part', ['reklama'], 'Reklamace')).toEqual({ T: ['reklama'] });
    expect(hits('word', ['money back'], 'back is my money')).toEqual({ T: ['money back'] });
    expect(hits('phrase', ['money back'], 'back is my money')).toEqual({});
    expect(hits('phrase', ['money back'], 'I want my money, back.')).toEqual({ T: ['money back'] });
    expect(hits('phrase', ['one back'], 'my phone back')).toEqual({});
  });

  it('are found whatever their case and accents, and nothing is found in nothing', () => {
    const word = fc.stringMatching(/^[a-zěščřžýáíé]{2,12}$/);
    fc.assert(
      fc.property(word, word, word, (before, asked, after) => {
        const text = `${before} ${asked.toUpperCase()}, ${after}`;
        for (const match of ['word', 'part', 'phrase'] as const) {
          expect(hits(match, [asked], text)).toEqual({ T: [asked] });
          expect(hits(match, [asked.normalize('NFD').replace(/\p{M}/gu, '')], text)).toHaveProperty('T');
          expect(hits(match, [asked], '')).toEqual({});
        }
      }),
    );
  });
});

describe('the ink that is proposed for a ground', () => {
  it('always reads on it (WCAG 2.2, 1.4.3)', () => {
    const part = fc.integer({ min: 0, max: 255 }).map((number) => number.toString(16).padStart(2, '0'));
    fc.assert(
      fc.property(fc.tuple(part, part, part), (parts) => {
        const ground = `#${parts.join('')}`;
        expect(contrast(ground, inkOn(ground))).toBeGreaterThanOrEqual(leastContrast);
      }),
    );
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  });
});
