import { z } from 'zod';
import { FormAnswer } from './form.ts';
import { signInProviders } from './sign-in.ts';
import { widgetLimits } from './widget.ts';

/**
 * A message's or answer's own id: letters alone, so that it stands in the order of entries as it is and can be read back from there. The same one again is the
 * same message.
 */
const OwnId = z.string().regex(/^[a-z]{16,40}$/);

const Language = z.enum(['en', 'cs']);
const BrowserId = z.string().regex(/^[0-9A-Za-z-]{16,64}$/);

const Page = z.strictObject({ url: z.string().max(2_000), title: z.string().max(500) });

/** POST …/sessions. `browser`: the id of one that agreed to be remembered. */
export const SessionInput = z.strictObject({
  browser: BrowserId.optional(),
  language: Language.optional(),
  page: Page.extend({ referrer: z.string().max(2_000).optional() }),
});
export type SessionInput = z.infer<typeof SessionInput>;

const Parameters = z
  .record(z.string().regex(/^[a-z0-9_-]{1,60}$/), z.union([z.string().max(2_000), z.number(), z.boolean()]))
  .refine((all) => Object.keys(all).length <= 50, 'At most 50 parameters.');

/** POST …/messages. */
export const VisitorMessage = z
  .strictObject({
    id: OwnId,
    text: z.string().trim().max(widgetLimits.text),
    attachments: z
      .array(
        z.strictObject({
          name: z.string().trim().min(1).max(300),
          type: z.string().max(200),
          content: z.base64().max(Math.ceil((widgetLimits.file * 4) / 3) + 4),
        }),
      )
      .max(widgetLimits.attachments)
      .default([]),
  })
  .refine(({ text, attachments }) => text !== '' || attachments.length > 0, 'Write something, or attach a file.')
  .refine(
    ({ attachments }) => attachments.reduce((sum, { content }) => sum + content.length * 0.75, 0) <= widgetLimits.files,
    'These files are too large together.',
  );
export type VisitorMessage = z.infer<typeof VisitorMessage>;

/** POST …/forms/{id}: entry and offline form by their own id, a Hero Card by that of the sent form. */
export const FormAnswers = z.strictObject({
  id: OwnId,
  confirmed: z.boolean().default(true).meta({ description: 'Of a Hero Card: false when the client would rather not.' }),
  answers: z
    .record(z.string().max(40), FormAnswer)
    .refine((all) => Object.keys(all).length <= 30, 'At most 30 answers.')
    .default({}),
});
export type FormAnswers = z.infer<typeof FormAnswers>;

/** POST …/identify: a signed identity of the site's own sign-in; null when its user signed out. */
export const IdentifyInput = z.strictObject({ token: z.string().min(1).max(8_000).nullable() });
export type IdentifyInput = z.infer<typeof IdentifyInput>;

/** POST …/parameters. */
export const ParametersInput = z.strictObject({ parameters: Parameters });
export type ParametersInput = z.infer<typeof ParametersInput>;

/** POST …/here: a sign of life with the page, or that the visitor left. */
export const HereInput = z.strictObject({ page: Page, gone: z.boolean().default(false) });

/** POST …/invitation. */
export const InvitationAnswer = z.strictObject({ accepted: z.boolean() });

/** POST …/callback: the answers of the callback form, and the beginning of a slot; null: as soon as somebody can. */
export const CallbackInput = FormAnswers.omit({ confirmed: true }).extend({
  from: z.iso.datetime({ offset: true }).nullable(),
});
export type CallbackInput = z.infer<typeof CallbackInput>;

/** POST …/sign-in, and …/sign-in/finish with the code that its window told. */
export const SignInStart = z.strictObject({ provider: z.enum(signInProviders) });
export const SignInFinish = z.strictObject({ code: z.string().regex(/^[\w-]{20,100}$/) });
