import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { cached } from '../api.ts';
import { channelKind } from './channel-glyph.tsx';

/** The kinds of channel that the workspace has, named, for filters. */
export function useChannelKinds(): { value: string; name: string }[] {
  const { t } = useTranslation();
  const channels = useQuery(cached.channels.list.queryOptions({ input: {}, staleTime: 300_000 }));
  const kinds = new Set((channels.data?.items ?? []).map(({ kind }) => kind));
  return [...kinds].map((kind) => ({
    value: kind,
    name: channelKind(kind) === kind ? t(`channel.${channelKind(kind)}`) : kind,
  }));
}
