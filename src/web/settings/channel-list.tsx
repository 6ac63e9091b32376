import { IconPlugConnectedX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { cached } from '../api.ts';
import { Empty, Failed, Line, Skeleton } from '../frame/states.tsx';
import { ChannelGlyph, channelKind } from '../identifiers/channel-glyph.tsx';

/** The channels of the workspace to look at: kind, name, queue, whether they take messages. */
export function ChannelList() {
  const { t } = useTranslation();
  const channels = useQuery(cached.channels.list.queryOptions({ input: {} }));
  const items = channels.data?.items ?? [];
  return (
    <section aria-labelledby="channels-title">
      <h2 id="channels-title" className="label">
        {t('settings.channels')}
      </h2>
      {channels.isPending && (
        <Skeleton>
          {[220, 180, 200, 160].map((width) => (
            <div className="channel-line" key={width}>
              <Line width={width} />
            </div>
          ))}
        </Skeleton>
      )}
      {channels.isError && (
        <Failed title={t('settings.channelsFailed')} error={channels.error} retry={() => void channels.refetch()} />
      )}
      {channels.isSuccess && items.length === 0 && <Empty icon={IconPlugConnectedX} title={t('settings.noChannels')} />}
      {items.length > 0 && (
        <table className="channel-table">
          <thead>
            <tr>
              <th scope="col">{t('settings.channelKind')}</th>
              <th scope="col">{t('settings.channelName')}</th>
              <th scope="col">{t('settings.channelQueue')}</th>
              <th scope="col">{t('settings.channelState')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map(({ id, kind, name, queue, enabled }) => (
              <tr key={id}>
                <td>
                  <span className="row tight">
                    <ChannelGlyph kind={kind} plain decorative />
                    {channelKind(kind) === kind ? t(`channel.${channelKind(kind)}`) : kind}
                  </span>
                </td>
                <td className="wrap">{name}</td>
                <td>{queue.name}</td>
                <td className={enabled ? '' : 't3'}>{t(enabled ? 'settings.enabled' : 'settings.disabled')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="hint">{t('settings.channelsHint')}</p>
    </section>
  );
}
