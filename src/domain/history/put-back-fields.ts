import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import type { AttributeValue, ConflictingValue } from '#db/schema.ts';
import { together } from '#db/together.ts';
import type { CardState } from '../contacts/card-state.ts';
import { nameRanks } from '../contacts/name-precedence.ts';
import { standingIn } from '../contacts/waiting-values.ts';
import { type CardFields, fieldsSet } from '../contacts/write-fields.ts';
import { isSameValue, type NotRestored, type PastChange, pointerIn } from './past-change.ts';
import { putBackImportKeys } from './put-back-import-keys.ts';
import type { TouchedValue } from './record-change.ts';
import { sinceUndone } from './since-undone.ts';
import type { TouchedCards } from './touched-cards.ts';

/**
 * Puts back names, attributes, tags and what waits to be settled, of locked cards, that are still as the change left them. On a signpost its frozen
 * fields are put back, and on the card that stands for it the very same value, if it came along.
 */
export async function putBackFields(
  tx: Tx,
  workspaceId: string,
  change: PastChange,
  cards: TouchedCards,
  notRestored: NotRestored,
): Promise<void> {
  const now = new Map<number, CardFields>([...cards.states].map(([id, card]) => [id, copied(card)]));
  const touched = (await sinceUndone(tx, workspaceId, change, cards)).flatMap((item) => {
    const card = item.contactId === null ? undefined : cards.states.get(item.contactId);
    const fields = card && now.get(card.id);
    return fields && !cards.left.has(card.id) && !cards.made.has(card.id) ? [{ item, card, fields }] : [];
  });
  const report = (target: string, contactId: number) =>
    notRestored.push({ target, contactId, reason: 'changedLater' as const });
  const later = new Set<string>();
  for (const { item, card, fields } of touched.filter(({ item: { target } }) => isSingle(target))) {
    const survivor = cards.standsFor.get(card.id);
    if (survivor !== undefined && survivor !== card.id) putBackEcho(now.get(survivor), item);
    if (putBackSingle(fields, item, camefrom(change, cards, card.id))) continue;
    later.add(`${card.id} ${item.target}`);
    report(item.target, card.id);
  }
  for (const { item, card, fields } of touched) {
    const conflict = item.target.startsWith('conflict:') ? item.target.slice('conflict:'.length) : null;
    if (conflict) putBackConflicts(fields, conflict, item, later.has(`${card.id} ${conflict}`));
    else if (item.target === 'tag') putBackTag(fields, item);
    else if (item.target === 'extra' && !putBackExtra(fields, item)) report(item.target, card.id);
  }
  const written = [...now].map(async ([id, fields]) => {
    fields.conflicts = stillWaiting(id, fields, cards, change);
    const card = cards.states.get(id);
    if (card && !same(pick(card), pick(fields))) await writeFields(tx, workspaceId, id, fields);
  });
  await together(written);
  await putBackImportKeys(tx, workspaceId, change, cards, notRestored);
}

/** The text of a touched value: kept with its source, or as it is. */
export function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'object' && 'value' in value) return String(value.value);
  return String(value);
}

function isSingle(target: string): boolean {
  return target === 'name' || target.startsWith('attribute:');
}

function copied(card: CardState): CardFields {
  const fields = pick(card);
  return {
    ...fields,
    attributes: { ...fields.attributes },
    conflicts: { ...fields.conflicts },
    extra: { ...fields.extra },
  };
}

/**
 * What lost in a merge waits on the survivor no longer once its card is one of its own again, also where it stood on the survivor for a while; nor where
 * it reads like the value that stands.
 */
function stillWaiting(
  id: number,
  fields: CardFields,
  cards: TouchedCards,
  { items }: PastChange,
): CardFields['conflicts'] {
  const { willStandFor } = cards;
  const isFamily = ({ contactId }: ConflictingValue) =>
    !willStandFor.has(contactId) || willStandFor.get(contactId) === (willStandFor.get(id) ?? id);
  const leaving = [...cards.apart].flatMap((one) => (one === id ? [] : (cards.states.get(one) ?? [])));
  const still = Object.entries(fields.conflicts).map(([field, values]) => {
    const stands = textOf(currentOf(fields, field));
    const touched = items.find((item) => item.contactId === id && item.target === `conflict:${field}`);
    const before = (touched?.before ?? []) as ConflictingValue[];
    const cameWith = (one: ConflictingValue) =>
      touched !== undefined &&
      one.contactId === id &&
      !before.some((waited) => same(waited, one)) &&
      leaving.some((card) => isSameValue(standingIn(card, field), one));
    return [field, values.filter((one) => isFamily(one) && one.value !== stands && !cameWith(one))] as const;
  });
  return Object.fromEntries(still.filter(([, values]) => values.length > 0));
}

