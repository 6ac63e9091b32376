import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { currentWorkspace } from '../workspace.ts';

interface AsSentProps {
  conversationId: string;
  entryId: string;
}

/**
 * *Show as sent*: the HTML of a mail in a frame of its own, cleaned by the server, where nothing runs and nothing is loaded from elsewhere.
 * Its ground is white in both themes, as its author wrote it for white.
 */
export function AsSent({ conversationId, entryId }: AsSentProps) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  const workspace = encodeURIComponent(currentWorkspace());
  const Eye = shown ? IconEyeOff : IconEye;
  return (
    <div className="as-sent">
      <div className="row">
        <button type="button" className="btn quiet sm" aria-expanded={shown} onClick={() => setShown(!shown)}>
          <Eye className="i-14" aria-hidden />
          {t(shown ? 'desk.hideAsSent' : 'desk.showAsSent')}
        </button>
        {shown && <span className="s12 t3">{t('desk.asSentHint')}</span>}
      </div>
      {shown && (
        <iframe
          title={t('desk.asSent')}
          src={`/api/v1/conversations/${conversationId}/entries/${entryId}/html?workspace=${workspace}`}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
          referrerPolicy="no-referrer"
        />
      )}
    </div>
  );
}
