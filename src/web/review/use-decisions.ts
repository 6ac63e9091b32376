import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Duplicate } from '#contract/duplicate.ts';
import { api, type Failure, failureOf } from '../api.ts';
import { askRecordsAnew } from '../ask-anew.ts';
import { useRefusalWords } from '../frame/refusal-words.ts';
import { toast } from '../frame/toast.ts';
import { type Merge, mergedName } from './use-merge.ts';

type Decision = 'notDuplicate' | 'later' | 'open';

export interface Decisions {
  merge: () => void;
  decide: (decision: Decision) => void;
  pending: boolean;
  failure: Failure | null;
  forget: () => void;
}

/** Deciding about a pair: each decision is said at once, with Undo, and the next pair comes. */
export function useDecisions(pair: Duplicate, merge: Merge | null, onDecided: () => void): Decisions {
  const { t } = useTranslation();
  const words = useRefusalWords();
  const cache = useQueryClient();
  const names = { left: nameOf(pair.a), right: nameOf(pair.b) };
  const ids = { a: pair.a.id, b: pair.b.id };
  const lookAgain = () => void askRecordsAnew(cache); // somebody may have decided it, or changed a card

  const deciding = useMutation({
    mutationFn: (decision: Decision) => api.duplicates.decide({ ...ids, decision }),
    onSuccess: ({ changeId }, decision) => {
      const said = { notDuplicate: 'notSameSaid', later: 'laterSaid', open: 'openSaid' } as const;
      toast(t(`review.${said[decision]}`, names), changeId ?? (decision === 'open' ? null : takeBack));
      onDecided();
    },
    onError: lookAgain,
  });
  const merging = useMutation({
    mutationFn: async () => merge?.merge(),
    onSuccess: (plan) => {
      toast(t('merging.done', { name: (plan && mergedName(plan)) ?? t('value.unnamed') }), plan?.changeId);
      onDecided();
    },
    onError: lookAgain,
  });
  const pending = deciding.isPending || merging.isPending;
  const error = merging.error ?? deciding.error;
  const forget = () => {
    merging.reset();
    deciding.reset();
  };
  return {
    merge: () => {
      if (pending || !merge) return;
      forget();
      merging.mutate();
    },
    decide: (decision) => {
      if (pending) return;
      forget();
      deciding.mutate(decision);
    },
    pending,
    failure: error ? failureOf(error) : null,
    forget,
  };

  function takeBack(): void {
    void api.duplicates.decide({ ...ids, decision: 'open' }).then(
      () => {
        toast(t('review.openSaid', names));
        void askRecordsAnew(cache);
      },
      (failed: unknown) => toast(`${t('change.notUndone')}. ${words(failed)}`),
    );
  }

  function nameOf({ name }: Duplicate['a']): string {
    return name ?? t('value.unnamed');
  }
}
