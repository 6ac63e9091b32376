import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Import } from '#contract/import.ts';
import { grouped } from '../i18n/format.ts';
import type { CurrentImport } from './current-import.ts';
import { useFailureWords } from './use-failure-words.ts';
import type { ImportState } from './use-import-state.ts';

/** What became of an import: counts, what was refused and why, and when it did not come to its end, what to do. */
export function ImportSummary({ current, state: { step, about } }: { current: CurrentImport; state: ImportState }) {
  const { t } = useTranslation();
  const words = useFailureWords();
  const failed = current.failure
    ? words(current.failure)
    : { cancelled: t('imports.stopped'), failed: t('imports.brokeOff'), lost: t('imports.brokeOff') }[step as 'failed'];
  const Icon = failed ? IconAlertTriangle : IconCircleCheck;
  return (
    <div className="import-summary">
      <div className="row">
        <Icon aria-hidden className={failed ? 'warn' : 'ok'} />
        <b role="status" className="grow cut" title={current.name}>
          {t(`imports.step.${step}`)}: {current.name}
        </b>
      </div>
      {failed && <p role="alert">{failed}</p>}
      {about && about.state !== 'receiving' && <Counts about={about} />}
      {about && about.refused.count > 0 && <Refused refused={about.refused} />}
    </div>
  );
}

function Counts({ about }: { about: Import }) {
  const { t } = useTranslation();
  const rows = [
    [t('imports.stored'), about.stored],
    [t('imports.duplicates'), about.duplicates],
    [t('imports.refusedCount'), about.refused.count],
    [t('imports.conversations'), about.conversations],
    [t('imports.contacts'), about.contacts],
  ] as const;
  return (
    <dl className="import-counts">
      {rows.map(([label, number]) =>
        number === null ? null : (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="num">{grouped(number)}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

/** What scrolls takes the focus, so that keys can scroll it (WCAG 2.1.1). */
const scrolledByKeys = { tabIndex: 0 };

function Refused({ refused: { items, count } }: Pick<Import, 'refused'>) {
  const { t } = useTranslation();
  return (
    <section aria-labelledby="import-refused">
      <h3 id="import-refused">{t('imports.refusedTitle')}</h3>
      <ul className="import-refused" {...scrolledByKeys} aria-labelledby="import-refused">
        {items.map(({ source, reason }) => (
          <li key={source}>
            <b>{source}</b> <span className="t2">{reason}</span>
          </li>
        ))}
        {count > items.length && (
          <li className="t2">{t('imports.refusedMore', { number: grouped(count - items.length) })}</li>
        )}
      </ul>
    </section>
  );
}
