import { sql } from 'kysely';
import { z } from 'zod';
import { notFound } from '#contract/errors.ts';
import type { HistoryItem } from '#contract/history.ts';
import { searchQuery } from '#contract/words.ts';
import type { Tx } from '#db/database.ts';
import { KeyTime, readCursor, writeCursor } from '../conversations/page-key.ts';
import type { Actor } from '../operators/actor.ts';
import { maySeeContact, must } from '../operators/policy.ts';
import { type Axis, type AxisItem, type AxisKey, nextPiece } from './history-axis.ts';
import { readHistoryConversations } from './history-conversations.ts';
import type { HistoryFilter } from './history-filter.ts';
import { placeOnAxis } from './place-on-axis.ts';
import { readChanges } from './read-changes.ts';
import { searchHistory } from './search-history.ts';

const Key = z.tuple([z.boolean(), KeyTime, z.uuid()]);

/**
 * The time axis of a card (R-HIS-1), a page at a time: open conversations first, then everything newest first by its start; a conversation
 * on whose way a value of the card came in later stands where it came in. `q` leaves only what has all its words (R-HIS-3).
 * A history without a conversation or change is an empty list (R-HIS-6).
 * @throws NOT_FOUND for no card, or one the actor may not see.
 */
export async function readHistory(
  tx: Tx,
  actor: Actor,
  input: {
    id: number;
    q?: string | undefined;
    cursor?: string | undefined;
    limit: number;
  } & HistoryFilter,
): Promise<{ items: HistoryItem[]; nextCursor: string | null }> {
  must(actor, 'seeCards');
  must(actor, 'seeConversations');
  const family = await familyOf(tx, actor, input.id);
  const query = input.q !== undefined && searchQuery(input.q) !== null ? input.q : null;
  const { channel, from, to, operator, tag } = input;
  const axis: Axis = { family, filter: { channel, from, to, operator, tag } };
  const page = await readPage(tx, actor, axis, query, readKey(input.cursor), input.limit);
  const last = page.items.at(-1);
  const nextCursor = page.hasMore && last ? writeCursor([last.axis.pinned, last.axis.at, last.axis.id]) : null;
  return { items: page.items.map(({ item }) => item), nextCursor };
}

function readKey(cursor: string | undefined): AxisKey | null {
  const key = readCursor(cursor, Key);
  return key && { pinned: key[0], at: key[1], id: key[2] };
}

/** The ids of the card and of all merged into it. */
async function familyOf(tx: Tx, actor: Actor, id: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select f.id from contact asked join contact f on f.workspace_id = asked.workspace_id and f.survivor_id = asked.survivor_id
    join contact s on s.workspace_id = asked.workspace_id and s.id = asked.survivor_id
    where asked.workspace_id = ${actor.workspaceId} and asked.id = ${id} and s.state in ('active', 'binned')
      and ${maySeeContact(actor, sql.ref('s.id'))} order by f.id`.execute(tx);
  if (rows.length === 0) throw notFound('card');
  return rows.map((row) => row.id);
}

interface Placed {
  axis: AxisItem;
  item: HistoryItem;
}

/** One item more than the limit is looked for: it says that there is more. */
async function readPage(tx: Tx, actor: Actor, axis: Axis, query: string | null, from: AxisKey | null, limit: number) {
  const finds = query === null ? null : await searchHistory(tx, actor, axis.family, query);
  const found =
    finds && finds.conversations !== 'everywhere'
      ? await readPlaced(tx, actor, axis, { ...finds, conversations: finds.conversations }, from, limit + 1, query)
      : await walkAxis(tx, actor, axis, from, limit + 1, query, finds?.changes ?? null);
  return { items: found.slice(0, limit), hasMore: found.length > limit };
}

async function readPlaced(
  tx: Tx,
  actor: Actor,
  axis: Axis,
  finds: { conversations: string[]; changes: string[] },
  from: AxisKey | null,
  limit: number,
  query: string | null,
): Promise<Placed[]> {
  const items = await placeOnAxis(tx, actor, axis, finds, from, limit);
  return place(tx, actor, axis.family, items, query);
}

/** Reads pieces of the axis until the page is full; where things are left out, each piece reaches further than the one before. */
async function walkAxis(
  tx: Tx,
  actor: Actor,
  axis: Axis,
  from: AxisKey | null,
  limit: number,
  query: string | null,
  changes: string[] | null,
): Promise<Placed[]> {
  const found: Placed[] = [];
  let after = from;
  for (let reach = limit; found.length < limit; reach = Math.min(reach * 2, 1_000)) {
    const piece = await nextPiece(tx, actor, axis, after, reach);
    const items = changes ? piece.items : piece.items.slice(0, limit - found.length);
    const placed = await place(tx, actor, axis.family, items, query);
    found.push(...(changes ? placed.filter(({ item }) => isHit(item, changes)) : placed));
    const next = items.length < piece.items.length ? items.at(-1) : piece.next;
    if (!next) break;
    after = next;
  }
  return found;
}

async function place(
  tx: Tx,
  actor: Actor,
  family: number[],
  items: AxisItem[],
  query: string | null,
): Promise<Placed[]> {
  if (items.length === 0) return [];
  const conversations = await readHistoryConversations(
    tx,
    actor,
    family,
    items.filter((item) => item.type !== 'change'),
    query,
  );
  const changes = await readChanges(
    tx,
    actor,
    items.filter((item) => item.type === 'change').map((item) => item.id),
  );
  const told = new Map<string, HistoryItem>(changes.map((change) => [change.id, { type: 'change', ...change }]));
  return items.flatMap((axis) => {
    const item = axis.type === 'change' ? told.get(axis.id) : conversations.get(axis.id);
    return item ? [{ axis, item }] : [];
  });
}

/** Of a walk over everything: what the query hit. */
function isHit(item: HistoryItem, changes: string[]): boolean {
  if (item.type === 'conversation') return (item.counts.hits ?? 0) > 0;
  return item.type === 'change' && changes.includes(item.id);
}
