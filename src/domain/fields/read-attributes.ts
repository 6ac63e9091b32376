import { Refusal } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import { kindOfField } from './identifying-fields.ts';
import { presetAttribute } from './preset-attributes.ts';
import { readFieldValue } from './read-field-value.ts';

/**
 * Reads entered attributes of a client (R-ID-6): those of a defined field, or of one that comes with Vizitka, in its
 * canonical form, others as they are. Null and an empty text take an
 * attribute away, whatever its field says.
 * @throws INVALID with a message per `attributes.<name>`: no value of its field, or a field whose values are identifiers.
 */
export async function readAttributes<Given extends string | null>(
  tx: Tx,
  workspaceId: string,
  given: Record<string, Given>,
): Promise<Record<string, string | Given>> {
  const names = Object.keys(given).filter((name) => given[name]);
  if (names.length === 0) return given;
  const rows = await tx
    .selectFrom('field')
    .select(['name', 'type', 'shape', 'choices', 'identifies'])
    .where('workspaceId', '=', workspaceId)
    .where('removedAt', 'is', null)
    .where((where) => where.or([where('of', '=', 'contact'), where('identifies', '=', true)]))
    .where('name', 'in', names)
    .execute();
  const attributes: Record<string, string | Given> = { ...given };
  const fields: Record<string, string> = {};
  for (const field of rows) {
    const read = field.identifies ? identifier(field.name) : readFieldValue(field, given[field.name] ?? '');
    if ('problem' in read) fields[`attributes.${field.name}`] = read.problem;
    else attributes[field.name] = read.value;
  }
  for (const name of names) {
    const preset = presetAttribute(name);
    const read = preset && readFieldValue(preset, given[name] ?? '');
    if (read && 'problem' in read) fields[`attributes.${name}`] = read.problem;
    else if (read) attributes[name] = read.value;
  }
  if (Object.keys(fields).length > 0) throw new Refusal('INVALID', 'Some attributes cannot be so.', { fields });
  return attributes;
}

function identifier(name: string): { problem: string } {
  return { problem: `“${name}” identifies clients: add it to the identifiers, as the kind ${kindOfField(name)}.` };
}
