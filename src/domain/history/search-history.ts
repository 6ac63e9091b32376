import { type RawBuilder, sql } from 'kysely';
import { searchQuery } from '#contract/words.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../operators/actor.ts';
import { mayRead } from '../operators/policy.ts';
import { readChanges } from './read-changes.ts';
import { answers } from './snippet.ts';

/** The most conversations and entries that are looked through one by one, and the most hits that are gathered before paging. */
const few = { conversations: 2_000, entries: 5_000, hits: 2_000, participating: 500, changes: 1_000 };

/** What a search of one card's history found: the conversations and changes; `everywhere` when there are too many to gather. */
export interface HistoryFinds {
  conversations: string[] | 'everywhere';
  changes: string[];
}

/**
 * Finds the conversations and changes of a card that a query hits (R-HIS-3). Small histories are read entry by entry, which beats any index
 * over the whole workspace; large ones ask the index of entries by card, up to a limit. Above it the words are so common that walking the axis
 * fills a page soon: the answer then is `everywhere`.
 */
export async function searchHistory(tx: Tx, actor: Actor, family: number[], query: string): Promise<HistoryFinds> {
  const asked = sql`${searchQuery(query)}::tsquery`;
  const own = await ownConversations(tx, actor, family);
  const isFew = own.length <= few.conversations && own.reduce((sum, one) => sum + one.entries, 0) <= few.entries;
  const found = isFew ? await hitAmong(tx, actor.workspaceId, own, asked) : await hitByIndex(tx, actor, family, asked);
  const changes = await changesHit(tx, actor, family, query);
  if (found === 'everywhere') return { conversations: found, changes: changes.alone };
  const others = await hitAmong(tx, actor.workspaceId, await otherConversations(tx, actor, family), asked);
  return { conversations: [...new Set([...found, ...others, ...changes.conversations])], changes: changes.alone };
}

interface Searched {
  id: string;
  entries: number;
  firstAt: Date;
  /** The last entry, notes and events among them. */
  lastAt: Date;
}

async function ownConversations(tx: Tx, actor: Actor, family: number[]): Promise<Searched[]> {
  const { rows } = await sql<Searched>`
    select c.id, c.entries, c.first_at, greatest(c.last_at, c.told_at) as last_at from conversation c
    where c.workspace_id = ${actor.workspaceId} and c.contact_id = any(${family}::bigint[])
      and ${mayReadRoot(actor)} limit ${few.conversations + 1}`.execute(tx);
  return rows;
}

/**
 * The newest conversations saved with other cards in which the card's values are listed participants. Its values take part in all its own ones as
 * well: those are taken off by the indexes alone, before a row is read.
 */
async function otherConversations(tx: Tx, actor: Actor, family: number[]): Promise<Searched[]> {
  const { rows } = await sql<Searched>`
    with met as materialized (
      select p.conversation_id as id from identifier i
      join participant p on p.workspace_id = i.workspace_id and p.kind = i.kind and p.account = i.account and p.key = i.key
      where i.workspace_id = ${actor.workspaceId} and i.owner_id = any(${family}::bigint[])
      except
      select c.id from conversation c where c.workspace_id = ${actor.workspaceId} and c.contact_id = any(${family}::bigint[])
    )
    select c.id, c.entries, c.first_at, greatest(c.last_at, c.told_at) as last_at from met
    join conversation c on c.workspace_id = ${actor.workspaceId} and c.id = met.id
    where ${mayReadRoot(actor)} and exists (
      select from participant p
      join identifier i on i.workspace_id = p.workspace_id and i.kind = p.kind and i.account = p.account and i.key = p.key
      where p.workspace_id = c.workspace_id and p.conversation_id = c.id and p.listed and i.owner_id = any(${family}::bigint[]))
    order by c.first_at desc limit ${few.participating}`.execute(tx);
  return rows;
}

