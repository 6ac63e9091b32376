import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactImport } from '#contract/contact-import.ts';
import type { Import } from '#contract/import.ts';
import { lastDirectory } from '../../addresses.ts';
import { grouped } from '../../i18n/format.ts';
import { currentWorkspace } from '../../workspace.ts';
import { closeImport } from '../current-import.ts';
import { SaveInvalid } from './save-invalid.tsx';
import { UndoImport } from './undo-import.tsx';

/** What came of an import of contacts: counts, what was refused, and all of it taken back as one. */
export function ContactsDone({ about, contacts }: { about: Import; contacts: ContactImport }) {
  const { t } = useTranslation();
  useEffect(() => closeImport(true), []); // its end is read here, so it need not stay in the corner
  const { state, name, refused, error } = about;
  const { done, checked, batchId } = contacts;
  const isDone = state === 'done';
  const Icon = isDone ? IconCircleCheck : IconAlertTriangle;
  const counts = [
    ['rowsDone', done.rows],
    ['created', done.created],
    ['updated', done.updated],
    ['unchanged', done.unchanged],
    ['conflicts', done.conflicts],
    ['invalid', refused.count],
  ] as const;
  const saved = done.created + done.updated > 0;
  return (
    <div className="imp-done scroll">
      <div className="import-summary">
        <div className="row" role="status">
          <Icon aria-hidden className={isDone ? 'ok' : 'warn'} />
          <h2 className="grow cut" title={name}>
            {t(`imports.step.${state as 'done'}`)}: {name}
          </h2>
        </div>
        {!isDone && saved && <p>{t(state === 'failed' ? 'imports.brokeOff' : 'imports.stopped')}</p>}
        {!isDone && !saved && <p>{t('contactImport.notSaved')}</p>}
        {error && (
          <p className="bad" lang="en">
            {error}
          </p>
        )}
        {(saved || isDone) && (
          <dl className="import-counts">
            {counts.map(([label, count]) => (
              <div key={label}>
                <dt>{t(`contactImport.${label}`)}</dt>
                <dd className="num">{grouped(count)}</dd>
              </div>
            ))}
          </dl>
        )}
        <div className="row wrap">
          {batchId && saved && <UndoImport batchId={batchId} />}
          {checked.invalid > 0 && isDone && <SaveInvalid about={about} count={checked.invalid} />}
          <span className="grow" />
          <Link
            to="/w/$slug/contacts"
            params={{ slug: currentWorkspace() }}
            search={lastDirectory()}
            className="btn ink"
          >
            {t('contactImport.toDirectory')}
          </Link>
        </div>
      </div>
    </div>
  );
}
