import { useDidUpdate, useMediaQuery, useMergedRef } from '@mantine/hooks';
import { IconAddressBook, IconSearch, IconTrash } from '@tabler/icons-react';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DirectorySearch } from '../addresses.ts';
import { cardAhead } from '../desk/open-ahead.ts';
import { useKeys } from '../frame/keys.ts';
import { NewsPill } from '../frame/news-pill.tsx';
import { Empty, Failed } from '../frame/states.tsx';
import { grouped } from '../i18n/format.ts';
import { BulkBar } from './bulk-bar.tsx';
import { ContactTableRow } from './contact-table-row.tsx';
import { contactsQuestion } from './contacts-question.ts';
import { SkeletonRows } from './skeleton-rows.tsx';
import { TableHead } from './table-head.tsx';
import type { Columns } from './use-columns.ts';
import type { Contacts } from './use-contacts.ts';
import { useSelection } from './use-selection.ts';
import { WriteToRow } from './write-to-row.tsx';

interface ContactTableProps {
  search: DirectorySearch;
  contacts: Contacts;
  /** Told the pane that scrolls, so that its rows hold still under the pointer. */
  paneRef: (pane: HTMLElement | null) => void;
  columns: Columns;
  onChange: (next: Partial<DirectorySearch>) => void;
  onAdd: () => void;
}

/** The table of contacts: a virtual grid of 38 px rows (cards of 62 px on a small screen), walked with j and k, opened with Enter. */
export function ContactTable({ search, contacts, paneRef, columns, onChange, onAdd }: ContactTableProps) {
  const { t } = useTranslation();
  const { slug } = useParams({ from: '/w/$slug' });
  const navigate = useNavigate();
  const small = useMediaQuery('(max-width: 640px)') ?? false;
  const pane = useRef<HTMLDivElement>(null);
  const [cursor, setCursor] = useState(0);
  const [writing, setWriting] = useState(false);
  const selection = useSelection(contacts.rows);
  const { rows } = contacts;

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => pane.current,
    estimateSize: () => (small ? 62 : 38),
    overscan: 12,
    scrollPaddingStart: small ? 0 : 32,
  });
  useDidUpdate(() => virtual.measure(), [small]);
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? -1;
  useEffect(() => {
    if (last >= rows.length - 40) contacts.more();
  }, [last, rows.length, contacts.more]);
  const { bin } = search;
  const subject = JSON.stringify(contactsQuestion(search));
  useDidUpdate(() => {
    setCursor(0); // another search begins at its top
    pane.current?.scrollTo({ top: 0 });
  }, [subject]);

  const move = (to: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, to));
    setCursor(next);
    virtual.scrollToIndex(next);
  };
  const open = useCallback(
    (id: number) => void navigate({ to: '/w/$slug/contacts/$id', params: { slug, id: String(id) }, search: {} }),
    [navigate, slug],
  );
  const attachPane = useMergedRef(pane, paneRef);
  const current = rows[cursor];
  useDidUpdate(() => {
    const rests = setTimeout(() => current && cardAhead(current.id), 100); // walked to, and not past
    return () => clearTimeout(rests);
  }, [cursor]);
  useKeys({
    next: () => move(cursor + 1),
    previous: () => move(cursor - 1),
    arrowdown: () => move(cursor + 1),
    arrowup: () => move(cursor - 1),
    home: () => move(0),
    end: () => move(rows.length - 1),
    pagedown: () => move(cursor + 15),
    pageup: () => move(cursor - 15),
    enter: () => (current ? open(current.id) : false),
    select: () => (current ? selection.toggle(current.id) : false),
    selectTo: () => selection.extendTo(cursor),
    escape: () => (selection.size > 0 ? selection.clear() : false),
  });

  const grid = {
    role: 'grid', // its keys walk the rows, so it takes the focus
    tabIndex: 0,
    'aria-rowcount': contacts.complete ? rows.length + 1 : -1,
    'aria-activedescendant': current ? `contact-${current.id}` : undefined,
  };
  if (contacts.loading) return <SkeletonRows />;
  if (contacts.error && rows.length === 0) {
    return <Failed title={t('directory.failed')} error={contacts.error} retry={contacts.again} />;
  }
  if (rows.length === 0) return <Nothing search={search} onAdd={onAdd} />;
  return (
    <>
      <div ref={attachPane} className="table-pane">
        <NewsPill
          at="top"
          text={contacts.news > 0 ? t('directory.new', { count: contacts.news }) : null}
          onTake={() => {
            contacts.take();
            move(0);
            pane.current?.querySelector<HTMLElement>('[role="grid"]')?.focus();
          }}
        />
        <table
          {...grid}
          className={`table ${bin ? '' : columns.className}`}
          aria-label={t('directory.title')}
          aria-busy={contacts.old}
        >
          <TableHead search={search} selection={selection} onSort={(next) => onChange({ sort: next })} />
          <tbody className="rows" style={{ height: virtual.getTotalSize() }}>
            {shown.map(({ index, start }) => {
              const row = rows[index];
              return row ? (
                <ContactTableRow
                  key={row.id}
                  contact={row}
                  q={search.q}
                  inBin={bin === true}
                  index={index}
                  top={start}
                  atCursor={index === cursor}
                  selected={selection.has(row.id)}
                  onOpen={open}
                  onPoint={setCursor}
                  onSelect={selection.toggle}
                />
              ) : null;
            })}
          </tbody>
        </table>
      </div>
      {!bin && current && (
        <WriteToRow
          contact={rows.find(({ id }) => selection.size === 1 && selection.has(id)) ?? current}
          opened={writing}
          onChange={setWriting}
        />
      )}
      <BulkBar
        selection={selection}
        binned={bin === true}
        onWrite={selection.size === 1 ? () => setWriting(true) : undefined}
      >
        <span className="num s12 t3">{place()}</span>
      </BulkBar>
    </>
  );

  /** Which rows are on screen, of how many. */
  function place(): string {
    const first = virtual.range?.startIndex ?? 0;
    const to = virtual.range?.endIndex ?? 0;
    const from = grouped(first + 1);
    const end = grouped(Math.min(to + 1, rows.length));
    if (contacts.about === null) return t('directory.rowsOf', { from, to: end });
    const total = contacts.complete ? grouped(rows.length) : t('value.about', { number: grouped(contacts.about) });
    return t('directory.rows', { from, to: end, total });
  }
}

function Nothing({ search, onAdd }: { search: DirectorySearch; onAdd: () => void }) {
  const { t } = useTranslation();
  const { q, channel, has, tag, last, problem, attribute } = search;
  if (q || channel || has || tag || last || problem || attribute) {
    return (
      <Empty
        icon={IconSearch}
        title={search.q ? t('directory.nothing', { q: search.q }) : t('directory.nothingFiltered')}
      >
        {t('directory.nothingHint')}{' '}
        <button type="button" className="textlink" onClick={onAdd}>
          {t('directory.nothingAdd')}
        </button>
        .
      </Empty>
    );
  }
  return search.bin ? (
    <Empty icon={IconTrash} title={t('directory.emptyBin')}>
      {t('directory.emptyBinHint')}
    </Empty>
  ) : (
    <Empty icon={IconAddressBook} title={t('directory.empty')}>
      {t('directory.emptyHint')}
    </Empty>
  );
}
