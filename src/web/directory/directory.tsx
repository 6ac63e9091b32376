import { IconPlus } from '@tabler/icons-react';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DirectorySearch, rememberDirectory } from '../addresses.ts';
import { useKeys } from '../frame/keys.ts';
import { useBusyList } from '../frame/use-still-rows.ts';
import { useTitle } from '../frame/use-title.ts';
import { WhenOpened } from '../frame/when-opened.tsx';
import { grouped } from '../i18n/format.ts';
import { ImportButton } from '../imports/import-button.tsx';
import { ColumnsMenu } from './columns-menu.tsx';
import { ContactTable } from './contact-table.tsx';
import { ExportMenu } from './export-menu.tsx';
import { Filters } from './filters.tsx';
import { SearchBox } from './search-box.tsx';
import { useColumns } from './use-columns.ts';
import { useContacts } from './use-contacts.ts';
import { ViewBar } from './view-bar.tsx';
import './directory.css';
import { Key } from '../frame/key.tsx';

const AddClient = lazy(() => import('./add-client.tsx').then((room) => ({ default: room.AddClient })));

/** The contact directory: every client of the workspace, found as one types (R-DIR-1). */
export function Directory() {
  const { t } = useTranslation();
  const { slug } = useParams({ from: '/w/$slug' });
  const search = useSearch({ from: '/w/$slug/contacts' });
  const navigate = useNavigate({ from: '/w/$slug/contacts' });
  const [busy, attach] = useBusyList();
  const contacts = useContacts(search, busy);
  const [adding, setAdding] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useTitle(t('directory.title'));
  useEffect(() => rememberDirectory(search), [search]);
  const change = (next: Partial<DirectorySearch>) => {
    if (!location.pathname.endsWith('/contacts')) return; // on the way to a card: a search asked just before does not lead back
    void navigate({
      to: '/w/$slug/contacts',
      params: { slug },
      search: (before) => ({ ...before, ...next }),
      replace: true,
    });
  };

  const open = (next: DirectorySearch) =>
    void navigate({ to: '/w/$slug/contacts', params: { slug }, search: next, replace: true });
  const columns = useColumns(search, change);

  useKeys({
    search: () => field.current?.select(),
    add: () => setAdding(true),
  });

  return (
    <main className="pane directory" aria-labelledby="directory-title" data-pane tabIndex={-1}>
      <header className="bar directory-bar">
        <h1 id="directory-title">{t('directory.title')}</h1>
        {contacts.about !== null && !search.q && (
          <span className="t3 num">{countOf(contacts.about, contacts.complete)}</span>
        )}
        <span className="grow" />
        <ExportMenu search={search} />
        <ImportButton />
        <button type="button" className="btn ink" onClick={() => setAdding(true)}>
          <IconPlus aria-hidden />
          {t('directory.add')} <Key of="add" />
        </button>
      </header>
      <ViewBar search={search} columns={columns} onOpen={open} />
      <div className="tools">
        <SearchBox
          field={field}
          q={search.q ?? ''}
          count={search.q && contacts.about !== null ? countOf(contacts.about, contacts.complete) : null}
          onSearch={(q) => change({ q: q || undefined })}
        />
        {search.bin ? (
          <span className="hint">{t('directory.binHint')}</span>
        ) : (
          <Filters search={search} rows={contacts.rows} onChange={change} />
        )}
        <span className="grow" />
        <ColumnsMenu columns={columns} />
      </div>
      <ContactTable
        search={search}
        contacts={contacts}
        paneRef={attach}
        columns={columns}
        onChange={change}
        onAdd={() => setAdding(true)}
      />
      <WhenOpened opened={adding}>
        <AddClient opened={adding} name={search.q ?? ''} onClose={() => setAdding(false)} />
      </WhenOpened>
    </main>
  );

  /** Counts of large sets are estimates, and say so. */
  function countOf(about: number, complete: boolean): string {
    return complete ? grouped(about) : t('value.about', { number: grouped(about) });
  }
}
