import { sql } from 'kysely';
import { z } from 'zod';
import { notFound } from '#contract/errors.ts';
import type { HistoryItem } from '#contract/history.ts';
import { searchQuery } from '#contract/words.ts';
import type { Tx } from '#db/database.ts';
import { together } from '#db/together.ts';
import { KeyTime, readCursor, writeCursor } from '../conversations/page-key.ts';
import type { Actor } from '../operators/actor.ts';
import { maySeeContact, must } from '../operators/policy.ts';
import { type AxisItem, type AxisKey, nextPiece, type Piece } from './history-axis.ts';
import type { HistoryFilter } from './history-filter.ts';
import { readHistoryItems } from './history-items.ts';
import { type FirstHits, firstHits, type Searched, searchHistory } from './search-history.ts';

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
  const [family, begun] = await together([familyOf(tx, actor, id), beginHistory(tx, actor, [id], asked)]);
  return historyOf(tx, actor, family, asked, begun);
}

export type AskedHistory = { q?: string | undefined; cursor?: string | undefined; limit: number } & HistoryFilter;

interface HistoryPage {
  items: HistoryItem[];
  nextCursor: string | null;
}

/** What a page begins with, of the cards of which it was asked: a piece of the axis, or what a search hit first. */
export interface BegunHistory {
  family: number[];
  first: { piece: Piece } | { query: string; hits: FirstHits };
}

/**
 * What a page of a history asks first. It may be asked together with what the card's family is, as of a card into which none was merged, as most are: nothing of it
 * is told before it is known that the actor sees the card.
 */
export async function beginHistory(tx: Tx, actor: Actor, family: number[], input: AskedHistory): Promise<BegunHistory> {
  const asked = meant(family, input);
  const { axis, query, after, limit } = asked;
  if (query === null) return { family, first: { piece: await nextPiece(tx, actor, axis, after, limit) } };
  return { family, first: { query, hits: await firstHits(tx, actor, { ...asked, query }) } };
}

/**
 * The same page of a card that the actor is known to see.
 * @param family its id, and those of the cards merged into it; `begun`: what was asked first, of no use for another family.
 */
export async function historyOf(
  tx: Tx,
  actor: Actor,
  family: number[],
  input: AskedHistory,
  begun: BegunHistory,
): Promise<HistoryPage> {
  must(actor, 'seeConversations');
  const isSame = family.join() === begun.family.join();
  const { first } = isSame ? begun : await beginHistory(tx, actor, family, input);
  const { limit } = input;
  const found = await readPage(tx, actor, meant(family, input), first);
  const last = found[limit - 1];
  const nextCursor = found.length > limit && last ? writeCursor([last.axis.pinned, last.axis.at, last.axis.id]) : null;
  return { items: found.slice(0, limit).map(({ item }) => item), nextCursor };
}

/** `query` null: not searched; `limit`: one item more than a page has, which says that there is more. */
type Meant = Omit<Searched, 'query'> & { query: string | null };

function meant(family: number[], { q, cursor, limit, channel, from, to, operator, tag }: AskedHistory): Meant {
  const query = q !== undefined && searchQuery(q) !== null ? q : null;
  const axis = { family, filter: { channel, from, to, operator, tag } };
  return { axis, query, after: readKey(cursor), limit: limit + 1 };
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

async function readPage(tx: Tx, actor: Actor, asked: Meant, first: BegunHistory['first']): Promise<Placed[]> {
  if ('piece' in first) return walkAxis(tx, actor, asked, first.piece);
  const items = await searchHistory(tx, actor, { ...asked, query: first.query }, first.hits);
  return place(tx, actor, asked.axis.family, items, first.query);
}

/** Reads pieces of the axis until the page is full; where things are left out, each piece reaches further than the one before. */
async function walkAxis(tx: Tx, actor: Actor, { axis, limit }: Meant, first: Piece): Promise<Placed[]> {
  const found: Placed[] = [];
  let piece = first;
  for (let reach = limit; ; ) {
    const items = piece.items.slice(0, limit - found.length);
    found.push(...(await place(tx, actor, axis.family, items, null)));
    const next = items.length < piece.items.length ? items.at(-1) : piece.next;
    if (!next || found.length >= limit) return found;
    reach = Math.min(reach * 2, 1_000);
    piece = await nextPiece(tx, actor, axis, next, reach);
  }
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
