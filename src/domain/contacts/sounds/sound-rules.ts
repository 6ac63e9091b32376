import type { Sound } from './sound.ts';

/** Patterns of letters and how they sound, in order, by the letters that they begin with. */
export type SoundRules = Map<string, { pattern: RegExp; sound: Sound }[]>;

/**
 * Reads a table of rules: `pattern: likeliest sound, next, …`, rules apart by a bar with spaces or a new line, `-` for silent. A pattern begins with a letter
 * or a class of letters, behind `^` or a look at what is before it.
 */
export function rulesOf(table: string): SoundRules {
  const rules: SoundRules = new Map();
  for (const line of table.trim().split(/\s+\|\s+|\n\s+/)) {
    const [letters = '', sounds = ''] = line.split(/:\s+(?=\S)/);
    const pattern = new RegExp(letters.trim(), 'y');
    const sound = sounds.split(/,\s*/).map((one) => one.trim().replace('-', ''));
    for (const first of beginnings(letters.trim())) rules.set(first, [...(rules.get(first) ?? []), { pattern, sound }]);
  }
  return rules;
}

/** The letters that a pattern may begin with. */
function beginnings(pattern: string): Set<string> {
  const plain = pattern.replace(/\([^)]*\)/g, '').split('|');
  return new Set(
    plain.flatMap((way) => {
      const [, letters = '', optional, next = ''] = /^\^?(\[[^\]]+\]|.)(\?)?(.?)/u.exec(way) ?? [];
      return [...letters.replace(/[[\]]/g, ''), ...(optional ? next : '')];
    }),
  );
}

/** The sounds of a text by the first rule that fits at each place; letters without a rule have none. */
export function readBy(rules: SoundRules, text: string): Sound[] {
  const sounds: Sound[] = [];
  for (let place = 0; place < text.length; ) {
    const found = rules.get(text[place] ?? '')?.find(({ pattern }) => {
      pattern.lastIndex = place;
      return pattern.test(text);
    });
    if (found) sounds.push(found.sound);
    place = found ? found.pattern.lastIndex : place + 1;
  }
  return sounds;
}
