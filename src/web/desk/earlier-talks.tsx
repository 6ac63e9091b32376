import { IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type HistoryConversation, useEntryWords } from '../history/entry-words.ts';
import { useHistory } from '../history/use-history.ts';
import { day } from '../i18n/format.ts';
import { ChannelGlyph } from '../identifiers/channel-glyph.tsx';
import { wishHistory } from './history-wish.ts';

/** So many stand above what is said now. */
const most = 2;

/** The last conversations of the client before this one, above it: a line each, which opens in the History tab. That tab then is there at once. */
export function EarlierTalks({ contactId, current }: { contactId: number; current: string }) {
  const { t } = useTranslation();
  const { items } = useHistory(contactId, '');
  const earlier = items
    .filter((item): item is HistoryConversation => item.type === 'conversation')
    .filter(({ id, status, role }) => id !== current && status === 'closed' && role === 'client')
    .slice(0, most);
  if (earlier.length === 0) return null;
  return (
    <ul className="earlier-talks" aria-label={t('desk.earlierTalks')}>
      {earlier.map((item) => (
        <EarlierTalk key={item.id} item={item} />
      ))}
    </ul>
  );
}

function EarlierTalk({ item }: { item: HistoryConversation }) {
  const { title, count, meta } = useEntryWords(item);
  const about = [day(item.at), count, ...meta.slice(1)].join(' · ');
  return (
    <li>
      <button type="button" onClick={() => wishHistory(item.id)}>
        <ChannelGlyph kind={item.channel.kind} />
        <span className="cut">
          <b>{title}</b> <span className="t2">{about}</span>
        </span>
        <IconChevronRight aria-hidden />
      </button>
    </li>
  );
}
