import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { duplicatesOf } from './directory-problems.ts';
import { type DirectorySight, inSight } from './directory-sight.ts';

/** A card with what a row of the directory is made of, as far as the actor may know of it. */
export interface CardInSight extends Card {
  channels: string[];
  /** Main ones first, then by when they were first seen, and always the same way. */
  values: CardValue[];
  /** So many cards may be the same client's. */
  duplicates: number;
}

interface Card {
  id: number;
  name: string | null;
  company: string | null;
  /** Null for none. */
  tags: string[] | null;
  lastContactAt: string | null;
}

/** A value that stands on a card, with the state that it has there. */
export interface CardValue {
  id: number;
  kind: string;
  key: string;
  display: string;
  trust: number;
  state: 'owned' | 'shared' | 'contested';
}

/** Cards by their ids; none for an id that is no card's. */
export async function cardsInSight(tx: Tx, sight: DirectorySight, ids: number[]): Promise<Map<number, CardInSight>> {
  const parts = await readParts(tx, sight, ids);
  const activities = Map.groupBy(rowsOf(parts.activities), ({ id }) => id);
  const values = Map.groupBy(rowsOf(parts.values), ({ id }) => id);
  const alike = new Map(rowsOf(parts.alike).map(({ id, cards }) => [id, cards]));
  return new Map(
    rowsOf(parts.cards).map((card) => {
      const heard = heardOf(card, activities.get(card.id) ?? []);
      const { id } = card;
      return [id, { ...card, ...heard, values: values.get(id) ?? [], duplicates: alike.get(id) ?? 0 }];
    }),
  );
}

/** What is read, each part as the columns of its own. */
interface Parts {
  cards: Columns<Card>;
  activities: Columns<Activity>;
  values: Columns<CardValue>;
  alike: Columns<{ id: number; cards: number }>;
}

/** Of a card in one queue: its kinds of channel, by blanks. The others are asked where queues are hidden. */
interface Activity {
  id: number;
  kinds: string;
  lastAt?: string;
  isSeen?: boolean;
}

/**
 * One pass over each table for all cards, none of them joined to another: what costs here is a probe for each card. Whether a card owns its values is told by what
 * it owns, an index of small numbers, and by the values themselves only for the few others. The list stands behind `select`, for the store to plan this once whatever its
 * length; and a column as one list is made and read faster than an object for each row.
 */
async function readParts(tx: Tx, sight: DirectorySight, ids: number[]): Promise<Parts> {
  const { workspaceId } = sight.actor;
  const these = sql`any((select t.ids from these t)::bigint[])`;
  const seen = sql`, 'lastAt', json_agg(a.last_at), 'isSeen', json_agg(${inSight(sight)})`;
  const { rows } = await sql<Parts>`
    with these as (select ${ids}::bigint[] as ids)
    select (
        select json_build_object('id', json_agg(c.id), 'name', json_agg(c.name), 'company', json_agg(c.attributes -> 'company' ->> 'value'),
          'tags', json_agg(nullif(c.tags, '{}')), 'lastContactAt', json_agg(c.last_contact_at))
        from contact c where c.workspace_id = ${workspaceId} and c.id = ${these}) as cards, (
        select json_build_object('id', json_agg(a.contact_id), 'kinds', json_agg(array_to_string(a.kinds, ' '))${sight.hidden.length === 0 ? sql`` : seen})
        from contact_activity a where a.workspace_id = ${workspaceId} and a.contact_id = ${these}) as activities, (
        select json_build_object('id', json_agg(v.contact_id), 'kind', json_agg(v.kind), 'key', json_agg(v.key), 'display', json_agg(v.display),
          'trust', json_agg(v.trust), 'state', json_agg(v.state))
        from (
          select v.contact_id, v.kind, v.key, v.display, v.trust, case when own.owner_id is not null then 'owned' when (
              select i.state = 'shared' from identifier i where i.workspace_id = v.workspace_id and i.kind = v.kind and i.account = v.account and i.key = v.key
            ) then 'shared' else 'contested' end as state
          from contact_identifier v left join (
            select i.owner_id, i.kind, i.account, i.key from identifier i where i.workspace_id = ${workspaceId} and i.owner_id = ${these} offset 0) own
            on own.owner_id = v.contact_id and own.kind = v.kind and own.account = v.account and own.key = v.key
          where v.workspace_id = ${workspaceId} and v.contact_id = ${these} order by v.main desc, v.first_seen, v.key, v.kind) v) as values, (
        select json_build_object('id', json_agg(d.id), 'cards', json_agg(d.cards)) from (${duplicatesOf(sight, these)}) d) as alike`.execute(
    tx,
  );
  return rows[0] as Parts;
}

/** Rows by their columns: as many values in each, null where there are none. */
type Columns<Row> = { [Name in keyof Row]: Row[Name][] | null };

function rowsOf<Row extends { id: number }>(columns: Columns<Row>): Row[] {
  const names = Object.keys(columns) as (keyof Row)[];
  return (columns.id ?? []).map((_, n) => {
    const row: Partial<Row> = {};
    for (const name of names) row[name] = columns[name]?.[n] as Row[keyof Row];
    return row as Row;
  });
}

/** The channels and the last contact of a card that the actor may know of. */
function heardOf({ lastContactAt }: Card, activities: Activity[]): Pick<CardInSight, 'channels' | 'lastContactAt'> {
  const seen = activities.filter(({ isSeen }) => isSeen !== false);
  const channels = [...new Set(seen.flatMap(({ kinds }) => (kinds ? kinds.split(' ') : [])))].sort();
  const isWhole = seen.length === activities.length;
  return { channels, lastContactAt: isWhole ? lastContactAt : newest(seen.flatMap(({ lastAt }) => lastAt ?? [])) };
}

/** Of times as the store writes them, all in one zone. */
function newest(times: string[]): string | null {
  return times.reduce<string | null>(
    (last, time) => (last && Date.parse(last) >= Date.parse(time) ? last : time),
    null,
  );
}
