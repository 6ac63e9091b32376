import { type RawBuilder, sql } from 'kysely';
import type { ContactRow } from '#contract/contact.ts';
import { fold } from '#contract/fold.ts';
import { type IdentifierKind, kindRank, trustAt } from '#contract/identifiers.ts';
import type { Tx } from '#db/database.ts';
import { duplicatesOf } from './directory-problems.ts';
import type { DirectoryQuery } from './directory-query.ts';
import { type DirectorySight, inSight, lastContactSeen } from './directory-sight.ts';
import { stateOnCard } from './read-identifiers.ts';

/**
 * The rows of the directory's table, in the order of the ids.
 * @param besides a value that is asked beside them, once; null where there are no rows.
 */
export async function directoryRows<Beside>(
  tx: Tx,
  sight: DirectorySight,
  ids: number[],
  query: DirectoryQuery | null,
  besides: RawBuilder<Beside> | null,
): Promise<{ items: ContactRow[]; beside: Beside | null }> {
  if (ids.length === 0) return { items: [], beside: null };
  const { workspaceId } = sight.actor;
  const { rows } = await sql<CardRow & { beside: Beside | null }>`
    with asked as (select unnest(${ids}::bigint[]) as id)
    select c.id, c.name, c.attributes -> 'company' ->> 'value' as company, c.tags, ${lastContactSeen(sight)} as last_contact_at,
      coalesce(heard.channels, '{}') as channels, coalesce(standing.values, '[]') as values, coalesce(alike.cards, 0) as duplicates, ${besides ?? sql`null::json`} as beside
    from asked cross join lateral (select * from contact c where c.workspace_id = ${workspaceId} and c.id = asked.id offset 0) c
    left join (select a.contact_id, array_agg(distinct k order by k) as channels from asked join contact_activity a on a.contact_id = asked.id, unnest(a.kinds) k
      where a.workspace_id = ${workspaceId} and ${inSight(sight)} group by a.contact_id) heard on heard.contact_id = asked.id
    left join (select v.contact_id, json_agg(json_build_object('kind', v.kind, 'key', v.key, 'display', v.display, 'trust', v.trust, 'main', v.main,
          'state', i.state, 'ownerId', i.owner_id) order by v.main desc, v.first_seen, v.key) as values
      from asked join contact_identifier v on v.contact_id = asked.id
      join identifier i on i.workspace_id = v.workspace_id and i.kind = v.kind and i.account = v.account and i.key = v.key
      where v.workspace_id = ${workspaceId} group by v.contact_id) standing on standing.contact_id = asked.id
    left join (${duplicatesOf(sight, ids)}) alike on alike.id = asked.id`.execute(tx);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const items = ids.flatMap((id) => {
    const row = byId.get(id);
    return row ? [toRow(row, query)] : [];
  });
  return { items, beside: rows[0]?.beside ?? null };
}

interface CardRow {
  id: number;
  name: string | null;
  company: string | null;
  tags: string[];
  lastContactAt: Date | null;
  channels: string[];
  values: CardValue[];
  duplicates: number;
}

interface CardValue {
  kind: string;
  key: string;
  display: string;
  trust: number;
  main: boolean;
  state: string;
  ownerId: number | null;
}

function toRow(row: CardRow, query: DirectoryQuery | null): ContactRow {
  const shown = (value: CardValue | undefined) =>
    value ? { display: value.display, trust: trustAt(value.trust), state: stateOnCard(value, row.id) } : null;
  const email = row.values.find(({ kind }) => kind === 'email');
  const phone = row.values.find(({ kind }) => kind === 'phone');
  const other = otherValue(row, [email, phone], query);
  return {
    id: row.id,
    name: row.name,
    company: row.company,
    email: shown(email),
    phone: shown(phone),
    other: other
      ? { kind: other.kind, display: other.display, trust: trustAt(other.trust), state: stateOnCard(other, row.id) }
      : null,
    channels: row.channels,
    tags: row.tags,
    lastContactAt: row.lastContactAt?.toISOString() ?? null,
    duplicates: row.duplicates,
  };
}

/** The value that the search hit, where nothing else of the row shows the hit; else the strongest one of a row that would be nameless. */
function otherValue(
  row: CardRow,
  main: (CardValue | undefined)[],
  query: DirectoryQuery | null,
): CardValue | undefined {
  const others = row.values.filter((value) => !main.includes(value));
  if (
    query &&
    !hits(query, [
      row.name,
      row.company,
      String(row.id),
      ...main.flatMap((value) => value && [value.key, value.display]),
    ])
  ) {
    const hit = others.find(({ key, display }) => hits(query, [key, display]));
    if (hit) return hit;
  }
  if (row.name || main.some(Boolean)) return undefined;
  return others.sort((a, b) => kindRank(a.kind as IdentifierKind) - kindRank(b.kind as IdentifierKind))[0];
}

function hits(query: DirectoryQuery, texts: (string | null | undefined)[]): boolean {
  const fragments = query.contains?.map((alternative) => alternative[0] as string) ?? query.shortWords;
  const folded = texts.flatMap((text) => (text ? [fold(text), text.replace(/\D/g, '')] : []));
  return folded.some((text) => query.keys.includes(text) || fragments.some((fragment) => text.includes(fragment)));
}
