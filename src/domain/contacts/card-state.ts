import { type RawBuilder, sql } from 'kysely';
import { notFound } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import type { AttributeValue, ConflictingValue, ValueKey, ValueSource } from '#db/schema.ts';
import type { Actor } from '../operators/actor.ts';
import { maySeeContact } from '../operators/policy.ts';
import { nameOf } from './name-precedence.ts';
import { stateOnCard } from './read-identifiers.ts';

/** A value as it stands on a card: what the history keeps of it, and what Undo brings back. */
export interface CardValue extends ValueKey {
  id: string;
  display: string;
  label: string | null;
  trust: number;
  main: boolean;
  source: ValueSource;
  firstSeen: string;
  /** The cards that it came through by merges, the one it is of first; absent or null where it is of the card it stands on. */
  came?: CameThrough[] | null;
}

/** A card that a value came through, when it was merged on, and how the value stood there. */
export interface CameThrough {
  card: number;
  at: string;
  main: boolean;
  owned: boolean;
}

/** Everything of a card that edits touch and Undo restores. `owns` are the ids of the values that identify it, `states` tells of each value how it stands here. */
export interface CardState {
  id: number;
  version: number;
  state: 'active' | 'binned' | 'merged' | 'erased';
  /** The card it was merged into; its values went there, the rest of it stays here as it was. */
  mergedInto: number | null;
  name: AttributeValue | null;
  attributes: Record<string, AttributeValue>;
  tags: string[];
  values: CardValue[];
  owns: string[];
  states: Record<string, 'owned' | 'shared' | 'contested'>;
  /** What lost in a merge and waits to be settled, by field. */
  conflicts: Record<string, ConflictingValue[]>;
  /** What an import brought that there is no field for. */
  extra: Record<string, unknown>;
  importKeys: { source: string; key: string }[];
}

/**
 * Locks a card for a change and reads it. A merged id locks its survivor. Whoever changes a card locks its row first, so that
 * two changes of one card follow each other.
 * @throws NOT_FOUND for no card, an erased one, or one the actor may not see.
 */
export async function lockCard(tx: Tx, actor: Actor, id: number): Promise<CardState> {
  // a second look: the card that was waited for may have been merged meanwhile, and then its survivor stands for it
  const survivor = (await lockSurvivor(tx, actor, id)) ?? (await lockSurvivor(tx, actor, id));
  if (survivor === null) throw notFound('card');
  return cardState(tx, actor.workspaceId, survivor);
}

async function lockSurvivor(tx: Tx, actor: Actor, id: number): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    select s.id from contact c join contact s on s.workspace_id = c.workspace_id and s.id = c.survivor_id
    where c.workspace_id = ${actor.workspaceId} and c.id = ${id} and s.state in ('active', 'binned')
      and ${maySeeContact(actor, sql.ref('s.id'))}
    for update of s`.execute(tx);
  return rows[0]?.id ?? null;
}

/** A card as it is now. The caller has locked it. */
export async function cardState(tx: Tx, workspaceId: string, id: number): Promise<CardState> {
  const [card] = await cardStates(tx, workspaceId, [id]);
  if (!card) throw notFound('card');
  return card;
}

/** Cards as they are now, in the order of their ids, merged ones as they were frozen. The caller has locked them. */
export async function cardStates(tx: Tx, workspaceId: string, ids: number[]): Promise<CardState[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<CardRow>`
    select ${cardColumns} from contact c where c.workspace_id = ${workspaceId} and c.id = any(${ids}::bigint[]) order by c.id`.execute(
    tx,
  );
  return rows.map(stateOf);
}

/** What is read of the card `c`, to be made its state by stateOf. */
export const cardColumns: RawBuilder<unknown> = sql`c.id, c.version, c.state, c.merged_into, c.name, c.name_source, c.name_rank, c.name_at, c.attributes, c.tags,
  c.conflicts, c.extra,
  (select coalesce(jsonb_agg(jsonb_build_object('source', k.source, 'key', k.key) order by k.source, k.key), '[]')
    from contact_import_key k where k.workspace_id = c.workspace_id and k.contact_id = c.id) as import_keys,
  (select coalesce(json_agg(json_build_object('id', v.id, 'kind', v.kind, 'account', v.account, 'key', v.key, 'display', v.display, 'label', v.label,
      'trust', v.trust, 'main', v.main, 'source', v.source, 'firstSeen', v.first_seen, 'came', v.came, 'ownerId', i.owner_id, 'state', i.state)
      order by v.first_seen, v.id), '[]')
    from contact_identifier v
    join identifier i on i.workspace_id = v.workspace_id and i.kind = v.kind and i.account = v.account and i.key = v.key
    where v.workspace_id = c.workspace_id and v.contact_id = c.id) as values`;

/** A row of `cardColumns`. */
export type CardRow = Pick<CardState, 'id' | 'version' | 'state' | 'mergedInto' | 'attributes' | 'tags'> &
  Pick<CardState, 'conflicts' | 'extra' | 'importKeys'> &
  Parameters<typeof nameOf>[0] & { values: (CardValue & { ownerId: number | null; state: string })[] };

/** A card's state out of its row. */
export function stateOf({ name, nameSource, nameRank, nameAt, values, ...row }: CardRow): CardState {
  const { id, version, state, mergedInto, attributes, tags, conflicts, extra, importKeys } = row;
  return {
    id,
    version,
    state,
    mergedInto,
    name: nameOf({ name, nameSource, nameRank, nameAt }),
    attributes,
    tags,
    values: values.map(({ ownerId: _owner, state: _state, ...value }) => ({
      ...value,
      firstSeen: new Date(value.firstSeen).toISOString(),
    })),
    owns: values.filter((value) => value.ownerId === id).map((value) => value.id),
    states: Object.fromEntries(values.map((value) => [value.id, stateOnCard(value, id)])),
    conflicts,
    extra,
    importKeys,
  };
}
