import { oc } from '@orpc/contract';
import { z } from 'zod';
import { Tag, TagInput, TagRename, TagRule, TagRuleInput, TagSuggestions } from './tag.ts';

const tags = ['Tags'];
const ById = z.strictObject({ id: z.uuid() });
const whole = <Item extends z.ZodType>(item: Item) => z.object({ items: z.array(item), nextCursor: z.null() });

/** Tags of conversations, their colours and the rules that set them (R-TAB-5): part of api.ts. */
export const conversationTags = {
  list: oc.route({ method: 'GET', path: '/tags', tags, summary: 'By name, retired ones last' }).output(whole(Tag)),
  suggest: oc
    .route({ method: 'GET', path: '/conversations/{id}/tag-suggestions', tags })
    .input(ById)
    .output(TagSuggestions),
  save: oc
    .route({
      method: 'PUT',
      path: '/tags',
      tags,
      summary: 'Makes a tag, or changes its colours; retired ones are offered no more',
    })
    .input(TagInput)
    .output(Tag),
  rename: oc
    .route({
      method: 'POST',
      path: '/tags/rename',
      tags,
      summary: 'Everywhere it stands; onto another one: merges them',
    })
    .input(TagRename)
    .output(Tag),
};

export const tagRules = {
  list: oc.route({ method: 'GET', path: '/tag-rules', tags }).output(whole(TagRule)),
  create: oc
    .route({ method: 'POST', path: '/tag-rules', successStatus: 201, tags })
    .input(TagRuleInput)
    .output(TagRule),
  edit: oc
    .route({ method: 'PUT', path: '/tag-rules/{id}', tags })
    .input(TagRuleInput.extend({ id: z.uuid() }))
    .output(TagRule),
  delete: oc
    .route({ method: 'DELETE', path: '/tag-rules/{id}', tags, summary: 'Answers what it was; tags that it set stay' })
    .input(ById)
    .output(TagRule),
};
