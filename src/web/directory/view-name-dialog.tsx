import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mostViews } from '#contract/view.ts';
import { failureOf } from '../api.ts';
import { Dialog } from '../frame/dialog.tsx';
import { useRefusalWords } from '../frame/refusal-words.ts';
import { TextField } from '../frame/text-field.tsx';

interface ViewNameDialogProps {
  opened: boolean;
  title: string;
  hint?: string;
  /** The name it has now. */
  name: string;
  pending: boolean;
  error: unknown;
  onSave: (name: string) => void;
  onClose: () => void;
}

/** Asks for the name of a view; Enter saves. */
export function ViewNameDialog({ opened, title, hint, name, pending, error, onSave, onClose }: ViewNameDialogProps) {
  const { t } = useTranslation();
  const words = useRefusalWords();
  const [text, setText] = useState(name);
  useEffect(() => {
    if (opened) setText(name);
  }, [opened, name]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim()) onSave(text.trim());
  };
  return (
    <Dialog opened={opened} onClose={onClose} title={title} hint={hint} width={420}>
      <form onSubmit={submit} noValidate>
        <div className="dialog-body form">
          <TextField
            label={t('views.name')}
            value={text}
            onChange={setText}
            maxLength={80}
            error={error ? said(error) : undefined}
            autoComplete="off"
            focus
          />
        </div>
        <footer className="dialog-foot">
          <span className="grow" />
          <button type="button" className="btn" onClick={onClose}>
            {t('frame.cancel')} <kbd>Esc</kbd>
          </button>
          <button type="submit" className="btn ink" disabled={pending || !text.trim()}>
            {t('views.save')} <kbd>↵</kbd>
          </button>
        </footer>
      </form>
    </Dialog>
  );

  function said(refused: unknown): string {
    const { code, fields } = failureOf(refused);
    if (code === 'CONFLICT') return fields.name ? t('views.taken') : t('views.most', { count: mostViews });
    return words(refused);
  }
}
