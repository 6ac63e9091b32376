import type { NewIdentifier } from '#contract/contact.ts';
import { Refusal } from '#contract/errors.ts';
import { isScoped, trustLevel } from '#contract/identifiers.ts';
import type { Tx } from '#db/database.ts';
import type { ValueSource } from '#db/schema.ts';
import { canonicalValue } from '../identity/canonical.ts';
import { neverIdentifies } from '../identity/never-identifies.ts';
import type { Actor } from '../operators/actor.ts';
import type { ValueToAttach } from './attach-values.ts';

/** A value that a person (or an integration) enters for a card, with the field of the request it came in. */
export interface TypedValue extends ValueToAttach {
  field: string;
  main: boolean;
}

/** An entered value as the request has it; `field` is its path in the request, for the errors. */
export type EnteredValue = NewIdentifier & { field: string };

/**
 * Reads entered values: canonical forms with the workspace's country, trust *operator*. An e-mail must look like one; a phone
 * number that cannot be read is kept as given.
 * @throws INVALID with a message per field for what is no value of its kind, or never identifies anybody (R-ID-7).
 */
export async function readTypedValues(tx: Tx, actor: Actor, entered: EnteredValue[]): Promise<TypedValue[]> {
  if (entered.length === 0) return [];
  const { country } = await tx
    .selectFrom('workspace')
    .select('country')
    .where('id', '=', actor.workspaceId)
    .executeTakeFirstOrThrow();
  const seenAt = new Date();
  const fields: Record<string, string> = {};
  const typed: TypedValue[] = [];
  for (const { kind, value, account, label, main, field } of entered) {
    const given = {
      kind,
      value,
      account: account ?? (isScoped(kind) ? await onlyAccount(tx, actor, kind) : undefined),
    };
    const canonical = canonicalValue(given, country);
    typed.push({
      ...canonical,
      trust: trustLevel('operator'),
      source: enteredBy(actor),
      seenAt,
      label: label || null,
      main: main ?? false,
      field,
    });
    if (kind === 'email' && !emailShape.test(canonical.key))
      fields[field] = `“${value}” is not an e-mail address. Write it as name@example.com.`;
    else if (neverIdentifies(canonical)) fields[field] = neverMessage(value);
  }
  for (const value of await excluded(tx, actor.workspaceId, typed)) fields[value.field] ??= neverMessage(value.display);
  if (Object.keys(fields).length > 0) throw new Refusal('INVALID', 'Some values cannot stand on a card.', { fields });
  return typed;
}

const emailShape = /^[^\s@<>()[\],;:"\\]+@[^\s@.]+(?:\.[^\s@.]+)+$/;

function neverMessage(value: string): string {
  return `“${value}” never identifies anybody (an own, withheld, no-reply or listed value), so it cannot stand on a card.`;
}

/** Who entered a value, as the card shows it. */
export function enteredBy(actor: Actor): ValueSource {
  if (actor.type === 'system') return { by: 'rule' };
  return { by: actor.type, ...(actor.id && { id: actor.id }), ...(actor.name && { name: actor.name }) };
}

/** The account of a scoped id that came without one: the provider's only account that is connected. */
async function onlyAccount(tx: Tx, actor: Actor, kind: string): Promise<string | undefined> {
  const channelKind = kind === 'whatsapp_user' ? 'whatsapp' : kind;
  const rows = await tx
    .selectFrom('channel')
    .select('account')
    .where('workspaceId', '=', actor.workspaceId)
    .where('kind', '=', channelKind)
    .limit(2)
    .execute();
  return rows.length === 1 ? rows[0]?.account : undefined;
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
