import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation, Entry } from '#contract/conversation.ts';
import { useGoneWords } from '../history/gone-words.ts';
import { dayAndTime, daysBetween, recently } from '../i18n/format.ts';
import { Avatar } from '../identifiers/avatar.tsx';
import { initials } from '../identifiers/initials.ts';
import { AsSent } from './as-sent.tsx';
import { DeliveryLine } from './delivery-line.tsx';
import { EntryAttachments } from './entry-attachments.tsx';
import { FoldedText } from './folded-text.tsx';
import { Redact, Redacted } from './keeping/redact.tsx';
import { TakenBack } from './said-entry.tsx';

interface MailEntryProps {
  entry: Entry;
  conversation: Conversation;
  openAtFirst: boolean;
  /** The first of the thread shows to whom it went. */
  first: boolean;
}

/** One e‑mail of a thread as paper; older ones are a line until they are opened. */
export function MailEntry({ entry, conversation, openAtFirst, first }: MailEntryProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(openAtFirst);
  const gone = useGoneWords()(entry.removed);
  const incoming = entry.direction === 'in';
  const who = entry.automatic ? t('frame.automatic') : (entry.sender.name ?? entry.sender.value);
  const known = incoming && conversation.contact !== null;
  const days = daysBetween(new Date(entry.at), new Date());
  if (entry.redacted) return <Redacted entry={entry} />;
  if (entry.delivery?.state === 'cancelled') return <TakenBack entry={entry} />;
  return (
    <article className={`mail ${open ? 'open' : ''} ${incoming ? '' : 'mine'}`}>
      <header>
        {incoming ? (
          <Avatar name={who} size="sm" unknown={!known} channel="email" />
        ) : (
          <span className="op alt" aria-hidden="true">
            {initials(who)}
          </span>
        )}
        <button type="button" className="open-entry cut grow" aria-expanded={open} onClick={() => setOpen(!open)}>
          <b>{who}</b>{' '}
          {open ? (
            entry.sender.name && <span className="s12 t3">{entry.sender.value}</span>
          ) : (
            <span className="t2">{entry.text?.slice(0, 120) ?? gone}</span>
          )}
        </button>
        {open && <Redact conversationId={conversation.id} entry={entry} />}
        <time className="s12 t3 num" dateTime={entry.at}>
          {days < 1 ? recently(entry.at) : dayAndTime(entry.at)}
        </time>
      </header>
      {open && (
        <>
          {first && <Recipients conversation={conversation} />}
          {entry.subject && entry.subject !== conversation.subject && <div className="to s12 t2">{entry.subject}</div>}
          {entry.text ? (
            <FoldedText text={entry.text} newLength={entry.newLength} />
          ) : (
            <p className="t3">{gone ?? t('desk.noText')}</p>
          )}
          {entry.text && gone && <p className="s12 t3">{gone}</p>}
          {entry.hasHtml && <AsSent conversationId={conversation.id} entryId={entry.id} />}
          <EntryAttachments attachments={entry.attachments} />
        </>
      )}
      {entry.delivery && (
        <div className="s12 t3">
          <DeliveryLine conversation={conversation} replyId={entry.id} delivery={entry.delivery} />
        </div>
      )}
    </article>
  );
}

function Recipients({ conversation: { participants } }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const of = (role: string) =>
    participants
      .filter((one) => one.role === role)
      .map(({ display }) => display)
      .join(', ');
  const to = of('to');
  const cc = of('cc');
  if (!to && !cc) return null;
  return (
    <div className="to s12 t3">
      {[to && t('desk.mailFrom', { to }), cc && t('desk.cc', { cc })].filter(Boolean).join(' · ')}
    </div>
  );
}
