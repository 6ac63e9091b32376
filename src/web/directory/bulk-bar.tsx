import { IconMessagePlus, IconTrash, IconX } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Key } from '../frame/key.tsx';
import { DeleteContacts } from './delete-contacts.tsx';
import type { Selection } from './use-selection.ts';

/** The foot of the table; with a selection it says what can be done with it, and covers no rows. */
export function BulkBar({
  selection,
  binned,
  onWrite,
  children,
}: {
  selection: Selection;
  binned: boolean;
  /** To the one that is selected. */
  onWrite?: (() => void) | undefined;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const [deleting, setDeleting] = useState(false);
  const { size } = selection;
  return (
    <footer className={`status ${size > 0 ? 'bulk' : ''}`}>
      {size > 0 && (
        <div role="toolbar" aria-label={t('directory.selected', { count: size })} className="row">
          <b>{t('directory.selected', { count: size })}</b>
          <span className="sep" />
          {!binned && onWrite && (
            <button type="button" className="btn quiet" onClick={onWrite}>
              <IconMessagePlus aria-hidden />
              {t('contact.write')} <Key of="write" />
            </button>
          )}
          {!binned && (
            <button type="button" className="btn quiet danger" onClick={() => setDeleting(true)}>
              <IconTrash aria-hidden />
              {t('directory.delete')}
            </button>
          )}
          <button type="button" className="btn quiet" onClick={selection.clear}>
            <IconX aria-hidden />
            {t('directory.clearSelection')} <kbd>Esc</kbd>
          </button>
        </div>
      )}
      <span className="grow" />
      {children}
      <DeleteContacts
        ids={selection.ids}
        opened={deleting}
        onClose={() => setDeleting(false)}
        onDone={selection.clear}
      />
    </footer>
  );
}
