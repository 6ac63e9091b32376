import { sql } from 'kysely';
import { fold } from '#contract/fold.ts';
import type { Tx } from '#db/database.ts';
import { askedSoundKeys, soundDistance } from './sounds/sound-keys.ts';
import { type SpokenWord, soundsOf } from './sounds/sounds-of.ts';

/** Names that sound like what is asked, in other letters: so many are compared, and so many shown. */
const mostCompared = 3_000;
const mostShown = 50;
/** Words are taken for the same up to this distance; a true pair of names has less in 99 of 100 cases. */
const nearEnough = 0.35;
const mostWords = 4;

/**
 * The cards whose names sound like a text, written in other letters than it: *Шевченко* finds *Shevchenko* and *셰우첸코*. The likeliest first. Every word
 * of the text has to sound like one of the name, or to begin one in its own letters.
 */
export async function soundingCards(tx: Tx, workspaceId: string, text: string): Promise<number[]> {
  const asked = wordsOf(text).slice(0, mostWords);
  const pivot = asked.filter(isSpoken).sort((a, b) => b.spoken.sounds.length - a.spoken.sounds.length)[0];
  if (!pivot) return [];
  const { rows } = await sql<{ id: number; name: string | null }>`
    select c.id, c.name from (select distinct contact_id from contact_word
      where workspace_id = ${workspaceId} and word = any(${askedSoundKeys(pivot.spoken)}::text[]) limit ${mostCompared}) w
    join contact c on c.workspace_id = ${workspaceId} and c.id = w.contact_id and c.state = 'active'`.execute(tx);
  return rows
    .map(({ id, name }) => ({ id, distance: distanceOf(asked, wordsOf(name ?? '')) }))
    .filter((found): found is { id: number; distance: number } => found.distance !== null)
    .sort((a, b) => a.distance - b.distance || a.id - b.id)
    .slice(0, mostShown)
    .map(({ id }) => id);
}

interface Word {
  folded: string;
  spoken: SpokenWord | null;
}

function isSpoken(word: Word): word is Word & { spoken: SpokenWord } {
  return word.spoken !== null && word.spoken.sounds.length > 1;
}

function wordsOf(text: string): Word[] {
  const words = text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return words.map((word) => ({ folded: fold(word), spoken: soundsOf(word) }));
}

/** The mean over the asked words of the nearest of the name; null where one of them has none. */
function distanceOf(asked: Word[], name: Word[]): number | null {
  let sum = 0;
  for (const word of asked) {
    const nearest = Math.min(...name.map((other) => distance(word, other)));
    if (nearest === Number.POSITIVE_INFINITY) return null;
    sum += nearest;
  }
  return sum / asked.length;
}

function distance(asked: Word, of: Word): number {
  if (of.folded.startsWith(asked.folded)) return 0;
  if (!asked.spoken || !of.spoken || asked.spoken.script === of.spoken.script) return Number.POSITIVE_INFINITY;
  const far = soundDistance(asked.spoken.sounds, of.spoken.sounds);
  // of words that sound alike, the one that is spelled alike comes first
  return far > nearEnough ? Number.POSITIVE_INFINITY : far + 0.2 * lettersApart(spelling(asked), spelling(of));
}

/** Korean has no letters that others read: its likeliest sounds stand for them. */
function spelling({ folded, spoken }: Word): string {
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
