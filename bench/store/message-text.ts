import type { Chance } from './chance.ts';
import type { Bytes, RowText } from './copy-in.ts';
import {
  type Language,
  stoppedCount,
  stoppedFrom,
  type Token,
  tokenOf,
  vocabularyOf,
  vocabularySize,
} from './vocabulary.ts';

/** The subject of a mail; what follows it stands two positions behind: no phrase spans two texts (contract/words.ts). */
export interface Subject {
  text: string;
  tsv: Uint8Array;
  position: number;
}

/** What a message is to be like. */
export interface Wanted {
  language: Language;
  words: number;
  /** Long ago: words may be said that nobody says any more. */
  isOld: boolean;
  order: string | null;
  /** Who signs it. */
  signature: string | null;
  subject: Subject | null;
}

/** Hears what is said, words by their number: for whoever looks for some that are there. */
export interface Listener {
  word(language: Language, n: number): void;
  order(order: string): void;
}

const longest = 64 * 1024;

/**
 * Writes messages: common words mostly, now and then a phrase, an order number, a name. A word comes up about as often as words do (the n-th commonest
 * 1/n times as often as the first); the tsvector is put together of the words' folded forms, which are made once. Both are bytes that the next message
 * overwrites, so that millions of them leave no garbage.
 */
export function messageWriter(listener?: Listener) {
  const vocabularies = { cs: vocabularyOf('cs'), en: vocabularyOf('en') };
  const said = { text: empty(), tsv: empty() } satisfies RowText;
  let position = 0;

  const add = (token: Token) => {
    put(said.text, token.said, 0, token.said.length);
    for (const lexeme of token.lexemes) {
      position += 1;
      put(said.tsv, lexeme, 0, lexeme.length);
      putNumber(said.tsv, position);
    }
  };
  const word = (chance: Chance, language: Language, isOld: boolean) => {
    const luck = chance.next();
    const { bytes, place, phrases } = vocabularies[language];
    if (luck < 0.015) return add(phrases[byRank(chance, phrases.length)] as Token);
    const isGone = isOld && luck > 0.996;
    const n = isGone ? stoppedFrom + byRank(chance, stoppedCount) : byRank(chance, vocabularySize);
    listener?.word(language, n);
    const at = place(n);
    const length = bytes[at] as number;
    put(said.text, bytes, at + 1, length);
    put(said.tsv, bytes, at + length + 2, bytes[at + length + 1] as number);
    position += 1;
    putNumber(said.tsv, position);
  };
  const addOrder = (order: string) => {
    listener?.order(order);
    add(tokenOf(order, ['obj', order.slice(4)])); // `OBJ-1234567` is two words
  };
  const begin = () => {
    said.text.length = said.tsv.length = position = 0;
  };

  return {
    subject(chance: Chance, language: Language, order: string | null): Subject {
      begin();
      for (let n = 1 + chance.below(4); n > 0; n--) word(chance, language, false);
      if (order) addOrder(order);
      return { text: textOf(said.text), tsv: said.tsv.bytes.slice(0, said.tsv.length), position: position + 2 };
    },
    message(chance: Chance, { language, words, isOld, order, signature, subject }: Wanted): RowText {
      begin();
      if (subject) {
        position = subject.position;
        said.tsv.bytes.set(subject.tsv);
        said.tsv.length = subject.tsv.length;
      }
      for (let n = 0; n < words; n++) {
        if (order && n === words >> 1) addOrder(order);
        word(chance, language, isOld);
        if (n < words - 1 && chance.next() < 0.12) said.text.bytes[said.text.length++] = n % 3 === 0 ? 0x2e : 0x2c;
      }
      if (signature) add(tokenOf(signature));
      return said;
    },
  };
}

/** One of so many, the n-th 1/n times as often as the first. */
function byRank(chance: Chance, count: number): number {
  return Math.floor((count + 1) ** chance.next()) - 1;
}

function empty(): Bytes {
  return { bytes: Buffer.alloc(longest), length: 0 };
}

/** The first so many bytes as a text. */
export function textOf({ bytes, length }: Bytes, most = longest): string {
  return bytes.toString('utf8', 0, Math.min(length, most));
}

/** What begins with a space, which is left out at the very beginning. */
function put(to: Bytes, from: Uint8Array, begin: number, length: number): void {
  const { bytes } = to;
  let at = to.length;
  const end = begin + length;
  for (let n = at === 0 ? begin + 1 : begin; n < end; n++) bytes[at++] = from[n] as number;
  to.length = at;
}

function putNumber(to: Bytes, number: number): void {
  if (number >= 100) to.bytes[to.length++] = 0x30 + Math.floor(number / 100);
  if (number >= 10) to.bytes[to.length++] = 0x30 + (Math.floor(number / 10) % 10);
  to.bytes[to.length++] = 0x30 + (number % 10);
}
