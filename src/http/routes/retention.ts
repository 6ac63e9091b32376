import { holdContact, holdConversation, liftHold } from '#domain/privacy/holds.ts';
import { listRetention } from '#domain/privacy/list-retention.ts';
import { holdsOfContact, holdsOfConversation, listHolds } from '#domain/privacy/read-holds.ts';
import { previewRetention, setRetention, takeBackRetention } from '#domain/privacy/set-retention.ts';
import { signedIn } from './signed-in.ts';

export const retention = {
  list: signedIn.retention.list.handler(({ context }) => context.run(listRetention)),
  preview: signedIn.retention.preview.handler(({ context, input }) =>
    context.run((tx, actor) => previewRetention(tx, actor, input)),
  ),
  set: signedIn.retention.set.handler(({ context, input }) =>
    context.run((tx, actor) => setRetention(tx, actor, input)),
  ),
  takeBack: signedIn.retention.takeBack.handler(({ context, input }) =>
    context.run((tx, actor) => takeBackRetention(tx, actor, input)),
  ),
};

export const holds = {
  list: signedIn.holds.list.handler(({ context, input }) => context.run((tx, actor) => listHolds(tx, actor, input))),
  lift: signedIn.holds.lift.handler(({ context, input }) => context.run((tx, actor) => liftHold(tx, actor, input))),
};

/** Part of the routes of cards. */
export const cardHolds = {
  holds: signedIn.contacts.holds.handler(({ context, input }) =>
    context.run((tx, actor) => holdsOfContact(tx, actor, input)),
  ),
  hold: signedIn.contacts.hold.handler(({ context, input }) =>
    context.run((tx, actor) => holdContact(tx, actor, input)),
  ),
};

/** Part of the routes of conversations. */
export const conversationHolds = {
  holds: signedIn.conversations.holds.handler(({ context, input }) =>
    context.run((tx, actor) => holdsOfConversation(tx, actor, input)),
  ),
  hold: signedIn.conversations.hold.handler(({ context, input }) =>
    context.run((tx, actor) => holdConversation(tx, actor, input)),
  ),
};
