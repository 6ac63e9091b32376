import { IconNote, IconPhone } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Entry } from '#contract/conversation.ts';
import { useCallWords } from '../history/call-words.ts';
import { clock } from '../i18n/format.ts';
import { EntryAttachments } from './entry-attachments.tsx';
import { FoldedText } from './folded-text.tsx';

/** One entry of a chat: a bubble, a note on yellow paper, a call, or a line of what happened. */
export function SaidEntry({ entry, topic }: { entry: Entry; topic: string }) {
  const { t } = useTranslation();
  const callWords = useCallWords();
  const time = <time dateTime={entry.at}>{clock(entry.at)}</time>;
  if (entry.kind === 'note') {
    return (
      <div className="inote">
        <IconNote aria-hidden />
        <div>
          <div className="who">
            {entry.sender.name ?? t('history.operator')} · {t('history.note')} · {time}
          </div>
          {entry.text}
        </div>
      </div>
    );
  }
  if (entry.kind === 'call') {
    return (
      <div className="call-line">
        <IconPhone aria-hidden />
        <b>{callWords(entry.call)}</b>
        <span className="grow" />
        <span className="s12 t3 num">{time}</span>
        {entry.text && <p className="written">{entry.text}</p>}
        <EntryAttachments attachments={entry.attachments} />
      </div>
    );
  }
  if (entry.kind === 'event') {
    return (
      <div className="sys">
        {entry.text ?? t('history.event')} · {time}
      </div>
    );
  }
  const mine = entry.direction === 'out';
  const who = mine ? entry.sender.name : entry.sender.name === topic ? null : entry.sender.name;
  return (
    <div className={`msg ${mine ? 'me' : ''}`}>
      {entry.text && (
        <div className="say">
          <FoldedText text={entry.text} newLength={entry.newLength} />
        </div>
      )}
      {!entry.text && entry.attachments.length === 0 && <div className="say t3">{t('desk.noText')}</div>}
      <EntryAttachments attachments={entry.attachments} />
      <div className="who">
        {time}
        {who && ` · ${who}`}
        {entry.kind === 'post' && ` · ${t('history.post')}`}
      </div>
    </div>
  );
}
