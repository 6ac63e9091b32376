import { useTranslation } from 'react-i18next';
import type { ConversationMergePreview } from '#contract/conversation-merge.ts';
import { Key } from '../../frame/key.tsx';
import { usePrinted } from '../../frame/own-keys.ts';
import { useMe } from '../../frame/use-me.ts';
import { recently } from '../../i18n/format.ts';
import { ChannelGlyph } from '../../identifiers/channel-glyph.tsx';
import { useChannelName } from './use-channel-name.ts';

interface MergeSideProps {
  side: ConversationMergePreview['kept'];
  place: 'left' | 'right';
  isKept: boolean;
  onKeep: () => void;
}

/** One of the two as a card: where it is, since when, who works on it; and whether it is kept. */
export function MergeSide({ side, place, isKept, onKeep }: MergeSideProps) {
  const { t } = useTranslation();
  const me = useMe();
  const printed = usePrinted();
  const channelName = useChannelName();
  const { channel, state, firstAt, queue, entries, operators } = side;
  const names = operators.map(({ id, name }) => (id === me?.id ? t('mergeTalk.you') : name)).join(', ');
  const swap = printed('swap');
  const facts = [
    [t('mergeTalk.started'), recently(firstAt)],
    [t('mergeTalk.queue'), queue.name],
    [t('mergeTalk.operators'), names || t('mergeTalk.nobody')],
    [t('mergeTalk.entries'), String(entries)],
  ];
  return (
    <article className={`vcard merge-side ${isKept ? 'on' : ''}`}>
      <div className="row">
        <ChannelGlyph kind={channel.kind} decorative />
        <b className="merge-side-name cut">{channelName(channel)}</b>
        <span className={`badge ${state === 'closed' ? '' : 'open'}`}>{t(`history.${state}`)}</span>
        <span className="grow" />
        <Key of={place} />
      </div>
      <dl className="merge-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="num">{value}</dd>
          </div>
        ))}
      </dl>
      <label className="row merge-keep">
        <input type="radio" name="kept-talk" checked={isKept} onChange={onKeep} />
        <b className="grow">{t(isKept ? 'mergeTalk.keep' : 'mergeTalk.keepInstead')}</b>
        <span className="s12 t3">
          {isKept ? t('mergeTalk.pointsToIt') : swap && t('mergeTalk.press', { key: swap })}
        </span>
      </label>
    </article>
  );
}
