import { IconAlertTriangle, IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation.ts';
import { useSupervisor } from '../frame/use-supervisor.ts';
import { recently } from '../i18n/format.ts';
import { Avatar } from '../identifiers/avatar.tsx';
import { channelKind } from '../identifiers/channel-glyph.tsx';
import { currentWorkspace } from '../workspace.ts';
import { Composer } from './composer/composer.tsx';
import { ContraryBanner } from './contrary-banner.tsx';
import { ElsewhereBanner } from './elsewhere-banner.tsx';
import { FollowUpBanners } from './ending/follow-up-banner.tsx';
import { HandoverBanners } from './handover-banners.tsx';
import { TalkHead } from './talk-head.tsx';
import { Thread } from './thread.tsx';
import { useSeen } from './use-seen.ts';
import { WhoTypes } from './who-types.tsx';

const AccessBanner = lazy(() => import('./keeping/access-banner.tsx').then((room) => ({ default: room.AccessBanner })));

/** The conversation itself: whom with, what is asked and what is wrong with it, what was said, and where one answers. */
export function Talk({ conversation, onClient }: { conversation: Conversation; onClient: () => void }) {
  const { t } = useTranslation();
  useSeen(conversation);
  const isSupervisor = useSupervisor();
  const { topic, contact, channel, subject } = conversation;
  const kind = channelKind(channel.kind);

  return (
    <main className="pane talk" data-pane tabIndex={-1} aria-label={`${t('desk.talkingWith')} ${topic}`}>
      <TalkHead conversation={conversation} onClient={onClient} />
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
      <ElsewhereBanner conversation={conversation} />
      <HandoverBanners conversation={conversation} />
      <FollowUpBanners conversation={conversation} />
      {(conversation.access || isSupervisor) && (
        <Suspense>
          <AccessBanner conversation={conversation} />
        </Suspense>
      )}
      <ContraryBanner conversation={conversation} />
      {conversation.failedCheck && <FailedCheckBanner conversation={conversation} />}
      <Thread conversation={conversation} />
      <WhoTypes conversation={conversation} />
      <Composer conversation={conversation} />
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
