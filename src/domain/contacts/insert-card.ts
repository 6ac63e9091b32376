import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { fold, foldVersion } from '#contract/fold.ts';
import { sortKey } from '#contract/sort-key.ts';
import type { Tx } from '#db/database.ts';
import type { AttributeValue } from '#db/schema.ts';
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
  const next = await sql<{ id: number }>`select next_contact_id() as id`.execute(tx);
  const id = next.rows[0]?.id as number;
  const texts = searchTexts({ id, name: card.name?.value ?? null, values });
  const column = <Column>(of: (value: StandingValue) => Column) => values.map(of);

  await sql`savepoint new_card`.execute(tx);
  const { rows } = await sql<{ taken: number }>`
    with card as (
      insert into contact (workspace_id, id, survivor_id, name, name_source, name_rank, name_at, name_folded, sort_key, search_folded, fold_version)
      values (${workspaceId}, ${id}, ${id}, ${card.name?.value ?? null}, ${card.name?.source ?? null}, ${card.name?.rank ?? 0}, ${card.name?.at ?? null},
        ${fold(card.name?.value ?? '')}, ${sortKey(card.name?.value ?? '').slice(0, 500)}, ${searchedAs(texts)}, ${foldVersion})),
    given as (
      select * from unnest(${column((value) => value.kind)}::text[], ${column((value) => value.account)}::text[], ${column((value) => value.key)}::text[],
        ${column((value) => value.id)}::uuid[], ${column((value) => value.display)}::text[], ${column((value) => value.trust)}::smallint[],
        ${column((value) => JSON.stringify(value.source))}::jsonb[], ${column((value) => value.main)}::boolean[], ${column((value) => value.seenAt)}::timestamptz[])
        with ordinality as g (kind, account, key, id, display, trust, source, main, seen_at, place)),
    owned as (
      insert into identifier (workspace_id, kind, account, key, state, owner_id, last_seen)
      select ${workspaceId}, kind, account, key, 'owned', ${id}, seen_at from given order by place
      on conflict (workspace_id, kind, account, key) do update set
        state = case when ${isNobodys} then 'owned' else identifier.state end,
        owner_id = case when ${isNobodys} then excluded.owner_id else identifier.owner_id end,
        last_seen = greatest(identifier.last_seen, excluded.last_seen)
      returning owner_id),
    stands as (
      insert into contact_identifier (workspace_id, contact_id, kind, account, key, id, display, trust, source, main, first_seen, place)
      select ${workspaceId}, ${id}, kind, account, key, id, display, trust, source, main, seen_at, place from given),
    found_by as (
      insert into contact_word (workspace_id, word, contact_id) select ${workspaceId}, word, ${id} from unnest(${searchWords(card.name?.value ?? null, texts)}::text[]) as w (word))
    select count(*) filter (where owner_id is distinct from ${id}) as taken from owned`.execute(tx);
  if (rows[0]?.taken !== 0) {
    await sql`rollback to savepoint new_card`.execute(tx);
    return null;
  }
  await sql`release savepoint new_card`.execute(tx);
  return { id, values };
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
