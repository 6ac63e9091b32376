import { IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation.ts';
import type { ReplyWay } from '#contract/reply.ts';
import { whatCan } from '../talk-actions.tsx';

/** To whom a mail goes, above every reply. */
export function ReplyTo({ way }: { way: ReplyWay }) {
  const { t } = useTranslation();
  if (way.to.length === 0) return null;
  return (
    <dl className="reply-to s12">
      <div>
        <dt>{t('writing.to')}</dt>
        <dd>{way.to.join(', ')}</dd>
      </div>
      {way.cc.length > 0 && (
        <div>
          <dt>{t('writing.cc')}</dt>
          <dd>{way.cc.join(', ')}</dd>
        </div>
      )}
    </dl>
  );
}

/** Why one cannot reply, and what can be done. */
export function NoReply({ conversation, reason }: { conversation: Conversation; reason: ReplyWay['reason'] }) {
  const { t } = useTranslation();
  const { assignee } = conversation;
  const isFree = whatCan(conversation).accept;
  const words =
    reason !== 'notYours'
      ? t(`writing.cannot.${reason ?? 'noAddress'}`)
      : isFree || !assignee
        ? t('writing.cannot.notYours')
        : t('writing.cannot.hasIt', { name: assignee.name });
  return (
    <p className="no-reply t2">
      <IconInfoCircle aria-hidden />
      <span>{words}</span>
    </p>
  );
}
