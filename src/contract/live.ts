import { z } from 'zod';

/** A live event: what changed, never its content. A screen fetches what it may see anew. */
export const LiveEvent = z.object({
  topic: z.enum(['conversation', 'contact']),
  conversationId: z.string().optional(),
  contactIds: z.array(z.number()).optional(),
  what: z.enum(['message', 'link', 'change']),
});
export type LiveEvent = z.infer<typeof LiveEvent>;
