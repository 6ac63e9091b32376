import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Contact } from '#contract/contact.ts';
import { cached, type Failure, failureOf } from '../api.ts';
import { type DraftAction, drafted, noEdits } from '../contact/draft.ts';
import { saveOnto } from '../contact/use-card-edits.ts';
import { toast } from '../frame/toast.ts';

interface FieldSave {
  edit: (action: DraftAction) => void;
  failure: Failure | null;
  /** What a refused field says; a value that another card has opens the dialog instead. */
  message: string | null;
  forget: () => void;
}

/** Beside a conversation a field of the card is saved by itself, as soon as it is kept, with Undo. */
export function useFieldSave(card: Contact): FieldSave {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const saving = useMutation({
    mutationFn: (action: DraftAction) => saveOnto(card.id, drafted(card, noEdits, action), card.version, 3),
    onSuccess: (saved) => {
      cache.setQueryData(cached.contacts.read.queryKey({ input: { id: card.id } }), saved);
      toast(t('contact.saved', { name: saved.name ?? t('value.unnamed') }), saved.changeId);
      void cache.invalidateQueries();
    },
  });
  const failure = saving.error ? failureOf(saving.error) : null;
  return { edit: saving.mutate, failure, message: messageOf(failure), forget: saving.reset };

  function messageOf(refused: Failure | null): string | null {
    if (!refused || refused.code === 'CONFLICT') return null;
    if (refused.code === 'UNREACHABLE' || refused.code === 'UNAVAILABLE') return t('frame.nothingLost');
    return Object.values(refused.fields)[0] ?? refused.message;
  }
}
