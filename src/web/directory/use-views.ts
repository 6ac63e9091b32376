import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { View, ViewEdit, ViewInput } from '#contract/view.ts';
import type { DirectorySearch } from '../addresses.ts';
import { api, cached } from '../api.ts';
import { useRefusalWords } from '../frame/refusal-words.ts';
import { toast } from '../frame/toast.ts';
import { addressOf } from './view-query.ts';

const question = cached.views.list.queryOptions({ staleTime: 300_000 });

/** The operator's own saved views; empty until they come. */
export function useViews(): { views: View[]; known: boolean } {
  const { data } = useQuery(question);
  return { views: data?.items ?? [], known: data !== undefined };
}

/** Saving, changing and deleting views. `onOpen` shows what the screen is to go to; a deleted view comes back by Undo. */
export function useViewChanges(onOpen: (search: DirectorySearch) => void) {
  const cache = useQueryClient();
  const { t } = useTranslation();
  const words = useRefusalWords();
  const onSettled = () => cache.invalidateQueries({ queryKey: question.queryKey });
  const onError = (error: unknown) => toast(words(error));
  const create = useMutation({
    mutationFn: (input: ViewInput) => api.views.create(input),
    onSuccess: (view) => {
      know(cache, view);
      onOpen(addressOf(view));
      toast(t('views.saved', { name: view.name }));
    },
    onSettled,
  });
  const edit = useMutation({
    mutationFn: ({ id, ...change }: ViewEdit & { id: string }) => api.views.edit({ id, ...change }),
    onSuccess: (view, { place }) => {
      know(cache, view);
      if (place === undefined) toast(t('views.updated', { name: view.name }));
    },
    onSettled,
  });
  const restore = async ({ name, query, place }: View) => {
    try {
      const view = await api.views.create({ name, query, place });
      know(cache, view);
      onOpen(addressOf(view));
      toast(t('views.restored', { name }));
    } catch (error) {
      onError(error);
    }
    await onSettled();
  };
  const remove = useMutation({
    mutationFn: (id: string) => api.views.delete({ id }),
    onSuccess: (view) => {
      know(cache, view, 'deleted');
      onOpen({});
      toast(t('views.deleted', { name: view.name }), () => void restore(view));
    },
    onError,
    onSettled,
  });
  return { create, edit, remove, onError };
}

/** The list as it is now, before it is asked for again: the tab stands at once. */
function know(cache: QueryClient, view: View, now: 'kept' | 'deleted' = 'kept'): void {
  cache.setQueryData(question.queryKey, (before) => {
    if (!before) return before;
    const items = before.items.filter(({ id }) => id !== view.id);
    if (now === 'kept') items.splice(view.place, 0, view);
    return { ...before, items: items.map((item, place) => ({ ...item, place })) };
  });
}
