import { common, family, given, rareWord, trades } from '#test/support/cards/words.ts';
import { type Chance, chanceOf, kinds } from './chance.ts';
import type { Language } from './vocabulary.ts';

/** A name as one person bears it. */
export interface Name {
  given: string;
  family: string;
}

const surnames: Record<Language, string[]> = { cs: surnamesOf('cs'), en: surnamesOf('en') };
export const towns: string[] = townsOf();

/** The name of a person: few are borne by many, most by a few (G. Zipf). */
export function nameOf(chance: Chance, language: Language): Name {
  const sex = chance.happens(0.5) ? 'f' : 'm';
  const stem = common(chance, surnames[language]);
  return {
    given: common(chance, given[language][sex]),
    family: language === 'cs' && sex === 'f' ? ofAWoman(stem) : stem,
  };
}

/** The name of a firm, with what it is. */
export function firmOf(chance: Chance, language: Language): string {
  const bearer = common(chance, surnames[language]);
  return `${chance.pick(trades[language])} ${bearer} ${language === 'cs' ? chance.pick(['s.r.o.', 'a.s.']) : 'Ltd'}`;
}

/** The names that people have, and behind them made up ones. */
function surnamesOf(language: Language): string[] {
  const chance = chanceOf(1).of(kinds.company, language === 'cs' ? 1 : 2);
  const made = Array.from({ length: 14_000 }, () => rareWord(chance, language));
  return [...new Set([...family[language], ...made])];
}

function townsOf(): string[] {
  const chance = chanceOf(1).of(kinds.company, 3);
  const known =
    'Praha Brno Ostrava Plzeň Liberec Olomouc Ústí Hradec Pardubice Zlín Havířov Kladno Most Opava Jihlava Teplice';
  return [
    ...known.split(' '),
    ...Array.from({ length: 240 }, () => `${rareWord(chance, 'cs')}${chance.pick(['ov', 'ice', 'ín'])}`),
  ];
}

/** The woman's form of a Czech surname. */
function ofAWoman(surname: string): string {
  if (surname.endsWith('ý')) return `${surname.slice(0, -1)}á`;
  if (surname.endsWith('í')) return surname;
  return `${surname.replace(/[aeo]$/, '').replace(/e([kc])$/, '$1')}ová`;
}
