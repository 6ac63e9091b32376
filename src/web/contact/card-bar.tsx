import { IconArrowLeft, IconTrash } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { lastDirectory } from '../addresses.ts';
import { currentWorkspace } from '../workspace.ts';
import type { CardEdits } from './use-card-edits.ts';

interface CardBarProps {
  name: string;
  binned: boolean;
  edits: CardEdits;
  onDelete: () => void;
}

/** The bar of a card: the way back, Delete, and Save for all edits at once. */
export function CardBar({ name, binned, edits, onDelete }: CardBarProps) {
  const { t } = useTranslation();
  const params = { slug: currentWorkspace() };
  return (
    <header className="bar card-bar">
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
      <Link to="/w/$slug/contacts" params={params} search={lastDirectory()} className="t2 plain crumb">
        {t('contact.breadcrumb')}
      </Link>
      <span className="t3 crumb">/</span>
      <h1 className="cut">{name}</h1>
      <span className="grow" />
      {!binned && (
        <button type="button" className="btn quiet danger" onClick={onDelete}>
          <IconTrash aria-hidden />
          {t('contact.delete')}
        </button>
      )}
      {edits.count > 0 && (
        <>
          <span className="s12 t3 unsaved" role="status">
            {t('contact.edits', { count: edits.count })}
          </span>
          <button type="button" className="btn" onClick={edits.discard}>
            {t('contact.discard')}
          </button>
        </>
      )}
      {!binned && (
        <button
          type="button"
          className="btn ink"
          disabled={edits.count === 0 || edits.saving}
          onClick={() => void edits.save()}
        >
          {edits.saving ? t('contact.saving') : t('contact.save')} <kbd>Ctrl S</kbd>
        </button>
      )}
    </header>
  );
}
