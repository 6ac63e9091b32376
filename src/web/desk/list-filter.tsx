import { Menu } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { DeskSearch } from '../addresses.ts';
import { Choice, DropMenu } from '../frame/menu.tsx';
import { useChannelKinds } from '../identifiers/use-channel-kinds.ts';

/** The filter of the list: known or unknown clients, the channel. */
export function ListFilter({ search }: { search: DeskSearch }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const channels = useChannelKinds();
  const change = (next: Partial<DeskSearch>) =>
    void navigate({ to: '.', search: (before: object) => ({ ...before, ...next }) });
  const filtered = Boolean(search.channel || search.client);
  return (
    <DropMenu position="bottom-end" width={210}>
      <Menu.Target>
        <button
          type="button"
          className={`ib ${filtered ? 'on' : ''}`}
          aria-label={t('desk.filter')}
          title={t('desk.filter')}
        >
          <IconFilter aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown className="menu-long">
        <Menu.Label>{t('desk.client')}</Menu.Label>
        <Choice chosen={!search.client} onChoose={() => change({ client: undefined })} name={t('desk.anyClient')} />
        <Choice
          chosen={search.client === 'known'}
          onChoose={() => change({ client: 'known' })}
          name={t('desk.knownOnly')}
        />
        <Choice
          chosen={search.client === 'unknown'}
          onChoose={() => change({ client: 'unknown' })}
          name={t('desk.unknownOnly')}
        />
        <Menu.Label>{t('desk.channel')}</Menu.Label>
        <Choice chosen={!search.channel} onChoose={() => change({ channel: undefined })} name={t('desk.allChannels')} />
        {channels.map(({ value, name }) => (
          <Choice
            key={value}
            chosen={search.channel === value}
            onChoose={() => change({ channel: value })}
            name={name}
          />
        ))}
      </Menu.Dropdown>
    </DropMenu>
  );
}
