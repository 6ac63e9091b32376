import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../operators/actor.ts';
import { mayRead, seesEverything } from '../operators/policy.ts';

/** A place among all entries, newest first. */
export interface EntryKey {
  at: Date;
  place: string;
  id: string;
}

/** Entries read one by one, from the newest on, before an index is asked: a word in every fortieth entry fills a page of 50 from them. */
const walked = 2_000;

/**
 * The newest entries after a key that a query hits, of all that the actor may read: no more than `limit`. Three steps, since no single plan
 * serves every word: common words are found by walking the newest entries; the rest by the index of words, span by span of time until
 * the page is full, so that a word of long ago is found without reading all since and a frequent one without gathering all its
 * hits; those one took part in, outside one's queues, by their conversations.
 * @param asked a tsquery (contract/words.ts).
 */
export async function searchEntries(
  tx: Tx,
  actor: Actor,
  asked: string,
  after: EntryKey | null,
  limit: number,
): Promise<EntryKey[]> {
  const sight = await sightOf(tx, actor);
  const found = sight.queues?.length === 0 ? [] : await ofQueues(tx, actor.workspaceId, sight, asked, after, limit);
  const others =
    sight.others.length === 0 ? [] : await ofConversations(tx, actor.workspaceId, sight.others, asked, after, limit);
  return [...found, ...others].sort(newestFirst).slice(0, limit);
}

/** What an actor may read, as lists: queues (null: all), and conversations in other queues. */
interface Sight {
  queues: string[] | null;
  others: string[];
}

async function sightOf(tx: Tx, actor: Actor): Promise<Sight> {
  if (seesEverything(actor)) return { queues: null, others: [] };
  const nobody = null; // by the queue alone
  const { rows: known } = await sql<{ id: string; isRead: boolean }>`
    select q.id, ${mayRead(actor, sql.ref('q.id'), nobody)} as is_read from queue q where q.workspace_id = ${actor.workspaceId}`.execute(
    tx,
  );
  const [queues, closed] = [known.filter(({ isRead }) => isRead), known.filter(({ isRead }) => !isRead)];
  const ids = queues.map(({ id }) => id);
  if (actor.type !== 'operator' || closed.length === 0) return { queues: ids, others: [] };
  const { rows: others } = await sql<{ id: string }>`
    select part.id from conversation_operator mine
    join conversation part on part.workspace_id = mine.workspace_id and part.root_id = mine.conversation_id
    where mine.workspace_id = ${actor.workspaceId} and mine.operator_id = ${actor.id} and mine.queue_id = any(${closed.map(({ id }) => id)}::uuid[])
      and ${mayRead(actor, sql.ref('mine.queue_id'), sql.ref('mine.conversation_id'))}`.execute(tx);
  return { queues: ids, others: others.map(({ id }) => id) };
}

const newest = sql`order by e.at desc, e.place desc, e.id desc`;

function below(after: EntryKey | null): RawBuilder<unknown> {
  return after ? sql`(e.at, e.place, e.id) < (${after.at}, ${after.place}, ${after.id}::uuid)` : sql`true`;
}

async function ofQueues(
  tx: Tx,
  workspaceId: string,
  sight: Sight,
  asked: string,
  after: EntryKey | null,
  limit: number,
): Promise<EntryKey[]> {
  const inSight = sight.queues === null ? sql`true` : sql`e.queue_id = any(${sight.queues}::uuid[])`;
  const { rows: latest } = await sql<{ at: Date | null }>`
    select max(at) as at from (
      (select last_at as at from conversation where workspace_id = ${workspaceId} order by last_at desc limit 1) union all
      (select told_at from conversation where workspace_id = ${workspaceId} and told_at is not null order by told_at desc limit 1)) c`.execute(
    tx,
  );
  const newestAt = latest[0]?.at;
  if (!newestAt) return [];
  const start = after && after.at < newestAt ? after.at : new Date(newestAt.getTime() + 1);
  const walk = await walkNewest(tx, workspaceId, inSight, asked, after, start);
  const found = walk.found.slice(0, limit);
  if (found.length === limit) return found;
  const rest = { tx, queues: sight.queues, asked };
  const end = walk.end ?? { at: walk.from, place: '', id: firstId };
  return [...found, ...(await byIndex(rest, end, limit - found.length))];
}

const firstId = '00000000-0000-0000-0000-000000000000';

