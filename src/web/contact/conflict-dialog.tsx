import { IconArrowLeft, IconExternalLink } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { IdentifierConflict } from '#contract/contact.ts';
import type { Failure } from '../api.ts';
import { Dialog } from '../frame/dialog.tsx';
import { grouped } from '../i18n/format.ts';
import { Avatar } from '../identifiers/avatar.tsx';
import { currentWorkspace } from '../workspace.ts';
import './conflict-dialog.css';

interface ConflictDialogProps {
  /** A refusal of a save; the dialog shows for a CONFLICT. */
  failure: Failure | null;
  /** The card that the value was meant for; no id yet when it is new. */
  name: string;
  id: number | null;
  onClose: () => void;
}

/** A value that another card has (R-ID-5): names that card and offers to open it. The own edit stays as it was. */
export function ConflictDialog({ failure, name, id, onClose }: ConflictDialogProps) {
  const { t } = useTranslation();
  const conflict = failure?.code === 'CONFLICT' ? (failure.data as IdentifierConflict | undefined) : undefined;
  const title =
    conflict?.kind === 'email'
      ? t('contact.conflictTitle_email')
      : conflict?.kind === 'phone'
        ? t('contact.conflictTitle_phone')
        : t('contact.conflictTitle');
  return (
    <Dialog
      opened={conflict !== undefined}
      onClose={onClose}
      title={title}
      hint={conflict && t('contact.conflictHint', { value: conflict.value, name })}
      width={640}
    >
      {conflict && (
        <>
          <div className="dialog-body conflict">
            <Side name={name} id={id} hint={t('contact.conflictThis')} />
            <div className="between">
              <span className="chip">
                <span className="cut">{conflict.value}</span>
              </span>
              <IconArrowLeft aria-hidden />
            </div>
            <Side
              name={conflict.contact.name ?? t('value.unnamed')}
              id={conflict.contact.id}
              hint={t('contact.conflictOther')}
            />
          </div>
          <footer>
            <span className="s12 t3">{t('contact.conflictOpenHint')}</span>
            <span className="grow" />
            <button type="button" className="btn" onClick={onClose}>
              {t('frame.cancel')}
            </button>
            <a
              className="btn ink"
              target="_blank"
              rel="noreferrer"
              href={`/w/${encodeURIComponent(currentWorkspace())}/contacts/${conflict.contact.id}`}
              data-autofocus
            >
              <IconExternalLink aria-hidden />
              {t('contact.conflictOpen')} <kbd>↵</kbd>
            </a>
          </footer>
        </>
      )}
    </Dialog>
  );
}

function Side({ name, id, hint }: { name: string; id: number | null; hint: string }) {
  const { t } = useTranslation();
  return (
    <div className="paper side-card">
      <Avatar name={name} />
      <div className="grow">
        <b className="cut">{name}</b>
        <div className="s12 t2">{hint}</div>
        {id !== null && <div className="s12 t3 num">{t('value.id', { id: grouped(id) })}</div>}
      </div>
    </div>
  );
}
