import { IconNote, IconPaperclip } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Entry } from '#contract/conversation.ts';
import { FileLink } from '../frame/file-link.tsx';
import { Marked } from '../identifiers/marked.tsx';
import { useCallWords } from './call-words.ts';
import { useGoneWords } from './gone-words.ts';

interface TranscriptEntryProps {
  entry: Entry;
  q: string;
  /** The search jumped here. */
  isHit: boolean;
  who: string;
  time: string;
}

/** One entry of a transcript: who, what, when; quoted text folds away unless the search is in it. */
export function TranscriptEntry({ entry, q, isHit, who, time }: TranscriptEntryProps) {
  const { t } = useTranslation();
  const callWords = useCallWords();
  const gone = useGoneWords()(entry.removed);
  const line = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isHit) line.current?.scrollIntoView({ block: 'center' });
  }, [isHit]);
  const text = entry.kind === 'call' ? [callWords(entry.call), entry.text].filter(Boolean).join('\n') : entry.text;
  const shown =
    text && entry.newLength !== null && entry.kind !== 'call' && !isHit
      ? text.slice(0, entry.newLength).trimEnd()
      : text;
  const first = who.split(/\s/u)[0] ?? who;
  const kind = entry.kind === 'note' ? 'ln' : entry.direction === 'out' ? 'me' : '';
  return (
    <li ref={line} className={`${kind} ${isHit ? 'at-hit' : ''}`}>
      {entry.kind === 'note' ? (
        <IconNote className="i-14" aria-label={t('history.note')} />
      ) : (
        <span className="who cut" title={who}>
          {who.includes('@') ? who : first}
        </span>
      )}
      <div className="said">
        {shown ? (
          <Marked text={shown} q={q} />
        ) : (
          <span className="t3">{gone ?? t(entry.redacted ? 'kept.redactedHere' : 'history.noText')}</span>
        )}
        {shown && gone && <div className="s12 t3">{gone}</div>}
        {entry.attachments.map((file) => (
          <div key={file.id} className="s12 row">
            <IconPaperclip className="i-14" aria-hidden />
            <FileLink file={file} className="cut" />
          </div>
        ))}
      </div>
      <time dateTime={entry.at}>{time}</time>
    </li>
  );
}
