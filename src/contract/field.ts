import { z } from 'zod';

export const fieldTypes = ['text', 'number', 'date', 'yesNo', 'choice'] as const;
export const fieldFillers = [
  'signedIdentity',
  'entryForm',
  'heroCard',
  'widgetApi',
  'restApi',
  'operator',
  'import',
] as const;

const FieldName = z
  .string()
  .regex(
    /^[a-z][a-z0-9_]{0,63}$/,
    'Small letters, digits and underscores, beginning with a letter, as in customer_no.',
  );
const Label = z.string().trim().min(1).max(100);

const described = {
  label: z.strictObject({ en: Label, cs: Label.optional() }),
  type: z.enum(fieldTypes).default('text'),
  choices: z.array(z.string().trim().min(1).max(200)).max(200).default([]),
  shape: z.string().max(200).nullable().default(null).meta({
    description:
      'How a text looks, in simple signs: 9 a digit, A a letter, X either, ? the sign before may be missing; other signs stand for themselves. `9999999`.',
  }),
  identifies: z
    .boolean()
    .default(false)
    .meta({ description: 'Used for guest identification: the field is the kind custom:<name>.' }),
  several: z
    .boolean()
    .default(false)
    .meta({ description: 'A value may stand on several cards: it narrows and never picks.' }),
  filledBy: z.array(z.enum(fieldFillers)).default([...fieldFillers]),
  linkTemplate: z
    .string()
    .max(2_000)
    .regex(/^https?:\/\/\S+$/, 'A link begins with https:// and holds {value}.')
    .nullable()
    .default(null)
    .meta({ description: 'A link to the company’s own system; {value} stands for the value.' }),
};

/** A new parameter (of a conversation) or attribute (of the client); R-ID-6. */
export const FieldInput = z.strictObject({
  name: FieldName,
  of: z.enum(['contact', 'conversation']).default('conversation'),
  ...described,
});
export type FieldInput = z.infer<typeof FieldInput>;

/** Everything but the name and what it is of. */
export const FieldEdit = z.strictObject({
  label: described.label.optional(),
  type: z.enum(fieldTypes).optional(),
  choices: z.array(z.string().trim().min(1).max(200)).max(200).optional(),
  shape: z.string().max(200).nullable().optional(),
  identifies: z.boolean().optional(),
  several: z.boolean().optional(),
  filledBy: z.array(z.enum(fieldFillers)).optional(),
  linkTemplate: described.linkTemplate.unwrap().optional(),
  place: z.number().int().min(0).max(10_000).optional().meta({ description: 'Its place in the order of recognition.' }),
});
export type FieldEdit = z.infer<typeof FieldEdit>;

export const Field = z.object({
  id: z.string(),
  name: z.string(),
  of: z.enum(['contact', 'conversation']),
  label: z.object({ en: z.string(), cs: z.string().optional() }),
  type: z.enum(fieldTypes),
  choices: z.array(z.string()),
  shape: z.string().nullable(),
  identifies: z.boolean(),
  several: z.boolean(),
  filledBy: z.array(z.enum(fieldFillers)),
  linkTemplate: z.string().nullable(),
  place: z.number(),
  cards: z
    .number()
    .nullable()
    .meta({ description: 'About how many cards have a value; null where it identifies nobody.' }),
  onSeveral: z.number().meta({ description: 'Values that stand on several cards and await a decision.' }),
  preset: z.boolean().meta({ description: 'Comes with Vizitka and cannot be changed.' }),
});
export type Field = z.infer<typeof Field>;

/** A value that never identifies anybody (R-ID-7): the workspace’s own, or on the administrators’ list. `hits`: how often it was met. */
export const ExcludedValue = z.object({
  kind: z.string(),
  value: z.string(),
  why: z.enum(['own', 'listed']),
  hits: z.number(),
});
export type ExcludedValue = z.infer<typeof ExcludedValue>;
