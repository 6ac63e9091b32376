import { IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ChooseMailbox } from './choose-mailbox.tsx';
import { type CurrentImport, closeImport, forgetImport, startImport } from './current-import.ts';
import { ImportProgress } from './import-progress.tsx';
import { ImportSummary } from './import-summary.tsx';
import { StopButton } from './stop-button.tsx';
import type { ImportState } from './use-import-state.ts';
import './imports.css';

/** What the dialog holds: the choice of a file, then how far it is, then what became of it. */
export function ImportWindow({ current, state }: { current: CurrentImport | null; state: ImportState | null }) {
  const { t } = useTranslation();
  if (!current || !state) return <ChooseMailbox />;
  const { file, own } = current;
  const mayRepeat = file !== null && ['cancelled', 'failed', 'refused', 'lost'].includes(state.step);
  return (
    <>
      <div className="dialog-body import">
        {state.isOver ? (
          <ImportSummary current={current} state={state} />
        ) : (
          <>
            <ImportProgress current={current} state={state} />
            <p className="hint">{t(state.step === 'sending' ? 'imports.keepOpen' : 'imports.goesOn')}</p>
          </>
        )}
      </div>
      <footer className="dialog-foot">
        {!state.isOver && <StopButton />}
        <span className="grow" />
        {state.isOver && (
          <button type="button" className="btn" onClick={forgetImport}>
            {t('imports.another')}
          </button>
        )}
        {mayRepeat && (
          <button type="button" className="btn" onClick={() => void startImport(file, own)}>
            <IconRefresh aria-hidden />
            {t('imports.again')}
          </button>
        )}
        <button type="button" className="btn ink" onClick={() => closeImport(state.isOver)}>
          {t('imports.close')} <kbd>Esc</kbd>
        </button>
      </footer>
    </>
  );
}
