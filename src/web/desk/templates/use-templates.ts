import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Template } from '#contract/reply.ts';
import { api, cached, failureOf } from '../../api.ts';
import { toast } from '../../frame/toast.ts';

const question = cached.templates.list.queryOptions({ staleTime: 60_000 });

/** The prepared texts of the company, by folder and name. */
export function useTemplates() {
  return useQuery(question);
}

/** Puts a star on a template, or takes it off: one's own favourites stand on the Client tab. */
export function useStar(): (template: Template) => void {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const starring = useMutation({
    mutationFn: ({ id, starred }: Template) => api.templates.star({ id, starred: !starred }),
    onMutate: (template) => put(cache, { ...template, starred: !template.starred }),
    onSuccess: (template) => put(cache, template),
    onError: (error, template) => {
      put(cache, template);
      toast(failureOf(error).message || t('frame.nothingLost'));
    },
  });
  return starring.mutate;
}

function put(cache: QueryClient, template: Template): void {
  cache.setQueryData(question.queryKey, (known) =>
    known ? { ...known, items: known.items.map((one) => (one.id === template.id ? template : one)) } : known,
  );
}
