import { z } from 'zod';

/**
 * What is kept for a time (R-HIS-7). The first four are counted from the end of the conversation, and a queue or a channel may say otherwise than the
 * workspace; the last two are the workspace's alone.
 */
export const retentionKinds = ['text', 'attachments', 'recordings', 'unknown', 'changes', 'cards'] as const;
export const RetentionKind = z.enum(retentionKinds).meta({
  description:
    'text: words, notes, subjects, answers and parameters; unknown: all of conversations without a client; changes: values of changes of cards; cards: those without contact, which go to the bin.',
});
export type RetentionKind = z.infer<typeof RetentionKind>;

/** The kinds that a queue or a channel may say for itself. */
export const kindsOfConversations = ['text', 'attachments', 'recordings', 'unknown'] as const;

export const RetentionScope = z.enum(['workspace', 'queue', 'channel']);
export type RetentionScope = z.infer<typeof RetentionScope>;

/** Days, for ever, or as the next wider scope says: a queue's conversation asks its queue, then its channel, then the workspace. */
export const RetentionPeriod = z.union([z.number().int().min(1).max(36_500), z.enum(['forever', 'inherit'])]);
export type RetentionPeriod = z.infer<typeof RetentionPeriod>;

/** How long a kind is kept, with what waits for its day. */
const RetentionSetting = z.object({
  kind: RetentionKind,
  period: RetentionPeriod,
  since: z.string().nullable().meta({ description: 'null: nobody ever said anything.' }),
  by: z.string().nullable(),
  next: z
    .object({ period: RetentionPeriod, at: z.string(), by: z.string().nullable() })
    .nullable()
    .meta({ description: 'A shortened period that waits for its day, and may be taken back until then.' }),
});
export type RetentionSetting = z.infer<typeof RetentionSetting>;

/** The periods of the workspace, or of one of its queues or channels. */
export const RetentionOf = z.object({
  scope: RetentionScope,
  id: z.string(),
  name: z.string(),
  channel: z.string().nullable().meta({ description: 'The kind of a channel.' }),
  settings: z.array(RetentionSetting),
});
export type RetentionOf = z.infer<typeof RetentionOf>;

export const RetentionEdit = z.strictObject({
  scope: RetentionScope,
  id: z.uuid().optional().meta({ description: 'Of the queue or the channel.' }),
  kind: RetentionKind,
  period: RetentionPeriod,
});
export type RetentionEdit = z.infer<typeof RetentionEdit>;

/** What a period would take away that is kept now. */
export const RetentionPreview = z.object({
  shortens: z.boolean(),
  effectiveAt: z
    .string()
    .meta({ description: 'A shortened period waits for 14 days; any other takes effect at once.' }),
  wouldGo: z
    .number()
    .meta({ description: 'Conversations, files, recordings, changes or cards, as the kind is, until that day.' }),
  held: z.number().meta({
    description: 'Those that would go as well, were they not on hold; of files and recordings, their conversations.',
  }),
  more: z.boolean().meta({ description: 'There are more than were counted.' }),
});
export type RetentionPreview = z.infer<typeof RetentionPreview>;

/** When what of a thing was removed, by kind. What never was there does not stand in it. */
export const Removed = z.object({
  text: z.string().optional(),
  attachments: z.string().optional(),
  recordings: z.string().optional(),
  unknown: z.string().optional(),
});
export type Removed = z.infer<typeof Removed>;
