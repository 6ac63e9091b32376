import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { cached } from '../../api.ts';
import { Failed, Line, Skeleton } from '../../frame/states.tsx';
import { ChannelGlyph } from '../../identifiers/channel-glyph.tsx';
import { SidePanel } from '../side-panel.tsx';
import { ChannelForm } from './channel-form.tsx';

interface ChannelPanelProps {
  id: string;
  /** Asks first when something is not saved. */
  onClose: () => void;
  /** Leaves edits behind. */
  onLeave: () => void;
}

/** One channel beside the list. */
export function ChannelPanel({ id, onClose, onLeave }: ChannelPanelProps) {
  const { t } = useTranslation();
  const channel = useQuery(cached.channels.read.queryOptions({ input: { id } }));
  const list = useQuery(cached.channels.list.queryOptions({ input: {} }));
  const known = channel.data ?? list.data?.items.find((one) => one.id === id);
  return (
    <SidePanel
      title={known?.name ?? ''}
      before={known && <ChannelGlyph kind={known.kind} />}
      label={known?.name ?? t('channelSetting.channel')}
      wide
      onClose={onClose}
    >
      {channel.isPending && (
        <Skeleton>
          <div className="settings-fields">
            {[300, 260, 320, 280, 310, 240].map((width) => (
              <Line key={width} width={width} height={24} />
            ))}
          </div>
        </Skeleton>
      )}
      {channel.isError && (
        <Failed title={t('channelSetting.oneFailed')} error={channel.error} retry={() => void channel.refetch()} />
      )}
      {channel.data && <ChannelForm channel={channel.data} onLeave={onLeave} />}
    </SidePanel>
  );
}
