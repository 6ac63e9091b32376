import { IconArrowLeft } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Import } from '#contract/import.ts';
import { lastDirectory } from '../../addresses.ts';
import { grouped } from '../../i18n/format.ts';
import { currentWorkspace } from '../../workspace.ts';
import { useReadingWords } from './reading-words.ts';

/** The way back, the file, how many rows it has and how it was read; and that nothing is saved yet. */
export function ImportBar({ about }: { about: Import | undefined }) {
  const { t } = useTranslation();
  const words = useReadingWords();
  const params = { slug: currentWorkspace() };
  const rows = about?.rows;
  const said = [
    about?.name,
    rows && t('contactImport.rowsIn', { count: rows.checked.rows, number: grouped(rows.checked.rows) }),
    rows && words.read(rows),
  ];
  const nothingSaved = about?.state === 'checking' || about?.state === 'checked';
  return (
    <header className="bar imp-bar">
      <Link
        to="/w/$slug/contacts"
        params={params}
        search={lastDirectory()}
        className="ib"
        aria-label={t('contact.backToDirectory')}
        title={t('contact.backToDirectory')}
      >
        <IconArrowLeft aria-hidden />
      </Link>
      <Link to="/w/$slug/contacts" params={params} search={lastDirectory()} className="t2 plain imp-crumb">
        {t('contact.breadcrumb')}
      </Link>
      <span className="t3 imp-crumb">/</span>
      <h1 id="import-title">{t('contactImport.page')}</h1>
      <span className="t3 cut">{said.filter(Boolean).join(' · ')}</span>
      <span className="grow" />
      {nothingSaved && <span className="s12 t3 imp-unsaved">{t('contactImport.nothingSaved')}</span>}
    </header>
  );
}
