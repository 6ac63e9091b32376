import { useBlocker } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../frame/dialog.tsx';

interface LeaveEditsProps {
  dirty: boolean;
  saving: boolean;
  /** True when all is saved. */
  save: () => Promise<boolean>;
}

/** Leaving a form with edits asks first: save, discard, or stay. */
export function LeaveEdits({ dirty, saving, save }: LeaveEditsProps) {
  const { t } = useTranslation();
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) =>
      dirty && (current.pathname !== next.pathname || openOf(current.search) !== openOf(next.search)),
    enableBeforeUnload: () => dirty,
    withResolver: true,
  });
  const stay = () => blocker.reset?.();
  const saveFirst = async () => {
    if (await save()) blocker.proceed?.();
    else stay();
  };
  return (
    <Dialog opened={blocker.status === 'blocked'} onClose={stay} title={t('settings.leaveTitle')} width={400}>
      <div className="dialog-body">
        <p className="t2">{t('settings.leaveHint')}</p>
      </div>
      <footer>
        <button type="button" className="btn ink" data-autofocus disabled={saving} onClick={() => void saveFirst()}>
          {t('settings.save')} <kbd>↵</kbd>
        </button>
        <button type="button" className="btn" onClick={() => blocker.proceed?.()}>
          {t('settings.discard')}
        </button>
        <button type="button" className="btn quiet" onClick={stay}>
          {t('settings.stay')} <kbd>Esc</kbd>
        </button>
      </footer>
    </Dialog>
  );
}

/** What stands open beside a list, as the address says. */
function openOf(search: object): unknown {
  return 'open' in search ? search.open : undefined;
}
