import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation.ts';
import type { Failure } from '../../api.ts';

interface RefusedReplyProps {
  id: string;
  refused: Failure;
  conversation: Conversation;
  onAnyway: () => void;
}

/** Why what was to be sent stands in the field again: the client changed meanwhile, a variable is missing, or another word of the server. */
export function RefusedReply({ id, refused, conversation, onAnyway }: RefusedReplyProps) {
  const { t } = useTranslation();
  const { reason, missing } = (refused.data ?? {}) as { reason?: string; missing?: string[] };
  const isChanged = reason === 'clientChanged';
  return (
    <div className={`banner ${isChanged ? '' : 'bad'} refused-reply`} role="alert">
      <IconAlertTriangle aria-hidden />
      <div className="grow" id={id}>
        {isChanged && (
          <>
            <b>{t('writing.clientChanged')}</b>
            <div className="t2">
              {conversation.contact
                ? t('writing.clientIsNow', { name: conversation.topic })
                : t('writing.clientIsUnknown')}
            </div>
          </>
        )}
        {missing && <b>{t('writing.missing', { names: missing.map((name) => `{{${name}}}`).join(', ') })}</b>}
        {!isChanged && !missing && (
          <>
            <b>{t('writing.notSent')}</b>
            <div className="t2">{Object.values(refused.fields)[0] ?? refused.message}</div>
          </>
        )}
      </div>
      {isChanged && (
        <button type="button" className="btn sm" onClick={onAnyway}>
          {t('writing.sendAnyway')}
        </button>
      )}
    </div>
  );
}
