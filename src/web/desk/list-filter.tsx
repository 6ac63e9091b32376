import { IconFilter } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { DeskSearch } from '../addresses.ts';
import { LateMenu, type MenuParts } from '../frame/late-menu.tsx';
import { useColleagues } from '../frame/use-colleagues.ts';
import { useSupervisor } from '../frame/use-supervisor.ts';
import { useChannelKinds } from '../identifiers/use-channel-kinds.ts';
import { useQueues } from './use-queues.ts';

interface ListFilterProps {
  search: DeskSearch;
  /** Tags that stand in the list. */
  tags: string[];
}

/** The filter of the list: known or unknown clients, the state, the channel, the queue, a tag, for supervisors who has it. */
export function ListFilter({ search, tags }: ListFilterProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const channels = useChannelKinds();
  const queues = useQueues().map(({ id, name }) => ({ value: id, name }));
  const isSupervisor = useSupervisor();
  const operators = useColleagues().map(({ id, name }) => ({ value: id, name }));
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
  const keptOut = [
    { value: 'blocked', name: t('kept.onlyBlocked') },
    { value: 'spam', name: t('kept.onlySpam') },
    { value: 'any', name: t('kept.allOut') },
  ];
  const standing = [...new Set([...(search.tag ? [search.tag] : []), ...tags])].sort();

  return (
    <LateMenu
      position="bottom-end"
      width={220}
      paper="menu-long"
      target={
        <button type="button" className={`ib ${on > 0 ? 'on' : ''}`} aria-label={label} title={label}>
          <IconFilter aria-hidden />
        </button>
      }
    >
      {(parts) => (
        <>
          {one(parts, 'client', t('desk.client'), t('desk.anyClient'), clients)}
          {search.view !== 'waiting' && one(parts, 'state', t('deskList.state'), t('deskList.anyState'), states)}
          {one(parts, 'channel', t('desk.channel'), t('desk.allChannels'), channels)}
          {queues.length > 1 && one(parts, 'queue', t('deskList.queue'), t('deskList.allQueues'), queues)}
          {isSupervisor &&
            search.view !== 'waiting' &&
            search.view !== 'mine' &&
            one(parts, 'operator', t('deskList.operator'), t('deskList.anyOperator'), operators)}
          {search.view !== 'waiting' && one(parts, 'out', t('kept.filter'), t('kept.hideOut'), keptOut)}
          {standing.length > 0 &&
            one(
              parts,
              'tag',
              t('deskList.tag'),
              t('deskList.anyTag'),
              standing.map((tag) => ({ value: tag, name: tag })),
            )}
        </>
      )}
    </LateMenu>
  );

  function one(
    { Menu, Choice }: MenuParts,
    key: keyof DeskSearch,
    title: string,
    any: string,
    options: { value: string; name: string }[],
  ) {
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
export function filtersOn({ state, channel, queue, tag, operator, client, out }: DeskSearch): number {
  return [state, channel, queue, tag, operator, client, out].filter(Boolean).length;
}
