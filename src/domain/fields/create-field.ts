import { randomUUID } from 'node:crypto';
import { Refusal } from '#contract/errors.ts';
import type { Field, FieldInput } from '#contract/field.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';
import { ownFields } from './list-fields.ts';
import { findField, letStandOnSeveral, lockFields, refuseNonsense } from './own-field.ts';
import { takenNames } from './preset-fields.ts';

const mostFields = 200;

/**
 * Defines a parameter of conversations or an attribute of the client (R-ID-6), last in the order of recognition. Values of the kind
 * `custom:<name>` that came before it stay as they stand.
 * @throws FORBIDDEN; CONFLICT for a name that is taken, or when there are 200 fields; INVALID for what no field can be.
 */
export async function createField(tx: Tx, actor: Actor, input: FieldInput): Promise<Field> {
  must(actor, 'manageSettings');
  refuseNonsense(input);
  const fields = await lockFields(tx, actor.workspaceId);
  if (takenNames.has(input.name) || fields.some(({ name }) => name === input.name)) {
    const message = `There is “${input.name}” already. Choose another name.`;
    throw new Refusal('CONFLICT', message, { fields: { name: message } });
  }
  if (fields.length >= mostFields) {
    throw new Refusal('CONFLICT', `There are ${mostFields} fields, which is as many as fit. Delete one first.`);
  }
  const id = randomUUID();
  const { label, ...contents } = input;
  await tx
    .insertInto('field')
    .values({
      ...contents,
      workspaceId: actor.workspaceId,
      id,
      label: JSON.stringify(label),
      filledBy: [...new Set(input.filledBy)],
      place: Math.max(-1, ...fields.map(({ place }) => place)) + 1,
      removedAt: null,
    })
    .execute();
  if (input.identifies && input.several) await letStandOnSeveral(tx, actor.workspaceId, input.name);
  return findField(await ownFields(tx, actor.workspaceId), id);
}
