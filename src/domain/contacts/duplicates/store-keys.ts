import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { blockingKeys, maxBlock } from './matcher/blocking.ts';
import type { PreparedRecord } from './matcher/record.ts';

/** A card with the numbers of its blocking keys. */
export interface KeyedCard {
  id: number;
  keys: number[];
}

/** The keys under which a card looks for others, as numbers. */
export function keyed(record: PreparedRecord): KeyedCard {
  return { id: record.id, keys: [...new Set(blockingKeys(record).map(keyNumber))] };
}

/** Keys of the cards among `ids` become those given; of the others among them nothing is left. */
export async function storeKeys(tx: Tx, workspaceId: string, ids: number[], cards: KeyedCard[]): Promise<void> {
  await replaceKeys(tx, workspaceId, sql`d.contact_id = any(${ids}::bigint[])`, cards);
}

/** The same for all cards whose ids are above `after` and up to `last`. */
export async function storeKeysOfRange(
  tx: Tx,
  workspaceId: string,
  range: { after: number; last: number },
  cards: KeyedCard[],
): Promise<void> {
  await replaceKeys(tx, workspaceId, sql`d.contact_id > ${range.after} and d.contact_id <= ${range.last}`, cards);
}

async function replaceKeys(tx: Tx, workspaceId: string, which: RawBuilder<unknown>, cards: KeyedCard[]): Promise<void> {
  const keys = asArray(cards.flatMap((card) => card.keys));
  const ids = asArray(cards.flatMap((card) => card.keys.map(() => card.id)));
  await sql`
    with wanted as materialized (select * from unnest(${keys}::bigint[], ${ids}::bigint[]) as w (key, contact_id)),
    gone as (delete from duplicate_key d where d.workspace_id = ${workspaceId} and ${which}
      and not exists (select from wanted w where w.key = d.key and w.contact_id = d.contact_id))
    insert into duplicate_key (workspace_id, key, contact_id) select ${workspaceId}, key, contact_id from wanted
    on conflict do nothing`.execute(tx);
}

/** Numbers as the text of an SQL array: the driver would quote each of millions. */
function asArray(numbers: number[]): string {
  return `{${numbers.join(',')}}`;
}

/** So many neighbours of a card are compared with it: those that share the most and the rarest keys. */
const mostNeighbours = 200;

/** For each card, the other cards that share a key with it. A key under which very many stand says nothing and is passed over. */
export async function neighbours(tx: Tx, workspaceId: string, cards: KeyedCard[]): Promise<Map<number, number[]>> {
  const { rows } = await sql<{ key: number; ids: string[] }>`
    select k.key, m.ids from unnest(${[...new Set(cards.flatMap(({ keys }) => keys))]}::bigint[]) as k (key) cross join lateral (
      select array_agg(d.contact_id) as ids from (
        select contact_id from duplicate_key where workspace_id = ${workspaceId} and key = k.key limit ${maxBlock + 1}) d) m
    where cardinality(m.ids) between 2 and ${maxBlock}`.execute(tx);
  const blocks = new Map(rows.map(({ key, ids }) => [key, ids.map(Number)]));
  return new Map(cards.map((card) => [card.id, nearest(card, blocks)]));
}

function nearest(card: KeyedCard, blocks: Map<number, number[]>): number[] {
  const weights = new Map<number, number>();
  for (const key of card.keys) {
    const block = blocks.get(key) ?? [];
    for (const id of block) if (id !== card.id) weights.set(id, (weights.get(id) ?? 0) + 1 / block.length);
  }
  const ordered = [...weights].sort(([a, left], [b, right]) => right - left || a - b);
  return ordered.slice(0, mostNeighbours).map(([id]) => id);
}

/**
 * A key as a number of 53 bits, which JSON, JavaScript and bigint hold alike. Two 32-bit multiplicative hashes side by side (cyrb53, public
 * domain); two keys that meet by chance cost one comparison more.
 */
function keyNumber(key: string): number {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let place = 0; place < key.length; place++) {
    const code = key.charCodeAt(place);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 4294967296 * (2097151 & low) + (high >>> 0);
}
