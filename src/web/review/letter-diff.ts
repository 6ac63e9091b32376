/** A piece of a text: what another text has too, or what differs. */
export interface Piece {
  text: string;
  differs: boolean;
}

/** Texts longer than this are not compared letter by letter. */
const longest = 200;

/**
 * What differs between two texts, letter by letter: `Petr Novák` and `Petr Novak` differ in one letter each. Letters are graphemes, so that
 * an accent written apart belongs to its letter. Texts that have less than half in common differ as a whole: nothing is marked in them.
 */
export function letterDiff(left: string, right: string): [left: Piece[], right: Piece[]] {
  const whole: [Piece[], Piece[]] = [[{ text: left, differs: false }], [{ text: right, differs: false }]];
  if (left === right || left.length > longest || right.length > longest) return whole;
  const a = letters(left);
  const b = letters(right);
  const common = commonLetters(a, b);
  if (common.length * 2 < Math.max(a.length, b.length)) return whole;
  return [pieces(a, new Set(common.map(([at]) => at))), pieces(b, new Set(common.map(([, at]) => at)))];
}

function letters(text: string): string[] {
  return [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)].map(({ segment }) => segment);
}

/** The places of the longest run of letters, in order, that both have: a table of how long it is from every pair of places on. */
function commonLetters(a: string[], b: string[]): [number, number][] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint8Array(b.length + 1));
  const from = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    const row = lengths[i] as Uint8Array;
    for (let j = b.length - 1; j >= 0; j -= 1) {
      row[j] = a[i] === b[j] ? from(i + 1, j + 1) + 1 : Math.max(from(i + 1, j), from(i, j + 1));
    }
  }
  const places: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) places.push([i++, j++]);
    else if (from(i + 1, j) >= from(i, j + 1)) i += 1;
    else j += 1;
  }
  return places;
}

function pieces(given: string[], common: Set<number>): Piece[] {
  const made: Piece[] = [];
  for (const [at, letter] of given.entries()) {
    const differs = !common.has(at);
    const last = made.at(-1);
    if (last?.differs === differs) last.text += letter;
    else made.push({ text: letter, differs });
  }
  return made;
}
