import { type IdentifierKind, isScoped } from '#contract/identifiers.ts';
import type { Tx } from '#db/database.ts';
import { kindOfField } from '../fields/identifying-fields.ts';
import { type FieldShape, readFieldValue } from '../fields/read-field-value.ts';
import { type CanonicalValue, canonicalValue } from './canonical.ts';

/** A value as somebody names it. */
export interface GivenValue {
  kind: IdentifierKind;
  value: string;
  account?: string | undefined;
}

/**
 * Canonical forms of values that people, programs and files name: with the workspace's country for numbers, the only account of a
 * provider for scoped ids, and for `custom:<name>` the type of the field of that name (R-ID-6). A custom kind that no field is defined
 * for takes any text.
 * @returns for each either its canonical value or, in `problem`, a sentence that says why it is none.
 */
export async function canonicalEntered(
  tx: Tx,
  workspaceId: string,
  given: GivenValue[],
): Promise<({ value: CanonicalValue } | { problem: string })[]> {
  if (given.length === 0) return [];
  const { country } = await tx
    .selectFrom('workspace')
    .select('country')
    .where('id', '=', workspaceId)
    .executeTakeFirstOrThrow();
  const fields = await fieldsOf(tx, workspaceId, given);
  const accounts = await onlyAccounts(tx, workspaceId, given);
  return given.map(({ kind, value, account }) => {
    const field = fields.get(kind);
    if (field && !field.identifies) {
      return { problem: `“${field.name}” is not used to identify clients, so it is an attribute and no identifier.` };
    }
    const read = field ? readFieldValue(field, value) : { value };
    if ('problem' in read) return read;
    return { value: canonicalValue({ kind, value: read.value, account: account ?? accounts.get(kind) }, country) };
  });
}

type NamedField = FieldShape & { name: string; identifies: boolean };

async function fieldsOf(tx: Tx, workspaceId: string, given: GivenValue[]): Promise<Map<string, NamedField>> {
  const names = given.flatMap(({ kind }) => (kind.startsWith('custom:') ? kind.slice('custom:'.length) : []));
  if (names.length === 0) return new Map();
  const rows = await tx
    .selectFrom('field')
    .select(['name', 'type', 'shape', 'choices', 'identifies'])
    .where('workspaceId', '=', workspaceId)
    .where('removedAt', 'is', null)
    .where('name', 'in', names)
    .execute();
  return new Map(rows.map((field) => [kindOfField(field.name), field]));
}

/** The account of scoped ids that came without one: the provider's only account that is connected. */
async function onlyAccounts(tx: Tx, workspaceId: string, given: GivenValue[]): Promise<Map<string, string>> {
  const kinds = new Set(given.flatMap(({ kind, account }) => (isScoped(kind) && account === undefined ? kind : [])));
  const found = new Map<string, string>();
  for (const kind of kinds) {
    const rows = await tx
      .selectFrom('channel')
      .select('account')
      .distinct()
      .where('workspaceId', '=', workspaceId)
      .where('kind', '=', kind === 'whatsapp_user' ? 'whatsapp' : kind)
      .limit(2)
      .execute();
    if (rows.length === 1 && rows[0]) found.set(kind, rows[0].account);
  }
  return found;
}
