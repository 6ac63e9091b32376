import { type RawBuilder, sql } from 'kysely';
import { words } from '#contract/words.ts';
import type { Tx } from '#db/database.ts';
import type { DirectoryQuery } from './directory-query.ts';
import { soundingCards } from './directory-sounds.ts';
import { survivorsOf } from './lock-family.ts';
import { wordBeginning } from './refresh-search.ts';

/**
 * A tier of relevance: which rows of `c` belong to it, and where its cards may be looked up. `candidates` answers the ids of at most
 * `most` cards among which all of the tier are, cheaply, or null when there are more; `gathered` likewise, at a cost that grows
 * with the commonest fragment. `ranked` answers the tier's cards themselves, the best first, whatever the order of the list.
 */
export interface DirectoryTier {
  isIn: RawBuilder<boolean>;
  ranked?: (tx: Tx) => Promise<number[]>;
  candidates?: (tx: Tx, most: number) => Promise<number[] | null>;
  gathered?: (tx: Tx, most: number) => Promise<number[] | null>;
}

/**
 * Exact value, number or name; then what begins words of the name; then names that sound so in other letters; then what contains it anywhere. `found`: see
 * `exactIds`.
 */
export function relevanceTiers(workspaceId: string, query: DirectoryQuery, found: number[]): DirectoryTier[] {
  const exact = sql<boolean>`(c.id = any(${found}::bigint[]) or c.name_folded = ${query.text})`;
  const name = beginsWords(query);
  const gathered = gather(query);
  return [
    { isIn: exact, candidates: (tx, most) => exactCandidates(tx, workspaceId, query, found, most) },
    {
      isIn: sql<boolean>`(${name} and not ${exact})`,
      candidates: (tx, most) => rarestWord(tx, workspaceId, query.nameWords, most),
      ...(gathered && query.nameWords.length > 1 && { gathered }), // one common word is met soon enough on a walk
    },
    {
      isIn: sql<boolean>`not (${contains(query)} or ${name} or ${exact})`,
      ranked: (tx) => soundingCards(tx, workspaceId, query.given),
    },
    {
      isIn: sql<boolean>`(${contains(query)} and not ${name} and not ${exact})`,
      candidates: (tx, most) => shortCandidates(tx, workspaceId, query, most),
      ...(gathered && { gathered }),
    },
  ];
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
  const { rows } = await sql<{ id: number }>`
    select s.contact_id as id from identifier i
    join contact_identifier s on s.workspace_id = i.workspace_id and s.kind = i.kind and s.account = i.account and s.key = i.key
    where i.workspace_id = ${workspaceId} and i.key = any(${query.keys}::text[]) limit 1000`.execute(tx);
  const numbered = query.id === null ? [] : await survivorsOf(tx, workspaceId, [query.id]);
  return [...new Set([...rows.map(({ id }) => id), ...numbered])];
}

async function exactCandidates(
  tx: Tx,
  workspaceId: string,
  query: DirectoryQuery,
  found: number[],
  most: number,
): Promise<number[] | null> {
  const { rows } = await sql<{ id: number }>`
    select id from contact where workspace_id = ${workspaceId} and state = 'active' and name_folded = ${query.text} limit ${most + 1}`.execute(
    tx,
  );
  return rows.length > most
    ? null
    : withExact(
        found,
        rows.map(({ id }) => id),
      );
}

/** Cards by the rarest of some words of the name, longest first: it is likely rare. */
async function rarestWord(tx: Tx, workspaceId: string, fragments: string[], most: number): Promise<number[] | null> {
  const beginnings = fragments.flatMap((fragment) => words(fragment)).sort((a, b) => b.length - a.length);
  for (const beginning of beginnings.slice(0, 4)) {
    const cards = await byWords(tx, workspaceId, [` ${beginning}`], most);
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
  const ids = new Set<number>();
  for (const beginning of beginnings) {
    const from = beginning.slice(0, wordBeginning + 1);
    const { rows } = await sql<{ id: number }>`
      select contact_id as id from contact_word
      where workspace_id = ${workspaceId} and word >= ${from} and word < ${`${from}\u{10ffff}`} limit ${most + 1}`.execute(
      tx,
    );
    if (rows.length > most) return null;
    for (const { id } of rows) ids.add(id);
  }
  return [...ids];
}

/** Through the trigram index, which gathers all hits of the commonest fragment before it answers. */
function gather(query: DirectoryQuery): DirectoryTier['gathered'] {
  if (!query.contains) return undefined;
  const alternatives = query.contains;
  return async (tx, most) => {
    const { rows } = await sql<{ id: number }>`
      select id from contacts_containing(${JSON.stringify(alternatives)}::jsonb, ${most + 1}) as id`.execute(tx);
    return rows.length > most ? null : rows.map(({ id }) => id);
  };
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
