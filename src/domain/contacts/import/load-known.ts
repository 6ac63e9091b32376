import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { isNobodys, keyText } from '../attach-values.ts';
import { type CardState, cardStates } from '../card-state.ts';
import type { ImportKey, ReadyRow } from './prepare-row.ts';
import type { Holder, Known } from './row-plan.ts';

/** What the store knows of some rows, all of them looked up together. */
export interface KnownRows {
  of(row: ReadyRow): Omit<Known, 'isTouched'>;
}

/** What the caller wants besides: cards that rows were decided to update, and whether owners of values are changed too (shared, updated). */
export interface Wanted {
  decided: number[];
  owners: boolean;
  /** Locks the cards that may be changed, in the order of their ids. */
  lock: boolean;
}

/** Reads whom the keys of some rows lead to and who has their values: five queries, whatever their number. */
export async function loadKnown(tx: Tx, workspaceId: string, rows: ReadyRow[], wanted: Wanted): Promise<KnownRows> {
  const keyed = await keyedCards(tx, workspaceId, rows);
  const holders = await holdersOf(tx, workspaceId, rows);
  const ids = new Set([...keyed.values()].flatMap(({ id, memberId }) => [id, memberId]));
  for (const id of wanted.decided) ids.add(id);
  if (wanted.owners) for (const { ownerId } of holders.values()) if (ownerId !== null) ids.add(ownerId);
  if (wanted.lock) await lockCards(tx, workspaceId, [...ids]);
  const cards = new Map((await cardStates(tx, workspaceId, [...ids])).map((card) => [card.id, card]));
  const cardOf = (id: number) => active(cards.get(id));
  return {
    of(row) {
      const found = row.keys.flatMap((key) => keyed.get(importKeyText(key)) ?? []);
      const led = found.find(({ id }) => cardOf(id)) ?? found[0];
      const card = led ? cardOf(led.id) : null;
      return {
        card,
        merged: led && led.memberId !== led.id ? (cards.get(led.memberId) ?? null) : null,
        inBin: led && !card ? led.id : null,
        keys: new Set(row.keys.map(importKeyText).filter((key) => keyed.has(key))),
        holders: new Map(
          row.values.flatMap((value) => {
            const holder = holders.get(keyText(value));
            return holder ? [[keyText(value), holder] as const] : [];
          }),
        ),
        cardOf,
      };
    },
  };
}

/** A key as one text, for maps. */
export function importKeyText({ source, key }: ImportKey): string {
  return `${source}\u0000${key}`;
}

/**
 * The source of keys that are card numbers of this very workspace: what its own export writes for cards without another key, so that it finds
 * them again here, and elsewhere they are keys like others.
 */
export function ownSource(workspaceId: string): string {
  return `vizitka:${workspaceId}`;
}

function active(card: CardState | undefined): CardState | null {
  return card?.state === 'active' ? card : null;
}

interface KeyedCard extends ImportKey {
  /** The card that stands for it now. */
  id: number;
  /** The card that the key was noted for; merged into the other since, or the same. */
  memberId: number;
}

async function keyedCards(tx: Tx, workspaceId: string, rows: ReadyRow[]): Promise<Map<string, KeyedCard>> {
  const keys = rows.flatMap((row) => row.keys);
  const { rows: found } = await sql<KeyedCard>`
    select w.source, w.key, s.id, c.id as member_id
    from jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as w (source text, key text)
    join contact_import_key k on k.workspace_id = ${workspaceId} and k.source = w.source and k.key = w.key
    join contact c on c.workspace_id = k.workspace_id and c.id = k.contact_id
    join contact s on s.workspace_id = c.workspace_id and s.id = c.survivor_id`.execute(tx);
  const own = keys.filter(({ source, key }) => source === ownSource(workspaceId) && /^\d{1,15}$/.test(key));
  const { rows: numbered } = await sql<{ id: number; memberId: number }>`
    select s.id, c.id as member_id from contact c join contact s on s.workspace_id = c.workspace_id and s.id = c.survivor_id
    where c.workspace_id = ${workspaceId} and c.id = any(${own.map(({ key }) => Number(key))}::bigint[]) and s.state in ('active', 'binned')`.execute(
    tx,
  );
  const byNumber = numbered.map((card) => ({ ...card, source: ownSource(workspaceId), key: String(card.memberId) }));
  return new Map([...byNumber, ...found].map((key) => [importKeyText(key), key]));
}

async function holdersOf(tx: Tx, workspaceId: string, rows: ReadyRow[]): Promise<Map<string, Holder>> {
  const values = rows.flatMap((row) => row.values.map(({ kind, account, key }) => ({ kind, account, key })));
  if (values.length === 0) return new Map();
  const { rows: found } = await sql<Holder & { kind: string; account: string; key: string }>`
    select identifier.kind, identifier.account, identifier.key, identifier.state, s.id as owner_id,
      case when identifier.state = 'owned' then '{}' else array(
        select distinct m.survivor_id from contact_identifier v
        join contact m on m.workspace_id = v.workspace_id and m.id = v.contact_id and m.state in ('active', 'merged')
        where v.workspace_id = identifier.workspace_id and v.kind = identifier.kind and v.account = identifier.account and v.key = identifier.key
        order by 1 limit 20) end as cards
    from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as w (kind text, account text, key text)
    join identifier on identifier.workspace_id = ${workspaceId} and identifier.kind = w.kind and identifier.account = w.account and identifier.key = w.key
    left join contact c on c.workspace_id = identifier.workspace_id and c.id = identifier.owner_id
    left join contact s on s.workspace_id = c.workspace_id and s.id = c.survivor_id
    where not ${isNobodys}`.execute(tx);
  return new Map(found.map(({ kind, account, key, ...holder }) => [keyText({ kind, account, key }), holder]));
}

async function lockCards(tx: Tx, workspaceId: string, ids: number[]): Promise<void> {
  await sql`select from contact where workspace_id = ${workspaceId} and id = any(${ids}::bigint[]) order by id for update`.execute(
    tx,
  );
}
