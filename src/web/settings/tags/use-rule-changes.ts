import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { TagRule, TagRuleInput } from '#contract/tag.ts';
import { api, cached, failureOf } from '../../api.ts';
import { toast } from '../../frame/toast.ts';
import { dropFromList, putInList } from '../list-cache.ts';

/** Making, changing and deleting a rule. Each says what it did, and offers to take it back. Tags that it set stay. */
export function useRuleChanges() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const list = cached.tagRules.list.queryKey();
  const onSettled = () => {
    void cache.invalidateQueries({ queryKey: cached.conversationTags.key() });
    void cache.invalidateQueries({ queryKey: cached.tagRules.key() });
  };
  const put = (one: TagRule) => putInList<TagRule>(cache, list, one, ({ id }) => id === one.id);
  const onError = (error: unknown) => toast(failureOf(error).message || t('frame.nothingLost'));
  const nameOf = ({ tag }: TagRule) => t('tagSetting.ruleOf', { tag });
  const saidBack = (rule: TagRule) => toast(t('deskSettings.restored', { name: nameOf(rule) }));
  const create = useMutation({
    mutationFn: (input: TagRuleInput) => api.tagRules.create(input),
    onSuccess: (made) => {
      put(made);
      toast(t('settings.saved', { name: nameOf(made) }), () => remove.mutate(made));
    },
    onSettled,
  });
  const edit = useMutation({
    mutationFn: ({ rule, input }: { rule: TagRule; input: TagRuleInput }) =>
      api.tagRules.edit({ id: rule.id, ...input }),
    onSuccess: (saved, { rule }) => {
      put(saved);
      toast(t('settings.saved', { name: nameOf(saved) }), () => restore.mutate(rule));
    },
    onSettled,
  });
  const remove = useMutation({
    mutationFn: ({ id }: TagRule) => api.tagRules.delete({ id }),
    onSuccess: (gone) => {
      dropFromList<TagRule>(cache, list, ({ id }) => id === gone.id);
      toast(t('deskSettings.deleted', { name: nameOf(gone) }), () => bringBack.mutate(gone));
    },
    onError,
    onSettled,
  });
  const restore = useMutation({
    mutationFn: (rule: TagRule) => api.tagRules.edit(rule),
    onSuccess: saidBack,
    onError,
    onSettled,
  });
  const bringBack = useMutation({
    mutationFn: ({ id: _id, ...rule }: TagRule) => api.tagRules.create(rule),
    onSuccess: saidBack,
    onError,
    onSettled,
  });
  return { create, edit, remove };
}