function mayReadRoot(actor: Actor): RawBuilder<unknown> {
  return sql`exists (select from conversation root where root.workspace_id = c.workspace_id and root.id = c.root_id
    and ${mayRead(actor, sql.ref('root.queue_id'), sql.ref('root.id'))})`;
}

/** Which of the conversations have a hit, as ids of their roots. `|| ''` keeps the planner from an index over everybody's words. */
async function hitAmong(tx: Tx, workspaceId: string, among: Searched[], asked: RawBuilder<unknown>): Promise<string[]> {
  if (among.length === 0) return [];
  const { from, to } = timesOf(among);
  const { rows } = await sql<{ id: string }>`
    select distinct c.root_id as id from entry e
    join conversation c on c.workspace_id = e.workspace_id and c.id = e.conversation_id
    where e.workspace_id = ${workspaceId} and e.conversation_id = any(${among.map(({ id }) => id)}::uuid[])
      and e.at >= ${from} and e.at <= ${to} and (e.tsv || '') @@ ${asked}`.execute(tx);
  return rows.map(({ id }) => id);
}

async function hitByIndex(
  tx: Tx,
  actor: Actor,
  family: number[],
  asked: RawBuilder<unknown>,
): Promise<string[] | 'everywhere'> {
  const { rows: hits } = await sql<{ id: string }>`
    select e.conversation_id as id from entries_of_contacts_saying(${asked}, ${family}::bigint[], ${few.hits + 1}) e(conversation_id)`.execute(
    tx,
  );
  if (hits.length > few.hits) return 'everywhere';
  const { rows } = await sql<{ id: string }>`
    select distinct c.root_id as id from conversation c
    where c.workspace_id = ${actor.workspaceId} and c.id = any(${[...new Set(hits.map(({ id }) => id))]}::uuid[]) and ${mayReadRoot(actor)}`.execute(
    tx,
  );
  return rows.map(({ id }) => id);
}

/** Changes in whose values, as the actor may read them, the words stand; those of a conversation on the axis count for it. */
async function changesHit(
  tx: Tx,
  actor: Actor,
  family: number[],
  query: string,
): Promise<{ alone: string[]; conversations: string[] }> {
  const { rows } = await sql<{ id: string; rootId: string | null }>`
    select i.change_id as id, c.root_id
    from (select distinct at, change_id from change_item where workspace_id = ${actor.workspaceId} and contact_id = any(${family}::bigint[])
      order by at desc, change_id desc limit ${few.changes}) i
    join change ch on ch.workspace_id = ${actor.workspaceId} and ch.id = i.change_id
    left join conversation c on c.workspace_id = ch.workspace_id and c.id = ch.conversation_id and c.contact_id = any(${family}::bigint[])
      and ${mayReadRoot(actor)}`.execute(tx);
  const changes = await readChanges(
    tx,
    actor,
    rows.map(({ id }) => id),
  );
  const hit = new Set(
    changes.filter((change) => answers(change.items.flatMap(textsOf).join('\n'), query)).map(({ id }) => id),
  );
  const found = rows.filter(({ id }) => hit.has(id));
  return {
    alone: found.filter(({ rootId }) => rootId === null).map(({ id }) => id),
    conversations: found.flatMap(({ rootId }) => rootId ?? []),
  };
}

function textsOf({ before, after }: { before: unknown; after: unknown }): string[] {
  return [before, after].flatMap((side) => {
    if (typeof side === 'string') return side;
    if (typeof side !== 'object' || side === null) return [];
    const { display, key, label, subject } = side as Record<string, unknown>;
    return [display, key, label, subject].filter((text) => typeof text === 'string');
  });
}

function timesOf(among: Searched[]): { from: Date; to: Date } {
  return {
    from: new Date(Math.min(...among.map(({ firstAt }) => firstAt.getTime()))),
    to: new Date(Math.max(...among.map(({ lastAt }) => lastAt.getTime())) + 1), // the store's clock is finer than ours
  };
}
