/**
 * The version of `fold`, and of what else cards are found by. Raise it with every change of the results: rows keep the version they
 * were folded with and are folded anew in the background. 2: cards are found by how their names sound; 3: by more readings of them.
 */
export const foldVersion = 3;

/**
 * Folds a text for searching and sorting: compatibility form, Cyrillic and Greek letters to Latin, marks off, lower case,
 * ligatures and stroked letters to their plain letters, white space to single spaces. `Novák`, `NOVAK` and `Новак` fold alike.
 * One pure function for server, browser and database: never an SQL expression, whose result differs between servers.
 * Korean and other syllabic scripts stay as they are, composed.
 */
export function fold(text: string): string {
  if (plain.test(text)) return text.toLowerCase(); // what most words are: the rest would leave them as they are
  return text
    .normalize('NFKD')
    .replace(marks, '')
    .toLowerCase()
    .replace(transliterated, (letter) => latin[letter] ?? letter)
    .normalize('NFC')
    .replace(spaces, ' ')
    .trim();
}

const plain = /^[A-Za-z0-9]+$/;
const marks = /\p{M}+/gu;
const spaces = /[\s\p{Cc}\p{Cf}]+/gu;

/** Letters that no decomposition turns into Latin ones, in lower case. Cyrillic after ISO 9:1995 without its marks, digraphs where Czech and English readers write them. */
export const latin: Record<string, string> = {
  ...pairs('абвгдезийклмнопрстуфхыэіїєґ', 'a b v g d e z i j k l m n o p r s t u f ch y e i i je g'),
  ...pairs('жцчшщюяёъьў', 'z c c s sc ju ja e   u'),
  ...pairs('ђјљњћџ', 'd j lj nj c dz'),
  ...pairs('αβγδεζηθικλμνξοπρσςτυφχψω', 'a v g d e z i th i k l m n x o p r s s t y f ch ps o'),
  ...pairs('æœøłđðßþıħŋ', 'ae oe o l d d ss th i h n'),
};
const transliterated = new RegExp(`[${Object.keys(latin).join('')}]`, 'gu');

function pairs(from: string, to: string): Record<string, string> {
  const targets = to.split(' ');
  return Object.fromEntries([...from].map((letter, place) => [letter, targets[place] ?? '']));
}
