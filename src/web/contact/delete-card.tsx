import { IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Contact } from '#contract/contact.ts';
import { api } from '../api.ts';
import { askRecordsAnew } from '../ask-anew.ts';
import { Dialog } from '../frame/dialog.tsx';
import { Key } from '../frame/key.tsx';
import { useRefusalWords } from '../frame/refusal-words.ts';
import { toast } from '../frame/toast.ts';
import { grouped } from '../i18n/format.ts';
import { Avatar } from '../identifiers/avatar.tsx';
import { DeletingSays } from './deleting-says.tsx';

interface DeleteCardProps {
  card: Pick<Contact, 'id' | 'name' | 'version'>;
  name: string;
  opened: boolean;
  onClose: () => void;
  onDeleted?: () => void;
}

/** Asks before a card goes to the bin: what stays, that it can be undone, and that erasing is something else. */
export function DeleteCard({ card, name, opened, onClose, onDeleted }: DeleteCardProps) {
  const { t } = useTranslation();
  const words = useRefusalWords();
  const cache = useQueryClient();
  const remove = useMutation({
    mutationFn: () => api.contacts.bin({ id: card.id }, { context: { ifMatch: card.version } }),
    onSuccess: ({ changeId }) => {
      toast(t('contact.deleted', { name }), changeId);
      onClose();
      onDeleted?.();
    },
    onSettled: () => askRecordsAnew(cache),
  });
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('deleteCard.title')}
      hint={`${name}, ${t('value.id', { id: grouped(card.id) })}`}
      before={<Avatar name={card.name} />}
    >
      <DeletingSays />
      {remove.error && (
        <p className="bad dialog-error" role="alert">
          {words(remove.error)}
        </p>
      )}
      <footer>
        <span className="s12 t3">
          {t('deleteCard.undoHint')} <Key of="undo" />
        </span>
        <span className="grow" />
        <button type="button" className="btn" onClick={onClose}>
          {t('frame.cancel')} <kbd>Esc</kbd>
        </button>
        <button type="button" className="btn ink danger" disabled={remove.isPending} onClick={() => remove.mutate()}>
          <IconTrash aria-hidden />
          {t('deleteCard.submit')}
        </button>
      </footer>
    </Dialog>
  );
}
