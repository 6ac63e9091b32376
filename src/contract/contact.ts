import { z } from 'zod';
import { IdentifierKind, IdentifierState, Trust } from './identifiers.ts';

export const ContactId = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);

/** Where a value came from, in words of the reader's language made from code and parameters. */
export const ValueSource = z.object({
  by: z.enum(['channel', 'operator', 'import', 'apiKey', 'rule']),
  name: z
    .string()
    .optional()
    .meta({ description: 'The channel, operator, source or key; absent when it may not be seen.' }),
  conversationId: z.string().optional(),
});
export type ValueSource = z.infer<typeof ValueSource>;

export const ContactIdentifier = z.object({
  id: z.string(),
  kind: z.string(),
  account: z.string().optional(),
  value: z.string().meta({ description: 'The canonical form that is compared.' }),
  display: z.string().meta({ description: 'The form as given.' }),
  label: z.string().nullable(),
  trust: Trust,
  main: z.boolean(),
  state: IdentifierState,
  excluded: z.literal(true).optional().meta({
    description: 'On the list of values that never identify (R-ID-7): it stays on the card and identifies nobody.',
  }),
  source: ValueSource,
  firstSeen: z.string(),
  lastSeen: z.string().nullable(),
});
export type ContactIdentifier = z.infer<typeof ContactIdentifier>;

/** The attributes that every workspace has (R-TAB-2 shows gender, city and country beside a conversation). */
export const defaultAttributes = [
  'gender',
  'language',
  'company',
  'street',
  'city',
  'postcode',
  'region',
  'country',
  'birth_date',
  'preferred_channel',
  'do_not_contact',
] as const;

/** Those that say how the client may be reached (R-DIR-10): a kind of channel, and `true` where they are not to be written to. */
export const reachingAttributes = ['preferred_channel', 'do_not_contact'] as const;

export const Contact = z.object({
  id: z.number(),
  state: z.enum(['active', 'binned']),
  name: z.string().nullable(),
  nameSource: z.string().nullable(),
  identifiers: z.array(ContactIdentifier),
  attributes: z.record(z.string(), z.string()),
  tags: z.array(z.string()),
  externalIds: z.array(z.object({ source: z.string(), id: z.string() })),
  conflicts: z
    .array(
      z.object({
        field: z.string().meta({ description: 'name, or attribute:<name>.' }),
        value: z.string(),
        source: z.string(),
        contactId: z
          .number()
          .meta({ description: 'The merged card it came from; the card’s own number where an import brought it.' }),
      }),
    )
    .meta({ description: 'Values that lost in a merge and wait to be settled (R-BEY-2).' }),
  mergedIds: z.array(z.number()).meta({ description: 'The numbers that lead to this card for ever.' }),
  extra: z
    .record(z.string(), z.unknown())
    .meta({ description: 'What an import brought that Vizitka has no field for: kept, and exported again.' }),
  version: z.number(),
  createdAt: z.string(),
  updatedAt: z.string(),
  binnedAt: z.string().nullable(),
});
export type Contact = z.infer<typeof Contact>;

/** A row of the directory: enough for the table, without the whole card. */
export const ContactRow = z.object({
  id: z.number(),
  name: z.string().nullable(),
  company: z.string().nullable(),
  email: z.object({ display: z.string(), trust: Trust, state: IdentifierState }).nullable(),
  phone: z.object({ display: z.string(), trust: Trust, state: IdentifierState }).nullable(),
  other: z.object({ kind: z.string(), display: z.string(), trust: Trust, state: IdentifierState }).nullable().meta({
    description: 'An identifier to show where there is neither name, e-mail nor phone; or the one that the search hit.',
  }),
  channels: z.array(z.string()),
  tags: z.array(z.string()),
  lastContactAt: z.string().nullable(),
  duplicates: z.number(),
});
export type ContactRow = z.infer<typeof ContactRow>;

const NewIdentifier = z.strictObject({
  kind: IdentifierKind,
  value: z.string().trim().min(1).max(2_000),
  account: z.string().max(200).optional(),
  label: z.string().trim().max(100).nullable().optional(),
  main: z.boolean().optional(),
  ifTaken: z.enum(['refuse', 'move', 'share']).optional().meta({
    description:
      'When another card has the value (R-ID-5): refuse with 409 (as delivered), move it here, or mark it as shared (supervisors). Merging is a verb of its own.',
  }),
});
export type NewIdentifier = z.infer<typeof NewIdentifier>;

const ContactName = z.string().trim().min(1).max(500);
const AttributeName = z.string().regex(/^[\p{L}\p{N}_. -]{1,64}$/u);
const AttributeText = z.string().trim().max(2_000);
const TagName = z.string().trim().min(1).max(100);

export const ContactInput = z.strictObject({
  name: ContactName.nullable().optional(),
  identifiers: z.array(NewIdentifier).max(200).optional(),
  attributes: z.record(AttributeName, AttributeText).optional(),
  tags: z.array(TagName).max(100).optional(),
});
export type ContactInput = z.infer<typeof ContactInput>;

/** One Save: all of it in one step or none (R-DIR-3). Lists are changed by add, change, remove, never replaced. */
export const ContactEdit = z.strictObject({
  name: ContactName.nullable().optional(),
  identifiers: z
    .strictObject({
      add: z.array(NewIdentifier).max(200).optional(),
      change: z
        .array(
          z.strictObject({
            id: z.uuid(),
            value: z.string().trim().min(1).max(2_000).optional(),
            label: z.string().trim().max(100).nullable().optional(),
            main: z.literal(true).optional(),
            state: z.enum(['owned', 'shared']).optional().meta({
              description:
                'shared: several people use it (supervisors). owned: it is this card’s alone, whatever others it stands on.',
            }),
            ifTaken: z.enum(['refuse', 'move', 'share']).optional(),
          }),
        )
        .max(200)
        .optional(),
      remove: z.array(z.uuid()).max(200).optional(),
    })
    .optional(),
  attributes: z.record(AttributeName, AttributeText.nullable()).optional(),
  tags: z
    .strictObject({ add: z.array(TagName).max(100).optional(), remove: z.array(TagName).max(100).optional() })
    .optional(),
  settled: z.array(z.string().max(100)).max(100).optional().meta({
    description:
      'Fields whose conflicts of a merge are settled with the value that stands; a field that is edited is settled too.',
  }),
});
export type ContactEdit = z.infer<typeof ContactEdit>;

/** `data` of a 409: the value that is taken, and the card that has it (R-ID-5). */
export const IdentifierConflict = z.object({
  kind: z.string(),
  value: z.string(),
  contact: z.object({ id: z.number(), name: z.string().nullable() }),
  ways: z
    .array(z.enum(['open', 'move', 'merge', 'share']))
    .meta({ description: 'What the asker may do about it: open that card, or save again with ifTaken, or merge.' }),
});
export type IdentifierConflict = z.infer<typeof IdentifierConflict>;
