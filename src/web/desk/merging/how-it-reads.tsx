import { useTranslation } from 'react-i18next';
import type { ConversationMergePreview } from '#contract/conversation-merge.ts';
import { moment } from '../../i18n/format.ts';
import { ChannelGlyph } from '../../identifiers/channel-glyph.tsx';
import { useChannelName } from './use-channel-name.ts';

/** The first entries of both, put together by their times. */
export function HowItReads({ preview }: { preview: ConversationMergePreview }) {
  const { t } = useTranslation();
  const channelName = useChannelName();
  const { entries, total, kept, other } = preview;
  return (
    <section className="mix" aria-label={t('mergeTalk.willRead')}>
      <header>
        <b>{t('mergeTalk.willRead')}</b>
        <span className="s12 t3">{t('mergeTalk.firstOf', { count: total })}</span>
        <span className="grow" />
        {[kept, other].map(({ id, channel }) => (
          <span key={id} className="chip hide-390">
            <ChannelGlyph kind={channel.kind} plain decorative />
            {channelName(channel)}
          </span>
        ))}
      </header>
      <ol>
        {entries.map(({ id, at, channel, from, direction, name, text }) => (
          <li key={id} className={`ch-${channel}`} data-from={from}>
            <span className="mix-bar" aria-hidden="true" />
            <ChannelGlyph kind={channel} />
            <span className={`mix-who cut ${direction === 'out' ? 'ours' : ''}`}>{name ?? kept.topic}</span>
            <span className="cut">{text ?? t('desk.noText')}</span>
            <time className="s12 t3 num" dateTime={at}>
              {moment(at)}
            </time>
          </li>
        ))}
      </ol>
    </section>
  );
}
