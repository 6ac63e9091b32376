import { IconX } from '@tabler/icons-react';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { RowsProgress } from './contacts/rows-progress.tsx';
import { type CurrentImport, forgetImport, openImport } from './current-import.ts';
import { ImportProgress } from './import-progress.tsx';
import { StopButton } from './stop-button.tsx';
import type { ImportState } from './use-import-state.ts';
import './imports.css';

/** The import in the corner, while its dialog or page is not shown: how far it is, that it waits to be started, or that it is over. */
export function ImportCorner({ current, state }: { current: CurrentImport; state: ImportState }) {
  const { t } = useTranslation();
  const { slug } = useParams({ from: '/w/$slug' });
  const navigate = useNavigate();
  const { kind, id } = current;
  const show = () => {
    if (kind === 'contacts' && id) void navigate({ to: '/w/$slug/import/$id', params: { slug, id } });
    else openImport(kind);
  };
  const showing = (
    <button type="button" className="btn quiet sm" onClick={show}>
      {t('imports.show')}
    </button>
  );
  return (
    <aside className="import-corner" aria-label={t(kind === 'mail' ? 'imports.title' : 'imports.contactsTitle')}>
      {state.isOver || state.step === 'checked' ? (
        <div className="row">
          <b className="grow cut" role="status" title={current.name}>
            {t(`imports.step.${state.step}`)}: {current.name}
          </b>
          {showing}
          <button type="button" className="ib sm" aria-label={t('imports.dismiss')} onClick={forgetImport}>
            <IconX aria-hidden />
          </button>
        </div>
      ) : state.about?.rows ? (
        <RowsProgress about={state.about} state={state}>
          <StopButton small />
          {showing}
        </RowsProgress>
      ) : (
        <>
          <ImportProgress current={current} state={state} brief />
          <div className="row">
            <span className="grow" />
            <StopButton small />
            {showing}
          </div>
        </>
      )}
    </aside>
  );
}
