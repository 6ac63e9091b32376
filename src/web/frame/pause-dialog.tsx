import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from './dialog.tsx';
import { TextField } from './text-field.tsx';

const usual = ['lunch', 'meeting', 'training', 'short'] as const;

interface PauseDialogProps {
  opened: boolean;
  onClose: () => void;
  onPause: (reason: string | null) => void;
}

/** A pause with its reason: one of the usual, or in own words. */
export function PauseDialog({ opened, onClose, onPause }: PauseDialogProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const begin = (why: string) => {
    onPause(why.trim() || null);
    setReason('');
    onClose();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    begin(reason);
  };
  return (
    <Dialog opened={opened} onClose={onClose} title={t('presence.pause')} width={400}>
      <form className="dialog-body" onSubmit={submit}>
        <div className="row wrap-row">
          {usual.map((one) => (
            <button key={one} type="button" className="btn" onClick={() => begin(t(`presence.reasons.${one}`))}>
              {t(`presence.reasons.${one}`)}
            </button>
          ))}
        </div>
        <TextField focus label={t('presence.reason')} value={reason} onChange={setReason} maxLength={200} />
        <button type="submit" className="btn ink">
          {t('presence.begin')} <kbd>↵</kbd>
        </button>
      </form>
    </Dialog>
  );
}
