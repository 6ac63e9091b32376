import {
  createRoutingRule,
  deleteRoutingRule,
  editRoutingRule,
  listRoutingRules,
} from '#domain/intake/routing/routing-rules.ts';
import { signedIn } from './signed-in.ts';

const rules = signedIn.routingRules;

export const routingRules = {
  list: rules.list.handler(async ({ context }) => ({ items: await context.run(listRoutingRules), nextCursor: null })),
  create: rules.create.handler(({ context, input }) => context.run((tx, actor) => createRoutingRule(tx, actor, input))),
  edit: rules.edit.handler(({ context, input }) => context.run((tx, actor) => editRoutingRule(tx, actor, input))),
  delete: rules.delete.handler(({ context, input }) =>
    context.run((tx, actor) => deleteRoutingRule(tx, actor, input.id)),
  ),
};
