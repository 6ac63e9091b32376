import { IconPlayerPause } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation.ts';
import type { WrapUp } from '#contract/wrap-up.ts';
import { useMe } from '../../frame/use-me.ts';
import { clock } from '../../i18n/format.ts';
import { channelKind } from '../../identifiers/channel-glyph.tsx';
import { BackToList } from '../back-to-list.tsx';
import { useSecondsLeft } from './wrap-left.tsx';

interface WrapUpHeadProps {
  conversation: Conversation;
  wrapUp: WrapUp;
  onMore: () => void;
}

/** The head of wrap-up: with whom it was, how it ended, and how long it keeps its operator from the next one. */
export function WrapUpHead({ conversation, wrapUp, onMore }: WrapUpHeadProps) {
  const { t } = useTranslation();
  const me = useMe();
  const { topic, channel, queue, firstAt, endedAt } = conversation;
  const { until, seconds, operator } = wrapUp;
  const left = useSecondsLeft(until);
  const kind = channelKind(channel.kind);
  const isMine = operator.id === me?.id;
  const time =
    left === 0 ? t('wrapUp.free') : t(left > seconds ? 'wrapUp.leftMore' : 'wrapUp.left', { left, of: seconds });
  const parts = [
    kind === 'custom' ? channel.name : t(`channel.${kind}`),
    queue.name,
    endedAt && t('wrapUp.closedAt', { time: clock(endedAt), length: lasted(firstAt, endedAt) }),
    isMine ? null : t('wrapUp.of', { name: operator.name }),
  ];
  return (
    <header className="bar">
      <BackToList />
      <div className="grow">
        <h1 className="cut">
          <span>{t('wrapUp.title')}:</span> {topic}
        </h1>
        <div className="s12 t3 cut">{parts.filter(Boolean).join(' · ')}</div>
      </div>
      {isMine && (
        <span className="s12 t3 num wrap-time" aria-live="off">
          {time}
        </span>
      )}
      <button type="button" className="btn" onClick={onMore}>
        <IconPlayerPause aria-hidden />
        <span className="word">{t('wrapUp.moreTime')}</span>
      </button>
    </header>
  );

  /** From its first word to its end, in the largest unit. */
  function lasted(from: string, to: string): string {
    const minutes = Math.max(1, Math.round((Date.parse(to) - Date.parse(from)) / 60_000));
    if (minutes < 60) return t('wrapUp.minutes', { count: minutes });
    if (minutes < 48 * 60) return t('wrapUp.hours', { count: Math.round(minutes / 60) });
    return t('wrapUp.days', { count: Math.round(minutes / 1_440) });
  }
}
