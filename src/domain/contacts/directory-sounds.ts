import { sql } from 'kysely';
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

/**
 * The cards whose names sound like a text, written in other letters than it: *Шевченко* finds *Shevchenko* and *셰우첸코*. The likeliest first. Every word
 * of the text has to sound like one of the name, or to begin one in its own letters.
 */
export async function soundingCards(tx: Tx, workspaceId: string, text: string): Promise<number[]> {
  const asked = askedReadings(text);
  const near = await compared(tx, workspaceId, asked, askedKeys(asked));
  const isFound = near.some(({ distance }) => distance < nearEnough);
  const others = isFound ? [] : await written(tx, workspaceId, brokenKeys(asked));
  const far = await compared(tx, workspaceId, asked, others);
  const found = new Map([...near, ...far].map(({ id, distance }) => [id, distance]));
  const nearest = Math.min(...found.values());
  return [...found]
    .filter(([, distance]) => distance <= nearest + tooFar)
    .sort((a, b) => a[1] - b[1] || a[0] - b[0])
    .slice(0, mostShown)
    .map(([id]) => id);
}

async function compared(tx: Tx, workspaceId: string, asked: NameReading[], keys: string[]) {
  if (keys.length === 0) return [];
  const { rows } = await sql<{ id: number; name: string | null }>`
    select c.id, c.name from (select distinct contact_id from contact_word
      where workspace_id = ${workspaceId} and word = any(${keys}::text[]) limit ${mostCompared}) w
    join contact c on c.workspace_id = ${workspaceId} and c.id = w.contact_id and c.state = 'active'`.execute(tx);
  return rows.flatMap(({ id, name }) => {
    const distance = nameDistance(asked, nameReadings(name ?? ''));
    return distance === null ? [] : [{ id, distance }];
  });
}

/** Those keys whose scripts any name of the workspace is written in: most have one alone. */
async function written(tx: Tx, workspaceId: string, keys: string[]): Promise<string[]> {
  const scripts = [...new Set(keys.map((key) => key.slice(0, 2)))];
  if (scripts.length === 0) return [];
  // a probe each: as EXISTS it reads all words from there on
  const { rows } = await sql<{ script: string }>`
    select script from unnest(${scripts}::text[]) script cross join lateral (select from contact_word
      where workspace_id = ${workspaceId} and word >= script and word < script || 'Z' limit 1) w`.execute(tx);
  return keys.filter((key) => rows.some(({ script }) => key.startsWith(script)));
}
