import type { Sound } from './sound.ts';

/**
 * A syllable is a number: initial × 588 + vowel × 28 + final (The Unicode Standard, §3.12). What foreign names write with each after the rules for loanwords
 * (외래어 표기법, National Institute of Korean Language) and what romanizations of Korean names write for it stand beside its sound.
 */
const initials = listOf(
  'g k j; k g; n; d t; t d; l r; m; b v p; p b; s th sh z; s ts th; ; j z ts zh ch g d; ts j z; ch t ts; k ch; t th; p f; h f - r',
);
const vowels = listOf(
  'a u; e a; i+a a; i+e e; o u e a; e a; i+o i+u o; i+e e; o u; w+a; w+e; w+e; i+o o; u o w; w+o; w+e; w+i; i+u u; = u e; i; i =',
);
const finals = listOf(
  '; k g; k; k+s; n; n; n; t d; l r -; l; l; l; l; l; l; l; m; p b; p; t s -; t; n n+g; t j; t; k; t; p; -',
);
const silent = initials.findIndex((sound) => sound.length === 0);
const nasal = 2;
/** wae, oe, we, wi: behind a consonant they stand for foreign ö and ü. */
const rounded = new Set([10, 11, 15, 16]);
/** ya, yae, yeo, ye, yo, yu, i: before them a Korean word has dropped an r or n that its customary spelling may keep. */
const drops = new Set([2, 3, 6, 7, 12, 17, 20]);
/** s, ss: before ya, yae, yeo, ye, yo, yu they are a foreign sh. */
const sibilant = new Set([9, 10]);
const palatal = new Set([2, 3, 6, 7, 12, 17]);
/** s, ss, j, jj, ch: with the vowel i they stand for a foreign sh, j or ch at the end of a syllable. */
const hissing = new Set([9, 10, 12, 13, 14]);

/** The sounds of a word in Korean letters. */
export function hangulSounds(word: string): Sound[] {
  return [...word.normalize('NFC')].flatMap((syllable, place) => {
    const code = (syllable.codePointAt(0) ?? 0) - 0xac00;
    if (code < 0 || code > 11_171) return [];
    const [initial, vowel, final] = [Math.floor(code / 588), Math.floor((code % 588) / 28), code % 28];
    return [begun(initial, vowel, place === 0), ...voiced(initial, vowel), finals[final] ?? []].filter(isHeard);
  });
}

/** At the beginning of a word an r became n, and both fell away before i and y (두음법칙): 이 is *Lee*, 노 *Roh*. */
function begun(initial: number, vowel: number, isFirst: boolean): Sound {
  if (isFirst && initial === silent && drops.has(vowel)) return dropped;
  if (isFirst && initial === nasal) return firstNasal;
  if (sibilant.has(initial) && palatal.has(vowel)) return hushed;
  return initials[initial] ?? [];
}

const isHeard = (sound: Sound) => sound.length > 0;
const dropped: Sound = ['', 'l', 'r'];
const firstNasal: Sound = ['n', 'r', 'l'];
const hushed: Sound = ['sh', 's', 's i'];

function voiced(initial: number, vowel: number): Sound[] {
  const sound = vowels[vowel] ?? [];
  const first = sound[0] ?? '';
  if (first.startsWith('w'))
    return [rounded.has(vowel) && initial !== silent ? vowelGlide : glide, vowelOf[first.slice(2)] ?? []];
  if (sibilant.has(initial) && palatal.has(vowel)) return [hushedVowels[first.slice(2)] ?? []];
  if (vowel === 20) return [hissing.has(initial) ? hissed : plainI];
  return [sound];
}

const glide: Sound = ['w', 'v', '', 'u'];
const vowelGlide: Sound = ['', 'w', 'v', 'u'];
const hissed: Sound = ['i', '=', 'u'];
const plainI: Sound = ['i', 'e'];
const hushedVowels: Record<string, Sound> = { a: ['a'], e: ['e', 'a'], o: ['o', 'e', 'u', 'a'], u: ['u', 'o'] };
const vowelOf: Record<string, Sound> = { a: ['a', 'o'], e: ['e', 'o', 'a'], o: ['o', 'a', 'e'], i: ['i', 'e'] };

function listOf(list: string): Sound[] {
  return list.split(';').map((sounds) =>
    sounds
      .trim()
      .split(' ')
      .filter(Boolean)
      .map((one) => one.replace('+', ' ').replace('-', '')),
  );
}
