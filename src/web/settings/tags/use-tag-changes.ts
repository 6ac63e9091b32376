import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Tag, TagInput, TagRename } from '#contract/tag.ts';
import { api, cached, failureOf } from '../../api.ts';
import { toast } from '../../frame/toast.ts';
import { dropFromList, putInList } from '../list-cache.ts';

/** Saving a tag and renaming it everywhere. Both offer to take it back; two that became one cannot be told apart again. */
export function useTagChanges() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const list = cached.conversationTags.list.queryKey();
  const onSettled = () => {
    void cache.invalidateQueries({ queryKey: cached.conversationTags.key() });
    void cache.invalidateQueries({ queryKey: cached.tagRules.key() });
  };
  const put = (tag: Tag) => putInList<Tag>(cache, list, tag, ({ name }) => name === tag.name);
  const onError = (error: unknown) => toast(failureOf(error).message || t('frame.nothingLost'));
  const saidBack = ({ name }: Tag) => toast(t('deskSettings.restored', { name }));
  const save = useMutation({
    mutationFn: ({ input }: { input: TagInput; before: Tag | undefined }) => api.conversationTags.save(input),
    onSuccess: (saved, { before }) => {
      put(saved);
      const { name, retired } = saved;
      const isRetired = retired && !before?.retired;
      const undone = before ?? { name, ground: null, ink: null, retired: true }; // a new one is taken back by retiring it
      toast(t(isRetired ? 'tagSetting.saidRetired' : 'settings.saved', { name }), () => putBack.mutate(undone));
    },
    onSettled,
  });
  const putBack = useMutation({
    mutationFn: ({ name, ground, ink, retired }: Tag) => api.conversationTags.save({ name, ground, ink, retired }),
    onSuccess: saidBack,
    onError,
    onSettled,
  });
  const rename = useMutation({
    mutationFn: ({ name, to }: TagRename & { merges: boolean }) => api.conversationTags.rename({ name, to }),
    onSuccess: (tag, { name, merges }) => {
      dropFromList<Tag>(cache, list, (other) => other.name === name);
      put(tag);
      if (merges) toast(t('tagSetting.saidMerged', { name, to: tag.name }));
      else {
        const undo = () => nameBack.mutate({ name: tag.name, to: name });
        toast(t('tagSetting.saidRenamed', { name, to: tag.name }), undo);
      }
    },
    onSettled,
  });
  const nameBack = useMutation({
    mutationFn: (names: TagRename) => api.conversationTags.rename(names),
    onSuccess: saidBack,
    onError,
    onSettled,
  });
  return { save, rename };
}
