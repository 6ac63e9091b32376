import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Import } from '#contract/import.ts';
import { fileSize, grouped } from '../../i18n/format.ts';
import { StopButton } from '../stop-button.tsx';
import type { ImportState } from '../use-import-state.ts';

/** How far an import of contacts is: what it does, a bar in the colours of what came of the rows, and how long it may take. */
export function RowsProgress({
  about,
  state,
  children,
}: {
  about: Import;
  state: ImportState;
  children?: React.ReactNode;
}) {
  const { t } = useTranslation();
  const { step, part, silent } = state;
  const minutes = useMinutesLeft(step === 'running' ? part : null);
  const percent = Math.floor(part * 100);
  const rows = about.rows;
  const word = step === 'running' ? t('imports.saving') : t(`imports.step.${step}`);
  const share = (count: number) => `${(100 * count) / Math.max(1, rows?.checked.rows ?? 1)}%`;
  const time =
    minutes === null ? '' : minutes < 1 ? t('imports.underMinute') : t('imports.aboutMinutes', { count: minutes });
  return (
    <div className="import-progress">
      <div className="row">
        <b className="grow cut" title={about.name}>
          {about.name}
        </b>
        <span className="num s12 t3">{[t('imports.percent', { percent }), time].filter(Boolean).join(', ')}</span>
      </div>
      <div
        className="progress"
        role="progressbar"
        aria-label={t('imports.progress')}
        aria-valuenow={percent}
        aria-valuetext={`${word}, ${t('imports.percent', { percent })}`}
      >
        {step === 'running' && rows ? (
          <span className="row meter">
            <i style={{ width: share(rows.done.created + rows.done.unchanged) }} />
            <i className="update" style={{ width: share(rows.done.updated) }} />
            <i className="conflict" style={{ width: share(rows.done.conflicts) }} />
          </span>
        ) : (
          <i style={{ width: `${part * 100}%` }} />
        )}
      </div>
      <div className="row s12 t2">
        <span role="status" className={step === 'running' ? 'sr' : ''}>
          {word}
        </span>
        <span className="num">
          {step === 'running' && rows
            ? t('imports.ofRows', { done: grouped(rows.done.rows), all: grouped(rows.checked.rows) })
            : t('imports.ofSize', { done: fileSize(about.bytesDone), size: fileSize(about.bytes) })}
        </span>
        {step === 'running' && rows && rows.done.conflicts > 0 && (
          <span className="nowrap">{t('imports.conflictsSoFar', { count: rows.done.conflicts })}</span>
        )}
        <span className="grow" />
        {children ?? <StopButton small />}
      </div>
      {silent && <p className="bad">{t('imports.silent')}</p>}
    </div>
  );
}

/** Minutes that the rest may take, by the pace since this was first seen; null while nobody can say. */
function useMinutesLeft(part: number | null): number | null {
  const first = useRef<{ at: number; part: number } | null>(null);
  if (part === null) return null;
  first.current ??= { at: Date.now(), part };
  const { at, part: before } = first.current;
  const seconds = (Date.now() - at) / 1_000;
  if (seconds < 2 || part - before < 0.01) return null;
  return Math.round(((1 - part) * seconds) / (part - before) / 60);
}
