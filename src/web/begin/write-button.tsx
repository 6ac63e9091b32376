import { IconMessagePlus } from '@tabler/icons-react';
import { lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../frame/keys.ts';
import { usePrinted } from '../frame/own-keys.ts';
import { WhenOpened } from '../frame/when-opened.tsx';

const BeginDialog = lazy(() => import('./begin-dialog.tsx').then((room) => ({ default: room.BeginDialog })));

interface WriteButtonProps {
  contactId: number;
  name: string;
  /** The key acts here; the command palette has it then. */
  keyed?: boolean;
  /** Without its word. */
  small?: boolean;
}

/** *Write…* to a client (R-DIR-10). */
export function WriteButton({ contactId, name, keyed, small }: WriteButtonProps) {
  const { t } = useTranslation();
  const printed = usePrinted();
  const [opened, open] = useState(false);
  useKeys(keyed ? { write: () => open(true) } : {});
  const key = keyed ? printed('write') : null;
  return (
    <>
      <button
        type="button"
        className={small ? 'ib' : 'btn quiet'}
        aria-label={t('contact.write')}
        title={key ? `${t('contact.write')} (${key})` : t('contact.write')}
        onClick={() => open(true)}
      >
        <IconMessagePlus aria-hidden />
        {!small && <span>{t('contact.write')}</span>}
      </button>
      <WhenOpened opened={opened}>
        <BeginDialog contactId={contactId} name={name} opened={opened} onClose={() => open(false)} />
      </WhenOpened>
    </>
  );
}
