import type { NameReading, NameWord } from './name-words.ts';
import { soundDistance } from './sound-distance.ts';

/** Words are taken for the same up to this distance; a true pair of names has less in 99 of 100 cases. */
const nearEnough = 0.4;

/** How far a name is from what is asked: the nearest of their readings; null where a word that is asked for sounds like none of the name. */
export function nameDistance(asked: NameReading[], name: NameReading[]): number | null {
  let least: number | null = null;
  for (const one of asked)
    for (const other of name) {
      const words = distanceOf(one.words, other.words);
      if (words !== null && (least === null || words + one.cost + other.cost < least))
        least = words + one.cost + other.cost;
    }
  return least;
}

/** The mean over the asked words of the nearest of the name; null where one of them has none. */
function distanceOf(asked: NameWord[], name: NameWord[]): number | null {
  let sum = 0;
  for (const word of asked) {
    const nearest = Math.min(...name.map((other) => distance(word, other)));
    if (nearest === Number.POSITIVE_INFINITY) return null;
    sum += nearest;
  }
  return sum / asked.length;
}

function distance(asked: NameWord, of: NameWord): number {
  if (of.folded.startsWith(asked.folded)) return 0;
  if (!asked.spoken || !of.spoken || asked.spoken.script === of.spoken.script) return Number.POSITIVE_INFINITY;
  const isKorean = asked.spoken.script === 'hangul' || of.spoken.script === 'hangul';
  const far = soundDistance(asked.spoken.sounds, of.spoken.sounds, isKorean, nearEnough);
  // of words that sound alike, the one that is spelled alike comes first
  return Number.isFinite(far) ? far + 0.2 * lettersApart(spelling(asked), spelling(of)) : far;
}

/** Korean has no letters that others read: its likeliest sounds stand for them. */
function spelling({ folded, spoken }: NameWord): string {
  if (spoken?.script !== 'hangul') return folded;
  return spoken.sounds.map(([first = '']) => first.replace(/[ =]/g, '')).join('');
}

/** The share of letters that have to be changed to make one word of the other (V. Levenshtein, 1965). */
function lettersApart(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (const [row, letter] of [...one].entries()) {
    const now = [row + 1];
    for (const [place, facing] of [...other].entries()) {
      const instead = (above[place] ?? 0) + (letter === facing ? 0 : 1);
      now.push(Math.min(instead, (above[place + 1] ?? 0) + 1, (now[place] ?? 0) + 1));
    }
    above = now;
  }
  return (above.at(-1) ?? 0) / Math.max(1, one.length, other.length);
}
