import { createView, deleteView, editView, listViews } from '#domain/operators/views.ts';
import { signedIn } from './signed-in.ts';

const routes = signedIn.views;

export const views = {
  list: routes.list.handler(async ({ context }) => ({ items: await context.run(listViews), nextCursor: null })),
  create: routes.create.handler(({ context, input }) => context.run((tx, actor) => createView(tx, actor, input))),
  edit: routes.edit.handler(({ context, input: { id, ...edit } }) =>
    context.run((tx, actor) => editView(tx, actor, { id, edit })),
  ),
  delete: routes.delete.handler(({ context, input }) => context.run((tx, actor) => deleteView(tx, actor, input.id))),
};
