import { editMe, readMe } from '#domain/operators/me.ts';
import { signedIn, signedInAnywhere } from './signed-in.ts';

export const me = {
  read: signedInAnywhere.me.read.handler(({ context }) => context.run(readMe)),
  edit: signedIn.me.edit.handler(({ context, input }) => context.run((tx, actor) => editMe(tx, actor, input))),
};
