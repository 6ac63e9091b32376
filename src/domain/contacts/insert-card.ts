import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { fold, foldVersion } from '#contract/fold.ts';
import { sortKey } from '#contract/sort-key.ts';
import type { Tx } from '#db/database.ts';
import type { AttributeValue } from '#db/schema.ts';
import { severalKinds } from '../fields/identifying-fields.ts';
import { byKey, isNobodys, type ValueToAttach } from './attach-values.ts';
import { searchedAs, searchTexts, searchWords } from './refresh-search.ts';

/** A value that stands on a new card, as its history tells it. */
export interface StandingValue extends ValueToAttach {
  id: string;
  main: boolean;
}

/**
 * Makes a card with the values it owns, findable at once, in one statement: the way of the intake. The row of each value is inserted in
 * the order of its key, so that a transaction which brings the same value at the same moment waits for this one.
 * @returns the card, or null when one of the values was taken meanwhile: then nothing of the card is left.
 */
export async function insertCard(
  tx: Tx,
  workspaceId: string,
  card: { name: AttributeValue | null; values: ValueToAttach[] },
): Promise<{ id: number; values: StandingValue[] } | null> {
  const values = standing(card.values);
  const several = await severalKinds(
    tx,
    workspaceId,
    values.map(({ kind }) => kind),
  );
  // One value is taken or is not; of several, some may be ours by the time that another proves to be taken.
  if (values.length === 1) return insertOwned(tx, workspaceId, card.name, values, several);
  await sql`savepoint new_card`.execute(tx);
  const made = await insertOwned(tx, workspaceId, card.name, values, several);
  await sql.raw(made ? 'release savepoint new_card' : 'rollback to savepoint new_card').execute(tx);
  return made;
}

/**
 * Null when a value was taken; of several values, what was written is then to be rolled back.
 * @param several kinds whose values may stand on several cards: they are shared, and never taken (R-ID-6).
 */
async function insertOwned(
  tx: Tx,
  workspaceId: string,
  name: AttributeValue | null,
  values: StandingValue[],
  several: Set<string>,
): Promise<{ id: number; values: StandingValue[] } | null> {
  const exclusive = values.filter(({ kind }) => !several.has(kind)).length;
  const texts = searchTexts({ name: name?.value ?? null, values });
  const column = <Column>(of: (value: StandingValue) => Column) => values.map(of);
  const isOurs = sql`(${values.length > 1 || exclusive === 0} or exists (select from owned where owner_id = number.id))`;
  const { rows } = await sql<{ id: number; owned: number }>`
    with number as materialized (select next_contact_id() as id),
    given as (
      select * from unnest(${column((value) => value.kind)}::text[], ${column((value) => value.account)}::text[], ${column((value) => value.key)}::text[],
        ${column((value) => value.id)}::uuid[], ${column((value) => value.display)}::text[], ${column((value) => value.trust)}::smallint[],
        ${column((value) => JSON.stringify(value.source))}::jsonb[], ${column((value) => value.main)}::boolean[], ${column((value) => value.seenAt)}::timestamptz[],
        ${column((value) => several.has(value.kind))}::boolean[])
        with ordinality as g (kind, account, key, value_id, display, trust, source, main, seen_at, shared, place)),
    owned as (
      insert into identifier (workspace_id, kind, account, key, state, owner_id, last_seen)
      select ${workspaceId}, kind, account, key, case when shared then 'shared' else 'owned' end, case when not shared then number.id end, seen_at
      from given, number order by place
      on conflict (workspace_id, kind, account, key) do update set
        state = case when excluded.state = 'shared' or ${isNobodys} then excluded.state else identifier.state end,
        owner_id = case when excluded.state = 'shared' or ${isNobodys} then excluded.owner_id else identifier.owner_id end,
        last_seen = greatest(identifier.last_seen, excluded.last_seen)
      returning owner_id),
    card as (
      insert into contact (workspace_id, id, survivor_id, name, name_source, name_rank, name_at, name_folded, sort_key, search_folded, fold_version)
      select ${workspaceId}, id, id, ${name?.value ?? null}, ${name?.source ?? null}, ${name?.rank ?? 0}, ${name?.at ?? null}::timestamptz,
        ${fold(name?.value ?? '')}, ${sortKey(name?.value ?? '').slice(0, 500)}, id || E'\n' || ${searchedAs(texts)}, ${foldVersion}
      from number where ${isOurs}),
    stands as (
      insert into contact_identifier (workspace_id, contact_id, kind, account, key, id, display, trust, source, main, first_seen, place)
      select ${workspaceId}, number.id, kind, account, key, value_id, display, trust, source, main, seen_at, place from given, number where ${isOurs}),
    found_by as (
      insert into contact_word (workspace_id, word, contact_id)
      select ${workspaceId}, word, number.id from (select unnest(${searchWords(name?.value ?? null, texts)}::text[]) as word union select id::text from number) w, number
      where ${isOurs})
    select number.id, (select count(*) from owned where owner_id = number.id) as owned from number`.execute(tx);
  const made = rows[0];
  return made?.owned === exclusive ? { id: made.id, values } : null;
}

/** In the order of their keys; the most trusted of each kind is its main one. */
function standing(values: ValueToAttach[]): StandingValue[] {
  const distinct = [
    ...new Map(values.map((value) => [JSON.stringify([value.kind, value.account, value.key]), value])).values(),
  ].sort(byKey);
  const mains = new Map<string, ValueToAttach>();
  for (const value of distinct) {
    const main = mains.get(value.kind);
    if (!main || value.trust > main.trust) mains.set(value.kind, value);
  }
  return distinct.map((value) => ({ ...value, id: randomUUID(), main: mains.get(value.kind) === value }));
}
