import { sql } from 'kysely';
import { fold, foldVersion } from '#contract/fold.ts';
import { sortKey } from '#contract/sort-key.ts';
import type { Tx } from '#db/database.ts';
import type { CardState } from '../card-state.ts';
import { searchedAs, searchTexts, searchWords } from '../refresh-search.ts';
import type { SavedCard } from './saved-card.ts';

/** The next numbers of the workspace, given once and never again (R-DIR-4). */
export async function cardNumbers(tx: Tx, count: number): Promise<number[]> {
  if (count === 0) return [];
  const { rows } = await sql<{ id: number }>`select next_contact_id() as id from generate_series(1, ${count})`.execute(
    tx,
  );
  return rows.map(({ id }) => id).sort((a, b) => a - b);
}

const columns = sql`(id bigint, version int, name text, name_source text, name_rank smallint, name_at timestamptz, name_folded text, sort_key text,
  search_folded text, attributes jsonb, conflicts jsonb, extra jsonb, tags text[])`;

/** Writes the rows of new cards. */
export async function insertCards(tx: Tx, workspaceId: string, cards: SavedCard[], now: Date): Promise<void> {
  if (cards.length === 0) return;
  await sql`
    insert into contact (workspace_id, id, survivor_id, name, name_source, name_rank, name_at, name_folded, sort_key, search_folded,
      attributes, conflicts, extra, tags, fold_version, created_at, updated_at)
    select ${workspaceId}::uuid, id, id, name, name_source, name_rank, name_at, name_folded, sort_key, search_folded,
      attributes, conflicts, extra, tags, ${foldVersion}::smallint, ${now}::timestamptz, ${now}::timestamptz
    from jsonb_to_recordset(${asRows(cards)}::jsonb) as r ${columns}`.execute(tx);
}

/** Writes the rows of cards that were there, whole: the caller has locked them. */
export async function updateCards(tx: Tx, workspaceId: string, cards: SavedCard[], now: Date): Promise<void> {
  if (cards.length === 0) return;
  await sql`
    update contact c set version = r.version, name = r.name, name_source = r.name_source, name_rank = r.name_rank, name_at = r.name_at,
      name_folded = r.name_folded, sort_key = r.sort_key, search_folded = r.search_folded, attributes = r.attributes, conflicts = r.conflicts, extra = r.extra, tags = r.tags,
      fold_version = ${foldVersion}::smallint, updated_at = case when c.version = r.version then c.updated_at else ${now}::timestamptz end
    from jsonb_to_recordset(${asRows(cards)}::jsonb) as r ${columns}
    where c.workspace_id = ${workspaceId} and c.id = r.id`.execute(tx);
}

function asRows(cards: SavedCard[]): string {
  return JSON.stringify(
    cards.map(({ after }) => ({
      id: after.id,
      version: after.version,
      name: after.name?.value ?? null,
      name_source: after.name?.source ?? null,
      name_rank: after.name?.rank ?? 0,
      name_at: after.name?.at ?? null,
      name_folded: fold(after.name?.value ?? ''),
      sort_key: sortKey(after.name?.value ?? '').slice(0, 500),
      search_folded: searchedAs(textsOf(after)),
      attributes: after.attributes,
      conflicts: after.conflicts,
      extra: after.extra,
      tags: after.tags,
    })),
  );
}

/** Makes cards findable by the beginnings of their words; those that no longer hold go. */
export async function writeSearch(tx: Tx, workspaceId: string, cards: SavedCard[]): Promise<void> {
  if (cards.length === 0) return;
  const there = cards.filter(({ before }) => before !== null).map(({ after }) => after.id);
  if (there.length > 0)
    await sql`delete from contact_word where workspace_id = ${workspaceId} and contact_id = any(${there}::bigint[])`.execute(
      tx,
    );
  const words = cards.flatMap(({ after }) =>
    searchWords(after.name?.value ?? null, textsOf(after)).map((word) => ({ word, id: after.id })),
  );
  await sql`
    insert into contact_word (workspace_id, word, contact_id)
    select ${workspaceId}::uuid, word, id from jsonb_to_recordset(${JSON.stringify(words)}::jsonb) as r (word text, id bigint)
    on conflict do nothing`.execute(tx);
}

function textsOf({ id, name, attributes, values }: CardState): string[] {
  return searchTexts({ id, name: name?.value ?? null, company: attributes.company?.value, values });
}
