import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { nameDistance } from './sounds/name-distance.ts';
import { askedKeys, askedReadings, brokenKeys, type NameReading, nameReadings } from './sounds/name-words.ts';

/** Names that sound like what is asked, in other letters: so many are compared, and so many shown. */
const mostCompared = 3_000;
const mostShown = 50;
/** Where no name is as near as this, names with another consonant are looked at. */
const nearEnough = 0.3;
/** What is so much farther than the nearest is not shown. */
const tooFar = 0.2;

/** What is asked for names that sound so: how the text may be read, and the keys that such cards have. */
export interface AskedSounds {
  readings: NameReading[];
  keys: string[];
  /** Looked at where no name is near: those with another consonant. */
  brokenKeys: string[];
}

/** A card that is compared; `shown`: it belongs to the tier. */
export interface SoundingCard {
  id: number;
  name: string | null;
  shown: boolean;
}

/**
 * How a text may sound, for the cards whose names are written in other letters than it: *Шевченко* finds *Shevchenko* and *셰우첸코*. Every word of the text has
 * to sound like one of the name, or to begin one in its own letters.
 */
export function askedSounds(text: string): AskedSounds {
  const readings = askedReadings(text);
  return { readings, keys: askedKeys(readings), brokenKeys: brokenKeys(readings) };
}

/** The cards that have one of some keys, as a query of `id`, `name` and `shown`. `isIn` and `filters` are asked of the rows of `c`. */
export function cardsWithKeys(workspaceId: string, keys: string[], isShown: RawBuilder<boolean>) {
  return sql<SoundingCard>`
    select c.id, c.name, ${isShown} as shown from (select distinct contact_id from contact_word
      where workspace_id = ${workspaceId} and word = any(${keys}::text[]) limit ${mostCompared}) w
    join contact c on c.workspace_id = ${workspaceId} and c.id = w.contact_id and c.state = 'active'`;
}

/** Those of some scripts that any name of the workspace is written in, as a query of one column: most workspaces have one alone. */
export function scriptsWritten(workspaceId: string, { brokenKeys: keys }: AskedSounds) {
  const scripts = [...new Set(keys.map(scriptOf))];
  // a probe each: as EXISTS it reads all words from there on
  return sql<{ script: string }>`
    select script from unnest(${scripts}::text[]) script cross join lateral (select from contact_word
      where workspace_id = ${workspaceId} and word >= script and word < script || 'Z' limit 1) w`;
}

/**
 * Those of the cards that sound like it, the likeliest first, whatever the order of the list.
 * @param scripts that names are written in; cards with another consonant are asked for in these alone.
 */
export async function soundingCards(
  tx: Tx,
  workspaceId: string,
  { readings, brokenKeys: others }: AskedSounds,
  near: SoundingCard[],
  scripts: string[],
  isShown: RawBuilder<boolean>,
): Promise<number[]> {
  const compared = distances(readings, near);
  const isFound = compared.some(({ distance }) => distance < nearEnough);
  const keys = isFound ? [] : others.filter((key) => scripts.includes(scriptOf(key)));
  const { rows } = keys.length > 0 ? await cardsWithKeys(workspaceId, keys, isShown).execute(tx) : { rows: [] };
  const found = new Map([...compared, ...distances(readings, rows)].map((card) => [card.id, card]));
  const nearest = Math.min(...[...found.values()].map(({ distance }) => distance));
  return [...found.values()]
    .filter(({ distance }) => distance <= nearest + tooFar)
    .sort((a, b) => a.distance - b.distance || a.id - b.id)
    .slice(0, mostShown)
    .filter(({ shown }) => shown)
    .map(({ id }) => id);
}

const scriptOf = (key: string) => key.slice(0, 2);

function distances(asked: NameReading[], cards: SoundingCard[]) {
  return cards.flatMap((card) => {
    const distance = nameDistance(asked, nameReadings(card.name ?? ''));
    return distance === null ? [] : [{ ...card, distance }];
  });
}
