import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { UndoResult } from '#contract/history.ts';
import { Dialog } from '../frame/dialog.tsx';
import { useTargetName } from './target-name.ts';

type Leftovers = UndoResult['notRestored'];

let leftovers: Leftovers = [];
const listeners = new Set<() => void>();

/** Opens the dialog that says what an undo could not restore. */
export function showLeftovers(next: Leftovers): void {
  leftovers = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What an undo left as it is, and why. */
export function LeftoversDialog() {
  const current = useSyncExternalStore(subscribe, () => leftovers);
  const { t } = useTranslation();
  const nameOf = useTargetName();
  return (
    <Dialog opened={current.length > 0} onClose={() => showLeftovers([])} title={t('change.notRestored')} width={440}>
      <div className="dialog-body">
        <p>{t('change.notRestoredHint')}</p>
        <ul className="plain-list">
          {current.map(({ target, contactId, reason }) => (
            <li key={`${target} ${contactId}`}>
              <b>{nameOf(target)}</b> <span className="t2">{t(`change.${reason}`)}</span>
            </li>
          ))}
        </ul>
      </div>
      <footer>
        <span className="grow" />
        <button type="button" className="btn ink" onClick={() => showLeftovers([])}>
          {t('frame.done')}
        </button>
      </footer>
    </Dialog>
  );
}
