import { IconCheck } from '@tabler/icons-react';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation.ts';
import { Dialog } from '../frame/dialog.tsx';
import { useDialogKeys } from '../frame/keys.ts';
import { results } from './result-words.ts';
import { useDeskVerbs } from './use-desk-verbs.ts';
import './ask-colleague.css';

interface CloseDialogProps {
  conversation: Conversation;
  opened: boolean;
  onClose: () => void;
}

/** Closing where the queue asks how it ended (R-DSK-3): a result by its digit, Ctrl ↵ finishes. */
export function CloseDialog(props: CloseDialogProps) {
  const { t } = useTranslation();
  const { conversation, opened, onClose } = props;
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('closing.title')}
      hint={t('closing.hint', { queue: conversation.queue.name })}
      width={420}
    >
      <Results {...props} />
    </Dialog>
  );
}

function Results({ conversation, onClose }: CloseDialogProps) {
  const { t } = useTranslation();
  const group = useId();
  const { close } = useDeskVerbs(conversation);
  const [result, setResult] = useState<(typeof results)[number] | null>(null);
  const finish = () => {
    if (result && !close.isPending) close.mutate(result, { onSuccess: onClose });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    finish();
  };
  useDialogKeys({
    ...Object.fromEntries(results.map((one, place) => [`digit${place + 1}`, () => setResult(one)])),
    'mod+enter': finish,
  });
  return (
    <form className="dialog-body" onSubmit={submit}>
      <fieldset className="close-results">
        <legend className="sr">{t('closing.result')}</legend>
        {results.map((one, place) => (
          <label key={one}>
            <input
              type="radio"
              name={group}
              checked={result === one}
              data-autofocus={place === 0 || undefined}
              onChange={() => setResult(one)}
            />
            <span className="grow">{t(`closing.results.${one}`)}</span>
            <kbd>{place + 1}</kbd>
          </label>
        ))}
      </fieldset>
      <button type="submit" className="btn ink" disabled={!result || close.isPending}>
        <IconCheck aria-hidden />
        {t('closing.finish')} <kbd>Ctrl ↵</kbd>
      </button>
    </form>
  );
}
