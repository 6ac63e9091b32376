import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Field, FieldEdit, FieldInput } from '#contract/field.ts';
import { api, cached } from '../../api.ts';
import { useRefusalWords } from '../../frame/refusal-words.ts';
import { toast } from '../../frame/toast.ts';
import { useFieldLabel } from '../../identifiers/use-field-label.ts';

const question = cached.fields.list.queryOptions();

/** Parameters and attributes, the identifying ones first, in their order. */
export function useFields() {
  return useQuery(question);
}

/** The workspace's own that identify, in the order in which they are looked at. */
export function inOrder(fields: Field[]): Field[] {
  return fields.filter(({ identifies, preset }) => identifies && !preset).sort((a, b) => a.place - b.place);
}

/** Making, changing, moving and deleting a field. Each says what it did, and offers to take it back. */
export function useFieldChanges() {
  const { t } = useTranslation();
  const words = useRefusalWords();
  const cache = useQueryClient();
  const labelOf = useFieldLabel();
  const onSettled = () => cache.invalidateQueries({ queryKey: cached.fields.list.key() });
  const onError = (error: unknown) => toast(words(error));

  const create = useMutation({
    mutationFn: (input: FieldInput) => api.fields.create(input),
    onSuccess: (field) => toast(t('settings.saved', { name: labelOf(field) }), () => takeBack.mutate(field)),
    onSettled,
  });
  const edit = useMutation({
    mutationFn: ({ field, edit: change }: { field: Field; edit: FieldEdit }) =>
      api.fields.edit({ id: field.id, ...change }),
    onSuccess: (saved, { field, edit: change }) =>
      toast(t('settings.saved', { name: labelOf(saved) }), () => restore.mutate({ field, keys: keysOf(change) })),
    onSettled,
  });
  const move = useMutation({
    mutationFn: ({ field, place }: { field: Field; place: number }) => api.fields.edit({ id: field.id, place }),
    onMutate: ({ field, place }) => showMoved(cache, field, place),
    onError,
    onSettled,
  });
  const remove = useMutation({
    mutationFn: (field: Field) => api.fields.delete({ id: field.id }),
    onSuccess: (field) => toast(t('field.deleted', { name: labelOf(field) }), () => bringBack.mutate(field)),
    onError,
    onSettled,
  });
  const takeBack = useMutation({ mutationFn: ({ id }: Field) => api.fields.delete({ id }), onError, onSettled });
  const restore = useMutation({
    mutationFn: ({ field, keys }: { field: Field; keys: (keyof FieldEdit)[] }) =>
      api.fields.edit({ id: field.id, ...Object.fromEntries(keys.map((key) => [key, field[key]])) }),
    onSuccess: (field) => toast(t('field.restored', { name: labelOf(field) })),
    onError,
    onSettled,
  });
  const bringBack = useMutation({
    mutationFn: async ({ id: _id, place, cards: _cards, onSeveral: _several, preset: _preset, ...field }: Field) => {
      const made = await api.fields.create(field);
      return field.identifies ? api.fields.edit({ id: made.id, place }) : made;
    },
    onSuccess: (field) => toast(t('field.restored', { name: labelOf(field) })),
    onError,
    onSettled,
  });
  return { create, edit, move, remove };
}

function keysOf(change: FieldEdit): (keyof FieldEdit)[] {
  return (Object.keys(change) as (keyof FieldEdit)[]).filter((key) => change[key] !== undefined);
}

/** The new order stands at once, before the server has answered. */
function showMoved(cache: QueryClient, field: Field, place: number): void {
  cache.setQueryData(question.queryKey, (before) => {
    if (!before) return before;
    const others = inOrder(before.items).filter(({ id }) => id !== field.id);
    const ordered = [...others.slice(0, place), field, ...others.slice(place)].map((one, at) => ({
      ...one,
      place: at,
    }));
    const rest = before.items.filter(({ identifies, preset }) => !identifies || preset);
    return { ...before, items: [...ordered, ...rest] };
  });
}
