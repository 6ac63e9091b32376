import { sql } from 'kysely';
import type { ContactEdit } from '#contract/contact.ts';
import { Refusal } from '#contract/errors.ts';
import { type IdentifierKind, trustLevel } from '#contract/identifiers.ts';
import type { Tx } from '#db/database.ts';
import { severalKinds } from '../fields/identifying-fields.ts';
import type { TouchedValue } from '../history/record-change.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';
import type { CardState, CardValue } from './card-state.ts';
import type { OtherCards } from './lock-owners.ts';
import { liftRefusals, lockValues, ownValue } from './move-value.ts';
import { mayRewrite } from './name-precedence.ts';
import { makeMain, mayBeMain, putValues, takeOff } from './put-values.ts';
import { stateOnCard } from './read-identifiers.ts';
import { shareValue } from './share-value.ts';
import { seenOwners, takenRefusal } from './taken-value.ts';
import { type EnteredValue, enteredBy, readTypedValues, type TypedValue } from './typed-values.ts';

type ValueEdits = NonNullable<ContactEdit['identifiers']>;
type Change = NonNullable<ValueEdits['change']>[number];
type PlacedChange = Change & { standing: CardValue; field: string };

/**
 * Adds, changes and removes values of a locked card. A program or an import changes nothing that a person entered (R-ID-4): such parts are left out.
 * @param others the cards that values may be taken from, locked (lock-owners.ts).
 * @returns the refusals (R-REC-7) that no longer hold, for the change.
 * @throws INVALID per field; CONFLICT naming the card that owns a value; FORBIDDEN to share, or to end sharing.
 */
export async function editValues(
  tx: Tx,
  actor: Actor,
  card: CardState,
  given: ValueEdits,
  others: OtherCards,
): Promise<TouchedValue[]> {
  const { workspaceId } = actor;
  const changes = (given.change ?? [])
    .map((change, place): PlacedChange => {
      const field = `identifiers.change.${place}`;
      return { ...change, field, standing: standingValue(card, change.id, `${field}.id`) };
    })
    .filter(({ standing }) => mayRewrite(actor, standing.source));
  const removed = (given.remove ?? [])
    .map((id, place) => standingValue(card, id, `identifiers.remove.${place}`))
    .filter(({ source }) => mayRewrite(actor, source));
  const replaced = changes.filter(({ value, standing }) => value !== undefined && value !== standing.display);
  const added = (given.add ?? []).map((value, place) => ({ ...value, field: `identifiers.add.${place}.value` }));
  const typed = await readTypedValues(tx, actor, [...replaced.map(enteredAnew), ...added]);
  await lockValues(tx, workspaceId, [...removed, ...changes.map(({ standing }) => standing), ...typed]);

  const standing = new Map(card.values.map((value) => [value.id, value]));
  const now = () => ({ id: card.id, values: [...standing.values()] });
  const lifted: TouchedValue[] = [];
  for (const value of removed) {
    standing.delete(value.id);
    await takeOff(tx, workspaceId, card.id, value);
  }
  for (const [place, { standing: old }] of replaced.entries()) {
    const value = typed[place] as TypedValue;
    lifted.push(...(await replaceValue(tx, actor, now(), old, value, others)));
    standing.set(old.id, { ...old, kind: value.kind, account: value.account, key: value.key });
  }
  lifted.push(...(await putValues(tx, actor, now(), typed.slice(replaced.length), others)));
  for (const change of changes) {
    const value = standing.get(change.id);
    if (!value) continue;
    if (change.label !== undefined) await writeLabel(tx, workspaceId, change.id, change.label);
    if (change.main && mayBeMain(actor, card, value.kind)) await makeMain(tx, workspaceId, card.id, value);
    if (change.state) lifted.push(...(await setState(tx, actor, card.id, { ...change, standing: value }, others)));
  }
  return lifted;
}

function enteredAnew({ standing, value = '', ifTaken, field }: PlacedChange): EnteredValue {
  const { kind, account, label } = standing;
  return { kind: kind as IdentifierKind, account, value, label, ifTaken, field: `${field}.value` };
}

