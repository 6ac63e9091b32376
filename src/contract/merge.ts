import { z } from 'zod';
import { ContactId, ContactIdentifier } from './contact.ts';

/** A single value of a card that a merge has to choose: the name, or an attribute. */
const MergeField = z.string().regex(/^(?:name|attribute:[\p{L}\p{N}_. -]{1,64})$/u);

/**
 * Merge: the card of the path stays, those of `ids` become signposts to it. `choose` says, per field, whose value stays; what is not chosen goes by
 * R-DIR-5 (the higher source, then the newer), and the value that lost is kept as a conflict to settle. What is chosen is settled.
 */
export const MergeInput = z.strictObject({
  ids: z.array(ContactId).min(1).max(20),
  choose: z.record(MergeField, ContactId).optional(),
  dryRun: z.boolean().default(false).meta({ description: 'Only answers what would change.' }),
});
export type MergeInput = z.infer<typeof MergeInput>;

const MergedValue = z.object({
  contactId: z.number(),
  value: z.string(),
  source: z.string(),
  at: z.string(),
});

/** What a merge does, or would do. */
export const MergePlan = z.object({
  survivor: z.object({ id: z.number(), name: z.string().nullable() }),
  merged: z.array(z.object({ id: z.number(), name: z.string().nullable() })),
  fields: z.array(
    z.object({
      field: z.string().meta({ description: 'name, or attribute:<name>.' }),
      values: z.array(MergedValue),
      chosen: z.number().meta({ description: 'The card whose value stays.' }),
      why: z.enum(['onlyOne', 'same', 'higherSource', 'newer', 'chosen']),
      conflict: z.boolean().meta({ description: 'The value that lost is kept, to be settled.' }),
    }),
  ),
  identifiers: z.array(
    ContactIdentifier.extend({ contactId: z.number().meta({ description: 'The card it stands on.' }) }),
  ),
  tags: z.array(z.string()),
  conversations: z.array(z.object({ contactId: z.number(), count: z.number() })).meta({
    description: 'Per card, those that one may know of. They read as one history afterwards.',
  }),
  warnings: z.array(z.enum(['differentSubjects', 'differentBirthDates', 'saidNotTheSame', 'bothCurated'])),
  changeId: z.string().nullable().meta({ description: 'The change, to undo; null for a dry run.' }),
});
export type MergePlan = z.infer<typeof MergePlan>;

/** Split: what goes to a new card. At least one value or conversation goes, and what is not named stays. */
export const SplitInput = z.strictObject({
  name: z.string().trim().min(1).max(500).nullable().optional(),
  identifiers: z.array(z.uuid()).max(200).default([]),
  conversations: z.array(z.uuid()).max(1_000).default([]),
  attributes: z.array(z.string().max(64)).max(100).default([]).meta({ description: 'Attributes that go along.' }),
  tags: z.array(z.string().max(100)).max(100).default([]),
});
export type SplitInput = z.infer<typeof SplitInput>;

/** Many changes undone at once: all that match. At least one of batch, rule, import source or operator is named. */
export const UndoManyInput = z.strictObject({
  batchId: z.uuid().optional().meta({ description: 'One import, or one other batch.' }),
  rule: z.string().max(100).optional().meta({ description: 'A rule of recognition, as in the reason of a link.' }),
  source: z.string().max(255).optional().meta({ description: 'The source of an import.' }),
  operatorId: z.uuid().optional(),
  verbs: z.array(z.string().max(50)).max(20).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional().meta({ description: 'Not included.' }),
  dryRun: z.boolean().default(false),
});
export type UndoManyInput = z.infer<typeof UndoManyInput>;

export const UndoManyResult = z.object({
  found: z.number(),
  undone: z.number(),
  notRestored: z.number().meta({ description: 'Values that later changes kept from being restored.' }),
  refused: z.array(z.object({ changeId: z.string(), reason: z.string() })).max(100),
  batchId: z.uuid().nullable().meta({ description: 'The undoing as a batch: undo it to redo all of it.' }),
  remaining: z.number().meta({ description: 'Found beyond the 500 of one call: call again.' }),
});
export type UndoManyResult = z.infer<typeof UndoManyResult>;
