import { useTranslation } from 'react-i18next';
import type { HistoryItem } from '#contract/history.ts';
import { clock, day, dayAndTime, daysBetween } from '../i18n/format.ts';
import { channelKind } from '../identifiers/channel-glyph.tsx';
import { useGoneWords } from './gone-words.ts';

export type HistoryConversation = Extract<HistoryItem, { type: 'conversation' }>;

/** Title, badge, meta line and time of a conversation. */
export function useEntryWords(item: HistoryConversation) {
  const { t } = useTranslation();
  const goneWords = useGoneWords();
  const kind = channelKind(item.channel.kind);
  const mail = kind === 'email';
  const count = mail
    ? t('history.mails', { count: item.counts.entries })
    : t('history.messages', { count: item.counts.entries });
  const open = item.status !== 'closed';
  const role = item.role === 'client' || item.role === 'from' ? null : t(`history.role.${item.role}`);
  const savedWith = item.savedWith
    ? t('history.savedWith', { name: item.savedWith.name ?? String(item.savedWith.id) })
    : null;
  const gone = goneWords(item.removed);
  const invited = item.invitedBy ? t('talk.invitedBy', { name: item.invitedBy }) : null;
  const today = daysBetween(new Date(item.at), new Date()) === 0;
  return {
    title: item.subject || (kind === 'custom' ? item.channel.name : t(`channel.${kind}`)),
    badge: open
      ? t(item.status === 'open' ? 'history.open' : 'history.waiting')
      : kind !== 'phone' && item.counts.entries > 0
        ? count
        : null,
    count,
    meta: [item.queue.name, ...item.operators, invited, role, savedWith, gone].filter((text) => text !== null),
    time: open ? t('history.since', { time: today ? clock(item.at) : day(item.at) }) : dayAndTime(item.at),
  };
}
