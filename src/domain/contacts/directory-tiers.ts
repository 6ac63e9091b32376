import { type RawBuilder, sql } from 'kysely';
import { words } from '#contract/words.ts';
import type { Tx } from '#db/database.ts';
import type { DirectoryQuery } from './directory-query.ts';
import { wordBeginning } from './refresh-search.ts';

/**
 * Some hits: which rows of `c` belong to them, and where their cards may be looked up. `candidates` answers the ids of at most
 * `most` cards among which all of them are, cheaply, or null when there are more; `gathered` likewise, at a cost that grows
 * with the commonest fragment.
 */
export interface DirectoryTier {
  isIn: RawBuilder<boolean>;
  candidates?: (tx: Tx, most: number) => Promise<number[] | null>;
  gathered?: (tx: Tx, most: number) => Promise<number[] | null>;
}

/** The tiers of relevance, see `relevanceTiers`. */
export interface RelevanceTiers {
  exact: DirectoryTier;
  names: DirectoryTier;
  sounds: DirectoryTier;
  rest: DirectoryTier;
}

/**
 * Exact value, number or name; then what begins words of the name; then names that sound so in other letters; then what contains it anywhere.
 * @param found SQL for the ids that `exactIds` is about, as an array or a query in brackets.
 */
export function relevanceTiers(workspaceId: string, query: DirectoryQuery, found: RawBuilder<unknown>): RelevanceTiers {
  const exact = sql<boolean>`(c.id = any(${found}) or c.name_folded = ${query.text})`;
  const name = beginsWords(query);
  const gathered = gather(query);
  return {
    exact: { isIn: exact, candidates: (tx, most) => exactCandidates(tx, workspaceId, query, most) },
    names: {
      isIn: sql<boolean>`(${name} and not ${exact})`,
      candidates: (tx, most) => rarestWord(tx, workspaceId, query, most),
      ...(gathered && query.nameWords.length > 1 && { gathered }), // one common word is met soon enough on a walk
    },
    sounds: { isIn: sql<boolean>`not (${contains(query)} or ${name} or ${exact})` },
    rest: {
      isIn: sql<boolean>`(${contains(query)} and not ${name} and not ${exact})`,
      candidates: (tx, most) => shortCandidates(tx, workspaceId, query, most),
      ...(gathered && { gathered }),
    },
  };
}

/** All that a query finds as one tier, for the other orders. */
export function everyHit(workspaceId: string, query: DirectoryQuery, found: number[]): DirectoryTier {
  const gathered = gather(query);
  return {
    isIn: sql<boolean>`(c.id = any(${found}::bigint[]) or ${contains(query)})`,
    candidates: async (tx, most) => withExact(found, await shortCandidates(tx, workspaceId, query, most)),
    ...(gathered && { gathered: async (tx, most) => withExact(found, await gathered(tx, most)) }),
  };
}

const withExact = (found: number[], others: number[] | null) => others && [...new Set([...found, ...others])];

/** The ids of the cards that the text names by an identifier's very form, or by their number: also by that of a card merged into them. */
export async function exactIds(tx: Tx, workspaceId: string, query: DirectoryQuery): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`${exactlyNamed(workspaceId, query)}`.execute(tx);
  return rows.map(({ id }) => id);
}

/** What `exactIds` asks, as a query of one column `id`. */
export function exactlyNamed(workspaceId: string, query: DirectoryQuery): RawBuilder<unknown> {
  const byValue = sql`(select s.contact_id as id from identifier i
    join contact_identifier s on s.workspace_id = i.workspace_id and s.kind = i.kind and s.account = i.account and s.key = i.key
    where i.workspace_id = ${workspaceId} and i.key = any(${query.keys}::text[]) limit 1000)`;
  const byNumber = sql`select survivor_id from contact where workspace_id = ${workspaceId} and id = ${query.id}`;
  return query.id === null ? sql`select distinct id from ${byValue} v` : sql`${byValue} union ${byNumber}`;
}

/** What words of a name begin with (see `searchWords`), the longest first: it is likely the rarest. */
export function nameBeginnings({ nameWords }: DirectoryQuery): string[] {
  return nameWords
    .flatMap((fragment) => words(fragment))
    .sort((a, b) => b.length - a.length)
    .slice(0, 3)
    .map((word) => ` ${word}`);
}

