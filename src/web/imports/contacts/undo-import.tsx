import { IconArrowBackUp } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { askRecordsAnew } from '../../ask-anew.ts';
import { grouped } from '../../i18n/format.ts';

interface Undone {
  undone: number;
  kept: number;
  /** Why some could not be, by change. */
  refused: Map<string, string>;
  /** How many may still be taken back. */
  left: number;
}

const nothing: Undone = { undone: 0, kept: 0, refused: new Map(), left: 0 };

/** Takes a whole import back, some hundred changes a call until none is left, and says what could not be. */
export function UndoImport({ batchId }: { batchId: string }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [so, setSo] = useState(nothing);
  const undo = useMutation({
    mutationFn: async () => {
      for (let all = so; ; ) {
        const { undone, notRestored, refused, remaining } = await api.changes.undoMany({ batchId });
        all = {
          undone: all.undone + undone,
          kept: all.kept + notRestored,
          refused: new Map([...all.refused, ...refused.map((one) => [one.changeId, one.reason] as const)]),
          left: remaining,
        };
        setSo(all);
        if (remaining === 0 || undone === 0) return all;
      }
    },
    onSettled: () => {
      cache.removeQueries({ type: 'inactive' });
      return askRecordsAnew(cache);
    },
  });
  const percent = Math.floor((100 * so.undone) / Math.max(1, so.undone + so.left));
  const over = undo.isSuccess;
  return (
    <div className="imp-undo">
      {!over && (
        <button type="button" className="btn" disabled={undo.isPending} onClick={() => undo.mutate()}>
          <IconArrowBackUp aria-hidden />
          {undo.isPending
            ? t('contactImport.undoing', { percent })
            : t(undo.isError ? 'contactImport.undoMore' : 'contactImport.undo')}
        </button>
      )}
      <div role="status">
        {undo.isError && <p className="bad">{t('contactImport.undoBroke')}</p>}
        {over && (
          <p>
            <b>{t('contactImport.undone', { count: so.undone, number: grouped(so.undone) })}</b>{' '}
            {so.kept > 0 && t('contactImport.undoKept', { count: so.kept })}{' '}
            {so.refused.size > 0 &&
              t('contactImport.undoRefused', {
                count: so.refused.size,
                reason: so.refused.values().next().value ?? '',
              })}
          </p>
        )}
      </div>
    </div>
  );
}
