import type { Sound } from './sound.ts';

/** A syllable is a number: initial × 588 + vowel × 28 + final (The Unicode Standard, §3.12). What foreign names write with each stands beside its sound. */
const initials = listOf(
  'g k j; k; n; d t; t; l r; m; b v p; p; s th sh; s th; ; j z ts zh g d; ts; ch t ts; k ch; t th; p f; h f -',
);
const vowels = listOf('a; e; i+a; i+e; o; e; i+o; i+e; o; w+a; w+e; w+e; i+o; u; w+o; w+e; w+i; i+u; =; i; i');
const finals = listOf(
  '; k g; k; k+s; n; n; n; t d; l r; l; l; l; l; l; l; l; m; p b; p; t s; t; n n+g; t j; t; k; t; p; -',
);
const silent = initials.findIndex((sound) => sound.length === 0);
/** wae, oe, we, wi: behind a consonant they stand for foreign ö and ü. */
const rounded = new Set([10, 11, 15, 16]);

/** The sounds of a word in Korean letters. */
export function hangulSounds(word: string): Sound[] {
  return [...word.normalize('NFC')].flatMap((syllable) => {
    const code = (syllable.codePointAt(0) ?? 0) - 0xac00;
    if (code < 0 || code > 11_171) return [];
    const [initial, vowel, final] = [Math.floor(code / 588), Math.floor((code % 588) / 28), code % 28];
    const [glide, rest] = (vowels[vowel]?.[0] ?? '').split(' ');
    return [
      initials[initial] ?? [],
      rest === undefined ? [] : glide === 'w' ? roundedGlide(initial, vowel) : softGlide,
      [rest ?? glide ?? ''],
      finals[final] ?? [],
    ].filter((sound) => sound.length > 0);
  });
}

const softGlide: Sound = ['i', 'j', ''];

function roundedGlide(initial: number, vowel: number): Sound {
  return rounded.has(vowel) && initial !== silent ? ['', 'w', 'v'] : ['w', 'v', ''];
}

function listOf(list: string): Sound[] {
  return list.split(';').map((sounds) =>
    sounds
      .trim()
      .split(' ')
      .filter(Boolean)
      .map((one) => one.replace('+', ' ').replace('-', '')),
  );
}
