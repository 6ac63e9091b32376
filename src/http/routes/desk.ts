import { acceptConversation } from '#domain/conversations/desk/accept-conversation.ts';
import { answerHandover } from '#domain/conversations/desk/answer-handover.ts';
import { closeConversation, reopenConversation } from '#domain/conversations/desk/close-conversation.ts';
import { countDesk } from '#domain/conversations/desk/count-desk.ts';
import { finishConversation, giveMoreTime } from '#domain/conversations/desk/finish-conversation.ts';
import { inviteColleague } from '#domain/conversations/desk/invite-colleague.ts';
import { leaveConversation } from '#domain/conversations/desk/leave-conversation.ts';
import { markSeen, tellTyping } from '#domain/conversations/desk/mark-seen.ts';
import { redirectConversation } from '#domain/conversations/desk/redirect-conversation.ts';
import { addQueue, editQueue, listKnownQueues } from '#domain/operators/queue-settings.ts';
import { signedIn } from './signed-in.ts';

const routes = signedIn.conversations;

/** Who has a conversation, and who gets it: part of the conversations' routes. */
export const desk = {
  counts: routes.counts.handler(({ context }) => context.run(countDesk)),
  accept: routes.accept.handler(({ context, input }) =>
    context.run((tx, actor) => acceptConversation(tx, actor, input)),
  ),
  redirect: routes.redirect.handler(({ context, input }) =>
    context.run((tx, actor) => redirectConversation(tx, actor, input)),
  ),
  invite: routes.invite.handler(({ context, input }) => context.run((tx, actor) => inviteColleague(tx, actor, input))),
  answer: routes.answer.handler(({ context, input }) => context.run((tx, actor) => answerHandover(tx, actor, input))),
  leave: routes.leave.handler(({ context, input }) => context.run((tx, actor) => leaveConversation(tx, actor, input))),
  close: routes.close.handler(({ context, input }) => context.run((tx, actor) => closeConversation(tx, actor, input))),
  finish: routes.finish.handler(({ context, input }) =>
    context.run((tx, actor) => finishConversation(tx, actor, input)),
  ),
  moreTime: routes.moreTime.handler(({ context, input }) => context.run((tx, actor) => giveMoreTime(tx, actor, input))),
  reopen: routes.reopen.handler(({ context, input }) =>
    context.run((tx, actor) => reopenConversation(tx, actor, input)),
  ),
  seen: routes.seen.handler(({ context, input }) => context.run((tx, actor) => markSeen(tx, actor, input))),
  typing: routes.typing.handler(({ context, input }) => context.run((tx, actor) => tellTyping(tx, actor, input))),
};

export const queues = {
  list: signedIn.queues.list.handler(({ context }) => context.run(listKnownQueues)),
  create: signedIn.queues.create.handler(({ context, input }) =>
    context.run((tx, actor) => addQueue(tx, actor, input)),
  ),
  edit: signedIn.queues.edit.handler(({ context, input }) => context.run((tx, actor) => editQueue(tx, actor, input))),
};
