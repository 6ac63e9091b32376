import { oc } from '@orpc/contract';
import { z } from 'zod';
import { RoutingRule, RoutingRuleInput } from './routing.ts';

const tags = ['Routing'];
const ById = z.strictObject({ id: z.uuid() });
const Whole = z.object({ items: z.array(RoutingRule), nextCursor: z.null() });

/** By which rules new conversations go to which queue (R-DSK-1): part of api.ts. The list is short and comes whole, in its order. */
export const routingRules = {
  list: oc
    .route({ method: 'GET', path: '/routing-rules', tags, summary: 'In the order in which they count' })
    .output(Whole),
  create: oc
    .route({ method: 'POST', path: '/routing-rules', successStatus: 201, tags })
    .input(RoutingRuleInput)
    .output(RoutingRule),
  edit: oc
    .route({ method: 'PUT', path: '/routing-rules/{id}', tags, summary: 'Whole; conversations that it routed stay' })
    .input(RoutingRuleInput.extend({ id: z.uuid() }))
    .output(RoutingRule),
  delete: oc
    .route({
      method: 'DELETE',
      path: '/routing-rules/{id}',
      tags,
      summary: 'Answers what it was; conversations that it routed stay',
    })
    .input(ById)
    .output(RoutingRule),
};
