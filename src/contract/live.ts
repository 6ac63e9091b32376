import { z } from 'zod';

/** A live event: what changed, never its content. A screen fetches what it may see anew. */
export const LiveEvent = z.object({
  topic: z.enum(['conversation', 'contact', 'desk']),
  conversationId: z.string().optional(),
  contactIds: z.array(z.number()).optional(),
  what: z
    .enum(['message', 'link', 'change', 'desk', 'delivery', 'seen', 'typing', 'settings', 'own', 'access', 'blocked'])
    .meta({
      description:
        'desk: who has it, state, tags, parameters; delivery: how far a reply is; seen and typing: by `operator`; own: settings of `operator` alone; access: who may look for a time; blocked: who is kept out.',
    }),
  operator: z.object({ id: z.string(), name: z.string() }).nullable().optional(),
});
export type LiveEvent = z.infer<typeof LiveEvent>;
