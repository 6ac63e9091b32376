import { suggestTags } from '#domain/tags/suggest-tags.ts';
import { createTagRule, deleteTagRule, editTagRule, listTagRules } from '#domain/tags/tag-rules.ts';
import { listTags, renameTag, saveTag } from '#domain/tags/tag-settings.ts';
import { signedIn } from './signed-in.ts';

const tags = signedIn.conversationTags;
const rules = signedIn.tagRules;

export const conversationTags = {
  list: tags.list.handler(async ({ context }) => ({ items: await context.run(listTags), nextCursor: null })),
  suggest: tags.suggest.handler(({ context, input }) => context.run((tx, actor) => suggestTags(tx, actor, input.id))),
  save: tags.save.handler(({ context, input }) => context.run((tx, actor) => saveTag(tx, actor, input))),
  rename: tags.rename.handler(({ context, input }) => context.run((tx, actor) => renameTag(tx, actor, input))),
};

export const tagRules = {
  list: rules.list.handler(async ({ context }) => ({ items: await context.run(listTagRules), nextCursor: null })),
  create: rules.create.handler(({ context, input }) => context.run((tx, actor) => createTagRule(tx, actor, input))),
  edit: rules.edit.handler(({ context, input }) => context.run((tx, actor) => editTagRule(tx, actor, input))),
  delete: rules.delete.handler(({ context, input }) => context.run((tx, actor) => deleteTagRule(tx, actor, input.id))),
};
