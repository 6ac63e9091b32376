import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type CurrentImport, forgetImport, openImport } from './current-import.ts';
import { ImportProgress } from './import-progress.tsx';
import { StopButton } from './stop-button.tsx';
import type { ImportState } from './use-import-state.ts';
import './imports.css';

/** The import in the corner, while its dialog is closed: how far it is, or that it is over. */
export function ImportCorner({ current, state }: { current: CurrentImport; state: ImportState }) {
  const { t } = useTranslation();
  return (
    <aside className="import-corner" aria-label={t('imports.title')}>
      {state.isOver ? (
        <div className="row">
          <b className="grow cut" role="status" title={current.name}>
            {t(`imports.step.${state.step}`)}: {current.name}
          </b>
          <button type="button" className="btn quiet sm" onClick={openImport}>
            {t('imports.show')}
          </button>
          <button type="button" className="ib sm" aria-label={t('imports.dismiss')} onClick={forgetImport}>
            <IconX aria-hidden />
          </button>
        </div>
      ) : (
        <>
          <ImportProgress current={current} state={state} brief />
          <div className="row">
            <span className="grow" />
            <StopButton small />
            <button type="button" className="btn quiet sm" onClick={openImport}>
              {t('imports.show')}
            </button>
          </div>
        </>
      )}
    </aside>
  );
}
