import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Form, FormInput } from '#contract/form.ts';
import { api, cached, failureOf } from '../../api.ts';
import { toast } from '../../frame/toast.ts';
import { dropFromList, putInList } from '../list-cache.ts';

/** Making, changing and deleting a form. Each offers to take it back; what was sent before stays as it was. */
export function useFormChanges() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const list = cached.forms.list.queryKey();
  const onSettled = () => void cache.invalidateQueries({ queryKey: cached.forms.key() });
  const put = (one: Form) => putInList<Form>(cache, list, one, ({ id }) => id === one.id);
  const onError = (error: unknown) => toast(failureOf(error).message || t('frame.nothingLost'));
  const saidBack = ({ name }: Form) => toast(t('deskSettings.restored', { name }));
  const create = useMutation({
    mutationFn: (input: FormInput) => api.forms.create(input),
    onSuccess: (made) => {
      put(made);
      toast(t('settings.saved', { name: made.name }), () => remove.mutate(made));
    },
    onSettled,
  });
  const edit = useMutation({
    mutationFn: ({ form, input }: { form: Form; input: FormInput }) => api.forms.edit({ id: form.id, ...input }),
    onSuccess: (saved, { form }) => {
      put(saved);
      toast(t('settings.saved', { name: saved.name }), () => restore.mutate(form));
    },
    onSettled,
  });
  const remove = useMutation({
    mutationFn: ({ id }: Form) => api.forms.delete({ id }),
    onSuccess: (gone) => {
      dropFromList<Form>(cache, list, ({ id }) => id === gone.id);
      toast(t('deskSettings.deleted', { name: gone.name }), () => bringBack.mutate(gone));
    },
    onError,
    onSettled,
  });
  const restore = useMutation({
    mutationFn: ({ version: _version, ...form }: Form) => api.forms.edit(form),
    onSuccess: saidBack,
    onError,
    onSettled,
  });
  const bringBack = useMutation({
    mutationFn: ({ id }: Form) => api.forms.restore({ id }),
    onSuccess: saidBack,
    onError,
    onSettled,
  });
  return { create, edit, remove };
}
