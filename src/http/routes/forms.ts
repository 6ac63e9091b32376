import { createForm, deleteForm, editForm, listForms, restoreForm } from '#domain/conversations/forms/form-settings.ts';
import { sendForm } from '#domain/conversations/forms/send-form.ts';
import { dismissForm, takeOverForm } from '#domain/conversations/forms/take-over.ts';
import { signedIn } from './signed-in.ts';

const routes = signedIn.forms;

export const forms = {
  list: routes.list.handler(async ({ context }) => ({ items: await context.run(listForms), nextCursor: null })),
  create: routes.create.handler(({ context, input }) => context.run((tx, actor) => createForm(tx, actor, input))),
  edit: routes.edit.handler(({ context, input }) => context.run((tx, actor) => editForm(tx, actor, input))),
  delete: routes.delete.handler(({ context, input }) => context.run((tx, actor) => deleteForm(tx, actor, input.id))),
  restore: routes.restore.handler(({ context, input }) => context.run((tx, actor) => restoreForm(tx, actor, input.id))),
  send: routes.send.handler(({ context, input }) => context.run((tx, actor) => sendForm(tx, actor, input))),
  takeOver: routes.takeOver.handler(({ context, input }) => context.run((tx, actor) => takeOverForm(tx, actor, input))),
  dismiss: routes.dismiss.handler(({ context, input }) => context.run((tx, actor) => dismissForm(tx, actor, input))),
};
