import { IconAlertTriangle, IconClock, IconNote, IconPaperclip } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation.ts';
import { fileSize } from '../i18n/format.ts';
import type { Pending } from './composer/outbox.ts';
import { useSending } from './composer/use-sending.ts';

/** What was sent a moment ago, or could not be sent yet: it stands where it will stand. */
export function PendingEntry({ pending, conversation }: { pending: Pending; conversation: Conversation }) {
  const { t } = useTranslation();
  const { resend } = useSending(conversation);
  const { mode, text, files, failed } = pending;
  const state = failed ? (
    <span className="delivery bad" role="alert">
      <IconAlertTriangle className="i-14" aria-hidden />
      <span>{t('delivery.notReached')}</span>
      <button type="button" className="btn link sm" onClick={() => resend(pending)}>
        {t('frame.tryAgain')}
      </button>
    </span>
  ) : (
    <span className="delivery">
      <IconClock className="i-14" aria-hidden />
      <span>{t('delivery.sending')}</span>
    </span>
  );
  if (mode === 'note') {
    return (
      <div className="inote">
        <IconNote aria-hidden />
        <div>
          <div className="who">
            {t('history.note')} · {state}
          </div>
          <div className="written">{text}</div>
        </div>
      </div>
    );
  }
  return (
    <div className="msg me">
      <div className="say">
        <div className="written">{text}</div>
      </div>
      {files.length > 0 && (
        <ul className="files">
          {files.map((file) => (
            <li key={file.name} className="chip">
              <IconPaperclip aria-hidden />
              <span className="cut">{file.name}</span>
              <span className="t3 num">{fileSize(file.size)}</span>
            </li>
          ))}
        </ul>
      )}
      <div className="who">{state}</div>
    </div>
  );
}
