import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Queue, QueueInput } from '#contract/queue-routes.ts';
import { api, cached, failureOf } from '../../api.ts';
import { toast } from '../../frame/toast.ts';
import { putInList } from '../list-cache.ts';

/** Making and changing a queue. A change offers to take it back; queues are not deleted: conversations stand in them. */
export function useQueueChanges() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const onSettled = () => {
    void cache.invalidateQueries({ queryKey: cached.queues.key() });
    void cache.invalidateQueries({ queryKey: cached.operators.key() });
  };
  const put = (queue: Queue) =>
    putInList<Queue>(cache, cached.queues.list.queryKey(), queue, ({ id }) => id === queue.id);
  const create = useMutation({
    mutationFn: (input: QueueInput) => api.queues.create(input),
    onSuccess: (made) => {
      put(made);
      toast(t('settings.saved', { name: made.name }));
    },
    onSettled,
  });
  const edit = useMutation({
    mutationFn: ({ queue, input }: { queue: Queue; input: QueueInput }) => api.queues.edit({ id: queue.id, ...input }),
    onSuccess: (saved, { queue }) => {
      put(saved);
      toast(t('settings.saved', { name: saved.name }), () => restore.mutate(queue));
    },
    onSettled,
  });
  const restore = useMutation({
    mutationFn: (before: Queue) => api.queues.edit(before),
    onSuccess: ({ name }) => toast(t('deskSettings.restored', { name })),
    onError: (error) => toast(failureOf(error).message || t('frame.nothingLost')),
    onSettled,
  });
  return { create, edit };
}
