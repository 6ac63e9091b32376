import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { IdentifierConflict } from '#contract/contact.ts';
import type { Failure } from '../api.ts';
import { Dialog } from '../frame/dialog.tsx';
import { boldIn } from '../i18n/bold-in.ts';

const ConflictChoices = lazy(() =>
  import('./conflict-choices.tsx').then((room) => ({ default: room.ConflictChoices })),
);

interface ConflictDialogProps {
  /** A refusal of a save; the dialog shows for a CONFLICT. */
  failure: Failure | null;
  /** The card that the value was meant for; no id yet when it is new. */
  name: string;
  id: number | null;
  onClose: () => void;
  /** Repeats the save, taking the value over or sharing it. Without it these two are not offered. */
  onWay?: (way: 'move' | 'share') => void;
  /** Goes on to merging the two cards. */
  onMerge?: (other: number) => void;
  saving?: boolean;
}

/** A value that another card has (R-ID-5): names that card and offers to open it, move the value, merge, or share. The edit stays as it was. */
export function ConflictDialog({ failure, name, id, onClose, onWay, onMerge, saving = false }: ConflictDialogProps) {
  const { t } = useTranslation();
  const conflict = failure?.code === 'CONFLICT' ? (failure.data as IdentifierConflict | undefined) : undefined;
  const known = conflict?.contact ? conflict : undefined;
  const title =
    known?.kind === 'email'
      ? t('contact.conflictTitle_email')
      : known?.kind === 'phone'
        ? t('contact.conflictTitle_phone')
        : t('contact.conflictTitle');
  const hint = boldIn(known ? t('contact.conflictHint', { value: known.value, name }) : '');
  return (
    <Dialog
      opened={known !== undefined}
      onClose={onClose}
      title={title}
      hint={
        known && (
          <>
            {hint.before}
            <b>{hint.bold}</b>
            {hint.after}
          </>
        )
      }
      width={680}
    >
      {known && (
        <Suspense>
          <ConflictChoices
            conflict={known}
            name={name}
            id={id}
            saving={saving}
            onClose={onClose}
            {...(onWay && { onWay })}
            {...(onMerge && { onMerge })}
          />
        </Suspense>
      )}
    </Dialog>
  );
}
