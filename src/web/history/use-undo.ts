import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { UndoResult } from '#contract/history.ts';
import { api } from '../api.ts';
import { askAnew } from '../ask-anew.ts';
import { useRefusalWords } from '../frame/refusal-words.ts';
import { toast } from '../frame/toast.ts';
import { showLeftovers } from './leftovers.tsx';

/** Takes back one change, says so, and shows what later changes kept it from restoring. */
export function useUndo() {
  const cache = useQueryClient();
  const { t } = useTranslation();
  const words = useRefusalWords();
  return useMutation({
    mutationFn: (changeId: string): Promise<UndoResult> => api.changes.undo({ id: changeId }),
    onSuccess: (result) => {
      toast(t('change.undoneToast'));
      if (result.notRestored.length > 0) showLeftovers(result.notRestored);
    },
    onError: (error) => toast(`${t('change.notUndone')}. ${words(error)}`),
    onSettled: () => askAnew(cache),
  });
}

/** Takes back several changes, the last one first, as one step; what one of them cannot restore is told of all at the end. */
export function useUndoEach(): (changeIds: string[]) => void {
  const cache = useQueryClient();
  const { t } = useTranslation();
  const words = useRefusalWords();
  const undoing = useMutation({
    mutationFn: async (changeIds: string[]) => {
      const notRestored: UndoResult['notRestored'] = [];
      for (const id of changeIds.toReversed()) notRestored.push(...(await api.changes.undo({ id })).notRestored);
      return notRestored;
    },
    onSuccess: (notRestored) => {
      toast(t('change.undoneToast'));
      if (notRestored.length > 0) showLeftovers(notRestored);
    },
    onError: (error) => toast(`${t('change.notUndone')}. ${words(error)}`),
    onSettled: () => askAnew(cache),
  });
  return undoing.mutate;
}
