import { IconArrowLeft, IconGitMerge } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contact } from '#contract/contact.ts';
import { failureOf } from '../api.ts';
import { Key } from '../frame/key.tsx';
import { useDialogKeys } from '../frame/keys.ts';
import { useRefusalWords } from '../frame/refusal-words.ts';
import { toast } from '../frame/toast.ts';
import { grouped } from '../i18n/format.ts';
import { Comparison, takeSide } from './comparison.tsx';
import { mergedName, useMerge } from './use-merge.ts';

interface MergeTwoProps {
  left: Contact;
  right: Contact;
  /** Leads back to the choice of the other card, where there was one. */
  onBack: (() => void) | null;
  onClose: () => void;
  onMerged: (survivor: number) => void;
}

/** Two cards in a dialog, and the button that merges them; the keys are those of the review. */
export function MergeTwo({ left, right, onBack, onClose, onMerged }: MergeTwoProps) {
  const { t } = useTranslation();
  const words = useRefusalWords();
  const merge = useMerge(left, right, 'left');
  const merging = useMutation({
    mutationFn: merge.merge,
    onSuccess: (plan) => {
      toast(t('merging.done', { name: mergedName(plan) ?? t('value.unnamed') }), plan.changeId);
      onMerged(plan.survivor.id);
    },
  });
  const failure = merging.error ? failureOf(merging.error) : null;
  const ready = merge.plan !== undefined && !merging.isPending;
  const run = () => ready && merging.mutate();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    button.current?.focus();
  }, []);
  useDialogKeys({
    merge: run,
    swap: merge.swap,
    left: () => takeSide('left'),
    right: () => takeSide('right'),
  });
  return (
    <>
      <div className="dialog-body merge-two">
        <Comparison merge={merge} />
      </div>
      {failure && (
        <p className="bad dialog-error" role="alert">
          {failure.code === 'STALE' ? `${t('review.staleTitle')}. ${t('review.staleHint')}` : words(failure)}
        </p>
      )}
      <footer>
        {onBack && (
          <button type="button" className="btn quiet" onClick={onBack}>
            <IconArrowLeft aria-hidden />
            {t('merging.another')}
          </button>
        )}
        <span className="s12 t3 explain">{t('review.explainShort', { id: grouped(merge.other.id) })}</span>
        <span className="grow" />
        <button type="button" className="btn" onClick={onClose}>
          {t('frame.cancel')} <kbd>Esc</kbd>
        </button>
        <button ref={button} type="button" className="btn ink" aria-disabled={!ready} onClick={run}>
          <IconGitMerge aria-hidden />
          {t('merging.into', { id: grouped(merge.survivor.id) })} <Key of="merge" />
        </button>
      </footer>
    </>
  );
}
