import type { Sound } from './sound.ts';
import { readBy, rulesOf } from './sound-rules.ts';

/**
 * How groups of Latin letters sound in the languages that write with them, the first that fits: a pattern, and its sounds, `-` for silent. One spelling
 * serves many languages, hence the alternatives: English, French, German, Spanish, Portuguese, Italian, Polish, Czech and Turkish spelling, the scientific
 * transliteration of Cyrillic (ISO 9), BGN/PCGN and the passports', Hepburn's of Japanese, pinyin, and Korean in the Revised Romanization, McCune–Reischauer's
 * and as surnames are customarily written (Lee, Park, Choi).
 */
const rules = rulesOf(`
  dž: j                         | stl: s l, s t l              | ght: t, h t          
  ier$: i e r, i e, i r         | č: ch                         | ć: ch, ts                    | š: sh                 | ś|ş|ș: sh, s
  ž|ż: zh                       | ź: zh, z                     | ç: s, ch              | ţ|ț: ts
  ř: r zh, r, zh                | ł: l, w, -                   | đ: d, j               | ð: d
  þ: t, th                      | ß: s                         | ğ: g, -               | ı: i
  ö|ő|ø|œ: e, o, i o            | ü|ű: u, i, i u               | ä|æ: e, a             | å: o, a
  ão: a u, o n, a o             | õe: o i, o n                 | ã|ą: o n, o, a n, a   | ę: e n, e
  ó: o, u                       | ñ: n, n i                    | ô: o                  | ǎ|ā: a
  tsch|tzsch|tch: ch            | shch|šč|szcz: sh ch, sh      | sch(?=[lmnrtw]): sh   | sch: sh, s k
  ssj|sj|stj: sh, s             | ssch|ssh: sh                 | s?sh: sh              | dzh|dsh|dj: j, d i, zh
  dg: j, d g           | dz: z, j, ts                 | ds$: z, ts, d s       | dt: t, d t
  zh: zh, j                     | czy?: ch, ts                 | cs: ch, k s           | sz: s, sh
  ts$|tz$: ts, s, t s, -        | ts|tz: ts, s, ch, t s        | tj: ch, t i           | tx: ch
  zz: ts, z                     | rz: zh, r z, r ts            | jh: j, h              | ch(?=[rlmn]): k, h, ch, sh
  chs: k s, h s                 | ch: ch, k, h, sh             | cki: ts k i, k i      | ck(?=[aio]): k, ts k
  ck|cq: k                      | cc(?=[eiy]): k s, ch         | sc(?=[eiy]): s, sh, s ts | c+(?=[eiyöäü]): s, ch, ts, k
  c$: k, ts                     | c+: k, ts                    | th: t, s, th, -       | pph|ph: f, p
  kh: h, k                      | gh(?=[aeiouy]): g, h         | gh: -, g, f           | bh: b, v
  dh: d                         | gli: l i, g l i              | gn: n, g n, n i       | ng(?![aeiouy]): n, n g
  ng: n g, n                    | nh: n, n h                   | lh: l, l h            | rh: r
  ^x: z, k s, s, sh, h          | x$: k s, s, -                | x: k s, z, s, h, sh   | qu|q: k, k v, k u, ch
  gg(?=[ei]): j, g              | g+(?=[eiyöäü]): g, j, zh, h  | gu(?=[ei]): g, g v, g u        | gu(?=[ao]): g v, g u    | g+: g, k, h, -
  ^kn: n, k n                   | ^wr: r, v r                  | ^ps: s, p s           | wh: w, v, h
  w(?=[rl])|w$: v, w, -         | w+: w, v                     | v+: v, f, w           | ^j: j, i, h, zh
  j(?![aeiouyáéíóúě]): i, j, h  | j+: i, j, h, zh              | h(?![aeiouyáéíóúě]): -, h, g | h+: h, g, -
  lli: l i, i i, l              | ll(?=[aeiouy]): l, i         | ill: i l, i i, i      | bb?: b, p, v
  d+$: d, t, -                  | d+: d, t                     | f+: f, v, p           | k+(?=[eiy]): k, ch, g
  k+: k, g                      | l(?![aeiouyl]|$): l, u, -     | l+: l                        | m+: m              | n+(?=[bmp]): n, m
  n+: n                         | p+$: p, b, -                 | p+: p, b              | r+: r
  ss+: s                        | ^s(?=[tp]): s, sh            | s(?=[aeiouy]): s, z   | s$: s, z, sh, -
  s+: s, z, sh                  | t+$: t, -                    | t+(?=i[aoe]): t, ts, s | t+: t, d
  ^z: z, ts, s                  | z$: ts, s, z, -              | z+: z, ts, s
  eaux?|aux$: o                 | eigh|aigh: e, a i            | augh|ough: o, a f, o u | oin: u e n, o i n
  oi|oy: o i, u a               | oo: u, o                     | ou: u, o, o u, a u    | ow: o u, o v, a u, o
  au|aw: o, a u, a v            | eu: e, o i, u, e u, e v      | ew: u, e v, i u       | ee: i, e
  ea: i, e, e a, e i            | ei|ey: e i, a i, e, i        | ai|ay: a i, e i, e    | ae: e, a e, a
  oe: e, o, o e                 | ie$: i, i e, -               | ie: i, i e, e         | ue$: u, -
  ue: u e, u, e                 | ui: u i, i, u                | uo: o, u o            | ij: i, e i, a i
  uy: e i, u i, i               | io$: i o, i o n              | us$: u s, -           | os$: o s, -
  es$: e s, -, s                | e[sz]$: e s, e, -            | er$: e r, e, a        | y: i, -, a i
  [aáàâ]: a, e, o               | [eéèêë]$: e, -, i            | [eéèêëě]: e, i, i e, - | [iíìîïy]: i, a i, e
  [oòôōő]: o, a, u              | [uúùûūů]: u, a, o, i u, -`);

/** The sounds of a word in Latin letters. */
export function latinSounds(word: string): Sound[] {
  return readBy(rules, [...word.normalize('NFC').toLowerCase()].map(plain).join('').replace(/^mcc?/, 'mak'));
}

/** Letters whose marks say nothing that the rules know of lose them. */
function plain(letter: string): string {
  if (known.has(letter)) return letter;
  return letter.normalize('NFKD').replace(/[^a-z]/g, '');
}

const known = new Set('čćšśşșžżźçţțřłđðþßğıöőøœüűäæåãõąęóñôěáàâéèêëíìîïòúùûů');
