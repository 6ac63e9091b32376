import { fold } from '#contract/fold.ts';
import { chanceOf, kinds } from './chance.ts';

export type Language = 'cs' | 'en';

/**
 * A word or a fixed phrase as it is said, with its searched form: what a tsvector says before the position, for each of its words. In bytes, with a space
 * before each.
 */
export interface Token {
  said: Uint8Array;
  lexemes: Uint8Array[];
}

const list = (text: string) => text.trim().split(/\s+/);

/** The commonest words first: word number n is said about 1/n times as often as the first. */
const spoken: Record<Language, string[]> = {
  cs: list(`
    prosím a dobrý den se že na je v to děkuji vám jsem jsme k faktura objednávka zásilka platba za pro s od po ještě smlouva číslo adresa
    fakturu objednávku zásilku ale už kdy jak mi nám byla bylo není můžete poslat zaslal částka záloha reklamace vrácení doručení termín dodání
    účet převod kartou vyřízení odpověď zpráva telefon schůzka pobočka potvrzení změna údaje heslo přihlášení aplikace servis oprava technik
    elektřina plyn vyúčtování přeplatek nedoplatek spotřeba odečet elektroměr ceník sleva nabídka poptávka kalkulace množství skladem zboží
    balík kurýr výdejna zítra dnes včera pondělí úterý středa čtvrtek pátek ráno odpoledne urgentní stížnost omlouváme čekám posílám přikládám
    příloha dokument podpis kopie originál pojištění škoda událost likvidace nájem klíče předání závada porucha funguje nefunguje žluťoučký`),
  en: list(`
    the please thank you to is my and we for have not order of your invoice payment delivery when it was in a hello regards number could this
    address parcel arrived contract account with but still refund return received sent waiting send change details password login app card
    transfer deposit bill meter reading gas electricity tariff discount offer quote stock item courier tomorrow today yesterday monday tuesday
    wednesday thursday friday morning afternoon urgent complaint sorry attached document signature copy insurance claim damage rent keys
    handover fault broken works again support technician appointment branch confirm confirmation cancel cancelled subscription renewal charge`),
};

/** Said as they stand, word by word. */
const phrases: Record<Language, string[]> = {
  cs: [
    'kdy přijde zásilka',
    'potvrzení o platbě',
    'změna trvalé adresy',
    'dobrý den prosím',
    'děkuji za odpověď',
    'číslo bankovního účtu',
    'odstoupení od smlouvy',
    'reklamace vadného zboží',
    'nefunguje mi přihlášení',
    'zapomenuté heslo',
    'vyúčtování za elektřinu',
    'přepis elektroměru',
    'výpověď smlouvy',
    'vrácení přeplatku',
    'nová platební karta',
    'termín montáže',
    'přeložit schůzku',
    'opakovaná platba',
    'poškozený obal',
    'nedoručený balík',
    'splátkový kalendář',
    'pojistná událost',
    'předání bytu',
    'havarijní služba',
    'ztracená karta',
    'storno objednávky',
    'dodací list',
    'zálohová faktura',
    'opravný daňový doklad',
    'kontaktní telefon',
  ],
  en: [
    'where is my order',
    'proof of payment',
    'change of address',
    'thank you very much',
    'look forward to',
    'bank account number',
    'cancel the contract',
    'faulty item returned',
    'cannot log in',
    'forgotten password',
    'final electricity bill',
    'meter reading wrong',
    'notice of termination',
    'overpaid amount refund',
    'new payment card',
    'installation date moved',
    'reschedule the appointment',
    'recurring payment failed',
    'damaged box',
    'parcel not delivered',
  ],
};

/** So many words there are in each language; the long tail of them is said a few times in all. */
export const vocabularySize = 300_000;
/** Numbers of words that only old messages say, and of words that nobody ever says. */
export const stoppedFrom = 500_000;
export const stoppedCount = 60;
const absentFrom = 700_000;

const consonants = 'bcdfghjklmnprstvzxwq';
const plainVowels = 'aeiou';
const marked = 'áéíóú';

/** Word number `n` of a language. Those made up are all of eight letters, so that none begins another; the Czech ones have accents. */
export function wordOf(language: Language, n: number): string {
  return spoken[language][n] ?? madeUp(language, n);
}

/** Four syllables by the digits of a number that is `n` shuffled: no two words are the same without their accents. */
function madeUp(language: Language, n: number): string {
  let rest = (n * 7_368_787 + (language === 'cs' ? 1_234_577 : 51_234_577)) % 100_000_000;
  let word = '';
  for (let place = 0; place < 4; place++) {
    const syllable = rest % 100;
    rest = Math.floor(rest / 100);
    const hasMark = language === 'cs' && (syllable + place + n) % 7 === 0;
    word += consonants[Math.floor(syllable / 5)];
    word += (hasMark ? marked : plainVowels)[syllable % 5];
  }
  return word;
}

/** The words of a language packed side by side, each folded once: objects for hundreds of thousands of them would keep the collector of garbage busy. */
export interface Vocabulary {
  bytes: Buffer;
  /** Where word number `n` begins: the length of what is said, that, the length of its lexeme, that. */
  place(n: number): number;
  phrases: Token[];
}

/** Bytes for each word: most need less. */
const room = 48;

/** An empty vocabulary, which packs a word when it is first said. */
export function vocabularyOf(language: Language): Vocabulary {
  const count = vocabularySize + stoppedCount;
  const bytes = Buffer.alloc(count * room);
  const places = new Int32Array(count).fill(-1);
  let end = 0;
  const pack = (n: number, index: number) => {
    const { said, lexemes } = tokenOf(wordOf(language, n));
    places[index] = end;
    for (const part of [said, ...lexemes]) {
      bytes[end] = part.length;
      bytes.set(part, end + 1);
      end += 1 + part.length;
    }
    return places[index] as number;
  };
  return {
    bytes,
    place(n) {
      const index = n < vocabularySize ? n : vocabularySize + n - stoppedFrom;
      const place = places[index] as number;
      return place < 0 ? pack(n, index) : place;
    },
    phrases: phrases[language].map((phrase) => tokenOf(phrase)),
  };
}

/** A text as a token: contract/words.ts cuts and folds a message alike. */
export function tokenOf(said: string, words = said.split(' ')): Token {
  return { said: Buffer.from(` ${said}`), lexemes: words.map((word) => Buffer.from(` '${fold(word)}':`)) };
}

/** Terms of the search of messages that need no looking up: see Facts.words. */
export function knownTerms(seed: number) {
  const chance = chanceOf(seed).of(kinds.sample, 1);
  const both = (from: number, to: number, of: (language: Language, n: number) => string) =>
    Array.from({ length: 40 }, (_, n) =>
      of(
        n % 4 === 3 ? 'en' : 'cs',
        from + Math.floor(((to - from) * n) / 40) + chance.below(Math.max(1, (to - from) / 40)),
      ),
    );
  return {
    common: [
      ...spoken.cs.filter((word) => word.length > 3).slice(0, 32),
      ...spoken.en.filter((word) => word.length > 3).slice(0, 12),
    ],
    middling: both(200, 3_000, wordOf),
    absent: both(absentFrom, absentFrom + 4_000, wordOf),
    phrase: [...phrases.cs, ...phrases.en],
  };
}
