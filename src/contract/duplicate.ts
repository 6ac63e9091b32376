import { z } from 'zod';

/** The parts of two cards that are compared. */
export const comparedFields = [
  'name',
  'email',
  'phone',
  'identifier',
  'birthDate',
  'company',
  'street',
  'city',
  'postcode',
  'region',
  'country',
  'noted',
] as const;

/**
 * How one part of two cards compares, as a code; the words are the reader's language's. `noted` says who noticed without comparing:
 * one conversation matched both cards, an import row brought a value that another card has, a value was said not to be theirs.
 */
export const duplicateReasonCodes = [
  'same',
  'sameOtherFormat', // a phone in two formats, a name but for accents and case
  'sameOtherScript', // the same name in other letters
  'swapped', // parts of a name, or day and month, in another order
  'shortForm', // a nickname or short form
  'initials',
  'partMissing',
  'typo', // a letter or digit apart
  'similar',
  'near', // places close to each other, dates a few days apart
  'differs',
  'sharedValue', // the value stands on both, shared or contested
  'oneConversation', // noted: one conversation matched both
  'importedRow', // noted: an imported row brought a value of the other
] as const;

/** One reason of a suggestion. Reasons never quote conversations (R-HIS-5). */
export const DuplicateReason = z.object({
  field: z.enum(comparedFields),
  code: z.enum(duplicateReasonCodes),
  verdict: z.enum(['for', 'against']),
  weight: z.number().meta({ description: 'Bits of evidence: log2 of the Bayes factor; above 0 for, below 0 against.' }),
  left: z.string().nullable(),
  right: z.string().nullable(),
});
export type DuplicateReason = z.infer<typeof DuplicateReason>;

/** A card as the review shows it at a glance. */
const ReviewedCard = z.object({
  id: z.number(),
  name: z.string().nullable(),
  conversations: z.number().meta({ description: 'Those one may know of.' }),
});

/** What was decided about a pair. `merged` and `notDuplicate` are decided for good; `later` waits behind the others. */
export const DuplicateState = z.enum(['open', 'later', 'notDuplicate', 'merged']);
export type DuplicateState = z.infer<typeof DuplicateState>;

/** Two cards that may be the same person; `a` is the lower id. */
export const Duplicate = z.object({
  a: ReviewedCard,
  b: ReviewedCard,
  score: z
    .number()
    .meta({ description: 'Calibrated: 0.9 is right nine times in ten. A pair that was only noted has 0.5 or more.' }),
  reasons: z.array(DuplicateReason),
  state: DuplicateState,
  by: z.enum(['matcher', 'recognition', 'import']).meta({ description: 'Who noticed it first.' }),
  at: z.string(),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  changeId: z.string().nullable().meta({ description: 'The change that decided it, to undo.' }),
});
export type Duplicate = z.infer<typeof Duplicate>;

/** How the search for duplicates stands. */
export const DuplicatesStatus = z.object({
  open: z.number(),
  later: z.number(),
  decided: z.number(),
  run: z
    .object({ done: z.number(), of: z.number(), startedAt: z.string() })
    .nullable()
    .meta({ description: 'The run over all cards that is under way.' }),
  lastRunAt: z.string().nullable(),
});
export type DuplicatesStatus = z.infer<typeof DuplicatesStatus>;
