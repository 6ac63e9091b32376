import { IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { HistoryItem } from '#contract/history.ts';
import { dayAndTime } from '../i18n/format.ts';
import { ChannelGlyph, channelKind } from '../identifiers/channel-glyph.tsx';

/** A conversation of a queue one is not a member of: only that it was (R-HIS-5). */
export function HiddenEntry({ item }: { item: Extract<HistoryItem, { type: 'hidden' }> }) {
  const { t } = useTranslation();
  return (
    <li className="ev hidden-ev">
      <ChannelGlyph kind={item.channel.kind} decorative />
      <div className="hb">
        <IconLock className="i-14" aria-hidden />
        <span className="cut">
          {t(`channel.${channelKind(item.channel.kind)}`)} · {item.queue.name}
        </span>
        <time className="s12 t3 num" dateTime={item.at}>
          {dayAndTime(item.at)}
        </time>
      </div>
      <div className="m">{t('history.hidden')}</div>
    </li>
  );
}
