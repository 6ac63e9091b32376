import { ownAddresses } from '#domain/intake/own-mail-channel.ts';
import { must } from '#domain/operators/policy.ts';
import { signedIn } from './signed-in.ts';

const routes = signedIn.imports;

export const imports = {
  list: routes.list.handler(async ({ context: { actor, door, run } }) => {
    must(actor, 'importData');
    const own = await run((tx) => ownAddresses(tx, actor.workspaceId));
    return { items: door.imports.list(actor.workspaceId), nextCursor: null, own: own.sort() };
  }),
  read: routes.read.handler(({ context: { actor, door }, input }) => {
    must(actor, 'importData');
    return door.imports.read(actor.workspaceId, input.id);
  }),
  rows: routes.rows.handler(({ context: { actor, door }, input }) => {
    must(actor, 'importData');
    return door.imports.rows(actor.workspaceId, input);
  }),
  adjust: routes.adjust.handler(({ context: { actor, door }, input }) => {
    must(actor, 'importData');
    return door.imports.adjust(actor.workspaceId, input);
  }),
  start: routes.start.handler(({ context: { actor, door }, input }) => {
    must(actor, 'importData');
    return door.imports.start(actor, input.id);
  }),
  cancel: routes.cancel.handler(({ context: { actor, door }, input }) => {
    must(actor, 'importData');
    return door.imports.cancel(actor.workspaceId, input.id);
  }),
};
