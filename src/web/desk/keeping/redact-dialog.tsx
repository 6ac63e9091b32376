import { IconEraser } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Entry } from '#contract/conversation.ts';
import { api, cached } from '../../api.ts';
import { Dialog } from '../../frame/dialog.tsx';
import { useRefusalWords } from '../../frame/refusal-words.ts';
import { toast } from '../../frame/toast.ts';
import { enKeeping } from '../../i18n/en-keeping.ts';
import { moment } from '../../i18n/format.ts';
import { addEnglish } from '../../i18n/late-words.ts';
import './keeping.css';

addEnglish(enKeeping);

interface RedactDialogProps {
  conversationId: string;
  entry: Entry;
  opened: boolean;
  onClose: () => void;
}

/** Asks before the words of a message go for good, and says what is not reached. */
export function RedactDialog({ conversationId: id, entry, opened, onClose }: RedactDialogProps) {
  const { t } = useTranslation();
  const words = useRefusalWords();
  const cache = useQueryClient();
  const redact = useMutation({
    mutationFn: () => api.conversations.redact({ id, entryId: entry.id }),
    onSuccess: () => {
      onClose();
      toast(t('keeping.redactDone'));
    },
    onSettled: () => {
      void cache.invalidateQueries({ queryKey: cached.conversations.key() });
      void cache.invalidateQueries({ queryKey: cached.contacts.key() });
    },
  });
  const who = entry.sender.name ?? entry.sender.value;
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('keeping.redactTitle')}
      hint={t('keeping.redactWhose', { name: who, when: moment(entry.at) })}
      width={460}
    >
      <div className="dialog-body">
        {entry.text && <blockquote className="redact-text">{entry.text.slice(0, 300)}</blockquote>}
        <p>{t('keeping.redactHint')}</p>
        <p className="t2">{t('keeping.redactRest')}</p>
        {redact.error && (
          <p className="bad" role="alert">
            {t('keeping.redactFailed')}. {words(redact.error)}
          </p>
        )}
      </div>
      <footer>
        <span className="grow" />
        <button type="button" className="btn" data-autofocus onClick={onClose}>
          {t('frame.cancel')} <kbd>Esc</kbd>
        </button>
        <button type="button" className="btn ink danger" disabled={redact.isPending} onClick={() => redact.mutate()}>
          <IconEraser aria-hidden />
          {t('keeping.doRedact')}
        </button>
      </footer>
    </Dialog>
  );
}
