import { z } from 'zod';
import { NamedEvidence } from './link.ts';

/** The three answers of *Not this person* (R-REC-7). */
export const refusalAnswers = ['justThisConversation', 'valueNotTheirs', 'severalPeople'] as const;

/** An earlier unknown conversation with the same identifiers, offered for linking (R-REC-3). */
export const EarlierConversation = z.object({
  id: z.string(),
  channel: z.object({ kind: z.string(), name: z.string() }),
  subject: z.string().nullable(),
  firstAt: z.string(),
  lastText: z.string().nullable(),
  evidence: NamedEvidence,
});
export type EarlierConversation = z.infer<typeof EarlierConversation>;
