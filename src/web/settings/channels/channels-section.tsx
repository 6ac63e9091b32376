import { IconPlugConnectedX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { cached } from '../../api.ts';
import { Empty, Failed } from '../../frame/states.tsx';
import { ChannelGlyph, channelKind } from '../../identifiers/channel-glyph.tsx';
import { Section } from '../section.tsx';
import { TableSkeleton } from '../table-skeleton.tsx';
import { useMayManage } from '../use-may-manage.ts';
import { useRowKeys } from '../use-row-keys.ts';
import { ChannelPanel } from './channel-panel.tsx';

const to = '/w/$slug/settings/channels';

/** Workspace → Channels: the connected accounts, and for administrators what links and what only suggests on one of them. */
export function ChannelsSection() {
  const { t } = useTranslation();
  const { slug } = useParams({ from: '/w/$slug' });
  const { open } = useSearch({ from: to });
  const navigate = useNavigate();
  const channels = useQuery(cached.channels.list.queryOptions({ input: {} }));
  const items = channels.data?.items ?? [];
  const mayManage = useMayManage();
  const body = useRef<HTMLTableSectionElement>(null);
  useRowKeys(body);
  const close = (ignoreBlocker: boolean) => {
    void navigate({ to, params: { slug }, search: {}, replace: true, ignoreBlocker });
    if (open) setTimeout(() => document.getElementById(`channel-${open}`)?.focus(), 0);
  };
  return (
    <>
      <Section group={t('settings.group.workspace')} title={t('settings.channels')}>
        <p className="settings-intro">{t('channelSetting.intro')}</p>
        {channels.isPending && <TableSkeleton />}
        {channels.isError && (
          <Failed title={t('channelSetting.failed')} error={channels.error} retry={() => void channels.refetch()} />
        )}
        {channels.isSuccess && items.length === 0 && (
          <Empty icon={IconPlugConnectedX} title={t('channelSetting.none')}>
            {t('channelSetting.noneHint')}
          </Empty>
        )}
        {items.length > 0 && (
          <>
            <table className="settings-table channels-table">
              <thead>
                <tr>
                  <th scope="col">{t('channelSetting.channel')}</th>
                  <th scope="col">{t('channelSetting.kind')}</th>
                  <th scope="col">{t('channelSetting.queue')}</th>
                  <th scope="col">{t('channelSetting.state')}</th>
                </tr>
              </thead>
              <tbody ref={body}>
                {items.map(({ id, kind, name, queue, enabled }) => (
                  <tr key={id} className={id === open ? 'cur' : ''}>
                    <td>
                      <span className="row">
                        <ChannelGlyph kind={kind} decorative />
                        {mayManage ? (
                          <Link
                            id={`channel-${id}`}
                            to={to}
                            params={{ slug }}
                            search={{ open: id }}
                            replace
                            className="plain settings-row-link cut"
                          >
                            {name}
                          </Link>
                        ) : (
                          <span className="cut">{name}</span>
                        )}
                      </span>
                    </td>
                    <td className="t2">{channelKind(kind) === kind ? t(`channel.${channelKind(kind)}`) : kind}</td>
                    <td className="t2 cut">{queue?.name ?? '–'}</td>
                    <td className={enabled ? 'state-on' : 't3'}>
                      {t(enabled ? 'channelSetting.on' : 'channelSetting.off')}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            <p className="hint settings-after">{t('channelSetting.noneHint')}</p>
          </>
        )}
      </Section>
      {open && mayManage && (
        <ChannelPanel key={open} id={open} onClose={() => close(false)} onLeave={() => close(true)} />
      )}
    </>
  );
}
