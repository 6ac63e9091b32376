import { IconHandStop } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation.ts';
import { cached } from '../../api.ts';
import { useMe } from '../../frame/use-me.ts';
import { enKeeping } from '../../i18n/en-keeping.ts';
import { dayAndTime } from '../../i18n/format.ts';
import { addEnglish } from '../../i18n/late-words.ts';
import { useAnswerAccess } from './use-access.ts';

addEnglish(enKeeping);

/** Who looks at a conversation for a time, and until when (R-HIS-5): to who looks, and to who may end it. */
export function AccessBanner({ conversation: { id, access } }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const me = useMe();
  const answer = useAnswerAccess();
  const requests = useQuery(cached.accessRequests.list.queryOptions()).data?.items ?? [];
  const others = requests.filter(
    ({ conversationId, state, by }) => conversationId === id && state === 'granted' && by.id !== me?.id,
  );
  return (
    <>
      {access?.until && (
        <div className="banner calm talk-banner" role="status">
          <IconHandStop aria-hidden />
          <div className="grow">
            <b>{t('keeping.youLook', { when: dayAndTime(access.until) })}</b>{' '}
            {access.decidedBy && <span className="t2">{t('kept.grantedBy', { name: access.decidedBy })}</span>}
          </div>
        </div>
      )}
      {others.map(({ id: requestId, by, until }) => (
        <div key={requestId} className="banner calm talk-banner" role="status">
          <IconHandStop aria-hidden />
          <div className="grow row">
            <b>{t('keeping.looks', { name: by.name, when: until ? dayAndTime(until) : '' })}</b>
            <button
              type="button"
              className="textlink"
              disabled={answer.isPending}
              onClick={() => answer.mutate({ id: requestId, answer: 'withdraw' })}
            >
              {t('keeping.withdraw')}
            </button>
          </div>
        </div>
      ))}
    </>
  );
}
