import { sql } from 'kysely';
import { Refusal } from '#contract/errors.ts';
import type { Field, FieldEdit } from '#contract/field.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';
import { kindOfField } from './identifying-fields.ts';
import { ownFields } from './list-fields.ts';
import { findField, letStandOnSeveral, lockFields, oneCardEach, refuseNonsense } from './own-field.ts';

/**
 * Changes a field. *May stand on several cards* shares the values that stand; taking it back gives each that stands on one card to it, and
 * leaves the others contested until somebody decides (`onSeveral`). *Used for guest identification* touches no value.
 * @throws FORBIDDEN; NOT_FOUND; INVALID for what no field can be; CONFLICT for a type in which the values that stand would read otherwise.
 */
export async function editField(tx: Tx, actor: Actor, { id, ...edit }: FieldEdit & { id: string }): Promise<Field> {
  must(actor, 'manageSettings');
  const { workspaceId } = actor;
  const fields = await lockFields(tx, workspaceId);
  const before = findField(fields, id);
  const { place, ...given } = edit;
  const after: Field = { ...before, ...defined(given) };
  refuseNonsense(after);
  await refuseOtherType(tx, workspaceId, before, after);
  const { label, type, choices, shape, identifies, several, linkTemplate } = after;
  await tx
    .updateTable('field')
    .set({ type, choices, shape, identifies, several, linkTemplate })
    .set({ label: JSON.stringify(label), filledBy: [...new Set(after.filledBy)] })
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .execute();
  if (identifies && several && !(before.identifies && before.several)) {
    await letStandOnSeveral(tx, workspaceId, before.name);
  }
  if (before.several && !several) await oneCardEach(tx, workspaceId, before.name);
  if (place !== undefined || identifies !== before.identifies) await putAt(tx, workspaceId, fields, after, place);
  return findField(await ownFields(tx, workspaceId), id);
}

function defined<Given extends object>(given: Given): { [Name in keyof Given]?: Exclude<Given[Name], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as never;
}

/** Texts and choices stand as they are written; a number, a date, a yes or no stands in a form of its own. */
async function refuseOtherType(tx: Tx, workspaceId: string, before: Field, after: Field): Promise<void> {
  const asWritten = ['text', 'choice'];
  if (before.type === after.type || (asWritten.includes(before.type) && asWritten.includes(after.type))) return;
  const { rows } =
    await sql`select from identifier where workspace_id = ${workspaceId} and kind = ${kindOfField(before.name)} limit 1`.execute(
      tx,
    );
  if (rows.length === 0) return;
  const message = `Cards have values of “${before.name}”, which would no longer be found as ${after.type}. Make a new field for them.`;
  throw new Refusal('CONFLICT', message, { fields: { type: message } });
}

/** Numbers all fields anew: the identifying ones come first. Without a place, a field goes last among its like. */
async function putAt(tx: Tx, workspaceId: string, fields: Field[], field: Field, place?: number): Promise<void> {
  const others = fields.filter(({ id }) => id !== field.id);
  const first = others.filter(({ identifies }) => identifies);
  const last = others.filter(({ identifies }) => !identifies);
  if (field.identifies) first.splice(place ?? first.length, 0, field);
  else last.splice(place === undefined ? last.length : Math.max(0, place - first.length), 0, field);
  await sql`
    update field f set place = o.place - 1 from unnest(${[...first, ...last].map(({ id }) => id)}::uuid[]) with ordinality as o (id, place)
    where f.workspace_id = ${workspaceId} and f.id = o.id and f.place <> o.place - 1`.execute(tx);
}
