import { isVowel, type Script, type Sound } from './sound.ts';
import type { SpokenWord } from './sounds-of.ts';

/** Consonants that one script writes alike or another takes for each other: the classes of Soundex (R. Russell, 1918), with l and r as one. */
const classOf: Record<string, string> = {
  ...{ b: 'P', f: 'P', p: 'P', v: 'P', w: 'P', m: 'M', n: 'N', l: 'L', r: 'L', d: 'T', t: 'T', th: 'T' },
  ...{ s: 'S', z: 'S', sh: 'S', zh: 'S', ch: 'S', j: 'S', ts: 'S', g: 'K', k: 'K' },
};
const scripts: Record<Script, string> = { latin: 'l', cyrillic: 'c', hangul: 'h' };
const longestKey = 8;
/** A word of a card is found by so many of its readings, and so many are asked for in each other script. */
const mostOwn = 4;
const mostAsked = 96;

/**
 * The keys by which a word of a name is found from other scripts: its script, and the classes of its consonants in its likeliest readings. `George` is
 * `~lKLK`, and `~lSLK` behind it. None for a word in another script, or of one letter.
 */
export function soundKeys(spoken: SpokenWord | null, letters: number): string[] {
  if (!spoken || (spoken.script !== 'hangul' && letters < 2)) return [];
  return likeliest(spoken.sounds.map(readings), mostOwn).map((key) => `~${scripts[spoken.script]}${key}`);
}

/** The keys that words in other scripts may have which sound like this one: its readings, and what the others write or leave out. */
export function askedSoundKeys(spoken: SpokenWord): string[] {
  const others = (Object.keys(scripts) as Script[]).filter((script) => script !== spoken.script);
  return others.flatMap((script) => keysIn(script, spoken).map((key) => `~${scripts[script]}${key}`));
}

function keysIn(script: Script, { script: own, sounds }: SpokenWord): string[] {
  const ways = sounds.map(readings);
  // Korean leaves out an r before consonants and at the end
  if (script === 'hangul')
    for (const [place, sound] of sounds.entries()) if (sound[0] === 'r') ways[place]?.push({ key: '', cost: 1 });
  const missing =
    own === 'hangul'
      ? ways.flatMap((way, place) => (isVowel(sounds[place] ?? []) ? [way, spare('L', 1.5)] : [way]))
      : ways;
  // Latin writes silent consonants at the end, as French does
  const isOpen = script === 'latin' && isVowel(sounds.at(-1) ?? []);
  return likeliest(isOpen ? [...missing, [...spare('T', 2), { key: 'S', cost: 2 }]] : missing, mostAsked);
}

interface Reading {
  key: string;
  cost: number;
}

function spare(key: string, cost: number): Reading[] {
  return [
    { key: '', cost: 0 },
    { key, cost },
  ];
}

/** The classes that a sound may have, the likeliest free of cost. */
function readings(sound: Sound): Reading[] {
  const found = new Map<string, number>();
  for (const one of sound) {
    const key = one
      .split(' ')
      .map((part) => classOf[part] ?? '')
      .join('');
    if (!found.has(key)) found.set(key, found.size === 0 ? 0 : (found.size + 1) / 2);
  }
  return [...found].map(([key, cost]) => ({ key, cost }));
}

/** The likeliest keys of a word, the sum of its sounds' costs telling. */
function likeliest(ways: Reading[][], most: number): string[] {
  let keys = new Map([['', 0]]);
  for (const way of ways) {
    const longer = new Map<string, number>();
    for (const [key, cost] of keys)
      for (const reading of way) {
        const next = squeezed(key + reading.key);
        longer.set(next, Math.min(longer.get(next) ?? Number.POSITIVE_INFINITY, cost + reading.cost));
      }
    keys = new Map([...longer].sort((a, b) => a[1] - b[1]).slice(0, most * 2));
  }
  return [...keys.keys()].slice(0, most);
}

/** Repeated classes count once. */
function squeezed(key: string): string {
  return key.replace(/(.)\1+/g, '$1').slice(0, longestKey);
}

const mostBroken = 2;
const shortestBroken = 3;

/** The keys of words that have one consonant more or less, or another, than the likeliest readings of this one: for names that are spelled by eye. */
export function brokenSoundKeys(spoken: SpokenWord): string[] {
  const others = (Object.keys(scripts) as Script[]).filter((script) => script !== spoken.script);
  const broken = likeliest(spoken.sounds.map(readings), mostBroken).flatMap(withOneWrong);
  return others.flatMap((script) => [...new Set(broken)].map((key) => `~${scripts[script]}${key}`));
}

function withOneWrong(key: string): string[] {
  if (key.length < shortestBroken) return [];
  const wrong: string[] = [];
  for (let place = 0; place <= key.length; place++) {
    const [before, after] = [key.slice(0, place), key.slice(place)];
    wrong.push(before + after.slice(1));
    for (const other of new Set(Object.values(classOf)))
      wrong.push(before + other + after, before + other + after.slice(1));
  }
  return wrong.map(squeezed);
}
