import { z } from 'zod';

const Colour = z.string().regex(/^#[0-9a-f]{6}$/, 'A colour as #rrggbb.');
const Name = z.string().trim().min(1).max(100);

/** A tag of conversations. Without colours it is plain; `used`: in how many conversations that one may read. */
export const Tag = z.object({
  name: z.string(),
  ground: z.string().nullable(),
  ink: z.string().nullable(),
  retired: z.boolean(),
});
export type Tag = z.infer<typeof Tag>;

/** `ink` absent: black or white, whichever contrasts more. A pair under 4.5:1 is refused with the better one. */
export const TagInput = z.strictObject({
  name: Name,
  ground: Colour.nullable().default(null),
  ink: Colour.nullable().default(null),
  retired: z.boolean().default(false),
});
export type TagInput = z.infer<typeof TagInput>;

/** Renames a tag, everywhere it stands; onto the name of another one: merges the two. */
export const TagRename = z.strictObject({ name: Name, to: Name });
export type TagRename = z.infer<typeof TagRename>;

/** What a conversation may be tagged with: tags of the company by name, and those that this operator used last. */
export const TagSuggestions = z.object({
  tags: z.array(Tag),
  mine: z.array(z.string()),
  free: z.boolean().meta({ description: 'Operators make tags of their own too; else they choose from `tags`.' }),
});
export type TagSuggestions = z.infer<typeof TagSuggestions>;

/** Adds a tag where a client's message holds one of the words; once per conversation (R-TAB-5). Accents and case make no difference. */
export const TagRule = z.object({
  id: z.string(),
  tag: z.string(),
  words: z.array(z.string()),
  match: z.enum(['word', 'part', 'phrase']),
  channels: z.array(z.string()).meta({ description: 'Kinds of channel; none: all.' }),
  enabled: z.boolean(),
});
export type TagRule = z.infer<typeof TagRule>;

export const TagRuleInput = z.strictObject({
  tag: Name,
  words: z.array(z.string().trim().min(2).max(200)).min(1).max(100),
  match: z.enum(['word', 'part', 'phrase']).default('word'),
  channels: z.array(z.string().max(64)).max(50).default([]),
  enabled: z.boolean().default(true),
});
export type TagRuleInput = z.infer<typeof TagRuleInput>;
