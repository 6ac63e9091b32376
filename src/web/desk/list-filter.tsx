import { Menu } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { DeskSearch } from '../addresses.ts';
import { Choice, DropMenu } from '../frame/menu.tsx';
import { useChannelKinds } from '../identifiers/use-channel-kinds.ts';
import { useQueues } from './use-queues.ts';

interface ListFilterProps {
  search: DeskSearch;
  /** Tags that stand in the list. */
  tags: string[];
}

/** The filter of the list: known or unknown clients, the state, the channel, the queue, a tag. */
export function ListFilter({ search, tags }: ListFilterProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const channels = useChannelKinds();
  const queues = useQueues().map(({ id, name }) => ({ value: id, name }));
  const change = (next: Partial<DeskSearch>) =>
    void navigate({ to: '.', search: (before: object) => ({ ...before, ...next }) });
  const on = filtersOn(search);
  const label = on > 0 ? t('deskList.filtered', { count: on }) : t('desk.filter');
  const states = (['waiting', 'open', 'closed'] as const).map((value) => ({
    value,
    name: t(`deskList.stateOf.${value}`),
  }));
  const clients = [
    { value: 'known' as const, name: t('desk.knownOnly') },
    { value: 'unknown' as const, name: t('desk.unknownOnly') },
  ];
  const standing = [...new Set([...(search.tag ? [search.tag] : []), ...tags])].sort();

  return (
    <DropMenu position="bottom-end" width={220}>
      <Menu.Target>
        <button type="button" className={`ib ${on > 0 ? 'on' : ''}`} aria-label={label} title={label}>
          <IconFilter aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown className="menu-long">
        {one('client', t('desk.client'), t('desk.anyClient'), clients)}
        {search.view !== 'waiting' && one('state', t('deskList.state'), t('deskList.anyState'), states)}
        {one('channel', t('desk.channel'), t('desk.allChannels'), channels)}
        {queues.length > 1 && one('queue', t('deskList.queue'), t('deskList.allQueues'), queues)}
        {standing.length > 0 &&
          one(
            'tag',
            t('deskList.tag'),
            t('deskList.anyTag'),
            standing.map((tag) => ({ value: tag, name: tag })),
          )}
      </Menu.Dropdown>
    </DropMenu>
  );

  function one(key: keyof DeskSearch, title: string, any: string, options: { value: string; name: string }[]) {
    const choose = (value: string | undefined) => change({ [key]: value });
    return (
      <>
        <Menu.Label>{title}</Menu.Label>
        <Choice chosen={!search[key]} onChoose={() => choose(undefined)} name={any} />
        {options.map(({ value, name }) => (
          <Choice key={value} chosen={search[key] === value} onChoose={() => choose(value)} name={name} />
        ))}
      </>
    );
  }
}

/** How many filters are on. Which view is shown is none of them. */
export function filtersOn({ state, channel, queue, tag, client }: DeskSearch): number {
  return [state, channel, queue, tag, client].filter(Boolean).length;
}
