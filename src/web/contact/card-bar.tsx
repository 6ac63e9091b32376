import { IconArrowLeft, IconArrowsSplit, IconGitMerge, IconLock, IconTrash } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Contact } from '#contract/contact.ts';
import { lastDirectory } from '../addresses.ts';
import { WriteButton } from '../begin/write-button.tsx';
import { Key } from '../frame/key.tsx';
import { useSupervisor } from '../frame/use-supervisor.ts';
import { currentWorkspace } from '../workspace.ts';
import type { CardEdits } from './use-card-edits.ts';

interface CardBarProps {
  card: Contact;
  name: string;
  /** How many cards may be the same person. */
  duplicates: number;
  edits: CardEdits;
  onMerge: () => void;
  onSplit: () => void;
  onDelete: () => void;
  /** Only administrators hold. */
  onHold: (() => void) | undefined;
}

/** The bar of a card: the way back, what is done with whole cards, and Save for all edits at once. */
export function CardBar({ card, name, duplicates, edits, onMerge, onSplit, onDelete, onHold }: CardBarProps) {
  const { t } = useTranslation();
  const supervisor = useSupervisor();
  const params = { slug: currentWorkspace() };
  const active = card.state === 'active';
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
      {duplicates > 0 && (
        <Link
          to="/w/$slug/review"
          params={params}
          search={{ contact: card.id }}
          className="badge warn plain duplicates"
        >
          {t('contact.duplicates', { count: duplicates })}
        </Link>
      )}
      <span className="grow" />
      {active && (
        <>
          <WriteButton contactId={card.id} name={name} keyed />
          <button type="button" className="btn quiet" title={`${t('card.merge')} (m)`} onClick={onMerge}>
            <IconGitMerge aria-hidden />
            <span>{t('card.merge')}</span>
          </button>
          {supervisor && (
            <button type="button" className="btn quiet" title={t('card.split')} onClick={onSplit}>
              <IconArrowsSplit aria-hidden />
              <span>{t('card.split')}</span>
            </button>
          )}
          {onHold && (
            <button type="button" className="btn quiet" title={t('kept.hold')} onClick={onHold}>
              <IconLock aria-hidden />
              <span>{t('kept.hold')}</span>
            </button>
          )}
          <button type="button" className="btn quiet danger" title={t('contact.delete')} onClick={onDelete}>
            <IconTrash aria-hidden />
            <span>{t('contact.delete')}</span>
          </button>
        </>
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
      {active && (
        <button
          type="button"
          className="btn ink"
          disabled={edits.count === 0 || edits.saving}
          onClick={() => void edits.save()}
        >
          {edits.saving ? t('contact.saving') : t('contact.save')} <Key of="save" />
        </button>
      )}
    </header>
  );
}
