import { useBlocker } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../frame/dialog.tsx';
import type { CardEdits } from './use-card-edits.ts';

/** Leaving a card with edits asks first (R-DIR-3): save, discard, or stay. */
export function LeaveDialog({ edits }: { edits: CardEdits }) {
  const { t } = useTranslation();
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => edits.count > 0 && current.pathname !== next.pathname,
    enableBeforeUnload: () => edits.count > 0,
    withResolver: true,
  });
  const stay = () => blocker.reset?.();
  const save = async () => {
    if (await edits.save()) blocker.proceed?.();
    else stay();
  };
  return (
    <Dialog opened={blocker.status === 'blocked'} onClose={stay} title={t('contact.leaveTitle')} width={400}>
      <div className="dialog-body">
        <p className="t2">{t('contact.leaveHint', { count: edits.count })}</p>
      </div>
      <footer>
        <button type="button" className="btn ink" data-autofocus disabled={edits.saving} onClick={() => void save()}>
          {t('contact.save')} <kbd>↵</kbd>
        </button>
        <button type="button" className="btn" onClick={() => blocker.proceed?.()}>
          {t('contact.discard')}
        </button>
        <button type="button" className="btn quiet" onClick={stay}>
          {t('contact.stay')} <kbd>Esc</kbd>
        </button>
      </footer>
    </Dialog>
  );
}
