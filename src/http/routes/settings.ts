import { createField } from '#domain/fields/create-field.ts';
import { deleteField } from '#domain/fields/delete-field.ts';
import { editField } from '#domain/fields/edit-field.ts';
import { listFields } from '#domain/fields/list-fields.ts';
import { addExcluded, listExcluded, removeExcluded } from '#domain/identity/excluded-values.ts';
import {
  editSignedIdentity,
  readSignedIdentity,
  removeSignedIdentity,
} from '#domain/identity/signed-identity-setting.ts';
import { signedIn } from './signed-in.ts';

export const fields = {
  list: signedIn.fields.list.handler(({ context }) => context.run(listFields)),
  create: signedIn.fields.create.handler(({ context, input }) =>
    context.run((tx, actor) => createField(tx, actor, input)),
  ),
  edit: signedIn.fields.edit.handler(({ context, input }) => context.run((tx, actor) => editField(tx, actor, input))),
  delete: signedIn.fields.delete.handler(({ context, input }) =>
    context.run((tx, actor) => deleteField(tx, actor, input.id)),
  ),
};

export const excludedValues = {
  list: signedIn.excludedValues.list.handler(({ context }) => context.run(listExcluded)),
  add: signedIn.excludedValues.add.handler(({ context, input }) =>
    context.run((tx, actor) => addExcluded(tx, actor, input)),
  ),
  remove: signedIn.excludedValues.remove.handler(({ context, input }) =>
    context.run((tx, actor) => removeExcluded(tx, actor, input)),
  ),
};

export const signedIdentity = {
  read: signedIn.signedIdentity.read.handler(({ context }) => context.run(readSignedIdentity)),
  edit: signedIn.signedIdentity.edit.handler(({ context, input }) =>
    context.run((tx, actor) => editSignedIdentity(tx, actor, context.door.sealer, input)),
  ),
  remove: signedIn.signedIdentity.remove.handler(({ context }) => context.run(removeSignedIdentity)),
};