/** An edited value is a new value of trust *operator* (R-ID-4) in the old one's place. Another spelling of the same value only shows otherwise. */
async function replaceValue(
  tx: Tx,
  actor: Actor,
  card: Pick<CardState, 'id' | 'values'>,
  old: CardValue,
  value: TypedValue,
  others: OtherCards,
): Promise<TouchedValue[]> {
  const { workspaceId } = actor;
  if (value.key === old.key) {
    await sql`update contact_identifier set display = ${value.display} where workspace_id = ${workspaceId} and id = ${old.id}`.execute(
      tx,
    );
    return [];
  }
  await takeOff(tx, workspaceId, card.id, old);
  const without = { id: card.id, values: card.values.filter(({ id }) => id !== old.id) };
  const lifted = await putValues(tx, actor, without, [{ ...value, main: old.main }], others);
  await sql`update contact_identifier set id = ${old.id}, label = ${old.label}
    where workspace_id = ${workspaceId} and contact_id = ${card.id} and kind = ${value.kind} and account = ${value.account} and key = ${value.key}`.execute(
    tx,
  );
  return lifted;
}

async function writeLabel(tx: Tx, workspaceId: string, id: string, label: string | null): Promise<void> {
  await sql`update contact_identifier set label = ${label || null} where workspace_id = ${workspaceId} and id = ${id}`.execute(
    tx,
  );
}

/**
 * Shares a value that stands on the card, or makes it this card's alone: on the others it is contested then, and "not theirs" no longer holds of this one.
 * Of a value that a card owns which the actor may not see, nothing changes, and nothing tells them.
 */
async function setState(
  tx: Tx,
  actor: Actor,
  contactId: number,
  { state: wanted, standing: value, field }: PlacedChange,
  others: OtherCards,
): Promise<TouchedValue[]> {
  const { workspaceId } = actor;
  const row = await tx
    .selectFrom('identifier')
    .select(['state', 'ownerId'])
    .where('workspaceId', '=', workspaceId)
    .where('kind', '=', value.kind)
    .where('account', '=', value.account)
    .where('key', '=', value.key)
    .executeTakeFirstOrThrow();
  if (stateOnCard(row, contactId) === wanted) return [];
  if ((await severalKinds(tx, workspaceId, [value.kind])).size > 0) {
    const message = 'Values of this field may stand on several cards: none of them owns one.';
    throw new Refusal('INVALID', message, { fields: { [`${field}.state`]: message } });
  }
  if (wanted === 'shared' || row.state === 'shared') must(actor, 'shareValues');
  if (row.ownerId !== null && row.ownerId !== contactId) {
    const owner = (await seenOwners(tx, actor, [row.ownerId])).get(row.ownerId);
    if (!owner) return [];
    if (!others.has(owner.survivorId)) throw takenRefusal(actor, [{ ...value, field: `${field}.state`, owner }]);
  }
  if (wanted === 'shared') {
    await shareValue(tx, workspaceId, value);
    return [];
  }
  await ownValue(tx, workspaceId, value, contactId);
  await vouch(tx, actor, value);
  return liftRefusals(tx, workspaceId, contactId, [value]);
}

/** A person says whose the value is: that stands above a mere claim. */
async function vouch(tx: Tx, actor: Actor, { id }: CardValue): Promise<void> {
  const trust = trustLevel('operator');
  await sql`update contact_identifier set trust = ${trust}, source = ${JSON.stringify(enteredBy(actor))}::jsonb
    where workspace_id = ${actor.workspaceId} and id = ${id} and trust < ${trust}`.execute(tx);
}

function standingValue(card: CardState, id: string, field: string): CardValue {
  const value = card.values.find((standing) => standing.id === id);
  if (!value)
    throw new Refusal('INVALID', 'The card has no such value.', {
      fields: { [field]: 'The card has no such value any more.' },
    });
  return value;
}
