import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Colleague, PresenceInput } from '#contract/desk.ts';
import { api, cached, failureOf } from '../api.ts';
import { toast } from './toast.ts';
import { useOwnPresence } from './use-colleagues.ts';

/** Whether one is there (R-DSK-1), and changing it. */
export function usePresence(): [Colleague | undefined, (next: PresenceInput) => void] {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const own = useOwnPresence();
  const { mutate } = useMutation({
    mutationFn: (next: PresenceInput) => api.me.presence(next),
    onError: (error) => toast(`${t('presence.failed')}. ${failureOf(error).message || t('frame.nothingLost')}`),
    onSettled: () => cache.invalidateQueries({ queryKey: cached.operators.key() }),
  });
  return [own, mutate];
}
