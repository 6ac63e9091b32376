import { IconArrowsSplit } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contact } from '#contract/contact.ts';
import { api, failureOf } from '../api.ts';
import { Dialog } from '../frame/dialog.tsx';
import { useRefusalWords } from '../frame/refusal-words.ts';
import { TextField } from '../frame/text-field.tsx';
import { toast } from '../frame/toast.ts';
import { grouped } from '../i18n/format.ts';
import { Avatar } from '../identifiers/avatar.tsx';
import { SplitParts } from './split-parts.tsx';
import { useSplitChoice } from './use-split-choice.ts';
import './split-dialog.css';
import { askRecordsAnew } from '../ask-anew.ts';
import { Key } from '../frame/key.tsx';

interface SplitDialogProps {
  card: Contact;
  name: string;
  opened: boolean;
  onClose: () => void;
  /** The new card. */
  onSplit: (id: number) => void;
}

/** *Split…*: ticks what belongs to somebody else; it goes to a new card, which opens (R-BEY-2). */
export function SplitDialog({ opened, ...rest }: SplitDialogProps) {
  const { t } = useTranslation();
  const { card, name, onClose } = rest;
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('splitting.title', { name })}
      hint={`${t('splitting.hint')} ${t('value.id', { id: grouped(card.id) })}`}
      before={<Avatar name={card.name} />}
      width={640}
    >
      {opened && <SplitForm {...rest} />}
    </Dialog>
  );
}

function SplitForm({ card, name, onClose, onSplit }: Omit<SplitDialogProps, 'opened'>) {
  const { t } = useTranslation();
  const words = useRefusalWords();
  const cache = useQueryClient();
  const choice = useSplitChoice();
  const [newName, setName] = useState('');
  const [refused, setRefused] = useState(false);
  const { chosen, values, enough } = choice;
  useEffect(() => {
    if (enough) setRefused(false);
  }, [enough]);
  const split = useMutation({
    mutationFn: () =>
      api.contacts.split(
        { id: card.id, name: newName.trim() || null, ...chosen },
        { context: { ifMatch: card.version } },
      ),
    onSuccess: (made) => {
      toast(t('splitting.done', { name: made.name ?? t('value.unnamed') }), made.changeId);
      onClose();
      onSplit(made.id);
    },
    onSettled: () => {
      void askRecordsAnew(cache);
    },
  });
  const failure = split.error ? failureOf(split.error) : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setRefused(!enough);
    if (enough && !split.isPending) split.mutate();
  };
  const count = chosen.conversations.length;
  const what = [
    values > 0 ? t('splitting.values', { count: values }) : null,
    count > 0 && values > 0
      ? t('splitting.withConversations', { count })
      : count > 0
        ? t('contact.conversations', { count })
        : null,
  ].filter(Boolean);

  return (
    <form className="split" onSubmit={submit} noValidate>
      <div className="dialog-body">
        <TextField label={t('splitting.name')} value={newName} onChange={setName} maxLength={500} focus />
        <SplitParts card={card} choice={choice} />
      </div>
      <div className="split-says s12" role="status">
        {what.length > 0 ? (
          <>
            {t('splitting.goes', { what: what.join(' '), name })}{' '}
            {count > 0 && <span className="t3">{t('splitting.replies')}</span>}
          </>
        ) : (
          <span className={refused ? 'bad' : 't3'}>{t('splitting.nothing')}</span>
        )}
      </div>
      {failure && (
        <p className="bad dialog-error" role="alert">
          {failure.code === 'STALE' ? `${t('contact.staleTitle')}. ${t('review.staleHint')}` : words(failure)}
        </p>
      )}
      <footer className="dialog-foot">
        <span className="s12 t3 hide-390">
          {t('deleteCard.undoHint')} <Key of="undo" />
        </span>
        <span className="grow" />
        <button type="button" className="btn" onClick={onClose}>
          {t('frame.cancel')} <kbd>Esc</kbd>
        </button>
        <button type="submit" className="btn ink" disabled={split.isPending}>
          <IconArrowsSplit aria-hidden />
          {t('splitting.submit')} <kbd>↵</kbd>
        </button>
      </footer>
    </form>
  );
}
