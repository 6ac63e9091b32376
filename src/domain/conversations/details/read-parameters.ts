import { Refusal } from '#contract/errors.ts';
import type { fieldFillers } from '#contract/field.ts';
import type { Tx } from '#db/database.ts';
import { kindOfField } from '../../fields/identifying-fields.ts';
import { type FieldShape, readFieldValue } from '../../fields/read-field-value.ts';
import { canonicalValue } from '../../identity/canonical.ts';
import type { GivenEvidence } from './given-evidence.ts';

export type ParameterFiller = (typeof fieldFillers)[number];

/** A parameter as it is kept. `evidence`: it identifies, and whoever fills it in this way may (R-ID-6). */
export interface ReadParameter {
  value: string | number | boolean;
  evidence?: Omit<GivenEvidence, 'trust'>;
}

/** They follow from where the conversation stands, and are changed there (R-TAB-4). */
const following: ReadonlySet<string> = new Set(['queue', 'channel', 'widget']);

/**
 * Reads entered parameters: those of a defined field in its canonical form and type, others as they are.
 * @param filler who fills them in; a field that they may not fill in refuses the value.
 * @throws INVALID with a message per `parameters.<name>`.
 */
export async function readParameters(
  tx: Tx,
  workspaceId: string,
  given: Record<string, string | number | boolean>,
  filler: ParameterFiller,
): Promise<Record<string, ReadParameter>> {
  const names = Object.keys(given);
  if (names.length === 0) return {};
  const rows = await tx
    .selectFrom('field')
    .select(['name', 'type', 'shape', 'choices', 'identifies', 'filledBy'])
    .where('workspaceId', '=', workspaceId)
    .where('removedAt', 'is', null)
    .where((where) => where.or([where('of', '=', 'conversation'), where('identifies', '=', true)]))
    .where('name', 'in', names)
    .execute();
  const defined = new Map(rows.map((row) => [row.name, row]));
  const fields: Record<string, string> = {};
  const read = names.map((name): [string, ReadParameter] => {
    const value = given[name] ?? '';
    const field = defined.get(name);
    if (isFollowing(name)) fields[`parameters.${name}`] = `“${name}” follows from where the conversation stands.`;
    if (!field) return [name, { value }];
    const one = field.filledBy.includes(filler)
      ? readFieldValue(field, value)
      : { problem: `“${name}” is not filled in this way. Settings say how it is.` };
    if ('problem' in one) {
      fields[`parameters.${name}`] = one.problem;
      return [name, { value }];
    }
    return [
      name,
      { value: typed(field.type, one.value), ...(field.identifies && { evidence: said(name, one.value) }) },
    ];
  });
  if (Object.keys(fields).length > 0) throw new Refusal('INVALID', 'Some parameters cannot be so.', { fields });
  return Object.fromEntries(read);
}

/** A number stays text where its digits would be lost. */
function typed(type: FieldShape['type'], value: string): string | number | boolean {
  if (type === 'yesNo') return value === 'true';
  return type === 'number' && String(Number(value)) === value ? Number(value) : value;
}

function said(name: string, value: string): Omit<GivenEvidence, 'trust'> {
  const { kind, account, key, display } = canonicalValue({ kind: kindOfField(name), value });
  return { kind, account, key, display };
}

/** Whether a parameter follows from where the conversation stands. */
export function isFollowing(name: string): boolean {
  return following.has(name);
}
