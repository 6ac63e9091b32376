import type { Sound } from './sound.ts';

/** Letters with marks that sound like others. */
const marked: Record<string, string> = {
  ...{ č: 'ch', ć: 'ch', š: 'sh', ś: 'sh', ş: 'sh', ș: 'sh', ž: 'zh', ź: 'zh', ż: 'zh', ç: 's', ţ: 'ts', ț: 'ts' },
  ...{
    ř: 'rzh',
    ł: 'l',
    đ: 'd',
    ð: 'd',
    þ: 'th',
    ß: 's',
    ö: 'oe',
    ü: 'u',
    ä: 'ae',
    ø: 'o',
    æ: 'e',
    œ: 'e',
    ő: 'o',
    ű: 'u',
  },
};

/**
 * How groups of Latin letters sound in the languages that write with them, the first that fits: a pattern and its sounds, `-` for silent. One spelling serves
 * many languages, hence the alternatives.
 */
const rules = rulesOf(`
  tsch|tzsch|tch: ch            | shch|sch(?=[lmnrtw]): sh     | sch: sh, s k          | sh: sh
  dzh|dsh|dj: j                 | dz|ds$: z, ts, j             | zh: zh, j             | cz|cs: ch
  sz: s, sh                     | ts|tz: ts, s, ch             | zz: ts, z             | rz: zh, r z, r
  ch(?=[rlmnst]): k, h, ch, sh  | ch: ch, k, h, sh, t          | ck|cq: k                     | cc(?=[eiy]): k s, ch  | c+(?=[eiy]): s, ch, ts, k
  c+: k, s, ts                  | th: t, s, th, -              | pph|ph: f, p          | kh: h, k
  gh: -, g, f                   | gli: l, g l                  | gn: n, g n            | ng(?![aeiouy]): n, n g
  x$: k s, s, -                 | x: k s, s, z, h, sh          | qu|q: k, k v          | g+(?=[eiy]): g, j, zh, h, -
  g+: g, k, h, -                | ^kn: n, k n                  | ^wr: r, v r           | wh: w, v, h, -
  w+: w, v, -                   | v+: v, f, w                  | j+: j, i, h, zh       | h+: h, g, -
  ll(?=[aeiouy]): l, i, -       | b+: b, p, v                  | d+$: d, t, -          | d+: d, t
  f+: f, v, p                   | k+(?=[eiy]): k, ch, g        | k+: k, g              | l+: l
  m+: m, n                      | n+: n, m                     | p+$: p, b, -          | p+: p, b
  r+: r                         | s+: s, z, sh, -              | t+: t, d, -           | z+: z, s, ts, -
  eau|aux: o                    | ee|ea|ie(?!$): i, e          | oo|ou: u, o           | ae|oe|ai|ay|ei|ey: e, a, o
  au: o, a                      | y: i, -                      | a: a, e, o            | e$: e, -
  e: e, i, -                    | i: i, a, -                   | o: o, a, u            | u: u, a, o, -`);

/** The sounds of a word in Latin letters. */
export function latinSounds(word: string): Sound[] {
  const plain = [...word.normalize('NFC').toLowerCase()]
    .map((letter) => marked[letter] ?? letter)
    .join('')
    .normalize('NFKD')
    .replace(/[^a-z]/g, '');
  const sounds: Sound[] = [];
  for (let place = 0; place < plain.length; ) {
    const found = rules.find(({ pattern }) => {
      pattern.lastIndex = place;
      return pattern.test(plain);
    });
    if (found) sounds.push(found.sound);
    place = found ? found.pattern.lastIndex : place + 1;
  }
  return sounds;
}

function rulesOf(table: string): { pattern: RegExp; sound: Sound }[] {
  return table
    .trim()
    .split(/\s+\|\s+|\n\s+/)
    .map((rule) => {
      const [pattern = '', sounds = ''] = rule.split(/:\s+(?=\S)/);
      return {
        pattern: new RegExp(pattern.trim(), 'y'),
        sound: sounds.split(/,\s*/).map((one) => one.trim().replace('-', '')),
      };
    });
}
