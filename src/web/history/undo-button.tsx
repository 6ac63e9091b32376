import { IconArrowBackUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Change } from '#contract/history.ts';
import { useUndo } from './use-undo.ts';

/** *Undo* at the end of a change; a change already taken back says so. */
export function UndoButton({ change }: { change: Change }) {
  const { t } = useTranslation();
  const undo = useUndo();
  if (change.undone) return <span className="s12 t3">{t('change.undone')}</span>;
  if (!change.undoable) return null;
  return (
    <button type="button" className="btn link sm" disabled={undo.isPending} onClick={() => undo.mutate(change.id)}>
      <IconArrowBackUp aria-hidden />
      {t('frame.undo')}
    </button>
  );
}
