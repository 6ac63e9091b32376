import { z } from 'zod';

const Parameter = z.string().trim().min(1).max(100).meta({
  description:
    'What of the first message is looked at: `:subject`, `:text` (of a mail, its new words) or `:sender` (address, number or id); else the name of a parameter.',
});

/** Sends new conversations to a queue by what their first message says (R-DSK-1); the first rule that fits counts. Accents and case make no difference. */
export const RoutingRule = z.object({
  id: z.string(),
  name: z.string(),
  parameter: Parameter,
  how: z.enum(['is', 'contains', 'begins', 'given']).meta({ description: 'given: the message has it at all.' }),
  value: z.string().meta({ description: 'Several with commas between them: one of them is enough.' }),
  channels: z.array(z.string()).meta({ description: 'Kinds of channel; none: all.' }),
  queue: z.object({ id: z.string(), name: z.string() }),
  enabled: z.boolean(),
});
export type RoutingRule = z.infer<typeof RoutingRule>;

export const RoutingRuleInput = z.strictObject({
  name: z.string().trim().min(1).max(100),
  parameter: Parameter,
  how: RoutingRule.shape.how.default('contains'),
  value: z.string().trim().max(1_000).default(''),
  channels: z.array(z.string().max(64)).max(50).default([]),
  queueId: z.uuid(),
  enabled: z.boolean().default(true),
  place: z.number().int().min(0).max(10_000).optional().meta({ description: 'From 0; left out: last, or as it was.' }),
});
export type RoutingRuleInput = z.infer<typeof RoutingRuleInput>;
