import { IconId } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation.ts';
import { Key } from '../frame/key.tsx';
import { useMe } from '../frame/use-me.ts';
import { clock, daysBetween, recently } from '../i18n/format.ts';
import { channelKind } from '../identifiers/channel-glyph.tsx';
import { initials } from '../identifiers/initials.ts';
import { usePeople } from '../live-people.ts';
import { BackToList } from './back-to-list.tsx';
import { LinkMark } from './conversation-list-row.tsx';
import { useResultWords } from './result-words.ts';
import { TalkActions } from './talk-actions.tsx';

/** The head of a conversation: whom with, how sure that is, where, who has it, who else is here, and what can be done. */
export function TalkHead({ conversation, onClient }: { conversation: Conversation; onClient: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const { topic, channel, queue, assignee, collaborators, invitedBy } = conversation;
  const { looking } = usePeople(conversation.id, me?.id);
  const kind = channelKind(channel.kind);
  const others = [...collaborators, ...looking.flatMap(({ id, name }) => (id && name ? [{ id, name }] : []))];
  const here = [...new Map(others.filter(({ id }) => id !== me?.id).map((one) => [one.id, one])).values()];
  const names = looking.map(({ name }) => name).join(', ');
  const parts = [
    kind === 'custom' ? channel.name : t(`channel.${kind}`),
    queue.name,
    useTime(conversation),
    invitedBy && (invitedBy.id === me?.id ? t('talk.invitedByYou') : t('talk.invitedBy', { name: invitedBy.name })),
    assignee && assignee.id !== me?.id ? t('talk.hasIt', { name: assignee.name }) : null,
    names ? t(looking.length > 1 ? 'talk.look' : 'talk.looks', { names }) : null,
  ];

  return (
    <header className="bar">
      <BackToList />
      <div className="grow">
        <div className="row tight">
          <h1 className="cut">
            <span>{t('desk.talkingWith')}</span> {topic || t('kept.clientGone')}
          </h1>
          <LinkMark row={conversation} />
          {conversation.held && <span className="badge warn">{t('kept.held')}</span>}
          {conversation.verification?.state === 'verified' && (
            <span className="badge open">
              {t(conversation.verification.how === 'code' ? 'verify.verifiedByCode' : 'verify.verifiedByQuestions')}
            </span>
          )}
        </div>
        <div className="s12 t3 cut">{parts.filter(Boolean).join(' · ')}</div>
      </div>
      {here.slice(0, 3).map(({ id, name }) => (
        <span key={id} className="op alt hide-390" title={name}>
          <span aria-hidden>{initials(name)}</span>
          <span className="sr">{name}</span>
        </span>
      ))}
      <TalkActions conversation={conversation} />
      <button type="button" className="btn only-1024" onClick={onClient}>
        <IconId aria-hidden />
        {t('desk.client')} <Key of="paneClient" />
      </button>
    </header>
  );
}

/** When it began, when the last word was, or how it ended. */
function useTime({ state, firstAt, lastAt, result, resultTexts, endedAt }: Conversation): string {
  const { t } = useTranslation();
  const resultWords = useResultWords();
  if (state === 'closed') {
    const ended = result ? t('talk.closedWith', { result: resultWords(result, resultTexts) }) : t('talk.isClosed');
    return `${ended}, ${recently(endedAt ?? lastAt)}`;
  }
  const isToday = daysBetween(new Date(firstAt), new Date()) === 0;
  return isToday ? t('desk.since', { when: clock(firstAt) }) : t('desk.lastWord', { when: recently(lastAt) });
}
