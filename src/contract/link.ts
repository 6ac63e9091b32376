import { z } from 'zod';
import { Trust } from './identifiers.ts';

/** One piece of evidence as a decision names it. */
export const NamedEvidence = z.object({
  kind: z.string(),
  display: z.string(),
  trust: Trust,
});
export type NamedEvidence = z.infer<typeof NamedEvidence>;

/** Why a card was not taken, or only suggested. */
export const candidateReasons = [
  'weakerEvidence', // another card matched at a higher weight (R-REC-4)
  'sameWeight', // several cards match at one weight
  'belowThreshold', // claimed, or below the channel's threshold (R-REC-5)
  'otherSpelling', // the card has the number in another form of its plan (R-ID-2)
  'numberQuiet', // a number not seen for twelve months
  'sharedValue', // the value is shared or contested (R-ID-3)
  'refused', // somebody said the value is not theirs (R-REC-7)
  'inBin', // the card lies in the bin (R-DIR-8)
  'failedCheck', // the mail failed DMARC
  'suspicious', // the value or the card waits for review (R-ID-7)
  'severalCards', // a custom identifier that may stand on several cards: narrows, never picks (R-ID-3)
  'contradicts', // a claim that verified evidence contradicts (R-REC-1)
  'otherPerson', // another signed person on the same browser (R-REC-4)
] as const;

export const Candidate = z.object({
  contactId: z.number(),
  evidence: NamedEvidence,
  strength: Trust,
  reason: z.enum(candidateReasons),
});
export type Candidate = z.infer<typeof Candidate>;

/** The rules by which a conversation is linked to a card, made a card for, or left unknown. Codes; the words are the reader's language's. */
export const linkRules = [
  'matched', // R-REC-3: one card has the value
  'created', // R-REC-2: nobody had it, a card was made
  'threadFirstCreated', // R-REC-8 (a)
  'threadLaterKnown', // R-REC-8 (b)
  'threadFirstKnown', // R-REC-8 (c)
  'operator', // a person linked it
  'begun', // an operator began it, from the card (R-DIR-10)
  'nothingMatched',
  'suggested',
  'several',
  'neverIdentifies',
  'automaticMail',
  'failedCheck',
  'notEnough', // only a browser id, or the channel makes no cards
  'unlinked', // a person unlinked it
  'refused', // a person said that it is not theirs (R-REC-7)
] as const;
export const LinkRule = z.enum(linkRules);
export type LinkRule = z.infer<typeof LinkRule>;

/** The whole decision, as kept with the conversation (R-REC-6). */
export const LinkReason = z.object({
  rule: LinkRule,
  evidence: NamedEvidence.nullable(),
  strength: Trust.nullable(),
  authenticatedBy: z.string().optional(),
  rejected: z.array(Candidate),
  at: z.string(),
  by: z.string().nullable().meta({ description: 'The operator who decided; null for a rule.' }),
});
export type LinkReason = z.infer<typeof LinkReason>;
