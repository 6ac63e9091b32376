import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api.ts';
import { askRecordsAnew } from '../ask-anew.ts';
import { useRefusalWords } from '../frame/refusal-words.ts';
import { toast } from '../frame/toast.ts';
import { showLeftovers } from '../history/leftovers.tsx';

/** Brings a card back from the bin, and says what could not come back with it. */
export function RestoreButton({ id, name, ink }: { id: number; name: string; ink?: boolean }) {
  const { t } = useTranslation();
  const words = useRefusalWords();
  const cache = useQueryClient();
  const restore = useMutation({
    mutationFn: () => api.contacts.restore({ id }),
    onSuccess: ({ change, notRestored }) => {
      toast(t('directory.restored', { name }), change.id);
      if (notRestored.length > 0) showLeftovers(notRestored);
    },
    onError: (error) => toast(words(error)),
    onSettled: () => askRecordsAnew(cache),
  });
  return (
    <button
      type="button"
      className={`btn sm ${ink ? 'ink' : ''}`}
      disabled={restore.isPending}
      onClick={() => restore.mutate()}
    >
      {t('directory.restore')}
    </button>
  );
}
