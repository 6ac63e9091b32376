import { IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api.ts';
import { DeletingSays } from '../contact/deleting-says.tsx';
import { Dialog } from '../frame/dialog.tsx';
import { useRefusalWords } from '../frame/refusal-words.ts';
import { toast } from '../frame/toast.ts';

interface DeleteContactsProps {
  ids: number[];
  opened: boolean;
  onClose: () => void;
  onDone: () => void;
}

/** Moves the selected cards to the bin, one by one, each with the version that was read just before. */
export function DeleteContacts({ ids, opened, onClose, onDone }: DeleteContactsProps) {
  const { t } = useTranslation();
  const words = useRefusalWords();
  const cache = useQueryClient();
  const deleting = useMutation({
    mutationFn: async () => {
      let done = 0;
      let changeId: string | null = null;
      try {
        for (const id of ids) {
          const { version } = await api.contacts.read({ id });
          ({ changeId } = await api.contacts.bin({ id }, { context: { ifMatch: version } }));
          done += 1;
        }
        return { done, changeId: done === 1 ? changeId : null, message: '' };
      } catch (error) {
        return { done, changeId: null, message: words(error) };
      }
    },
    onSuccess: ({ done, changeId, message }) => {
      const count = ids.length;
      toast(
        message ? t('directory.binnedPart', { done, count, message }) : t('directory.binnedMany', { count }),
        changeId,
      );
      onDone();
      onClose();
    },
    onSettled: () => cache.invalidateQueries(),
  });
  return (
    <Dialog opened={opened} onClose={onClose} title={t('directory.deleteMany', { count: ids.length })}>
      <DeletingSays />
      <footer>
        <span className="grow" />
        <button type="button" className="btn" onClick={onClose}>
          {t('frame.cancel')} <kbd>Esc</kbd>
        </button>
        <button
          type="button"
          className="btn ink danger"
          disabled={deleting.isPending}
          onClick={() => deleting.mutate()}
        >
          <IconTrash aria-hidden />
          {t('directory.delete')}
        </button>
      </footer>
    </Dialog>
  );
}
