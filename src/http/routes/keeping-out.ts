import { answerAccess } from '#domain/access/answer-access.ts';
import { askAccess as ask, listAccess } from '#domain/access/ask-access.ts';
import { blockSender } from '#domain/blocking/block-sender.ts';
import { liftBlock, listBlocked } from '#domain/blocking/blocked-senders.ts';
import { redactMessage } from '#domain/blocking/redact-message.ts';
import { readSender } from '#domain/blocking/sender-of.ts';
import { signedIn } from './signed-in.ts';

const routes = signedIn.conversations;

/** Keeping senders out, taking words away, and asking for a look: part of the routes of conversations. */
export const keepingOut = {
  sender: routes.sender.handler(({ context, input }) => context.run((tx, actor) => readSender(tx, actor, input))),
  block: routes.block.handler(({ context, input }) => context.run((tx, actor) => blockSender(tx, actor, input))),
  redact: routes.redact.handler(({ context, input }) => context.run((tx, actor) => redactMessage(tx, actor, input))),
  askAccess: routes.askAccess.handler(({ context, input }) => context.run((tx, actor) => ask(tx, actor, input))),
};

export const blockedSenders = {
  list: signedIn.blockedSenders.list.handler(({ context, input }) =>
    context.run((tx, actor) => listBlocked(tx, actor, input)),
  ),
  lift: signedIn.blockedSenders.lift.handler(({ context, input }) =>
    context.run((tx, actor) => liftBlock(tx, actor, input)),
  ),
};

export const accessRequests = {
  list: signedIn.accessRequests.list.handler(({ context }) => context.run(listAccess)),
  answer: signedIn.accessRequests.answer.handler(({ context, input }) =>
    context.run((tx, actor) => answerAccess(tx, actor, input)),
  ),
};
