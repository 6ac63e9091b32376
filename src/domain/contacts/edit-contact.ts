import { sql } from 'kysely';
import type { Contact, ContactEdit } from '#contract/contact.ts';
import { Refusal } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import type { AttributeValue } from '#db/schema.ts';
import { readAttributes } from '../fields/read-attributes.ts';
import type { NewChange, TouchedValue } from '../history/record-change.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';
import { type CardState, lockCard } from './card-state.ts';
import { editValues } from './edit-values.ts';
import { lockOwners, type OtherCards } from './lock-owners.ts';
import { betterName, fromSource, sourceOfNames, writeName } from './name-precedence.ts';
import { readContact } from './read-contact.ts';
import { refuseStale } from './refuse-stale.ts';
import { saveCards } from './save-card.ts';

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
  const others = await lockOwners(tx, actor, id, edit.identifiers ?? {});
  const card = await lockCard(tx, actor, id);
  await refuseStale(tx, actor, card, version);
  const changeId = await saveEdit(tx, actor, card, edit, others);
  return { contact: await readContact(tx, actor, card.id), changeId };
}

/**
 * Writes an edit of a locked card, as one change.
 * @param others the cards that values may be taken from, locked before the card or with it (lock-owners.ts).
 * @param change what it is written as, where it is no edit by hand.
 * @returns the change, or null when the card was so already.
 */
export async function saveEdit(
  tx: Tx,
  actor: Actor,
  card: CardState,
  edit: ContactEdit,
  others: OtherCards,
  change: Omit<NewChange, 'items'> & { items?: TouchedValue[] } = { verb: 'editContact' },
): Promise<string | null> {
  if (card.state !== 'active')
    throw new Refusal('CONFLICT', 'This card is in the bin. Restore it to edit it.', { reason: 'inBin' });
  const edited = [
    ...(await editName(tx, actor, card, edit.name)),
    ...(await editAttributes(tx, actor, card, edit.attributes)),
  ];
  await settleConflicts(tx, actor, card, [...edited, ...(edit.settled ?? [])]);
  await editTags(tx, actor, card, edit.tags);
  const lifted = edit.identifiers ? await editValues(tx, actor, card, edit.identifiers, others) : [];
  const cards = [card, ...others.values()].map((before) => ({ id: before.id, before }));
  return saveCards(tx, actor, cards, { ...change, items: [...lifted, ...(change.items ?? [])] });
}

/** @returns the fields that read otherwise now, as those of the next do. */
async function editName(tx: Tx, actor: Actor, card: CardState, name: string | null | undefined): Promise<string[]> {
  if (name === undefined || name === (card.name?.value ?? null)) return [];
  const after = entered(actor, card.name, name);
  if (after === undefined) return [];
  await writeName(tx, actor.workspaceId, card.id, after);
  return ['name'];
}

async function editAttributes(
  tx: Tx,
  actor: Actor,
  card: CardState,
  given: ContactEdit['attributes'] = {},
): Promise<string[]> {
  const attributes = { ...card.attributes };
  const edited: string[] = [];
  for (const [name, text] of Object.entries(await readAttributes(tx, actor.workspaceId, given))) {
    if ((text || null) === (attributes[name]?.value ?? null)) continue;
    const after = entered(actor, attributes[name] ?? null, text || null);
    if (after) attributes[name] = after;
    else if (after === null) delete attributes[name];
    if (after !== undefined) edited.push(`attribute:${name}`);
  }
  if (edited.length === 0) return [];
  await sql`update contact set attributes = ${JSON.stringify(attributes)}::jsonb
    where workspace_id = ${actor.workspaceId} and id = ${card.id}`.execute(tx);
  return edited;
}

/** What lost in a merge (R-BEY-2) is settled by editing the field, or by saying that the value that stands is the right one. */
async function settleConflicts(tx: Tx, actor: Actor, card: CardState, fields: string[]): Promise<void> {
  if (!fields.some((field) => Object.hasOwn(card.conflicts, field))) return;
  await sql`update contact set conflicts = conflicts - ${fields}::text[]
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
  if (!given.add?.length && !given.remove?.length) return;
  await sql`update contact set tags = ${[...tags].sort()}::text[]
    where workspace_id = ${actor.workspaceId} and id = ${card.id}`.execute(tx);
}
