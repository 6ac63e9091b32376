import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { RoutingRule, RoutingRuleInput } from '#contract/routing.ts';
import { api, cached, failureOf } from '../../api.ts';
import { toast } from '../../frame/toast.ts';
import { dropFromList, putInList } from '../list-cache.ts';
import { inputAgain } from './routing-values.ts';

const list = cached.routingRules.list.queryKey();

/** Making, changing, ordering and deleting a rule. Each says what it did, and offers to take it back. */
export function useRoutingChanges() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const onSettled = () => void cache.invalidateQueries({ queryKey: cached.routingRules.key() });
  const onError = (error: unknown) => toast(failureOf(error).message || t('frame.nothingLost'));
  const put = (rule: RoutingRule) => putInList<RoutingRule>(cache, list, rule, ({ id }) => id === rule.id);
  const saidBack = ({ name }: RoutingRule) => toast(t('deskSettings.restored', { name }));
  const placeOf = ({ id }: RoutingRule) =>
    cache.getQueryData<{ items: RoutingRule[] }>(list)?.items.findIndex((one) => one.id === id);

  const create = useMutation({
    mutationFn: (input: RoutingRuleInput) => api.routingRules.create(input),
    onSuccess: (made) => {
      put(made);
      toast(t('settings.saved', { name: made.name }), () => remove.mutate(made));
    },
    onSettled,
  });
  const edit = useMutation({
    mutationFn: ({ rule, input }: { rule: RoutingRule; input: RoutingRuleInput }) =>
      api.routingRules.edit({ id: rule.id, ...input }),
    onSuccess: (saved, { rule }) => {
      put(saved);
      toast(t('settings.saved', { name: saved.name }), () => restore.mutate({ rule }));
    },
    onSettled,
  });
  const move = useMutation({
    mutationFn: ({ rule, place }: { rule: RoutingRule; place: number }) =>
      api.routingRules.edit({ id: rule.id, ...inputAgain(rule, place) }),
    onMutate: ({ rule, place }) =>
      cache.setQueryData<{ items: RoutingRule[] }>(list, (before) => {
        const others = before?.items.filter(({ id }) => id !== rule.id) ?? [];
        return before && { ...before, items: others.toSpliced(place, 0, rule) };
      }),
    onError,
    onSettled,
  });
  const remove = useMutation({
    mutationFn: async (rule: RoutingRule) => {
      const place = placeOf(rule);
      return { gone: await api.routingRules.delete({ id: rule.id }), place };
    },
    onSuccess: ({ gone, place }) => {
      dropFromList<RoutingRule>(cache, list, ({ id }) => id === gone.id);
      toast(t('deskSettings.deleted', { name: gone.name }), () => bringBack.mutate({ rule: gone, place }));
    },
    onError,
    onSettled,
  });
  const restore = useMutation({
    mutationFn: ({ rule }: { rule: RoutingRule }) => api.routingRules.edit({ id: rule.id, ...inputAgain(rule) }),
    onSuccess: saidBack,
    onError,
    onSettled,
  });
  const bringBack = useMutation({
    mutationFn: ({ rule, place }: { rule: RoutingRule; place: number | undefined }) =>
      api.routingRules.create(inputAgain(rule, place)),
    onSuccess: saidBack,
    onError,
    onSettled,
  });
  return { create, edit, move, remove };
}
