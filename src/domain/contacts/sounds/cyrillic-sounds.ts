import type { Sound } from './sound.ts';
import { readBy, rulesOf } from './sound-rules.ts';

/**
 * How Cyrillic letters sound, and what foreign names write with them after the practical transcription (R. Gilyarevsky, B. Starostin: Иностранные имена и
 * названия в русском тексте, 1985): `х` also for a Spanish j, `г` for a German h, `нь` for a Chinese n (Palladius), `ти` for a Japanese chi (E. Polivanov).
 */
const rules = rulesOf(`
  дж|дзь: j, g, zh              | дз(?=[иёюя]): j, z           | дз: z, ts, j          | цз: j, z, ts, d z
  чж: zh, j, ch                 | кс: k s, k z                 | кв: k v, k w, k u     | тц|тс|дс: ts, t s
  тч|тш: ch, t sh               | ьо: i o, o                   | ье: i e, e            | ъё|ьё: i o, o, e
  (?<![бвгджзйклмнпрстфхцчшщ])я: i a, a | (?<![бвгджзйклмнпрстфхцчшщ])ю: i u, u | (?<![бвгджзйклмнпрстфхцчшщ])ё: i o, o, e | (?<![бвгджзйклмнпрстфхцчшщ])е: e, i e
  т+(?=[иёюя]): t, ch, th, d    | с+(?=[иёюя]): s, sh, th, h   | б+: b, v              | в+: v, w
  г+: g, h, j                   | ґ: g                         | д+: d, t, th          | ж+: zh, j, g
  з+: z, s, ts                  | й: i, -                   | к+: k, ch, g          | л+: l
  м+: m                      | н(?=[бмп]): n, m             | нн?г: n g, n          | н+: n
  п+: p, b                      | р+: r                        | с+: s, th, z          | т+: t, th, d
  ф+: f, th, v                  | х+: h, k, -                  | ц+: ts, s, ch, z, t   | ч+: ch, k
  ш+: sh, s                     | щ: sh ch, sh, s t            | ъ: -, a, u            | ь: -, i
  а: a, o                       | е: e, i, i e                 | ё: o, e, u, i o       | и: i, e
  о: o, a                       | у: u, w, o                   | ы: i                  | э: e, a
  ю: u, i u, i                  | я: a, i a, e                 | [іїyѣ]: i             | є: e, i e
  ђ: j                          | ј: i, j                      | љ: l, l i             | њ: n, n i
  ћ: ch                         | џ: j                         | ў: w, u, v`);

/** The sounds of a word in Cyrillic letters. */
export function cyrillicSounds(word: string): Sound[] {
  return readBy(rules, word.normalize('NFC').toLowerCase());
}
