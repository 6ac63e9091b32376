import { IconNote, IconPhone } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Conversation, Entry } from '#contract/conversation.ts';
import { useCallWords } from '../history/call-words.ts';
import { useGoneWords } from '../history/gone-words.ts';
import { clock } from '../i18n/format.ts';
import { DeliveryLine } from './delivery-line.tsx';
import { EntryAttachments } from './entry-attachments.tsx';
import { useEventWords } from './event-words.ts';
import { FoldedText } from './folded-text.tsx';
import { HeroCard } from './hero-card.tsx';
import { Redact, Redacted } from './keeping/redact.tsx';

/** One entry of a chat: a bubble, a note on yellow paper, a call, or a line of what happened. */
export function SaidEntry({ entry, conversation }: { entry: Entry; conversation: Conversation }) {
  const { t } = useTranslation();
  const callWords = useCallWords();
  const eventWords = useEventWords();
  const gone = useGoneWords()(entry.removed);
  const time = <time dateTime={entry.at}>{clock(entry.at)}</time>;
  if (entry.redacted) return <Redacted entry={entry} />;
  if (entry.kind === 'note') {
    return (
      <div className="inote">
        <IconNote aria-hidden />
        <div>
          <div className="who">
            {entry.sender.name ?? t('history.operator')} · {t('history.note')} · {time}
            <Redact conversationId={conversation.id} entry={entry} />
          </div>
          <div className="written">{entry.text ?? <span className="t3">{gone}</span>}</div>
        </div>
      </div>
    );
  }
  if (entry.form && !entry.removed?.text) return <HeroCard form={entry.form} conversation={conversation} />;
  if (entry.kind === 'call') {
    return (
      <div className="call-line">
        <IconPhone aria-hidden />
        <b>{callWords(entry.call)}</b>
        <span className="grow" />
        <span className="s12 t3 num">{time}</span>
        {entry.text && <p className="written">{entry.text}</p>}
        {gone && <p className="t3">{gone}</p>}
        <EntryAttachments attachments={entry.attachments} />
      </div>
    );
  }
  if (entry.kind === 'event') {
    return (
      <div className="sys">
        {eventWords(entry) ?? entry.text ?? t('history.event')} · {time}
      </div>
    );
  }
  if (entry.delivery?.state === 'cancelled') return <TakenBack entry={entry} />;
  const { topic } = conversation;
  const mine = entry.direction === 'out';
  const who = entry.automatic
    ? t('frame.automatic')
    : mine
      ? entry.sender.name
      : entry.sender.name === topic
        ? null
        : entry.sender.name;
  return (
    <div className={`msg ${mine ? 'me' : ''}`}>
      {entry.text && (
        <div className="say">
          <FoldedText text={entry.text} newLength={entry.newLength} />
        </div>
      )}
      {!entry.text && entry.attachments.length === 0 && <div className="say t3">{gone ?? t('desk.noText')}</div>}
      <EntryAttachments attachments={entry.attachments} />
      {entry.text && gone && <div className="s12 t3">{gone}</div>}
      <div className="who">
        {time}
        {who && ` · ${who}`}
        {entry.kind === 'post' && ` · ${t('history.post')}`}
        <Redact conversationId={conversation.id} entry={entry} />
        {entry.delivery && <DeliveryLine conversation={conversation} replyId={entry.id} delivery={entry.delivery} />}
      </div>
    </div>
  );
}

/** A reply that was taken back before it left. */
export function TakenBack({ entry: { at, sender } }: { entry: Entry }) {
  const { t } = useTranslation();
  return (
    <div className="sys">
      {t('delivery.takenBackBy', { name: sender.name ?? t('history.operator') })} ·{' '}
      <time dateTime={at}>{clock(at)}</time>
    </div>
  );
}