/** Reads the newest entries of the last weeks, whatever they say, and keeps what is asked for. `end`: how far it came; null: all of them. */
async function walkNewest(
  tx: Tx,
  workspaceId: string,
  inSight: RawBuilder<unknown>,
  asked: string,
  after: EntryKey | null,
  start: Date,
) {
  const from = new Date(start.getTime() - 45 * 86_400_000);
  const { rows } = await sql<EntryKey & { isHit: boolean; n: number }>`
    select e.at, e.place, e.id, e.is_hit, e.n from (
      select e.at, e.place, e.id, e.tsv @@ ${asked}::tsquery and ${inSight} as is_hit, row_number() over (${newest}) as n
      from (select e.at, e.place, e.id, e.tsv, e.queue_id from entry e
        where e.workspace_id = ${workspaceId} and e.at >= ${from} and e.at <= ${start} and ${below(after)} ${newest} limit ${walked}) e
    ) e where e.is_hit or e.n = ${walked} ${newest}`.execute(tx);
  const last = rows.at(-1);
  return { found: rows.filter((row) => row.isHit).map(keyOf), end: last?.n === walked ? keyOf(last) : null, from };
}

interface Question {
  tx: Tx;
  queues: string[] | null;
  asked: string;
}

const month = 31 * 86_400_000;
/** No entry is older (its time would be its arrival's). */
const beginning = new Date('1990-01-01T00:00:00Z');
/** Hits that are gathered at once and sorted; more are looked for in shorter spans. */
const gathered = 2_000;

/** The newest month first, which answers most words; then all before at once, which answers rare ones; then longer and longer spans. */
async function byIndex(question: Question, before: EntryKey, limit: number): Promise<EntryKey[]> {
  const found: EntryKey[] = [];
  let end = before;
  for (const months of [1, Number.POSITIVE_INFINITY, 3, 9, 27, Number.POSITIVE_INFINITY]) {
    const from = new Date(Math.max(before.at.getTime() - months * month, beginning.getTime()));
    const isGlance = months === Number.POSITIVE_INFINITY && end.at.getTime() > before.at.getTime() - 2 * month;
    const hits = isGlance ? await gather(question, from, end) : await inSpan(question, from, end, limit - found.length);
    if (hits) found.push(...hits);
    if (found.length >= limit || (hits && from <= beginning)) break;
    if (hits) end = { at: from, place: '', id: firstId };
  }
  return found.slice(0, limit);
}

/** The newest hits of a span, newest first: all of it where they are few, else its newer half before its older one. */
async function inSpan(question: Question, from: Date, before: EntryKey, limit: number): Promise<EntryKey[]> {
  const length = before.at.getTime() - from.getTime();
  if (length <= month) return ask(question, from, before, limit, true);
  const all = await gather(question, from, before);
  if (all) return all;
  const middle = new Date(from.getTime() + length / 2);
  const newer = await inSpan(question, middle, before, limit);
  if (newer.length >= limit) return newer;
  return [...newer, ...(await inSpan(question, from, { at: middle, place: '', id: firstId }, limit - newer.length))];
}

/** All hits of a span, newest first; null where they are too many to be gathered. */
async function gather(question: Question, from: Date, before: EntryKey): Promise<EntryKey[] | null> {
  const hits = await ask(question, from, before, gathered + 1, false);
  return hits.length > gathered ? null : hits.sort(newestFirst);
}

async function ask(
  { tx, queues, asked }: Question,
  from: Date,
  before: EntryKey,
  limit: number,
  isNewest: boolean,
): Promise<EntryKey[]> {
  const { rows } = await sql<EntryKey>`
    select at, place, id from entries_saying(${asked}::tsquery, ${queues}::uuid[], ${from}, ${before.at}, ${before.place}, ${before.id}::uuid,
      ${limit}, ${isNewest})`.execute(tx);
  return rows;
}

async function ofConversations(
  tx: Tx,
  workspaceId: string,
  ids: string[],
  asked: string,
  after: EntryKey | null,
  limit: number,
): Promise<EntryKey[]> {
  const { rows } = await sql<EntryKey>`
    select e.at, e.place, e.id from conversation c cross join lateral (
      select e.at, e.place, e.id from entry e
      where e.workspace_id = c.workspace_id and e.conversation_id = c.id and e.at >= c.first_at and e.at <= greatest(c.last_at, c.told_at)
        and (e.tsv || '') @@ ${asked}::tsquery and ${below(after)} ${newest} limit ${limit}
    ) e
    where c.workspace_id = ${workspaceId} and c.id = any(${ids}::uuid[]) ${newest} limit ${limit}`.execute(tx);
  return rows.map(keyOf);
}

function keyOf({ at, place, id }: EntryKey): EntryKey {
  return { at, place, id };
}

function newestFirst(a: EntryKey, b: EntryKey): number {
  return b.at.getTime() - a.at.getTime() || compare(b.place, a.place) || compare(b.id, a.id);
}

/** Byte order, as the store compares them (collate "C"). */
function compare(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