/** The cards that a merge brought into this one: a value that is still theirs came with it, whatever became of theirs meanwhile. */
function camefrom(change: PastChange, cards: TouchedCards, survivor: number): CardState[] {
  return change.items.flatMap(({ target, contactId, after }) => {
    const card = contactId === null ? undefined : cards.states.get(contactId);
    return target === 'merged' && pointerIn(after) === survivor && card ? [card] : [];
  });
}

/** @returns false where a later change gave the field another text. */
function putBackSingle(fields: CardFields, { target, before, after }: TouchedValue, merged: CardState[]): boolean {
  const current = currentOf(fields, target);
  if (same(current, before)) return true;
  const isTheirs = current !== null && merged.some((card) => same(standingIn(card, target) ?? null, current));
  if (textOf(current) === textOf(after) || isTheirs) write(fields, target, sourced(before));
  else if (textOf(current) !== textOf(before)) return false;
  return true;
}

function putBackEcho(survivor: CardFields | undefined, { target, before, after }: TouchedValue): void {
  if (survivor && after !== null && same(currentOf(survivor, target), after)) write(survivor, target, sourced(before));
}

function currentOf(fields: CardFields, target: string): AttributeValue | null {
  if (target === 'name') return fields.name;
  return fields.attributes[target.slice('attribute:'.length)] ?? null;
}

function write(fields: CardFields, target: string, value: AttributeValue | null): void {
  const attribute = target.slice('attribute:'.length);
  if (target === 'name') fields.name = value;
  else if (value) fields.attributes[attribute] = value;
  else delete fields.attributes[attribute];
}

function sourced(value: unknown): AttributeValue | null {
  const text = textOf(value);
  if (text === null) return null;
  if (typeof value === 'object') return value as AttributeValue;
  return { value: text, source: 'address', rank: nameRanks.address, at: new Date(0).toISOString() };
}

function putBackTag(fields: CardFields, { before, after }: TouchedValue): void {
  const tags = new Set(fields.tags);
  if (before === null) tags.delete(after as string);
  else tags.add(before as string);
  fields.tags = [...tags].sort();
}

/** Entry by entry: what was settled later stays settled. Where the field itself keeps a later value, what waits beside it stays. */
function putBackConflicts(fields: CardFields, field: string, { before, after }: TouchedValue, isLater: boolean): void {
  const [was, is] = [before, after].map((side) => (side ?? []) as ConflictingValue[]) as [
    ConflictingValue[],
    ConflictingValue[],
  ];
  const current = fields.conflicts[field] ?? [];
  const has = (values: ConflictingValue[], one: ConflictingValue) => values.some((other) => same(other, one));
  const kept = current.filter((one) => isLater || has(was, one) || !has(is, one));
  const back = was.filter((one) => !has(is, one) && !has(kept, one));
  const values =
    was.every((one) => has(kept, one) || has(back, one)) && kept.every((one) => has(was, one))
      ? was
      : [...kept, ...back];
  if (values.length > 0) fields.conflicts[field] = values;
  else delete fields.conflicts[field];
}

/** Key by key. @returns false where one of them was changed later. */
function putBackExtra(fields: CardFields, { before, after }: TouchedValue): boolean {
  const [was, is] = [before, after].map((side) => (side ?? {}) as CardState['extra']) as [
    CardState['extra'],
    CardState['extra'],
  ];
  const touched = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((key) => !same(was[key], is[key]));
  const asLeft = touched.filter((key) => same(fields.extra[key], is[key]));
  for (const key of asLeft) {
    if (key in was) fields.extra[key] = was[key];
    else delete fields.extra[key];
  }
  return touched.every((key) => asLeft.includes(key) || same(fields.extra[key], was[key]));
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}

function pick({ name, attributes, tags, conflicts, extra }: CardFields): CardFields {
  return { name, attributes, tags, conflicts, extra };
}

async function writeFields(tx: Tx, workspaceId: string, id: number, fields: CardFields): Promise<void> {
  await sql`update contact set ${fieldsSet(fields)} where workspace_id = ${workspaceId} and id = ${id}`.execute(tx);
}
