import { sql } from 'kysely';
import { notFound } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import type { AttributeValue, ValueKey, ValueSource } from '#db/schema.ts';
import type { TouchedValue } from '../history/record-change.ts';
import type { Actor } from '../operators/actor.ts';
import { maySeeContact } from '../operators/policy.ts';
import { nameOf } from './name-precedence.ts';

/** A value as it stands on a card: what the history keeps of it, and what Undo brings back. */
export interface CardValue extends ValueKey {
  id: string;
  display: string;
  label: string | null;
  trust: number;
  main: boolean;
  source: ValueSource;
  firstSeen: string;
}

/** Everything of a card that edits touch and Undo restores. `owns` are the ids of the values that identify it. */
export interface CardState {
  id: number;
  version: number;
  state: 'active' | 'binned' | 'erased';
  name: AttributeValue | null;
  attributes: Record<string, AttributeValue>;
  tags: string[];
  values: CardValue[];
  owns: string[];
}

/**
 * Locks a card for a change and reads it. A merged id locks its survivor. Whoever changes a card locks its row first, so that
 * two changes of one card follow each other.
 * @throws NOT_FOUND for no card, an erased one, or one the actor may not see.
 */
export async function lockCard(tx: Tx, actor: Actor, id: number): Promise<CardState> {
  const { rows } = await sql<{ id: number }>`
    select s.id from contact c join contact s on s.workspace_id = c.workspace_id and s.id = c.survivor_id
    where c.workspace_id = ${actor.workspaceId} and c.id = ${id} and s.state in ('active', 'binned')
      and ${maySeeContact(actor, sql.ref('s.id'))}
    for update of s`.execute(tx);
  if (!rows[0]) throw notFound('card');
  return cardState(tx, actor.workspaceId, rows[0].id);
}

/** A card as it is now. The caller has locked it. */
export async function cardState(tx: Tx, workspaceId: string, id: number): Promise<CardState> {
  const card = await tx
    .selectFrom('contact')
    .select(['version', 'state', 'name', 'nameSource', 'nameRank', 'nameAt', 'attributes', 'tags'])
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const rows = await tx
    .selectFrom('contactIdentifier as c')
    .innerJoin('identifier as i', (join) =>
      join
        .onRef('i.workspaceId', '=', 'c.workspaceId')
        .onRef('i.kind', '=', 'c.kind')
        .onRef('i.account', '=', 'c.account')
        .onRef('i.key', '=', 'c.key'),
    )
    .select([
      'c.id',
      'c.kind',
      'c.account',
      'c.key',
      'c.display',
      'c.label',
      'c.trust',
      'c.main',
      'c.source',
      'c.firstSeen',
    ])
    .select('i.ownerId')
    .where('c.workspaceId', '=', workspaceId)
    .where('c.contactId', '=', id)
    .orderBy('c.firstSeen')
    .orderBy('c.id')
    .execute();
  return {
    id,
    version: card.version,
    state: card.state as CardState['state'],
    name: nameOf(card),
    attributes: card.attributes,
    tags: card.tags,
    values: rows.map(({ ownerId: _, firstSeen, ...value }) => ({ ...value, firstSeen: firstSeen.toISOString() })),
    owns: rows.filter((row) => row.ownerId === id).map((row) => row.id),
  };
}

/** Every value by which two states of one card differ, for the history. Without `before` the card is new. */
export function touchedValues(before: CardState | null, after: CardState): TouchedValue[] {
  const items: TouchedValue[] = [];
  const differ = (target: string, was: unknown, is: unknown) => {
    if (JSON.stringify(was) !== JSON.stringify(is)) items.push({ contactId: after.id, target, before: was, after: is });
  };
  const old = new Map(before?.values.map((value) => [value.id, value]));
  const now = new Map(after.values.map((value) => [value.id, value]));
  if (before?.state !== after.state) differ('state', before && ownership(before), ownership(after));
  differ('name', before?.name ?? null, after.name);
  for (const id of new Set([...old.keys(), ...now.keys()])) {
    const [was, is] = [old.get(id), now.get(id)];
    if (JSON.stringify(was) === JSON.stringify(is)) continue;
    differ(
      'identifier',
      was ? { ...was, owned: before?.owns.includes(id) } : null,
      is ? { ...is, owned: after.owns.includes(id) } : null,
    );
  }
  for (const name of new Set([...Object.keys(before?.attributes ?? {}), ...Object.keys(after.attributes)])) {
    differ(`attribute:${name}`, before?.attributes[name] ?? null, after.attributes[name] ?? null);
  }
  for (const tag of new Set([...(before?.tags ?? []), ...after.tags])) {
    differ('tag', before?.tags.includes(tag) ? tag : null, after.tags.includes(tag) ? tag : null);
  }
  return items;
}

/** What a change of state keeps: the bin takes a card's values from it, and restoring gives back the same ones. */
function ownership(card: CardState) {
  return { state: card.state, owns: card.owns };
}
