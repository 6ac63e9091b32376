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
import type { HistoryFilter } from './history-filter.ts';
import { readHistoryItems } from './history-items.ts';
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
  { id, ...asked }: { id: number } & AskedHistory,
): Promise<HistoryPage> {
  must(actor, 'seeCards');
  must(actor, 'seeConversations');
  return historyOf(tx, actor, await familyOf(tx, actor, id), asked);
}

type AskedHistory = { q?: string | undefined; cursor?: string | undefined; limit: number } & HistoryFilter;

interface HistoryPage {
  items: HistoryItem[];
  nextCursor: string | null;
}

/** The same of a card that the actor is known to see. @param family its id, and those of the cards merged into it. */
export async function historyOf(tx: Tx, actor: Actor, family: number[], input: AskedHistory): Promise<HistoryPage> {
  must(actor, 'seeConversations');
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
  const found =
    query === null
      ? await walkAxis(tx, actor, axis, from, limit + 1)
      : await place(tx, actor, axis.family, await searchHistory(tx, actor, axis, query, from, limit + 1), query);
  return { items: found.slice(0, limit), hasMore: found.length > limit };
}

/** Reads pieces of the axis until the page is full; where things are left out, each piece reaches further than the one before. */
async function walkAxis(tx: Tx, actor: Actor, axis: Axis, from: AxisKey | null, limit: number): Promise<Placed[]> {
  const found: Placed[] = [];
  let after = from;
  for (let reach = limit; found.length < limit; reach = Math.min(reach * 2, 1_000)) {
    const piece = await nextPiece(tx, actor, axis, after, reach);
    const items = piece.items.slice(0, limit - found.length);
    found.push(...(await place(tx, actor, axis.family, items, null)));
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
  const told = await readHistoryItems(tx, actor, family, items, query);
  return items.flatMap((axis) => {
    const item = told.get(axis.id);
    return item ? [{ axis, item }] : [];
  });
}
