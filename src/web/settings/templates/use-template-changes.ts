import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Template, TemplateInput } from '#contract/reply.ts';
import { api, cached, failureOf } from '../../api.ts';
import { toast } from '../../frame/toast.ts';
import { dropFromList, putInList } from '../list-cache.ts';

/** Making, changing and deleting a template. Each says what it did, and offers to take it back. */
export function useTemplateChanges() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const list = cached.templates.list.queryKey();
  const onSettled = () => void cache.invalidateQueries({ queryKey: cached.templates.key() });
  const put = (one: Template) => putInList<Template>(cache, list, one, ({ id }) => id === one.id);
  const onError = (error: unknown) => toast(failureOf(error).message || t('frame.nothingLost'));
  const saidBack = ({ name }: Template) => toast(t('deskSettings.restored', { name }));
  const create = useMutation({
    mutationFn: (input: TemplateInput) => api.templates.create(input),
    onSuccess: (made) => {
      put(made);
      toast(t('settings.saved', { name: made.name }), () => remove.mutate(made));
    },
    onSettled,
  });
  const edit = useMutation({
    mutationFn: ({ template, input }: { template: Template; input: TemplateInput }) =>
      api.templates.edit({ id: template.id, ...input }),
    onSuccess: (saved, { template }) => {
      put(saved);
      toast(t('settings.saved', { name: saved.name }), () => restore.mutate(template));
    },
    onSettled,
  });
  const remove = useMutation({
    mutationFn: ({ id }: Template) => api.templates.delete({ id }),
    onSuccess: (gone) => {
      dropFromList<Template>(cache, list, ({ id }) => id === gone.id);
      toast(t('deskSettings.deleted', { name: gone.name }), () => bringBack.mutate(gone));
    },
    onError,
    onSettled,
  });
  const restore = useMutation({
    mutationFn: ({ id, folder, name, shortcut, texts }: Template) =>
      api.templates.edit({ id, folder, name, shortcut, texts }),
    onSuccess: saidBack,
    onError,
    onSettled,
  });
  const bringBack = useMutation({
    mutationFn: ({ id }: Template) => api.templates.restore({ id }),
    onSuccess: saidBack,
    onError,
    onSettled,
  });
  return { create, edit, remove };
}
