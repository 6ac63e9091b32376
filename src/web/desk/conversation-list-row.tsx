import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationRow } from '#contract/conversation.ts';
import { callStates } from '#contract/incoming-message.ts';
import { deskSearch } from '../addresses.ts';
import { useMe } from '../frame/use-me.ts';
import { useCallWords } from '../history/call-words.ts';
import { recently } from '../i18n/format.ts';
import { Avatar } from '../identifiers/avatar.tsx';
import { channelKind } from '../identifiers/channel-glyph.tsx';
import { initials } from '../identifiers/initials.ts';
import { FailedCheckMark, TrustMark } from '../identifiers/trust-mark.tsx';
import { currentWorkspace } from '../workspace.ts';
import { Ago } from './ago.tsx';
import { useFollowUpWords } from './ending/follow-up-words.ts';
import { WrapLeft } from './ending/wrap-left.tsx';
import { openAhead } from './open-ahead.ts';
import { useQueues } from './use-queues.ts';

/** A conversation in the list: whom with, the mark of the link, the last words, and what is known (R-REC-10, R-TAB-9). */
export const ConversationListRow = memo(function ConversationListRow({
  row,
  isCurrent,
}: {
  row: ConversationRow;
  isCurrent: boolean;
}) {
  const { t } = useTranslation();
  const kind = channelKind(row.channel.kind);
  const callWords = useCallWords();
  const followUpWords = useFollowUpWords();
  const me = useMe();
  const queue = useQueues().find(({ id }) => id === row.queue.id);
  const colleague = row.assignee && row.assignee.id !== me?.id ? row.assignee : null;
  const isCall = kind === 'phone' && callStates.some((state) => state === row.lastText); // a call without words says how it ended
  const lastWords = isCall ? callWords({ state: row.lastText }) : row.lastText;
  const words = kind === 'email' ? (row.subject ?? lastWords) : (lastWords ?? row.subject);
  const said =
    row.lastDirection === 'out' && words && kind !== 'email' && !isCall ? `${t('desk.you')} ${words}` : words;
  return (
    <Link
      to="/w/$slug/conversations/$id"
      params={{ slug: currentWorkspace(), id: row.id }}
      search={(before) => deskSearch(before)}
      className={`conv ${isCurrent ? 'is-active' : ''} ${row.unread ? 'is-unread' : ''}`}
      data-id={row.id}
      aria-current={isCurrent ? 'page' : undefined}
      onPointerDown={() => openAhead(row.id)} // a click takes some time more
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !isCurrent || event.repeat) return;
        const accept = document.querySelector<HTMLElement>('.talk [data-accept]');
        if (!accept) return;
        event.preventDefault(); // Enter opened it, Enter again takes it
        accept.click();
      }}
    >
      <Avatar name={row.topic} unknown={!row.contact} channel={row.channel.kind} />
      <div className="conv-lines">
        <div className="top">
          <span className="topic">
            <span>{t('desk.talkingWith')}</span> <b>{row.topic || t('kept.clientGone')}</b>
          </span>
          <LinkMark row={row} />
          {colleague && (
            <span className="op alt sm" title={t('deskList.of', { name: colleague.name })}>
              <span aria-hidden>{initials(colleague.name)}</span>
              <span className="sr">{t('deskList.of', { name: colleague.name })}</span>
            </span>
          )}
          {row.unread && (
            <span className="unread" title={t('deskList.unread')}>
              <span className="sr">{t('deskList.unread')}</span>
            </span>
          )}
        </div>
        <div className="row tight">
          <span className="snip grow">{said || t('desk.noText')}</span>
          <span className="wait">
            {row.wrapUp ? (
              <WrapLeft until={row.wrapUp.until} />
            ) : (
              <Ago
                at={row.state === 'waiting' ? (row.waitingSince ?? row.lastAt) : row.lastAt}
                waits={row.state === 'waiting'}
                limits={queue}
              />
            )}
          </span>
        </div>
        <div className="meta">
          {row.asked && <span className={`badge ${row.asked.toMe ? 'accent' : 'warn'} cut`}>{asked(row.asked)}</span>}
          {row.followUp && (
            <span className={`badge ${row.followUp.state === 'due' ? 'warn' : ''} cut`}>
              {followUpWords(row.followUp)}
            </span>
          )}
          {row.keptOut && <span className="badge warn">{t(`kept.${row.keptOut}`)}</span>}
          <span className="cut">{kind === 'custom' ? row.channel.name : t(`channel.${kind}`)}</span>
          <span>·</span>
          <span className="know">{known()}</span>
          <span className="q">· {row.queue.name}</span>
        </div>
      </div>
    </Link>
  );

  /** Who asks whom to take it over or to join. */
  function asked({ toMe, kind: how, from, to, queue: target }: NonNullable<ConversationRow['asked']>): string {
    if (how === 'offer') return toMe ? t('offer.you') : t('offer.to', { name: to?.name ?? '' });
    if (toMe) return t('deskList.asksYou', { name: from?.name ?? '' });
    return t('deskList.handedOver', { name: to?.name ?? target?.name ?? '' });
  }

  /** Last contact of a known client; of an unknown one, whether somebody is suggested. */
  function known(): string {
    if (!row.contact)
      return row.suggestions > 0 ? t('desk.suggestions', { count: row.suggestions }) : t('desk.unknown');
    const last = row.contact.lastContactAt;
    const when = last ? t('desk.last', { when: recently(last) }) : t('desk.known');
    if (row.linkTrust !== 'network') return when;
    return `${t(kind === 'email' ? 'trust.byAddress' : 'trust.byNumber')}, ${when}`;
  }
});

/** The trust of this link beside a running conversation's name; a failed sender check stands there instead. */
export function LinkMark({ row }: { row: Pick<ConversationRow, 'failedCheck' | 'contact' | 'linkTrust' | 'channel'> }) {
  if (row.failedCheck) return <FailedCheckMark />;
  if (!row.contact || !row.linkTrust) return null;
  return <TrustMark trust={row.linkTrust} kind={row.channel.kind === 'email' ? 'email' : 'phone'} />;
}
