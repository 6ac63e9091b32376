import { z } from 'zod';
import { ChannelMark } from './conversation.ts';

const Side = z.object({
  id: z.string(),
  channel: ChannelMark,
  queue: z.object({ id: z.string(), name: z.string() }),
  state: z.enum(['waiting', 'open', 'closed']),
  subject: z.string().nullable(),
  topic: z.string(),
  firstAt: z.string(),
  entries: z.number(),
  operators: z.array(z.object({ id: z.string(), name: z.string() })),
});

/** Two conversations as they would read together (R-HIS-8): nothing is changed by asking. */
export const ConversationMergePreview = z.object({
  kept: Side,
  other: Side,
  reason: z
    .enum(['sameConversation', 'otherClient', 'handoverAsked'])
    .nullable()
    .meta({ description: 'Why they cannot be merged; null: they can.' }),
  entries: z
    .array(
      z.object({
        id: z.string(),
        at: z.string(),
        from: z.enum(['kept', 'other']),
        channel: z.string().meta({ description: 'The kind of channel.' }),
        direction: z.enum(['in', 'out']),
        name: z.string().nullable(),
        text: z.string().nullable(),
      }),
    )
    .meta({ description: 'The first ones, in the order of their times.' }),
  total: z.number(),
  answersOn: ChannelMark.meta({ description: 'Where a reply goes unless another channel is chosen for it.' }),
  joining: z.array(z.object({ id: z.string(), name: z.string() })).meta({
    description: 'Who works on the other one and collaborates from then on.',
  }),
  tags: z.array(z.string()).meta({ description: 'That come from the other one.' }),
  parameters: z.array(z.string()).meta({ description: 'Names of those that come from the other one.' }),
  keptParameters: z
    .array(z.object({ name: z.string(), value: z.string() }))
    .meta({ description: 'Those that both have with different values: the kept conversation’s stand.' }),
  readers: z.enum(['everyone', 'members', 'hidden']),
  noLongerReadIn: z.string().nullable().meta({ description: 'The queue whose members read the other one until then.' }),
});
export type ConversationMergePreview = z.infer<typeof ConversationMergePreview>;
