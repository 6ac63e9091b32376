import { IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { enContactImport } from '../i18n/en-contact-import.ts';
import { addEnglish } from '../i18n/late-words.ts';
import { ChooseContacts } from './choose-contacts.tsx';
import { ChooseMailbox } from './choose-mailbox.tsx';
import { type CurrentImport, closeImport, forgetImport, type ImportKind, startImport } from './current-import.ts';
import { ImportProgress } from './import-progress.tsx';
import { ImportSummary } from './import-summary.tsx';
import { StopButton } from './stop-button.tsx';
import type { ImportState } from './use-import-state.ts';
import './imports.css';

addEnglish(enContactImport);

interface ImportWindowProps {
  kind: ImportKind;
  current: CurrentImport | null;
  state: ImportState | null;
}

/** What the dialog holds: the choice of a file, then how far it is, then what became of it. A file of contacts that was sent has a page of its own. */
export function ImportWindow({ kind, current, state }: ImportWindowProps) {
  const { t } = useTranslation();
  if (!current || !state) return kind === 'mail' ? <ChooseMailbox /> : <ChooseContacts />;
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
          <button type="button" className="btn" onClick={() => void startImport(kind, file, own)}>
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
