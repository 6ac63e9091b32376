import { IconPlus } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DirectorySearch } from '../addresses.ts';
import type { Columns } from './use-columns.ts';
import { useViewChanges, useViews } from './use-views.ts';
import { ViewNameDialog } from './view-name-dialog.tsx';
import { addressOf, differs, shownNow } from './view-query.ts';
import { ViewTab } from './view-tab.tsx';
import './view-bar.css';

interface ViewBarProps {
  search: DirectorySearch;
  columns: Columns;
  /** Shows what an address says, in place of what is shown now. */
  onOpen: (search: DirectorySearch) => void;
}

/** The tabs over the directory: all contacts, the operator's saved views, the bin; *Save view* when there is something to save. */
export function ViewBar({ search, columns, onOpen }: ViewBarProps) {
  const { t } = useTranslation();
  const { views, known } = useViews();
  const { create, edit, remove, onError } = useViewChanges(onOpen);
  const [asked, ask] = useState<'save' | 'rename' | null>(null);
  const tabs = useRef<HTMLDivElement>(null);
  const open = views.find(({ id }) => id === search.view);
  const shown = shownNow(search, columns.shown);
  const changed = !search.bin && differs(shown, open?.query);

  const isGone = known && search.view !== undefined && !open;
  useEffect(() => {
    if (isGone) onOpen({ ...search, view: undefined, columns: undefined });
  }, [isGone, onOpen, search]);
  useEffect(() => {
    if (open || search.bin || changed) tabs.current?.querySelector(selectedTab)?.scrollIntoView({ block: 'nearest' });
  }, [open, search.bin, changed]);

  const close = () => {
    ask(null);
    create.reset();
    edit.reset();
    keepFocus();
  };
  /** What had the focus may be gone with its dialog or menu: the open tab has it then. */
  function keepFocus() {
    setTimeout(() => {
      if (document.activeElement === document.body) tabs.current?.querySelector<HTMLElement>(selectedTab)?.focus();
    }, 150); // they leave for 90 ms
  }
  const all = !open && !search.bin;
  return (
    <div className="view-bar">
      <div className="views" role="tablist" aria-label={t('directory.views')} ref={tabs} onKeyDown={walk}>
        <button
          type="button"
          role="tab"
          aria-selected={all}
          tabIndex={all ? 0 : -1}
          onClick={() => onOpen(open ? {} : { ...search, bin: undefined })}
        >
          {t('directory.all')}
        </button>
        {views.map((view, place) => (
          <ViewTab
            key={view.id}
            view={view}
            selected={view === open}
            changed={view === open && changed}
            isLast={place === views.length - 1}
            onOpen={() => onOpen(addressOf(view))}
            onUpdate={() => edit.mutate({ id: view.id, query: shown }, { onError })}
            onRename={() => ask('rename')}
            onMove={(to) => edit.mutate({ id: view.id, place: to }, { onError })}
            onDelete={() => remove.mutate(view.id, { onSettled: keepFocus })}
          />
        ))}
        <button
          type="button"
          role="tab"
          aria-selected={search.bin === true}
          tabIndex={search.bin ? 0 : -1}
          onClick={() => onOpen(open ? { bin: true } : { ...search, bin: true })}
        >
          {t('directory.bin')}
        </button>
      </div>
      {changed && (
        <button type="button" className="btn quiet save-view" onClick={() => ask('save')}>
          <IconPlus aria-hidden />
          {t('views.save')}
        </button>
      )}
      <ViewNameDialog
        opened={asked === 'save'}
        title={t('views.saveTitle')}
        hint={t('views.saveHint')}
        name=""
        pending={create.isPending}
        error={create.error}
        onSave={(name) => create.mutate({ name, query: shown }, { onSuccess: close })}
        onClose={close}
      />
      <ViewNameDialog
        opened={asked === 'rename' && open !== undefined}
        title={t('views.renameTitle')}
        name={open?.name ?? ''}
        pending={edit.isPending}
        error={edit.error}
        onSave={(name) => open && edit.mutate({ id: open.id, name }, { onSuccess: close })}
        onClose={close}
      />
    </div>
  );
}

const selectedTab = '[role="tab"][aria-selected="true"]';

/** Left and right walk the tabs, Home and End go to the first and the last; Enter opens. */
function walk(event: KeyboardEvent<HTMLDivElement>): void {
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="tab"]')];
  const at = all.indexOf(event.target as HTMLElement);
  const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: all.length - 1 }[event.key];
  if (at < 0 || to === undefined) return; // at < 0: the key was for a menu
  event.preventDefault();
  all[(to + all.length) % all.length]?.focus();
}
