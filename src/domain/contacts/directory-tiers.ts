import { type RawBuilder, sql } from 'kysely';
import { words } from '#contract/words.ts';
import type { Tx } from '#db/database.ts';
import { type Containing, gatherContaining, type Newest } from './directory-containing.ts';
import type { DirectoryQuery } from './directory-query.ts';
import { wordBeginning } from './refresh-search.ts';

/**
 * Some hits: which rows of `c` belong to them, and where their cards may be looked up. `candidates` answers the ids of at most
 * `most` cards among which all of them are, cheaply, or null when there are more; `gathered` likewise, at a cost that grows
 * with the commonest fragment, or null where that would mean to read more than are `worth` it; of the `newest` that are wanted it may answer no more.
 */
export interface DirectoryTier {
  isIn: RawBuilder<boolean>;
  candidates?: (tx: Tx, most: number) => Promise<number[] | null>;
  gathered?: (tx: Tx, most: number, newest?: Newest | null, worth?: number | null) => Promise<number[] | null>;
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
  return {
    exact: { isIn: exact, candidates: (tx, most) => exactCandidates(tx, workspaceId, query, most) },
    names: {
      isIn: sql<boolean>`(${name} and not ${exact})`,
      candidates: (tx, most) => rarestWord(tx, workspaceId, query, most),
      ...(isLookedUp(query) && {
        gathered: (tx, most, newest, worth) => gatherContaining(tx, namedSo(query, found, most, newest, worth)),
      }),
    },
    sounds: { isIn: sql<boolean>`not (${contains(query)} or ${name} or ${exact})` },
    rest: {
      isIn: sql<boolean>`(${contains(query)} and not ${name} and not ${exact})`,
      candidates: (tx, most) => shortCandidates(tx, workspaceId, query, most),
      ...(query.contains && {
        gathered: (tx, most, newest, worth) => gatherContaining(tx, restContaining(query, found, most, newest, worth)),
      }),
    },
  };
}

/** All that a query finds as one tier, for the other orders. */
export function everyHit(workspaceId: string, query: DirectoryQuery, found: number[]): DirectoryTier {
  const gathered = gather(query);
  return {
    isIn: sql<boolean>`(c.id = any(${found}::bigint[]) or ${contains(query)})`,
    candidates: async (tx, most) => withExact(found, await shortCandidates(tx, workspaceId, query, most)),
    ...(gathered && {
      gathered: async (tx, most, _newest, worth) => withExact(found, await gathered(tx, most, null, worth)),
    }),
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

/** What a word begins with, or a whole one. Words of names have a space before them (see `searchWords`). */
export interface Beginning {
  word: string;
  isWhole: boolean;
}

/** What words of a name begin with, the longest first: it is likely the rarest. A word that is followed by a sign is whole. */
export function nameBeginnings({ nameWords }: DirectoryQuery): Beginning[] {
  return nameWords
    .flatMap((fragment) => {
      const isClosed = /[^\p{L}\p{N}\p{M}]$/u.test(fragment);
      return words(fragment).map((word, n, all) => ({ word: ` ${word}`, isWhole: isClosed || n < all.length - 1 }));
    })
    .sort((a, b) => b.word.length - a.word.length)
    .slice(0, 3);
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
    const cards = await byWords(tx, workspaceId, [begins(word), begins(` ${word}`)], most);
    if (cards) return cards;
  }
  return query.shortWords.length === 0 ? [] : null;
}

const begins = (word: string): Beginning => ({ word, isWhole: false });

async function byWords(tx: Tx, workspaceId: string, beginnings: Beginning[], most: number): Promise<number[] | null> {
  const each = beginnings.map((beginning) => sql`(${cardsWithWord(workspaceId, beginning, most)})`);
  const { rows } = await sql<{ id: number }>`${sql.join(each, sql` union all `)}`.execute(tx);
  return rows.length > most ? null : [...new Set(rows.map(({ id }) => id))];
}

/** The cards with a word that begins so, one more than `most` at most, as a query of one column `id`: some several times. */
export function cardsWithWord(
  workspaceId: string,
  { word, isWhole }: Beginning,
  most: number | RawBuilder<number>,
): RawBuilder<unknown> {
  const from = word.slice(0, wordBeginning + 1);
  const end = isWhole ? '\u0001' : '\u{10ffff}';
  return sql`select contact_id as id from contact_word
    where workspace_id = ${workspaceId} and word >= ${from} and word < ${`${from}${end}`} limit ${most}::int + 1`;
}

/** Through the trigram index, which gathers all hits of the commonest fragment before it answers. */
function gather(query: DirectoryQuery): DirectoryTier['gathered'] {
  if (!query.contains) return undefined;
  const alternatives = query.contains;
  return (tx, most, _newest, worth = null) =>
    gatherContaining(tx, { alternatives, names: null, newest: null, worth, most });
}

/** What the last tier asks of the trigram index. */
export function restContaining(
  query: DirectoryQuery,
  found: RawBuilder<unknown>,
  most: number,
  newest: Newest | null = null,
  worth: number | null = null,
): Containing {
  return { alternatives: query.contains ?? [], names: namesOf(query, false, found), newest, worth, most };
}

/** Whether the trigram index knows of names with these words: of two letters it knows what words they begin. */
export function isLookedUp(query: DirectoryQuery): boolean {
  return query.nameWords.some((word) => word.length > 1);
}

/** What the tier of names asks of the trigram index. */
export function namedSo(
  query: DirectoryQuery,
  found: RawBuilder<unknown>,
  most: number,
  newest: Newest | null = null,
  worth: number | null = null,
): Containing {
  return { alternatives: [query.nameWords], names: namesOf(query, true, found), newest, worth, most };
}

/** What is asked for the cards of just this name. */
export function namedJustSo(query: DirectoryQuery, most: number, newest: Newest | null, worth: number): Containing {
  const names = { beginnings: [` ${escaped(query.text)}`], areWanted: true, found: sql`null::bigint[]`, named: null };
  return { alternatives: [query.nameWords], names, newest, worth, most };
}

/** A piece of a number or of an address: no order is worth walking for it before an index was asked. */
export function isLikelyRare({ text }: DirectoryQuery): boolean {
  return text.length >= 5 && /[\d@]/.test(text);
}

function namesOf(query: DirectoryQuery, areWanted: boolean, found: RawBuilder<unknown>): Containing['names'] {
  return { beginnings: query.nameWords.map(beginningPattern), areWanted, found, named: query.text };
}

function beginsWords(query: DirectoryQuery): RawBuilder<boolean> {
  const begins = query.nameWords.map((word) => sql`(' ' || c.name_folded) like ${beginningPattern(word)}`);
  return sql<boolean>`(${sql.join(begins, sql` and `)})`;
}

const beginningPattern = (word: string) => `% ${escaped(word)}%`;

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
