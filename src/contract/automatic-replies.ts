import { z } from 'zod';
import { variablesIn } from './template-variables.ts';

/** When something is said by itself (R-DSK-6): to the first words while closed, to the first words while open, when it takes longer than the warning. */
export const occasions = ['closed', 'greeting', 'waiting'] as const;
export type Occasion = (typeof occasions)[number];

/** What an automatic reply may say of its own: nothing of a card, which whoever writes could learn by it. */
export const automaticVariables = ['client.name', 'workspace.name', 'workspace.opens'] as const;

const Text = z
  .string()
  .trim()
  .min(1)
  .max(2_000)
  .refine(
    (text) => variablesIn(text).every((name) => (automaticVariables as readonly string[]).includes(name)),
    `Only these variables can be filled in here: ${automaticVariables.map((name) => `{{${name}}}`).join(', ')}.`,
  );
const Texts = z.strictObject({ en: Text.optional(), cs: Text.optional() });

/** What a queue says by itself, by occasion and language; what is left out is not said. */
export const AutomaticReplies = z.strictObject({
  closed: Texts.optional(),
  greeting: Texts.optional(),
  waiting: Texts.optional(),
});
export type AutomaticReplies = z.infer<typeof AutomaticReplies>;
