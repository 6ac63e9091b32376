import { sql } from 'kysely';
import type { Contact, ContactEdit } from '#contract/contact.ts';
import { Refusal } from '#contract/errors.ts';
import type { IdentifierKind } from '#contract/identifiers.ts';
import type { Tx } from '#db/database.ts';
import type { AttributeValue } from '#db/schema.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';
import { type CardState, type CardValue, lockCard } from './card-state.ts';
import { betterName, fromSource, sourceOfNames, writeName } from './name-precedence.ts';
import { makeMain, putValues, takeOff } from './put-values.ts';
import { readContact } from './read-contact.ts';
import { refuseStale } from './refuse-stale.ts';
import { saveCards } from './save-card.ts';
import { type EnteredValue, readTypedValues, type TypedValue } from './typed-values.ts';

/**
 * One Save of a card: all of it in one step or none (R-DIR-3, R-DIR-7). What an operator enters always counts; what an API key enters
 * counts only where R-DIR-5 lets it (a name that an operator gave stays), so that nightly synchronisations undo nobody's correction.
 * @throws STALE when `version` is not the card's (data: the newer card and what differs); INVALID per field; CONFLICT naming the card
 * that has a value; NOT_FOUND.
 */
export async function editContact(
  tx: Tx,
  actor: Actor,
  { id, version, edit }: { id: number; version: number; edit: ContactEdit },
): Promise<{ contact: Contact; changeId: string | null }> {
  must(actor, 'editCards');
  const card = await lockCard(tx, actor, id);
  await refuseStale(tx, actor, card, version);
  if (card.state !== 'active') throw new Refusal('CONFLICT', 'This card is in the bin. Restore it to edit it.');
  await editName(tx, actor, card, edit.name);
  await editAttributes(tx, actor, card, edit.attributes);
  await editTags(tx, actor, card, edit.tags);
  await editValues(tx, actor, card, edit.identifiers ?? {});
  const changeId = await saveCards(tx, actor, [{ id: card.id, before: card }], { verb: 'editContact' });
  return { contact: await readContact(tx, actor, card.id), changeId };
}

async function editName(tx: Tx, actor: Actor, card: CardState, name: string | null | undefined): Promise<void> {
  if (name === undefined || name === (card.name?.value ?? null)) return;
  const after = entered(actor, card.name, name);
  if (after !== undefined) await writeName(tx, actor.workspaceId, card.id, after);
}

async function editAttributes(
  tx: Tx,
  actor: Actor,
  card: CardState,
  given: ContactEdit['attributes'] = {},
): Promise<void> {
  const attributes = { ...card.attributes };
  for (const [name, text] of Object.entries(given)) {
    if (text === (attributes[name]?.value ?? null)) continue;
    const after = entered(actor, attributes[name] ?? null, text === '' ? null : text);
    if (after) attributes[name] = after;
    else if (after === null) delete attributes[name];
  }
  await sql`update contact set attributes = ${JSON.stringify(attributes)}::jsonb
    where workspace_id = ${actor.workspaceId} and id = ${card.id}`.execute(tx);
}

/** What a field becomes: a value with its source, null for none, undefined where the present one outranks the actor. */
function entered(actor: Actor, current: AttributeValue | null, text: string | null): AttributeValue | null | undefined {
  const offered = fromSource(text ?? '', sourceOfNames(actor), new Date());
  if (actor.type !== 'operator' && !betterName(current, offered)) return undefined;
  return text === null ? null : offered;
}

async function editTags(tx: Tx, actor: Actor, card: CardState, given: ContactEdit['tags'] = {}): Promise<void> {
  const tags = new Set([...card.tags, ...(given.add ?? [])]);
  for (const tag of given.remove ?? []) tags.delete(tag);
  await sql`update contact set tags = ${[...tags].sort()}::text[]
    where workspace_id = ${actor.workspaceId} and id = ${card.id}`.execute(tx);
}

async function editValues(
  tx: Tx,
  actor: Actor,
  card: CardState,
  given: NonNullable<ContactEdit['identifiers']>,
): Promise<void> {
  const changes = (given.change ?? []).map((change, place) => ({
    ...change,
    place,
    value: standingValue(card, change.id, `identifiers.change.${place}.id`),
    text: change.value,
  }));
  const removed = (given.remove ?? []).map((id, place) => standingValue(card, id, `identifiers.remove.${place}`));
  const replaced = changes.flatMap((change): (EnteredValue & { old: CardValue })[] => {
    if (change.text === undefined || change.text === change.value.display) return [];
    const { kind, account } = change.value;
    return [
      {
        kind: kind as IdentifierKind,
        account,
        value: change.text,
        label: change.value.label,
        old: change.value,
        field: `identifiers.change.${change.place}.value`,
      },
    ];
  });
  const added = (given.add ?? []).map((value, place) => ({ ...value, field: `identifiers.add.${place}.value` }));
  const typed = await readTypedValues(tx, actor, [...replaced, ...added]);
  const standing = new Map(card.values.map((value) => [value.id, value]));
  for (const value of removed) {
    standing.delete(value.id);
    await takeOff(tx, actor.workspaceId, card.id, value);
  }
  for (const [place, { old }] of replaced.entries()) {
    await replaceValue(tx, actor, { id: card.id, values: [...standing.values()] }, old, typed[place] as TypedValue);
    const { kind, account, key } = typed[place] as TypedValue;
    standing.set(old.id, { ...old, kind, account, key });
  }
  await putValues(tx, actor, { id: card.id, values: [...standing.values()] }, typed.slice(replaced.length));
  for (const change of changes) {
    const value = standing.get(change.id);
    if (!value) continue;
    if (change.label !== undefined) {
      await sql`update contact_identifier set label = ${change.label || null} where workspace_id = ${actor.workspaceId} and id = ${change.id}`.execute(
        tx,
      );
    }
    if (change.main) await makeMain(tx, actor.workspaceId, card.id, value);
  }
}

/** An edited value is a new value of trust *operator* (R-ID-4) in the old one's place. Another spelling of the same value only shows otherwise. */
async function replaceValue(
  tx: Tx,
  actor: Actor,
  card: Pick<CardState, 'id' | 'values'>,
  old: CardValue,
  value: TypedValue,
): Promise<void> {
  const { workspaceId } = actor;
  if (value.key === old.key) {
    await sql`update contact_identifier set display = ${value.display} where workspace_id = ${workspaceId} and id = ${old.id}`.execute(
      tx,
    );
    return;
  }
  await takeOff(tx, workspaceId, card.id, old);
  await putValues(tx, actor, { id: card.id, values: card.values.filter(({ id }) => id !== old.id) }, [
    { ...value, main: old.main },
  ]);
  await sql`update contact_identifier set id = ${old.id}, label = ${old.label}
    where workspace_id = ${workspaceId} and contact_id = ${card.id} and kind = ${value.kind} and account = ${value.account} and key = ${value.key}`.execute(
    tx,
  );
}

function standingValue(card: CardState, id: string, field: string): CardValue {
  const value = card.values.find((standing) => standing.id === id);
  if (!value)
    throw new Refusal('INVALID', 'The card has no such value.', {
      fields: { [field]: 'The card has no such value any more.' },
    });
  return value;
}
