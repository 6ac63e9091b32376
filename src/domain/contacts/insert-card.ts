import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { fold, foldVersion } from '#contract/fold.ts';
import { sortKey } from '#contract/sort-key.ts';
import type { Tx } from '#db/database.ts';
import type { AttributeValue } from '#db/schema.ts';
import { writtenOnce } from '#db/written-once.ts';
import { severalKinds } from '../fields/identifying-fields.ts';
import {
  type ChangeValues,
  changeParts,
  changeValues,
  type NewChange,
  type TouchedValue,
} from '../history/record-change.ts';
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
  const { id, owned } = await insert(tx, workspaceId, card, 'fresh');
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
  // One value is taken or is not; of several, some may be ours by the time that another proves to be taken.
  const isApart = values.length > 1;
  if (isApart) await sql`savepoint new_card`.execute(tx);
  const { id, owned } = await insert(tx, workspaceId, card, isApart || exclusive === 0 ? 'apart' : 'taken');
  const isMade = owned === exclusive;
  if (isApart) await sql.raw(isMade ? 'release savepoint new_card' : 'rollback to savepoint new_card').execute(tx);
  return isMade ? { id, values } : null;
}

/** @returns the card's number, and how many values are its own. */
async function insert(
  tx: Tx,
  workspaceId: string,
  { name, values, several, change }: NewCard,
  taking: CardShape['taking'],
): Promise<{ id: number; owned: number }> {
  const texts = searchTexts({ name: name?.value ?? null, values });
  const column = <Column>(of: (value: StandingValue) => Column) => values.map(of);
  const nothing = {
    id: '',
    verb: 'recognise' as const,
    items: [],
    actor: { type: 'system', workspaceId, id: null, name: null } as const,
  };
  const { actor, ...told } = change ?? nothing;
  const { rows } = await cardStatement(
    tx,
    { taking, isTold: change !== null },
    {
      ...changeValues(actor, told),
      name: name?.value ?? null,
      nameSource: name?.source ?? null,
      nameRank: name?.rank ?? 0,
      nameAt: name?.at ?? null,
      folded: fold(name?.value ?? ''),
      sortKey: sortKey(name?.value ?? '').slice(0, 500),
      searched: searchedAs(texts),
      foldVersion,
      words: searchWords(name?.value ?? null, texts),
      count: values.length,
      ids: column((value) => value.id),
      kinds: column((value) => value.kind),
      keys: column((value) => value.key),
      accounts: column((value) => value.account),
      displays: column((value) => value.display),
      trusts: column((value) => value.trust),
      sources: column((value) => JSON.stringify(value.source)),
      mains: column((value) => value.main),
      seenAt: column((value) => value.seenAt),
      shared: column((value) => several.has(value.kind)),
    },
  );
  const [made] = rows;
  if (!made) throw new Error('The store gave the new card no number.');
  return made;
}

interface CardShape {
  /** What becomes of values that somebody has: `fresh`, they are left, and no card is made; else they are taken up where they are nobody's. */
  taking: 'fresh' | 'apart' | 'taken';
  /** The change is told. */
  isTold: boolean;
}

/** A card by the names of its columns; its values stand side by side. */
interface CardValues extends ChangeValues {
  name: string | null;
  nameSource: string | null;
  nameRank: number;
  nameAt: string | null;
  folded: string;
  sortKey: string;
  searched: string;
  foldVersion: number;
  words: string[];
  count: number;
  kinds: string[];
  accounts: string[];
  keys: string[];
  ids: string[];
  displays: string[];
  trusts: number[];
  sources: string[];
  mains: boolean[];
  seenAt: Date[];
  shared: boolean[];
}

const takes = sql`on conflict (workspace_id, kind, account, key) do update set
  state = case when excluded.state = 'shared' or ${isNobodys} then excluded.state else identifier.state end,
  owner_id = case when excluded.state = 'shared' or ${isNobodys} then excluded.owner_id else identifier.owner_id end,
  last_seen = greatest(identifier.last_seen, excluded.last_seen)`;

const cardStatement = writtenOnce<CardShape, CardValues, { id: number; owned: number }>(({ taking, isTold }, value) => {
  const isFresh = taking === 'fresh';
  const isOurs = taking === 'apart' ? sql`true` : sql`exists (select from owned where owner_id = number.id)`;
  const isMade = isFresh ? sql`exists (select from owned)` : isOurs;
  const isWhole = isFresh ? sql`(select count(*) from owned) = ${value.count}::int` : isOurs;
  return sql`
    with number as materialized (select next_contact_id() as id),
    given as (
      select * from unnest(${value.kinds}::text[], ${value.accounts}::text[], ${value.keys}::text[], ${value.ids}::uuid[], ${value.displays}::text[], ${value.trusts}::smallint[],
        ${value.sources}::jsonb[], ${value.mains}::boolean[], ${value.seenAt}::timestamptz[], ${value.shared}::boolean[])
        with ordinality as g (kind, account, key, value_id, display, trust, source, main, seen_at, shared, place)),
    owned as (
      insert into identifier (workspace_id, kind, account, key, state, owner_id, last_seen)
      select ${value.workspaceId}::uuid, kind, account, key, case when shared then 'shared' else 'owned' end, case when not shared then number.id end, seen_at
      from given, number order by place ${isFresh ? sql`on conflict do nothing` : takes} returning owner_id),
    card as (
      insert into contact (workspace_id, id, survivor_id, name, name_source, name_rank, name_at, name_folded, sort_key, search_folded, fold_version)
      select ${value.workspaceId}, id, id, ${value.name}, ${value.nameSource}, ${value.nameRank}, ${value.nameAt}::timestamptz,
        ${value.folded}, ${value.sortKey}, id || E'\n' || ${value.searched}::text, ${value.foldVersion}
      from number where ${isMade}),
    ours as materialized (select id from number where ${isWhole}),
    stands as (
      insert into contact_identifier (workspace_id, contact_id, kind, account, key, id, display, trust, source, main, first_seen, place)
      select ${value.workspaceId}, ours.id, kind, account, key, value_id, display, trust, source, main, seen_at, place from given, ours),
    found_by as (
      insert into contact_word (workspace_id, word, contact_id)
      select ${value.workspaceId}, word, ours.id from (select unnest(${value.words}::text[]) as word union select id::text from number) w, ours)
    ${isTold ? sql`, ${sql.join(changeParts(value, sql`ours`))}` : sql``}
    select number.id, (select count(*) from owned where owner_id = number.id) as owned from number`;
});

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
