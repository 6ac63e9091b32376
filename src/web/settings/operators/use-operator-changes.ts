import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Operator, OperatorEdit, OperatorInput } from '#contract/operator.ts';
import { api, cached } from '../../api.ts';
import { useRefusalWords } from '../../frame/refusal-words.ts';
import { toast } from '../../frame/toast.ts';
import { putInList } from '../list-cache.ts';

/** Adding and changing operators, ending their access and giving it back; each but adding offers to take it back. */
export function useOperatorChanges() {
  const { t } = useTranslation();
  const words = useRefusalWords();
  const cache = useQueryClient();
  const put = (operator: Operator) =>
    putInList<Operator>(cache, cached.operators.details.queryKey(), operator, ({ id }) => id === operator.id);
  const onSettled = () => {
    void cache.invalidateQueries({ queryKey: cached.operators.key() });
    void cache.invalidateQueries({ queryKey: cached.queues.key() });
  };
  const onError = (error: Error) => toast(words(error));
  const add = useMutation({
    mutationFn: (input: OperatorInput) => api.operators.add(input),
    onSuccess: ({ operator }) => put(operator),
    onSettled,
  });
  const edit = useMutation({
    mutationFn: ({ input }: { before: Operator; input: OperatorEdit }) => api.operators.edit(input),
    onSuccess: (saved, { before: { id, name, role, queues, capacity } }) => {
      put(saved);
      toast(t('settings.saved', { name: saved.name }), () => restore.mutate({ id, name, role, queues, capacity }));
    },
    onSettled,
  });
  const restore = useMutation({
    mutationFn: (before: OperatorEdit) => api.operators.edit(before),
    onSuccess: (saved) => {
      put(saved);
      toast(t('deskSettings.restored', { name: saved.name }));
    },
    onError,
    onSettled,
  });
  const deactivate = useMutation({
    mutationFn: ({ id }: Operator) => api.operators.deactivate({ id }),
    onSuccess: (ended) => {
      put(ended);
      toast(t('operatorSetting.deactivated', { name: ended.name }), () => bringBack.mutate(ended));
    },
    onError,
    onSettled,
  });
  const bringBack = useMutation({
    mutationFn: ({ id }: Operator) => api.operators.bringBack({ id }),
    onSuccess: (back) => {
      put(back);
      toast(t('operatorSetting.broughtBack', { name: back.name }));
    },
    onError,
    onSettled,
  });
  const newLink = useMutation({ mutationFn: ({ id }: Operator) => api.operators.signInLink({ id }), onError });
  return { add, edit, deactivate, bringBack, newLink };
}
