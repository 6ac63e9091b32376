import { randomUUID } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import { fold, foldVersion } from '#contract/fold.ts';
import { sortKey } from '#contract/sort-key.ts';
import type { Tx } from '#db/database.ts';
import type { AttributeValue } from '#db/schema.ts';
import { severalKinds } from '../fields/identifying-fields.ts';
import { changeParts, type NewChange, type TouchedValue } from '../history/record-change.ts';
import type { Actor } from '../operators/actor.ts';
import { byKey, isNobodys, type ValueToAttach } from './attach-values.ts';
import { searchedAs, searchTexts, searchWords } from './refresh-search.ts';

/** A value that stands on a new card, as its history tells it. */
export interface StandingValue extends ValueToAttach {
  id: string;
  main: boolean;
}

/** The change that tells of a new card; its items are of that card. */
export interface ToldCard {
  actor: Actor;
  change: Omit<NewChange, 'items'>;
  items(values: StandingValue[]): Omit<TouchedValue, 'contactId'>[];
}

/** A card to be made. */
interface NewCard {
  name: AttributeValue | null;
  values: StandingValue[];
  /** Kinds whose values may stand on several cards: they are shared, and never taken (R-ID-6). */
  several: Set<string>;
  change: (NewChange & { id: string; actor: Actor }) | null;
}

/**
 * Makes a card with the values it owns, findable at once, with its change, in one statement: the way of the intake. The row of each value is inserted in
 * the order of its key, so that a transaction which brings the same value at the same moment waits for this one.
 * @returns the card, or null when one of the values was taken meanwhile: then nothing of the card is left.
 */
export async function insertCard(
  tx: Tx,
  workspaceId: string,
  card: { name: AttributeValue | null; values: ValueToAttach[]; told?: ToldCard },
): Promise<{ id: number; values: StandingValue[] } | null> {
  const values = standing(card.values);
  const several = await severalKinds(
    tx,
    workspaceId,
    values.map(({ kind }) => kind),
  );
  const items = card.told?.items(values).map((item) => ({ ...item, contactId: null })) ?? [];
  const change = card.told ? { ...card.told.change, id: randomUUID(), actor: card.told.actor, items } : null;
  const made = { name: card.name, values, several, change };
  if (several.size > 0 || values.length === 0) return insertTaking(tx, workspaceId, made);
  return (await insertFresh(tx, workspaceId, made)) ?? insertTaking(tx, workspaceId, made);
}

/** The usual case: values that nobody ever had. Where somebody has one of them, those that were ours already are given back. */
async function insertFresh(tx: Tx, workspaceId: string, card: NewCard) {
  const { values } = card;
  const isFresh = sql`on conflict do nothing`;
  const isAnyOurs = sql`exists (select from owned)`;
  const areAllOurs = sql`(select count(*) from owned) = ${values.length}::int`;
  const { id, owned } = await insert(tx, workspaceId, card, {
    onConflict: isFresh,
    isMade: isAnyOurs,
    isWhole: areAllOurs,
  });
  if (owned === values.length) return { id, values };
  if (owned > 0) {
    await sql`delete from identifier where workspace_id = ${workspaceId} and owner_id = ${id}`.execute(tx);
    await sql`delete from contact where workspace_id = ${workspaceId} and id = ${id}`.execute(tx);
  }
  return null;
}

/** Takes up what is nobody's by now, and values of fields that may stand on several cards. */
async function insertTaking(tx: Tx, workspaceId: string, card: NewCard) {
  const { values, several } = card;
  const exclusive = values.filter(({ kind }) => !several.has(kind)).length;
  const takes = sql`on conflict (workspace_id, kind, account, key) do update set
    state = case when excluded.state = 'shared' or ${isNobodys} then excluded.state else identifier.state end,
    owner_id = case when excluded.state = 'shared' or ${isNobodys} then excluded.owner_id else identifier.owner_id end,
    last_seen = greatest(identifier.last_seen, excluded.last_seen)`;
  // One value is taken or is not; of several, some may be ours by the time that another proves to be taken.
  const isApart = values.length > 1;
  const isOurs = sql`(${isApart || exclusive === 0} or exists (select from owned where owner_id = number.id))`;
  if (isApart) await sql`savepoint new_card`.execute(tx);
  const { id, owned } = await insert(tx, workspaceId, card, { onConflict: takes, isMade: isOurs, isWhole: isOurs });
  const isMade = owned === exclusive;
  if (isApart) await sql.raw(isMade ? 'release savepoint new_card' : 'rollback to savepoint new_card').execute(tx);
  return isMade ? { id, values } : null;
}

/** How the statement goes about values that somebody has: of `number`, the new card's, and `owned`, the rows of its values. */
interface Taking {
  onConflict: RawBuilder<unknown>;
  /** Whether the card is written, */
  isMade: RawBuilder<unknown>;
  /** and all that hangs on it. */
  isWhole: RawBuilder<unknown>;
}

/** @returns the card's number, and how many values are its own. */
async function insert(
  tx: Tx,
  workspaceId: string,
  { name, values, several, change }: NewCard,
  { onConflict, isMade, isWhole }: Taking,
): Promise<{ id: number; owned: number }> {
  const texts = searchTexts({ name: name?.value ?? null, values });
  const column = <Column>(of: (value: StandingValue) => Column) => values.map(of);
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
      from given, number order by place ${onConflict} returning owner_id),
    card as (
      insert into contact (workspace_id, id, survivor_id, name, name_source, name_rank, name_at, name_folded, sort_key, search_folded, fold_version)
      select ${workspaceId}, id, id, ${name?.value ?? null}, ${name?.source ?? null}, ${name?.rank ?? 0}, ${name?.at ?? null}::timestamptz,
        ${fold(name?.value ?? '')}, ${sortKey(name?.value ?? '').slice(0, 500)}, id || E'\n' || ${searchedAs(texts)}, ${foldVersion}
      from number where ${isMade}),
    ours as materialized (select id from number where ${isWhole}),
    stands as (
      insert into contact_identifier (workspace_id, contact_id, kind, account, key, id, display, trust, source, main, first_seen, place)
      select ${workspaceId}, ours.id, kind, account, key, value_id, display, trust, source, main, seen_at, place from given, ours),
    found_by as (
      insert into contact_word (workspace_id, word, contact_id)
      select ${workspaceId}, word, ours.id from (select unnest(${searchWords(name?.value ?? null, texts)}::text[]) as word union select id::text from number) w, ours)
    ${change ? sql`, ${sql.join(changeParts(change.actor, change, sql`ours`))}` : sql``}
    select number.id, (select count(*) from owned where owner_id = number.id) as owned from number`.execute(tx);
  const [made] = rows;
  if (!made) throw new Error('The store gave the new card no number.');
  return made;
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
