import { useTranslation } from 'react-i18next';
import { channelKind } from '../../identifiers/channel-glyph.tsx';

/** A channel in words: by its kind where that has a name of its own, else as the company calls it. */
export function useChannelName(): (channel: { kind: string; name: string }) => string {
  const { t } = useTranslation();
  return ({ kind, name }) => {
    const known = channelKind(kind);
    return known === 'custom' ? name : t(`channel.${known}`);
  };
}
