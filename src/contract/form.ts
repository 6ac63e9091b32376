import { z } from 'zod';

const Texts = z.object({ en: z.string().max(500).optional(), cs: z.string().max(500).optional() });

/** Where an answer goes: name, e-mail and phone of the client, an attribute, a parameter of the conversation, or an identifying parameter; null: nowhere. */
export const formTarget = /^(name|email|phone|(attribute|parameter|identifier):[a-z0-9_-]{1,60})$/;

export const FormField = z.strictObject({
  id: z.string().regex(/^[a-z0-9_-]{1,40}$/),
  type: z.enum(['text', 'long', 'email', 'phone', 'choice', 'date', 'consent']),
  label: Texts,
  required: z.boolean().default(false),
  choices: z.array(z.string().trim().min(1).max(200)).max(50).default([]),
  fills: z.string().regex(formTarget).nullable().default(null),
});
export type FormField = z.infer<typeof FormField>;

const formKinds = ['hero', 'entry', 'offline', 'callback'] as const;

/** A form that visitors and clients fill in (R-TAB-8). `texts`: title, intro, button and the notice of privacy, per language. */
export const Form = z.object({
  id: z.string(),
  kind: z.enum(formKinds),
  name: z.string(),
  texts: z.object({ title: Texts, intro: Texts, button: Texts, notice: Texts }),
  fields: z.array(FormField),
  enabled: z.boolean(),
  version: z.number(),
});
export type Form = z.infer<typeof Form>;

export const FormInput = z.strictObject({
  kind: z.enum(formKinds),
  name: z.string().trim().min(1).max(200),
  texts: z
    .strictObject({
      title: Texts.default({}),
      intro: Texts.default({}),
      button: Texts.default({}),
      notice: Texts.default({}),
    })
    .prefault({}),
  fields: z
    .array(FormField)
    .min(1)
    .max(30)
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'Each field has an id of its own.'),
  enabled: z.boolean().default(true),
});
export type FormInput = z.infer<typeof FormInput>;

export const FormAnswer = z.union([z.string().max(5_000), z.boolean()]);

/** A form in a conversation: asked, answered, and what became of the answers. */
export const SentForm = z.object({
  id: z.string(),
  formId: z.string(),
  kind: z.enum(formKinds),
  name: z.string(),
  texts: Form.shape.texts,
  fields: z.array(FormField),
  prefill: z.record(z.string(), z.string()),
  state: z.enum(['asked', 'confirmed', 'cancelled', 'applied', 'proposed', 'takenOver', 'dismissed']).meta({
    description:
      'applied: of a verified client, at once, with Undo; proposed: of others, until an operator takes them over.',
  }),
  answers: z.record(z.string(), FormAnswer).nullable(),
  changeId: z.string().nullable(),
  at: z.string(),
  answeredAt: z.string().nullable(),
});
export type SentForm = z.infer<typeof SentForm>;
