import type { Sound } from './sound.ts';

/** How Cyrillic letters sound, and what foreign names write with them: `х` also for a Spanish j, `г` for a German h, `ти` for a Japanese chi. */
const groups = tableOf(`
  дж: j, g | дз: z, ts | кс: k s | кв: k v, k | тс: ts | тц: ts | тч: ch | тш: ch
  а: a | б: b | в: v, w | г: g, h, j | ґ: g | д: d | е: e, i | ё: o, e | ж: zh, j, g | з: z, s | и: i, e | й: i, j, - | к: k, ch | л: l | м: m | н: n
  о: o, a | п: p | р: r | с: s, th | т: t, th | у: u, w | ф: f, th | х: h, k, - | ц: ts, s | ч: ch, k | ш: sh, s | щ: sh | ъ: - | ы: i | ь: - | э: e
  ю: u | я: a | і: i | ї: i | є: e | ђ: j | ј: i, j | љ: l | њ: n | ћ: ch | џ: j | ў: w, u`);
const beforeSoftVowel = tableOf('т: t, ch, th, d | с: s, sh, th');

const consonant = /[бвгджзклмнпрстфхцчшщ]/;
const softVowel = /[иёюя]/;
const vowelOrSign = /[аеёиоуыэюяьъй]/;

/** The sounds of a word in Cyrillic letters. */
export function cyrillicSounds(word: string): Sound[] {
  const text = word.normalize('NFC').toLowerCase();
  const sounds: Sound[] = [];
  for (let place = 0; place < text.length; place++) {
    const [letter = '', next = '', before = ''] = [text[place], text[place + 1], text[place - 1]];
    if (letter === before && consonant.test(letter)) continue;
    if (/[яюёеї]/.test(letter) && (before === '' || vowelOrSign.test(before))) sounds.push(glide);
    const soft = softVowel.test(next) ? beforeSoftVowel.get(letter) : undefined;
    const both = groups.get(letter + next);
    const sound = soft ?? both ?? groups.get(letter);
    if (sound) sounds.push(sound);
    if (!soft && both) place += 1;
  }
  return sounds;
}

const glide: Sound = ['i', 'j', ''];

function tableOf(table: string): Map<string, Sound> {
  return new Map(
    table
      .trim()
      .split(/\s+\|\s+|\n\s+/)
      .map((rule) => {
        const [letters = '', sounds = ''] = rule.split(': ');
        return [letters.trim(), sounds.split(', ').map((one) => one.trim().replace('-', ''))];
      }),
  );
}