/** Cards of just this name, one more than `most` at most, as a query of one column `id`. */
export function cardsNamed(workspaceId: string, query: DirectoryQuery, most: number): RawBuilder<unknown> {
  return sql`select id from contact where workspace_id = ${workspaceId} and state = 'active' and name_folded = ${query.text} limit ${most + 1}`;
}

async function exactCandidates(
  tx: Tx,
  workspaceId: string,
  query: DirectoryQuery,
  most: number,
): Promise<number[] | null> {
  const { rows } = await sql<{
    id: number;
  }>`(${cardsNamed(workspaceId, query, most)}) union all (${exactlyNamed(workspaceId, query)})`.execute(tx);
  return rows.length > most ? null : [...new Set(rows.map(({ id }) => id))];
}

/** Cards by the rarest of some words of the name. */
async function rarestWord(tx: Tx, workspaceId: string, query: DirectoryQuery, most: number): Promise<number[] | null> {
  for (const beginning of nameBeginnings(query)) {
    const cards = await byWords(tx, workspaceId, [beginning], most);
    if (cards) return cards;
  }
  return null;
}

/** One or two characters: they begin a word of the name, or any other. */
async function shortCandidates(
  tx: Tx,
  workspaceId: string,
  query: DirectoryQuery,
  most: number,
): Promise<number[] | null> {
  if (query.contains) return null;
  for (const word of query.shortWords.slice(0, 4)) {
    const cards = await byWords(tx, workspaceId, [word, ` ${word}`], most);
    if (cards) return cards;
  }
  return query.shortWords.length === 0 ? [] : null;
}

async function byWords(tx: Tx, workspaceId: string, beginnings: string[], most: number): Promise<number[] | null> {
  const each = beginnings.map((beginning) => sql`(${cardsWithWord(workspaceId, beginning, most)})`);
  const { rows } = await sql<{ id: number }>`${sql.join(each, sql` union all `)}`.execute(tx);
  return rows.length > most ? null : [...new Set(rows.map(({ id }) => id))];
}

/** The cards with a word that begins so, one more than `most` at most, as a query of one column `id`: some several times. */
export function cardsWithWord(workspaceId: string, beginning: string, most: number): RawBuilder<unknown> {
  const from = beginning.slice(0, wordBeginning + 1);
  return sql`select contact_id as id from contact_word
    where workspace_id = ${workspaceId} and word >= ${from} and word < ${`${from}\u{10ffff}`} limit ${most + 1}`;
}

/** Through the trigram index, which gathers all hits of the commonest fragment before it answers. */
function gather(query: DirectoryQuery): DirectoryTier['gathered'] {
  if (!query.contains) return undefined;
  const alternatives = query.contains;
  return async (tx, most) => {
    const { rows } = await sql<{ id: number }>`${cardsContaining(alternatives, most)}`.execute(tx);
    return rows.length > most ? null : rows.map(({ id }) => id);
  };
}

/** The cards that contain all fragments of an alternative, one more than `most` at most, as a query of one column `id`. */
export function cardsContaining(alternatives: string[][], most: number): RawBuilder<unknown> {
  return sql`select f.id from contacts_containing(${JSON.stringify(alternatives)}::jsonb, ${most + 1}) f (id)`;
}

function beginsWords(query: DirectoryQuery): RawBuilder<boolean> {
  const begins = query.nameWords.map((word) => sql`(' ' || c.name_folded) like ${`% ${escaped(word)}%`}`);
  return sql<boolean>`(${sql.join(begins, sql` and `)})`;
}

function contains(query: DirectoryQuery): RawBuilder<boolean> {
  if (!query.contains) {
    if (query.shortWords.length === 0) return sql<boolean>`false`;
    const begins = query.shortWords.map((word) => sql`c.search_folded ~ ${`(^|[^a-z0-9])${word}`}`);
    return sql<boolean>`(${sql.join(begins, sql` and `)})`;
  }
  const alternatives = query.contains.map(
    (fragments) =>
      sql`(${sql.join(
        fragments.map((fragment) => sql`c.search_folded like ${`%${escaped(fragment)}%`}`),
        sql` and `,
      )})`,
  );
  return sql<boolean>`(${sql.join(alternatives, sql` or `)})`;
}

function escaped(fragment: string): string {
  return fragment.replace(/[\\%_]/g, '\\$&');
}
