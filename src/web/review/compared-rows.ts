import { type Contact, type ContactIdentifier, defaultAttributes } from '#contract/contact.ts';
import { identifierKinds } from '#contract/identifiers.ts';
import type { MergePlan } from '#contract/merge.ts';

/** A single value of two cards: the name, or an attribute. */
export interface SingleRow {
  /** name, or attribute:<name>. */
  field: string;
  left: string | null;
  right: string | null;
  leftSource: string | null;
  rightSource: string | null;
  /** Whether there is something to choose: both have a value, and not the same. */
  choice: boolean;
  /** The side whose value stays; null while nobody knows yet. */
  stays: 'left' | 'right' | null;
  /** It stays since it is newer than the other. */
  newer: boolean;
  /** The value that would lose, and be kept to settle. */
  toSettle: string | null;
}

/** The values of one kind of identifier on two cards: all of them stay. */
export interface ValuesRow {
  kind: string;
  left: ContactIdentifier[];
  right: ContactIdentifier[];
  /** What stands on the card after the merge; null while nobody knows yet. */
  after: ContactIdentifier[] | null;
}

/** The single values of two cards side by side, name first; what neither has is left out. */
export function singleRows(left: Contact, right: Contact, plan: MergePlan | undefined): SingleRow[] {
  const given = new Set([...Object.keys(left.attributes), ...Object.keys(right.attributes)]);
  const attributes = [
    ...defaultAttributes.filter((name) => given.has(name)),
    ...[...given].filter((name) => !(defaultAttributes as readonly string[]).includes(name)).sort(),
  ];
  return ['name', ...attributes.map((name) => `attribute:${name}`)].map((field) => {
    const [ours, theirs] = [singleValue(left, field), singleValue(right, field)];
    const planned = plan?.fields.find((one) => one.field === field);
    const source = (card: Contact) => planned?.values.find(({ contactId }) => contactId === card.id)?.source ?? null;
    const stays = sideOf(planned?.chosen, left, right) ?? only(ours, theirs);
    const lost = stays === 'left' ? theirs : ours;
    return {
      field,
      left: ours,
      right: theirs,
      leftSource: source(left),
      rightSource: source(right),
      choice: ours !== null && theirs !== null && ours !== theirs,
      stays,
      newer: planned?.why === 'newer',
      toSettle: planned?.conflict ? lost : null,
    };
  });
}

function singleValue(card: Contact, field: string): string | null {
  return field === 'name' ? card.name : (card.attributes[field.slice('attribute:'.length)] ?? null);
}

function sideOf(id: number | undefined, left: Contact, right: Contact): 'left' | 'right' | null {
  return id === left.id ? 'left' : id === right.id ? 'right' : null;
}

function only(left: string | null, right: string | null): 'left' | 'right' | null {
  if (left !== null && right === null) return 'left';
  return right !== null && left === null ? 'right' : null;
}

const order = ['phone', 'email', ...Object.keys(identifierKinds).filter((kind) => kind !== 'browser')];

/** The identifiers of two cards by kind: phones and e‑mails first, browser ids last. */
export function valuesRows(left: Contact, right: Contact, plan: MergePlan | undefined): ValuesRow[] {
  const kinds = new Set([...left.identifiers, ...right.identifiers].map(({ kind }) => kind));
  const known = [...new Set(order)].filter((kind) => kinds.has(kind));
  const custom = [...kinds].filter((kind) => kind.startsWith('custom:')).sort();
  const browser = kinds.has('browser') ? ['browser'] : [];
  const ofKind = (values: ContactIdentifier[], kind: string) =>
    values.filter((value) => value.kind === kind).sort((a, b) => Number(b.main) - Number(a.main));
  return [...known, ...custom, ...browser].map((kind) => ({
    kind,
    left: ofKind(left.identifiers, kind),
    right: ofKind(right.identifiers, kind),
    after: plan ? ofKind(plan.identifiers, kind) : null,
  }));
}
