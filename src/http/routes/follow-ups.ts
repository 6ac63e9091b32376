import { attemptFollowUp } from '#domain/conversations/follow-ups/attempt-follow-up.ts';
import { cancelFollowUp, changeFollowUp, restoreFollowUp } from '#domain/conversations/follow-ups/change-follow-up.ts';
import { listFollowUps } from '#domain/conversations/follow-ups/list-follow-ups.ts';
import { planFollowUp } from '#domain/conversations/follow-ups/plan-follow-up.ts';
import { signedIn } from './signed-in.ts';

const routes = signedIn.followUps;

/** Callbacks and reminders (R-DSK-4). */
export const followUps = {
  list: routes.list.handler(({ context, input }) => context.run((tx, actor) => listFollowUps(tx, actor, input))),
  plan: routes.plan.handler(({ context, input }) => context.run((tx, actor) => planFollowUp(tx, actor, input))),
  change: routes.change.handler(({ context, input }) => context.run((tx, actor) => changeFollowUp(tx, actor, input))),
  cancel: routes.cancel.handler(({ context, input }) => context.run((tx, actor) => cancelFollowUp(tx, actor, input))),
  restore: routes.restore.handler(({ context, input }) =>
    context.run((tx, actor) => restoreFollowUp(tx, actor, input)),
  ),
  attempt: routes.attempt.handler(({ context, input }) =>
    context.run((tx, actor) => attemptFollowUp(tx, actor, input)),
  ),
};
