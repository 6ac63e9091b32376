import { IconAlertTriangle, IconArrowLeft, IconChevronRight, IconId } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation.ts';
import { clock, daysBetween, recently } from '../i18n/format.ts';
import { Avatar } from '../identifiers/avatar.tsx';
import { channelKind } from '../identifiers/channel-glyph.tsx';
import { currentWorkspace } from '../workspace.ts';
import { ContraryBanner } from './contrary-banner.tsx';
import { LinkMark } from './conversation-list-row.tsx';
import { Thread } from './thread.tsx';

/** The conversation itself, read-only: whom with, what is wrong with it, what was said. */
export function Talk({ conversation, onClient }: { conversation: Conversation; onClient: () => void }) {
  const { t } = useTranslation();
  const params = { slug: currentWorkspace() };
  const { topic, contact, channel, queue, subject, state, firstAt, lastAt } = conversation;
  const kind = channelKind(channel.kind);
  const today = daysBetween(new Date(firstAt), new Date()) === 0;
  const time =
    state === 'closed'
      ? t('desk.closedAt', { when: recently(lastAt) })
      : today
        ? t('desk.since', { when: clock(firstAt) })
        : t('desk.lastWord', { when: recently(lastAt) });

  return (
    <main className="pane talk" data-pane tabIndex={-1} aria-label={`${t('desk.talkingWith')} ${topic}`}>
      <header className="bar">
        <Link to="/w/$slug/conversations" params={params} className="ib only-narrow" aria-label={t('frame.back')}>
          <IconArrowLeft aria-hidden />
        </Link>
        <div className="grow">
          <div className="row tight">
            <h1 className="cut">
              <span>{t('desk.talkingWith')}</span> {topic}
            </h1>
            <LinkMark row={conversation} />
            {conversation.verification?.state === 'verified' && (
              <span className="badge open">
                {t(conversation.verification.how === 'code' ? 'verify.verifiedByCode' : 'verify.verifiedByQuestions')}
              </span>
            )}
          </div>
          <div className="s12 t3 cut">
            {[kind === 'custom' ? conversation.channel.name : t(`channel.${kind}`), queue.name, time].join(' · ')}
          </div>
        </div>
        <button type="button" className="btn only-1024" onClick={onClient}>
          <IconId aria-hidden />
          {t('desk.client')} <kbd>1</kbd>
        </button>
      </header>
      <button type="button" className="only-narrow mini" onClick={onClient}>
        <span className="sr">{t('desk.openClient')}: </span>
        <Avatar name={topic} size="sm" unknown={!contact} channel={channel.kind} />
        <span className="num t2 cut grow">{conversation.client.phone ?? conversation.client.email ?? topic}</span>
        {contact?.lastContactAt && (
          <span className="s12 t3">{t('desk.last', { when: recently(contact.lastContactAt) })}</span>
        )}
        <IconChevronRight aria-hidden />
      </button>
      {kind === 'email' && subject && (
        <div className="subj">
          <b>{subject}</b>
        </div>
      )}
      <ContraryBanner conversation={conversation} />
      {conversation.failedCheck && <FailedCheckBanner conversation={conversation} />}
      <Thread conversation={conversation} />
    </main>
  );
}

/** A mail whose sender check failed: it stands apart, and says what it claims to answer (R-REC-5). */
function FailedCheckBanner({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const { looksLikeReplyTo, participants, topic } = conversation;
  const sender = participants.find(({ role, own }) => role === 'from' && !own)?.display ?? topic;
  return (
    <div className="banner talk-banner">
      <IconAlertTriangle aria-hidden />
      <div className="grow">
        <b>{t('desk.failedTitle', { sender })}</b>
        <div className="t2">
          {t('desk.failedHint')}{' '}
          {looksLikeReplyTo && (
            <>
              {t('desk.looksLike')}{' '}
              <Link to="/w/$slug/conversations/$id" params={{ slug: currentWorkspace(), id: looksLikeReplyTo.id }}>
                {looksLikeReplyTo.subject ?? t('desk.noSubject')}
              </Link>
              .
            </>
          )}
        </div>
      </div>
    </div>
  );
}
