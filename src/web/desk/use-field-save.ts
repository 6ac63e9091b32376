import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Contact } from '#contract/contact.ts';
import { cached, type Failure, failureOf } from '../api.ts';
import { askRecordsAnew } from '../ask-anew.ts';
import { countEdits, type Draft, type DraftAction, drafted, noEdits } from '../contact/draft.ts';
import { withoutTaken, withWay } from '../contact/taken-value.ts';
import { saveOnto } from '../contact/use-card-edits.ts';
import { useRefusalWords } from '../frame/refusal-words.ts';
import { toast } from '../frame/toast.ts';

interface FieldSave {
  edit: (action: DraftAction) => void;
  failure: Failure | null;
  /** What a refused field says; a value that another card has opens the dialog instead. */
  message: string | null;
  forget: () => void;
  /** Repeats a save that another card's value refused, taking the value over or sharing it. */
  take: (way: 'move' | 'share') => void;
  /** The two cards were merged: the value came along, and what else was to be saved is. */
  afterMerge: () => void;
  saving: boolean;
}

/** Beside a conversation a field of the card is saved by itself, as soon as it is kept, with Undo. */
export function useFieldSave(card: Contact): FieldSave {
  const { t } = useTranslation();
  const words = useRefusalWords();
  const cache = useQueryClient();
  const saving = useMutation({
    mutationFn: (draft: Draft) => saveOnto(card.id, draft, card.version, 3),
    onSuccess: (saved) => {
      cache.setQueryData(cached.contacts.read.queryKey({ input: { id: card.id } }), saved);
      toast(t('contact.saved', { name: saved.name ?? t('value.unnamed') }), saved.changeId);
      void askRecordsAnew(cache);
    },
  });
  const failure = saving.error ? failureOf(saving.error) : null;
  const refused = failure && saving.variables ? { failure, draft: saving.variables } : null;
  return {
    edit: (action) => saving.mutate(drafted(card, noEdits, action)),
    failure,
    message: messageOf(failure),
    forget: saving.reset,
    take: (way) => refused && saving.mutate(withWay(refused.draft, refused.failure, way)),
    afterMerge: () => {
      const left = refused && withoutTaken(refused.draft, refused.failure);
      saving.reset();
      if (left && countEdits(left) > 0) saving.mutate(left);
    },
    saving: saving.isPending,
  };

  function messageOf(refusal: Failure | null): string | null {
    if (!refusal || refusal.code === 'CONFLICT') return null;
    return words(refusal);
  }
}
