import { useMatchRoute, useNavigate, useParams } from '@tanstack/react-router';
import { lazy, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../frame/dialog.tsx';
import { WhenOpened } from '../frame/when-opened.tsx';
import { closeImport, type ImportKind, useCurrentImport } from './current-import.ts';
import { useImportState } from './use-import-state.ts';

const ImportCorner = lazy(() => import('./import-corner.tsx').then((room) => ({ default: room.ImportCorner })));
const ImportWindow = lazy(() => import('./import-window.tsx').then((room) => ({ default: room.ImportWindow })));

/** Where imports are shown, in every room: the dialogs of mail and of contacts, and the corner while they are closed. */
export function ImportPlace() {
  const { slug } = useParams({ from: '/w/$slug' });
  const { opened, current } = useCurrentImport(slug);
  const state = useImportState(current);
  const navigate = useNavigate();
  const ownPage = current?.kind === 'contacts' && current.id ? current.id : null;
  const atOwnPage = useMatchRoute()({ to: '/w/$slug/import/$id', params: { slug, id: ownPage ?? '' } });

  useEffect(() => {
    if (opened !== 'contacts' || !ownPage) return;
    closeImport(false);
    void navigate({ to: '/w/$slug/import/$id', params: { slug, id: ownPage } });
  }, [opened, ownPage, navigate, slug]);

  const inCorner = current && state && !opened && !current.seen && !(ownPage && atOwnPage);
  return (
    <>
      <WhenOpened opened={current !== null}>{inCorner && <ImportCorner current={current} state={state} />}</WhenOpened>
      {(['mail', 'contacts'] as const).map(dialog)}
    </>
  );

  function dialog(kind: ImportKind) {
    return (
      <ImportDialog key={kind} kind={kind} opened={opened === kind} onClose={() => closeImport(state?.isOver ?? false)}>
        <ImportWindow
          kind={kind}
          current={current?.kind === kind ? current : null}
          state={current?.kind === kind ? state : null}
        />
      </ImportDialog>
    );
  }
}

interface ImportDialogProps {
  kind: ImportKind;
  opened: boolean;
  onClose: () => void;
  children: React.ReactNode;
}

function ImportDialog({ kind, opened, onClose, children }: ImportDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t(kind === 'mail' ? 'imports.title' : 'imports.contactsTitle')}
      hint={t(kind === 'mail' ? 'imports.hint' : 'imports.contactsHint')}
      width={560}
    >
      <WhenOpened opened={opened}>{children}</WhenOpened>
    </Dialog>
  );
}
