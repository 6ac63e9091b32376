import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { announce } from '../live/announce.ts';
import { forgotten } from '../privacy/forgotten.ts';
import { keptCards } from '../privacy/held.ts';

/**
 * Erases cards that were laid into the bin before a moment (R-DIR-8), with those merged into them: name, attributes, tags, values, words and
 * keys of imports go, and what the history kept of them. Left are the row, so that its number is never given again (R-DIR-4) and
 * answers NOT_FOUND, and the fact of each change: what was done, by whom, when. Conversations are another matter: they left when
 * the card was binned. Cards that somebody works on right now wait for the next time, and those that a hold stands on for its end (R-HIS-7).
 * @param atMost cards at once, so that the transaction stays short.
 * @returns how many cards were erased.
 */
export async function purgeBin(tx: Tx, workspaceId: string, before: Date, atMost: number): Promise<number> {
  const binned = await lockBinned(tx, workspaceId, before, atMost);
  if (binned.length === 0) return 0;
  const cards = await withMerged(tx, workspaceId, binned);
  await takeValues(tx, workspaceId, cards);
  for (const table of [
    'contact_word',
    'contact_import_key',
    'contact_activity',
    'refusal',
    'duplicate_key',
    'value_beneath',
  ]) {
    await sql`delete from ${sql.table(table)} where workspace_id = ${workspaceId} and contact_id = any(${cards}::bigint[])`.execute(
      tx,
    );
  }
  await sql`delete from duplicate_pair where workspace_id = ${workspaceId}
    and (a_id = any(${cards}::bigint[]) or b_id = any(${cards}::bigint[]))`.execute(tx);
  await forgetTouched(tx, workspaceId, cards);
  await eraseCards(tx, workspaceId, cards);
  await announce(tx, workspaceId, { topic: 'contact', contactIds: binned, what: 'change' });
  return binned.length;
}

/** The longest in the bin first; walks the index contact_in_bin. What is held is asked again once the cards are locked: nobody places a hold from then on. */
async function lockBinned(tx: Tx, workspaceId: string, before: Date, atMost: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from contact where workspace_id = ${workspaceId} and state = 'binned' and binned_at < ${before} and id <> all(array(${keptCards(workspaceId)}))
    order by binned_at, id limit ${atMost} for update skip locked`.execute(tx);
  const { rows: held } = await sql<{ id: number }>`${keptCards(workspaceId)}`.execute(tx);
  const kept = new Set(held.map(({ id }) => id));
  return rows.flatMap(({ id }) => (kept.has(id) ? [] : id));
}

async function withMerged(tx: Tx, workspaceId: string, binned: number[]): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from contact where workspace_id = ${workspaceId} and survivor_id = any(${binned}::bigint[]) order by id for update`.execute(
    tx,
  );
  return rows.map(({ id }) => id);
}

/**
 * Takes the values off the cards; the row of a value goes where nothing stands on it any more. The rows are locked first, in a statement of
 * their own: a card that takes such a value at this moment is then waited for, and seen.
 */
async function takeValues(tx: Tx, workspaceId: string, cards: number[]): Promise<void> {
  const { rows } = await sql<{ kind: string; account: string; key: string }>`
    select v.kind, v.account, v.key from identifier v
    where v.workspace_id = ${workspaceId} and (v.kind, v.account, v.key) in (
      select kind, account, key from contact_identifier where workspace_id = ${workspaceId} and contact_id = any(${cards}::bigint[]))
    order by v.kind, v.account, v.key for update`.execute(tx);
  await sql`delete from contact_identifier where workspace_id = ${workspaceId} and contact_id = any(${cards}::bigint[])`.execute(
    tx,
  );
  await sql`
    delete from identifier v
    using unnest(${rows.map(({ kind }) => kind)}::text[], ${rows.map(({ account }) => account)}::text[], ${rows.map(({ key }) => key)}::text[])
      as t (kind, account, key)
    where v.workspace_id = ${workspaceId} and v.kind = t.kind and v.account = t.account and v.key = t.key and v.owner_id is null
      and not exists (select from contact_identifier s
        where s.workspace_id = v.workspace_id and s.kind = v.kind and s.account = v.account and s.key = v.key)`.execute(
    tx,
  );
}

/**
 * Of the values that changes touched nothing is kept; of links the two ids, so that undoing one still knows what it is about. A merge, also one that was
 * undone, keeps a card's values on the other card as well: of such a change nothing is kept of any card.
 */
async function forgetTouched(tx: Tx, workspaceId: string, cards: number[]): Promise<void> {
  await sql`update change_item set before = ${forgotten('before')}, after = ${forgotten('after')}
    where workspace_id = ${workspaceId} and (contact_id = any(${cards}::bigint[]) or change_id = any(array(
      select change_id from change_item m where m.workspace_id = ${workspaceId} and m.contact_id = any(${cards}::bigint[]) and m.target = 'merged')))`.execute(
    tx,
  );
}

/** The survivors become erased; a card merged into one stays its own tombstone, which leads to an erased one. */
async function eraseCards(tx: Tx, workspaceId: string, cards: number[]): Promise<void> {
  await sql`
    update contact set state = case when state = 'binned' then 'erased' else state end, binned_at = null,
      name = null, name_source = null, name_rank = 0, name_at = null, name_folded = '', sort_key = '', search_folded = '',
      attributes = '{}', extra = '{}', conflicts = '{}', tags = '{}', last_contact_at = null, version = version + 1, updated_at = ${new Date()}
    where workspace_id = ${workspaceId} and id = any(${cards}::bigint[])`.execute(tx);
}
