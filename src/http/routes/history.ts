import { searchEverything } from '#domain/history/search-everything.ts';
import { undoChange } from '#domain/history/undo-change.ts';
import { undoMany } from '#domain/history/undo-many.ts';
import { signedIn } from './signed-in.ts';

export const search = {
  everything: signedIn.search.everything.handler(({ context, input }) =>
    context.run((tx, actor) => searchEverything(tx, actor, input)),
  ),
};

export const changes = {
  undo: signedIn.changes.undo.handler(({ context, input }) =>
    context.run((tx, actor) => undoChange(tx, actor, input.id)),
  ),
  undoMany: signedIn.changes.undoMany.handler(({ context: { actor, door }, input }) =>
    undoMany(door.store, actor, input),
  ),
};
