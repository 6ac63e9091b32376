import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactRow } from '#contract/contact.ts';
import { useKeys } from '../frame/keys.ts';
import { WhenOpened } from '../frame/when-opened.tsx';

const BeginDialog = lazy(() => import('../begin/begin-dialog.tsx').then((room) => ({ default: room.BeginDialog })));

interface WriteToRowProps {
  /** The one that is selected alone, else the one at the cursor. */
  contact: ContactRow;
  opened: boolean;
  onChange: (opened: boolean) => void;
}

/** *Write…* to the client of a row, by its key or from the foot of the table (R-DIR-10). */
export function WriteToRow({ contact, opened, onChange }: WriteToRowProps) {
  const { t } = useTranslation();
  useKeys({ write: () => onChange(true) });
  const { id, name, email, phone, other } = contact;
  const title = name ?? email?.display ?? phone?.display ?? other?.display ?? t('value.unnamed');
  return (
    <WhenOpened opened={opened}>
      <BeginDialog contactId={id} name={title} opened={opened} onClose={() => onChange(false)} />
    </WhenOpened>
  );
}
