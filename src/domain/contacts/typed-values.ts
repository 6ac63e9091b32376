import type { NewIdentifier } from '#contract/contact.ts';
import { Refusal, type RefusalReason } from '#contract/errors.ts';
import { trustLevel } from '#contract/identifiers.ts';
import type { Tx } from '#db/database.ts';
import type { ValueSource } from '#db/schema.ts';
import { canonicalEntered } from '../identity/canonical-entered.ts';
import { neverIdentifies } from '../identity/never-identifies.ts';
import type { Actor } from '../operators/actor.ts';
import type { ValueToAttach } from './attach-values.ts';

/** A value that a person (or an integration) enters for a card, with the field of the request it came in. */
export interface TypedValue extends ValueToAttach {
  field: string;
  main: boolean;
  /** What becomes of a value that another card has (R-ID-5): refused, unless said otherwise. */
  ifTaken?: 'refuse' | 'move' | 'share';
}

/** An entered value as the request has it; `field` is its path in the request, for the errors. */
export type EnteredValue = NewIdentifier & { field: string };

/**
 * Reads entered values: canonical forms with the workspace's country, trust *operator*. An e-mail must look like one, a
 * custom identifier as its field says (R-ID-6); a phone number that cannot be read is kept as given.
 * @throws INVALID with a message per field for what is no value of its kind, or never identifies anybody (R-ID-7).
 */
export async function readTypedValues(tx: Tx, actor: Actor, entered: EnteredValue[]): Promise<TypedValue[]> {
  if (entered.length === 0) return [];
  const read = await canonicalEntered(tx, actor.workspaceId, entered);
  const seenAt = new Date();
  const fields: Record<string, string> = {};
  const why = new Map<string, RefusalReason>();
  const typed: TypedValue[] = [];
  for (const [place, { kind, value, label, main, ifTaken, field }] of entered.entries()) {
    const one = read[place];
    if (!one || 'problem' in one) {
      fields[field] = one?.problem ?? 'Give a value.';
      continue;
    }
    typed.push({
      ...one.value,
      trust: trustLevel('operator'),
      source: enteredBy(actor),
      seenAt,
      label: label || null,
      main: main ?? false,
      ifTaken: ifTaken ?? 'refuse',
      field,
    });
    if (kind === 'email' && !emailShape.test(one.value.key)) {
      fields[field] = `“${value}” is not an e-mail address. Write it as name@example.com.`;
      why.set(field, 'notEmail');
    } else if (neverIdentifies(one.value)) refuseNever(field, value);
  }
  for (const { field, display } of await excluded(tx, actor.workspaceId, typed))
    if (!fields[field]) refuseNever(field, display);
  const wrong = Object.keys(fields);
  const [reason, ...others] = new Set(wrong.map((field) => why.get(field)));
  if (wrong.length > 0)
    throw new Refusal('INVALID', 'Some values cannot stand on a card.', {
      fields,
      ...(reason && others.length === 0 && { reason }),
    });
  return typed;

  function refuseNever(field: string, value: string): void {
    fields[field] = neverMessage(value);
    why.set(field, 'neverIdentifies');
  }
}

/** What an e-mail address looks like, in its canonical form. */
export const emailShape = /^[^\s@<>()[\],;:"\\]+@[^\s@.]+(?:\.[^\s@.]+)+$/;

function neverMessage(value: string): string {
  return `“${value}” never identifies anybody (an own, withheld, no-reply or listed value), so it cannot stand on a card.`;
}

/** Who entered a value, as the card shows it. */
export function enteredBy(actor: Actor): ValueSource {
  if (actor.type === 'system') return { by: 'rule' };
  return { by: actor.type, ...(actor.id && { id: actor.id }), ...(actor.name && { name: actor.name }) };
}

/** The values that the workspace's own list or its administrators exclude. */
async function excluded(tx: Tx, workspaceId: string, values: TypedValue[]): Promise<TypedValue[]> {
  if (values.length === 0) return [];
  const rows = await tx
    .selectFrom('excludedValue')
    .select(['kind', 'key'])
    .where('workspaceId', '=', workspaceId)
    .where(
      'key',
      'in',
      values.map((value) => value.key),
    )
    .execute();
  return values.filter((value) => rows.some((row) => row.kind === value.kind && row.key === value.key));
}
