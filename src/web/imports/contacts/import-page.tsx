import { IconFileOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Import } from '#contract/import.ts';
import { lastDirectory } from '../../addresses.ts';
import { Empty, Failed } from '../../frame/states.tsx';
import { useTitle } from '../../frame/use-title.ts';
import { enContactImport } from '../../i18n/en-contact-import.ts';
import { addEnglish } from '../../i18n/late-words.ts';
import { followImport } from '../current-import.ts';
import { importQuestion, isGone } from '../import-question.ts';
import { useImportState } from '../use-import-state.ts';
import { ContactsDone } from './contacts-done.tsx';
import { ImportBar } from './import-bar.tsx';
import { Preview } from './preview.tsx';
import { RowsProgress } from './rows-progress.tsx';
import '../imports.css';
import './import-page.css';
import './preview-rows.css';

addEnglish(enContactImport);

/** An import of contacts: what each row would do, then how far it is, then what came of it (R-DIR-9). Nothing is saved before *Import*. */
export function ImportPage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: '/w/$slug/import/$id' });
  const asked = useQuery(importQuestion(id));
  const about = asked.data;
  useTitle(about?.name ?? t('contactImport.page'));
  useEffect(() => {
    if (about) followImport(about);
  }, [about]);

  return (
    <main className="pane imp-page" aria-labelledby="import-title" data-pane tabIndex={-1}>
      <ImportBar about={about} />
      {about?.rows && <Room about={about} contacts={about.rows} />}
      {about && !about.rows && !about.endedAt && <Waiting about={about} />}
      {about && !about.rows && about.endedAt && <Gone />}
      {asked.isError && !about && !isGone(asked.error) && (
        <Failed title={t('frame.failed')} error={asked.error} retry={() => void asked.refetch()} />
      )}
      {asked.isError && isGone(asked.error) && !about?.endedAt && <Gone />}
    </main>
  );
}

type Contacts = NonNullable<Import['rows']>;

function Room({ about, contacts }: { about: Import; contacts: Contacts }) {
  const { state, endedAt } = about;
  if (endedAt) return <ContactsDone about={about} contacts={contacts} />;
  if (state === 'checked' || (state === 'checking' && contacts.columns.length > 0)) {
    return <Preview about={about} contacts={contacts} />;
  }
  return <Waiting about={about} />;
}

/** The file comes, is looked at for the first time, waits for another import, or is being saved. */
function Waiting({ about }: { about: Import }) {
  const { t } = useTranslation();
  const { name, bytes, kind, id } = about;
  const state = useImportState({
    kind,
    id,
    name,
    slug: '',
    file: null,
    own: [],
    size: bytes,
    sent: bytes,
    failure: null,
    seen: false,
  });
  return (
    <div className="imp-waiting">
      {state && <RowsProgress about={about} state={state} />}
      <p className="hint">{t(about.state === 'running' ? 'imports.goesOn' : 'contactImport.lookingHint')}</p>
    </div>
  );
}

function Gone() {
  const { t } = useTranslation();
  const { slug } = useParams({ from: '/w/$slug/import/$id' });
  return (
    <div className="imp-waiting">
      <Empty icon={IconFileOff} title={t('contactImport.gone')}>
        {t('contactImport.goneHint')}
      </Empty>
      <Link to="/w/$slug/contacts" params={{ slug }} search={lastDirectory()} className="btn">
        {t('contactImport.toDirectory')}
      </Link>
    </div>
  );
}
