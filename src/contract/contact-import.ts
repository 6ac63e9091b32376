import { z } from 'zod';

/** What happens where a row's value stands on a card already: nothing (an own card, the value contested there), update it, make and merge, or mark as shared. */
export const matchRules = ['none', 'skip', 'update', 'merge', 'share'] as const;
export const MatchRule = z.enum(matchRules);
export type MatchRule = z.infer<typeof MatchRule>;

/** What a row will do, or did. */
export const rowActions = ['create', 'update', 'skip', 'conflict', 'invalid'] as const;
export const RowAction = z.enum(rowActions);
export type RowAction = z.infer<typeof RowAction>;

/**
 * Where a column goes: a field of the card, a defined field, or nowhere (`keep`: kept as it is and exported again; `ignore`). `external_source`: the source of
 * the external id beside it. Parts of a name are joined. `label:<target>`: the labels of the values in that column.
 */
const ColumnTarget = z
  .string()
  .max(100)
  .regex(
    /^(?:external_(?:id|source)|(?:(?:first|middle|last)_)?name|email|phone|tag|keep|ignore|attribute:.{1,64}|custom:.{1,64}|identifier:[a-z_]{1,40}|label:.{1,80})$/,
  );

const ImportColumn = z.object({
  name: z.string(),
  target: ColumnTarget,
  sample: z.string().nullable(),
});

/** How a file of contacts is read and what happens to matches. */
export const ContactImportSettings = z.strictObject({
  source: z.string().trim().min(1).max(255).optional(),
  match: MatchRule.optional(),
  columns: z.record(z.string().max(500), ColumnTarget).optional(),
  delimiter: z.string().length(1).optional(),
  encoding: z
    .enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1250', 'windows-1251', 'windows-1252', 'iso-8859-2'])
    .optional(),
  rows: z
    .record(z.string().regex(/^\d{1,9}$/), z.union([z.enum(['skip', 'create', 'share']), z.number().int().positive()]))
    .optional()
    .meta({ description: 'Decisions of single rows: skip, create, share, or the id of the card to update.' }),
});
export type ContactImportSettings = z.infer<typeof ContactImportSettings>;

/** One row of the preview. */
export const ImportRow = z.object({
  row: z.number().meta({ description: 'The line of its beginning in the file, or the number of the vCard.' }),
  action: RowAction,
  name: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  contactId: z.number().nullable().meta({ description: 'The card that is updated or the same.' }),
  reason: z
    .enum([
      'new',
      'sameImportKey',
      'matchedValue',
      'nothingNew',
      'valueTaken',
      'valueShared',
      'severalCards',
      'invalid',
      'decided',
    ])
    .meta({ description: 'A code; `problem` says it in words where something is wrong.' }),
  problem: z.string().nullable(),
  taken: z.array(
    z.object({
      kind: z.string(),
      value: z.string(),
      contactId: z.number().meta({ description: 'The card that has it; 0 where it is none yet.' }),
      row: z.number().optional().meta({ description: 'The earlier row of this file whose card will have it.' }),
    }),
  ),
  changes: z.array(z.object({ field: z.string(), before: z.string().nullable(), after: z.string() })).max(50),
});
export type ImportRow = z.infer<typeof ImportRow>;

/** What a file of contacts is, and what came of it. `checked`: how many rows would do what; counted while it is checked. */
export const ContactImport = z.object({
  format: z.enum(['csv', 'vcf', 'json']),
  source: z.string(),
  match: MatchRule,
  delimiter: z.string().nullable(),
  encoding: z.string(),
  columns: z.array(ImportColumn),
  checked: z.object({
    rows: z.number(),
    create: z.number(),
    update: z.number(),
    skip: z.number(),
    conflict: z.number(),
    invalid: z.number(),
    detailed: z.number().meta({
      description: 'Of so many rows the details can be read: the first 20,000, and as many conflicts and invalid rows.',
    }),
  }),
  done: z.object({
    rows: z.number(),
    created: z.number(),
    updated: z.number(),
    unchanged: z.number(),
    conflicts: z.number(),
  }),
  batchId: z.string().nullable().meta({ description: 'Undo it as one: POST /changes/undo-many.' }),
});
export type ContactImport = z.infer<typeof ContactImport>;

/** What stands in the address of an upload of contacts beside the file itself. */
export const ContactUpload = z.object({
  name: z
    .string()
    .max(1_000)
    .transform((given) =>
      (given.split(/[/\\]/).at(-1) ?? '')
        .replace(/\p{Cc}/gu, ' ')
        .trim()
        .slice(-255),
    )
    .refine(
      (name) => /\.(csv|tsv|txt|vcf|vcard|json|jsonl)$/i.test(name),
      'Contacts come as .csv, .tsv, .vcf or .json files.',
    ),
  source: z.string().trim().max(255).optional(),
  match: MatchRule.default('none'),
});
