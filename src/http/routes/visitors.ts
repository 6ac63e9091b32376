import { inviteVisitor } from '#domain/visitors/invite-visitor.ts';
import { listVisitors } from '#domain/visitors/list-visitors.ts';
import { signedIn } from './signed-in.ts';

const routes = signedIn.visitors;

/** Who is on the site now. */
export const visitors = {
  list: routes.list.handler(({ context }) => context.run(listVisitors)),
  invite: routes.invite.handler(({ context, input }) => context.run((tx, actor) => inviteVisitor(tx, actor, input))),
};
