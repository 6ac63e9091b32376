import { editMe, readMe } from '#domain/operators/me.ts';
import { editOwnSettings, readOwnSettings } from '#domain/operators/own-settings.ts';
import { setPresence } from '#domain/operators/presence.ts';
import { eventId } from '../live-position.ts';
import { signedIn, signedInAnywhere } from './signed-in.ts';

export const me = {
  read: signedInAnywhere.me.read.handler(async ({ context }) => {
    const live = eventId(context.door.live.position()); // taken first: whatever is read from here on, news of it come by /live
    return { ...(await context.run(readMe)), live };
  }),
  edit: signedIn.me.edit.handler(({ context, input }) => context.run((tx, actor) => editMe(tx, actor, input))),
  presence: signedIn.me.presence.handler(({ context, input }) =>
    context.run((tx, actor) => setPresence(tx, actor, input)),
  ),
  settings: signedIn.me.settings.handler(({ context }) => context.run(readOwnSettings)),
  editSettings: signedIn.me.editSettings.handler(({ context, input }) =>
    context.run((tx, actor) => editOwnSettings(tx, actor, input)),
  ),
};
