import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { UndoResult } from '#contract/history.ts';
import { api, failureOf } from '../api.ts';
import { toast } from '../frame/toast.ts';
import { showLeftovers } from './leftovers.tsx';

/** Takes back one change, says so, and shows what later changes kept it from restoring. */
export function useUndo() {
  const cache = useQueryClient();
  const { t } = useTranslation();
  return useMutation({
    mutationFn: (changeId: string): Promise<UndoResult> => api.changes.undo({ id: changeId }),
    onSuccess: (result) => {
      toast(t('change.undoneToast'));
      if (result.notRestored.length > 0) showLeftovers(result.notRestored);
    },
    onError: (error) => toast(`${t('change.notUndone')}. ${failureOf(error).message}`),
    onSettled: () => cache.invalidateQueries(),
  });
}
