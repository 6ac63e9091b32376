import { useParams } from '@tanstack/react-router';
import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../frame/dialog.tsx';
import { WhenOpened } from '../frame/when-opened.tsx';
import { closeImport, useCurrentImport } from './current-import.ts';
import { useImportState } from './use-import-state.ts';

const ImportCorner = lazy(() => import('./import-corner.tsx').then((room) => ({ default: room.ImportCorner })));
const ImportWindow = lazy(() => import('./import-window.tsx').then((room) => ({ default: room.ImportWindow })));

/** Where imports are shown, in every room: the dialog, and the corner while that is closed. */
export function ImportPlace() {
  const { t } = useTranslation();
  const { slug } = useParams({ from: '/w/$slug' });
  const { opened, current } = useCurrentImport(slug);
  const state = useImportState(current);
  return (
    <>
      <WhenOpened opened={current !== null}>
        {current && state && !opened && !current.seen && <ImportCorner current={current} state={state} />}
      </WhenOpened>
      <Dialog
        opened={opened}
        onClose={() => closeImport(state?.isOver ?? false)}
        title={t('imports.title')}
        hint={t('imports.hint')}
        width={560}
      >
        <WhenOpened opened={opened}>
          <ImportWindow current={current} state={state} />
        </WhenOpened>
      </Dialog>
    </>
  );
}
