import { useTranslation } from 'react-i18next';
import { fileSize, grouped } from '../i18n/format.ts';
import type { CurrentImport } from './current-import.ts';
import type { ImportState } from './use-import-state.ts';

interface ProgressProps {
  current: CurrentImport;
  state: ImportState;
  /** In the corner: the bar and one line. */
  brief?: boolean;
}

/** How far an import is: what it does, a bar by bytes, and the numbers so far. */
export function ImportProgress({ current, state, brief }: ProgressProps) {
  const { t } = useTranslation();
  const { step, about, part } = state;
  const percent = Math.floor(part * 100);
  const bytes = step === 'sending' ? current.sent : (about?.bytesDone ?? 0);
  return (
    <div className="import-progress">
      <div className="row">
        <b className="grow cut" title={current.name}>
          {current.name}
        </b>
        <span className="t2 num">{t('imports.percent', { percent })}</span>
      </div>
      <div
        className="progress"
        role="progressbar"
        aria-label={t('imports.progress')}
        aria-valuenow={percent}
        aria-valuetext={`${t(`imports.step.${step}`)}, ${t('imports.percent', { percent })}`}
      >
        <i style={{ width: `${part * 100}%` }} />
      </div>
      <div className="row wrap t2 s12">
        <span role="status">{t(`imports.step.${step}`)}</span>
        <span className="num">
          {t('imports.ofSize', { done: fileSize(bytes), size: fileSize(about?.bytes ?? current.size) })}
        </span>
        {step === 'running' && about && brief && <Count label={t('imports.read')} number={about.read} />}
      </div>
      {step === 'running' && about && !brief && (
        <div className="row wrap s12">
          <Count label={t('imports.read')} number={about.read} />
          <Count label={t('imports.stored')} number={about.stored} />
          <Count label={t('imports.duplicates')} number={about.duplicates} />
          <Count label={t('imports.refusedCount')} number={about.refused.count} />
        </div>
      )}
      {state.silent && <p className="bad">{t('imports.silent')}</p>}
    </div>
  );
}

function Count({ label, number }: { label: string; number: number }) {
  return (
    <span className="t2">
      {label} <b className="num">{grouped(number)}</b>
    </span>
  );
}
