import { IconLock, IconMessageCircle, IconTag, IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ConversationMergePreview } from '#contract/conversation-merge.ts';
import { useParameterName } from '../../identifiers/parameter-name.ts';
import { useChannelName } from './use-channel-name.ts';

/** What follows of the merge: where answers go, who joins, what comes along, who reads it from then on. */
export function WhatFollows({ preview }: { preview: ConversationMergePreview }) {
  const { t } = useTranslation();
  const { readers, noLongerReadIn, kept, joining } = preview;
  const names = joining.map(({ name }) => name).join(', ');
  const read =
    readers === 'everyone'
      ? t('mergeTalk.readByAll')
      : noLongerReadIn === null
        ? t('mergeTalk.readBy', { queue: kept.queue.name })
        : t('mergeTalk.readByNow', { queue: kept.queue.name, other: noLongerReadIn });
  return (
    <ul className="merge-what">
      <li>
        <IconMessageCircle className="i-14" aria-hidden />
        {useAnswers(preview)}
      </li>
      <li>
        <IconUsers className="i-14" aria-hidden />
        {names ? t('mergeTalk.joins', { count: joining.length, names }) : t('mergeTalk.joinsNobody')}
      </li>
      <li>
        <IconTag className="i-14" aria-hidden />
        {useComing(preview)}
      </li>
      <li>
        <IconLock className="i-14" aria-hidden />
        {read}
      </li>
    </ul>
  );
}

function useAnswers({ kept, other, answersOn }: ConversationMergePreview): string {
  const { t } = useTranslation();
  const channelName = useChannelName();
  const channel = channelName(answersOn);
  if (kept.channel.id === other.channel.id) return t('mergeTalk.answersSame', { channel });
  const another = answersOn.id === kept.channel.id ? other.channel : kept.channel;
  return t('mergeTalk.answers', { channel, other: channelName(another) });
}

function useComing({ tags, parameters, keptParameters }: ConversationMergePreview): string {
  const { t } = useTranslation();
  const parameterName = useParameterName();
  const [stays] = keptParameters;
  if (stays) return t('mergeTalk.stays', { name: parameterName(stays.name), value: stays.value });
  const names = [...tags, ...parameters.map(parameterName)].slice(0, 5).join(', ');
  return names ? t('mergeTalk.comesAlong', { names }) : t('mergeTalk.bothJoin');
}
