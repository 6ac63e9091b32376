/**
 * A rough code of how a word sounds, for finding candidates only: first letter by its sound, then the groups of consonants of Soundex
 * (R. Russell, US patent 1,261,167, 1918), at most three. Letters other than a to z: the first two as they are.
 */
export function soundCode(word: string): string {
  if (!/^[a-z]/.test(word)) return word.slice(0, 2);
  let code = firstSounds[word.slice(0, 2)] ?? firstSounds[word[0] ?? ''] ?? word[0] ?? '';
  let last = groups[word.charCodeAt(0) - 97] ?? '0';
  for (let i = 1; i < word.length && code.length < 4; i++) {
    const group = groups[word.charCodeAt(i) - 97] ?? '0';
    if (group !== '0' && group !== last) code += group;
    if (group !== '-') last = group;
  }
  return code.replaceAll('-', '');
}

//              abcdefghijklmnopqrstuvwxyz
const groups = '0123012-022455012623011202';
const firstSounds: Record<string, string> = {
  ph: 'f',
  kn: 'n',
  wr: 'r',
  c: 'k',
  q: 'k',
  w: 'v',
  y: 'i',
  z: 's',
  x: 's',
  j: 'i',
};
