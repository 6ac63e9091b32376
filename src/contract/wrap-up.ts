import { z } from 'zod';

const words = z.string().trim().min(1).max(100);

/** A result by which conversations of a queue end (R-DSK-3), with its words; the order is that of the keys 1 to 9. */
export const QueueResult = z.strictObject({
  key: z
    .string()
    .regex(/^[a-zA-Z0-9_-]{1,60}$/, 'Letters, digits, hyphens and underscores.')
    .meta({ description: 'Kept with the conversation; stays when the words change.' }),
  texts: z.strictObject({ en: words, cs: words.optional() }),
});
export type QueueResult = z.infer<typeof QueueResult>;

export const QueueResults = z
  .array(QueueResult)
  .max(30)
  .refine((all) => new Set(all.map(({ key }) => key)).size === all.length, 'Each result has a key of its own.');

/** What wrap-up asks for: parameters of the conversation by name, and whether a tag. */
export const QueueRequires = z.strictObject({
  parameters: z.array(z.string().min(1).max(100)).max(20).default([]),
  tag: z.boolean().default(false),
});
export type QueueRequires = z.infer<typeof QueueRequires>;

export const WrapUpMark = z.object({
  since: z.string(),
  until: z.string().meta({ description: 'Until then who finishes it is offered nothing else.' }),
  operator: z.object({ id: z.string(), name: z.string() }).meta({ description: 'Who finishes it.' }),
});
export type WrapUpMark = z.infer<typeof WrapUpMark>;

/** A conversation that is over for the client and not finished yet (R-DSK-3), with what finishing it asks for. */
export const WrapUp = WrapUpMark.extend({
  seconds: z.number().meta({ description: 'How long wrap-up lasts in its queue.' }),
  results: z
    .array(QueueResult)
    .meta({ description: 'None: those that are delivered (solved, passedOn, interested, noAnswer, other).' }),
  requires: QueueRequires.extend({ result: z.boolean() }),
  missing: z.object({
    result: z.boolean(),
    client: z.boolean().meta({ description: 'A card is suggested, and nobody decided (R-REC-5).' }),
    parameters: z.array(z.string()),
    tag: z.boolean(),
  }),
});
export type WrapUp = z.infer<typeof WrapUp>;

const ending = {
  id: z.uuid(),
  result: z.string().trim().max(200).nullable().default(null),
  leaveUnknown: z.boolean().default(false).meta({ description: 'Nobody of those suggested: it stays unknown.' }),
};

export const CloseInput = z.strictObject(ending);
export type CloseInput = z.infer<typeof CloseInput>;

export const FinishInput = z.strictObject(ending);
export type FinishInput = z.infer<typeof FinishInput>;

export const MoreTimeInput = z.strictObject({
  id: z.uuid(),
  seconds: z.number().int().min(0).max(3_600).optional().meta({
    description:
      'More than are left; as delivered as long as wrap-up lasts in its queue. 0: finished later, and free now.',
  }),
});
export type MoreTimeInput = z.infer<typeof MoreTimeInput>;
