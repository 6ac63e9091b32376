import { fold } from '#contract/fold.ts';
import { askedSoundKeys, brokenSoundKeys, soundKeys } from './sound-keys.ts';
import { type SpokenWord, soundsOf } from './sounds-of.ts';

/** A word of a name, as it is written and as it sounds. */
export interface NameWord {
  folded: string;
  spoken: SpokenWord | null;
}

/** One way to cut a name into words, and what it costs to take it so. */
export interface NameReading {
  words: NameWord[];
  cost: number;
}

const mostWords = 12;
const unlikely = 0.1;

/**
 * The ways to cut a name into words. Apostrophes do not part (*Ken'ichi*), hyphens may or may not (*Min-jun*), and Korean names stand without a space behind
 * the surname (김민준 is *Kim Min-jun*).
 */
export function nameReadings(name: string): NameReading[] {
  const plain = name.normalize('NFC').replace(/(?<=\p{L})['’ʼʹ`´](?=\p{L})/gu, '');
  const parts: string[] = plain.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const readings = [reading(parts, 0)];
  if (/\p{L}-\p{L}/u.test(plain))
    readings.push(reading(plain.replace(/-/g, '').match(/[\p{L}\p{M}\p{N}]+/gu) ?? [], 0));
  const parted = parts.flatMap((word) => withoutSurname(word));
  if (parted.length === parts.length + 1) readings.push(reading(parted, unlikely));
  return readings;
}

/** A Korean word as a surname and what follows it; any other alone. */
function withoutSurname(word: string): string[] {
  const surname = surnames.exec(word)?.[0];
  return surname ? [surname, word.slice(surname.length)] : [word];
}

/** The ways a searched name may be cut: also those in which a Korean name's syllables stand apart, or together, in Latin letters. */
export function askedReadings(text: string): NameReading[] {
  const readings = nameReadings(text);
  const [first = '', second = '', third = '', ...more] = text.trim().split(/\s+/);
  if (surnames.test(text.trim()) && text.trim().length === 3) readings.push(reading([...text.trim()], unlikely));
  if (third && more.length === 0 && [first, second, third].every((word) => /^\p{Script=Latin}{1,7}$/u.test(word)))
    readings.push(reading([first, second + third], unlikely), reading([first + second, third], unlikely));
  return readings;
}

/** The keys that cards may have whose names sound so: of the longest word of each reading, in the other scripts. */
export function askedKeys(asked: NameReading[]): string[] {
  return [...new Set(longestOf(asked).flatMap(askedSoundKeys))];
}

/** The keys of names that have one consonant more or less, or another. */
export function brokenKeys(asked: NameReading[]): string[] {
  return [...new Set(longestOf(asked).flatMap(brokenSoundKeys))];
}

function longestOf(asked: NameReading[]): SpokenWord[] {
  return asked.flatMap(({ words }) =>
    words
      .flatMap(({ folded, spoken }) => (spoken && folded.length + spoken.sounds.length > 2 ? [spoken] : []))
      .sort((a, b) => b.sounds.length - a.sounds.length)
      .slice(0, 1),
  );
}

/** The keys by which a card is found by how its name sounds. */
export function nameSoundKeys(name: string): string[] {
  const words = nameReadings(name).flatMap((one) => one.words);
  return [...new Set(words.flatMap(({ folded, spoken }) => soundKeys(spoken, folded.length)))];
}

function reading(words: string[], cost: number): NameReading {
  return { words: words.slice(0, mostWords).map((word) => ({ folded: fold(word), spoken: soundsOf(word) })), cost };
}

/** A surname of one of the hundred commonest (census of 2015, Statistics Korea), or one of two syllables, before a given name of one or two. */
const surnames =
  /^(?:남궁|황보|제갈|사공|선우|서문|독고|[김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천방공현함변염여추도소석선설마길연위표명기반라왕금옥육인맹제모탁국어은편용](?=[가-힣]{1,2}$))(?=[가-힣]{1,2}$)/u;
