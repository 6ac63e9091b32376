import { isVowel, type Script, type Sound } from './sound.ts';
import { type SpokenWord, soundsOf } from './sounds-of.ts';

/** Consonants that one script writes alike or another takes for each other: the classes of Soundex (R. Russell, 1918), with l and r as one. */
const classOf: Record<string, string> = {
  ...{ b: 'P', f: 'P', p: 'P', v: 'P', w: 'P', m: 'M', n: 'N', l: 'L', r: 'L', d: 'T', t: 'T', th: 'T' },
  ...{ s: 'S', z: 'S', sh: 'S', zh: 'S', ch: 'S', j: 'S', ts: 'S', g: 'K', k: 'K' },
};
const scripts: Record<Script, string> = { latin: 'l', cyrillic: 'c', hangul: 'h' };
const longestKey = 8;
const mostKeys = 128;

/**
 * The key by which a word of a name is found from other scripts: its script, and the classes of its consonants, likeliest sounds only. `George` is
 * `~lKLK`. Null for a word in another script, or of one Latin letter.
 */
export function soundKey(word: string): string | null {
  const spoken = soundsOf(word);
  if (!spoken || (spoken.script !== 'hangul' && word.length < 2)) return null;
  return `~${scripts[spoken.script]}${squeezed(spoken.sounds.map(([first = '']) => classes(first)).join(''))}`;
}

/** The keys that words in other scripts may have which sound like this one: all its alternatives, and what the others write or leave out. */
export function askedSoundKeys(spoken: SpokenWord): string[] {
  const others = (Object.keys(scripts) as Script[]).filter((script) => script !== spoken.script);
  return others.flatMap((script) => keysIn(script, spoken).map((key) => `~${scripts[script]}${key}`));
}

function keysIn(script: Script, { script: own, sounds }: SpokenWord): string[] {
  // Korean leaves out an r before consonants and at the end
  const mayMissL = own === 'hangul';
  const mayDropL = script === 'hangul';
  let keys = new Set(mayMissL ? ['', 'L'] : ['']);
  for (const sound of sounds) {
    const ways = new Set(sound.map(classes));
    if (mayDropL && sound[0] === 'r') ways.add('');
    const longer = [...keys].flatMap((key) =>
      [...ways].flatMap((way) => (mayMissL && isVowel(sound) ? [key + way, `${key + way}L`] : [key + way])),
    );
    keys = new Set(longer.map(squeezed).slice(0, mostKeys));
  }
  // Latin writes silent consonants at the end, as French does
  const isOpen = isVowel(sounds.at(-1) ?? []);
  const silent = script === 'latin' && isOpen ? [...keys].flatMap((key) => [`${key}T`, `${key}S`]) : [];
  return [...new Set([...keys, ...silent].map(squeezed))];
}

function classes(sound: string): string {
  return sound
    .split(' ')
    .map((one) => classOf[one] ?? '')
    .join('');
}

/** Repeated classes count once. */
function squeezed(key: string): string {
  return key.replace(/(.)\1+/g, '$1').slice(0, longestKey);
}

/** How far two words are from each other by sound: 0 for the same, about 1 where they have nothing in common. */
export function soundDistance(one: Sound[], other: Sound[]): number {
  let above = [0];
  for (const [place, sound] of other.entries()) above.push((above[place] ?? 0) + leaving(sound, other[place - 1]));
  for (const [row, sound] of one.entries()) {
    const gone = leaving(sound, one[row - 1]);
    const now = [(above[0] ?? 0) + gone];
    for (const [place, facing] of other.entries()) {
      const instead = (above[place] ?? 0) + changing(sound, facing);
      const without = (above[place + 1] ?? 0) + gone;
      const added = (now[place] ?? 0) + leaving(facing, other[place - 1]);
      now.push(Math.min(instead, without, added));
    }
    above = now;
  }
  return (above.at(-1) ?? 0) / Math.max(1, (one.length + other.length) / 2);
}

/** The cost of a sound that the other word does not write. */
function leaving(sound: Sound, before: Sound | undefined): number {
  if (sound[0] === '=') return 0.05;
  if (isVowel(sound)) return before && isVowel(before) ? 0.15 : 0.35;
  if (sound.includes('')) return 0.3;
  return sound[0] === 'r' ? 0.5 : 1;
}

/** The cost of one sound for another. */
function changing(one: Sound, other: Sound): number {
  const [first = '', second = ''] = [one[0], other[0]];
  if (first === second) return 0;
  const isShared = one.some((sound) => sound !== '' && other.includes(sound));
  if (isVowel(one) && isVowel(other)) return isShared ? 0.1 : 0.3;
  if (isShared) return one.includes(second) || other.includes(first) ? 0.12 : 0.25;
  if (isVowel(one) !== isVowel(other)) return 1.2;
  return classes(first) === classes(second) ? 0.5 : 1.1;
}
