import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { OwnSettings, OwnSettingsEdit } from '#contract/own-settings.ts';
import { api, cached } from '../api.ts';
import { setOwnKeys } from './own-keys.ts';
import { useRefusalWords } from './refusal-words.ts';
import { toast } from './toast.ts';

/** What the signed-in person set for themselves; undefined until the server told. Live events ask for it anew. */
export function useOwnSettings(): OwnSettings | undefined {
  return useQuery(cached.me.settings.queryOptions({ staleTime: Number.POSITIVE_INFINITY })).data;
}

/** Changes some of it: at once on this screen, and on the person's others as soon as the server has it. */
export function useEditOwnSettings(): (edit: OwnSettingsEdit) => void {
  const words = useRefusalWords();
  const cache = useQueryClient();
  const queryKey = cached.me.settings.queryKey();
  const { mutate } = useMutation({
    scope: { id: 'own settings' }, // one after the other: the last one told is the last one said
    mutationFn: (edit: OwnSettingsEdit) => api.me.editSettings(edit),
    onMutate: (edit) => {
      const next = cache.setQueryData<OwnSettings>(queryKey, (before) => before && { ...before, ...edit });
      if (next) setOwnKeys(next);
    },
    onError: (error) => {
      toast(words(error));
      void cache.invalidateQueries({ queryKey });
    },
    onSuccess: (settings, _, __, { client }) =>
      client.isMutating({ predicate: ({ options }) => options.scope?.id === 'own settings' }) > 1 ||
      client.setQueryData(queryKey, settings),
  });
  return mutate;
}
