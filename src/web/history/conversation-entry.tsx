import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { day } from '../i18n/format.ts';
import { ChannelGlyph } from '../identifiers/channel-glyph.tsx';
import { Marked } from '../identifiers/marked.tsx';
import { type HistoryConversation, useEntryWords } from './entry-words.ts';
import { OpenedConversation } from './opened-conversation.tsx';
import { useOwnChanges } from './own-changes.tsx';

interface ConversationEntryProps {
  item: HistoryConversation;
  contactId: number;
  contactName: string;
  q: string;
  wide: boolean;
  /** It is the conversation on screen already. */
  isCurrent: boolean;
  isOpen: boolean;
  onToggle: (id: string) => void;
  /** The entry that the search jumped to. */
  hit: string | null;
}

/** A conversation on the axis, at its start: glyph, title, badge, time; opened in place it is paper with its transcript. */
export const ConversationEntry = memo(function ConversationEntry({
  item,
  contactId,
  contactName,
  q,
  wide,
  isCurrent,
  isOpen,
  onToggle,
  hit,
}: ConversationEntryProps) {
  const { t } = useTranslation();
  const toggle = () => onToggle(item.id);
  const changes = useOwnChanges(item.changes, contactId, item.status !== 'closed' && wide);
  const words = useEntryWords(item);
  const granted = item.access?.decidedBy ? t('kept.grantedBy', { name: item.access.decidedBy }) : null;
  const meta = [isCurrent ? t('history.thisConversation') : null, ...words.meta, granted].filter(Boolean).join(' · ');
  return (
    <div className="ev" id={`item-${item.id}`}>
      <ChannelGlyph kind={item.channel.kind} />
      {isOpen ? (
        <OpenedConversation
          item={item}
          contactName={contactName}
          q={q}
          wide={wide}
          hit={hit}
          mergesFor={isCurrent ? undefined : contactId}
          onFold={toggle}
        />
      ) : (
        <>
          <div className="h">
            <button
              type="button"
              className="open-entry cut"
              aria-expanded={false}
              onClick={toggle}
              title={t('history.view')}
            >
              <b>
                <Marked text={words.title} q={q} />
              </b>
            </button>
            {item.access?.until && (
              <span className="badge open">{t('kept.accessUntil', { when: day(item.access.until) })}</span>
            )}
            {words.badge && !item.access && (
              <span className={`badge ${item.status === 'closed' ? '' : 'open'}`}>{words.badge}</span>
            )}
            {wide && <span className="t3 cut">{meta}</span>}
            {wide && changes.button}
            <time dateTime={item.at}>{words.time}</time>
          </div>
          {!wide && (
            <div className="row m">
              <span className="cut">{meta}</span>
              {changes.button}
            </div>
          )}
          {item.hits.slice(0, 2).map(({ entryId, snippet }) => (
            <p className="t2 snippet" key={entryId}>
              “<Marked text={snippet} q={q} />”
            </p>
          ))}
          {changes.list}
        </>
      )}
    </div>
  );
});
