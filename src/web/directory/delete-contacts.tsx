import { IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api.ts';
import { askRecordsAnew } from '../ask-anew.ts';
import { DeletingSays } from '../contact/deleting-says.tsx';
import { Dialog } from '../frame/dialog.tsx';
import { useRefusalWords } from '../frame/refusal-words.ts';
import { toast } from '../frame/toast.ts';
import { useUndoEach } from '../history/use-undo.ts';

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
  const undoEach = useUndoEach();
  const deleting = useMutation({
    mutationFn: async () => {
      const changes: string[] = [];
      try {
        for (const id of ids) {
          const { version } = await api.contacts.read({ id });
          const { changeId } = await api.contacts.bin({ id }, { context: { ifMatch: version } });
          if (changeId) changes.push(changeId);
        }
        return { changes, message: '' };
      } catch (error) {
        return { changes, message: words(error) };
      }
    },
    onSuccess: ({ changes, message }) => {
      const count = ids.length;
      const done = changes.length;
      toast(
        message ? t('directory.binnedPart', { done, count, message }) : t('directory.binnedMany', { count }),
        done > 0 ? () => undoEach(changes) : null,
      );
      onDone();
      onClose();
    },
    onSettled: () => askRecordsAnew(cache),
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
