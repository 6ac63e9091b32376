import { type Icon, IconPlus } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Fragment, type KeyboardEvent, type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Key } from '../frame/key.tsx';
import { useKeys } from '../frame/keys.ts';
import { Empty, Failed } from '../frame/states.tsx';
import { ListSearch, useListSearch } from './list-search.tsx';
import { Section } from './section.tsx';
import { TableSkeleton } from './table-skeleton.tsx';
import { useOpenRow } from './use-open-row.ts';
import { useRowKeys } from './use-row-keys.ts';

interface ListSectionProps<Item> {
  group: 'workspace' | 'application';
  /** Its name, which its address has too. */
  name: 'queues' | 'routing' | 'operators' | 'templates' | 'forms';
  /** Where its words stand: intro, failed, none, noneHint, find. */
  words: 'queueSetting' | 'routingSetting' | 'operatorSetting' | 'templateSetting' | 'formSetting';
  icon: Icon;
  list: UseQueryResult<{ items: Item[] }>;
  mayManage: boolean;
  /** What a row is found by. */
  texts: (item: Item) => (string | null | undefined)[];
  /** What the first column is called, where not Name as of things. */
  nameHead?: string;
  /** The columns behind the name: their heads, and their cells of a row. */
  heads: ReactNode;
  cells: (item: Item) => ReactNode;
  /** What keys do in a row, beside walking and opening. */
  onRowKey?: (event: KeyboardEvent, item: Item) => void;
  /** One row beside the list; undefined: a new one. */
  panel: (item: Item | undefined, ways: PanelWays) => ReactNode;
}

/** How a panel is left: asking first, with edits left behind, and for what was just made. */
export interface PanelWays {
  onClose: () => void;
  onLeave: () => void;
  onMade: (id: string) => void;
}

/** A section of Settings that is one list, searched, with a row open beside it. `c` adds one. */
export function ListSection<Item extends { id: string; name: string }>(props: ListSectionProps<Item>) {
  const { name, words, icon, list, mayManage } = props;
  const { t } = useTranslation();
  const { open, show, close, leave, made, link } = useOpenRow(`/w/$slug/settings/${name}`);
  const { q, setQ, has } = useListSearch();
  const body = useRef<HTMLTableSectionElement>(null);
  useRowKeys(body);
  const items = list.data?.items ?? [];
  const shown = items.filter((item) => has(...props.texts(item)));
  const opened = items.find(({ id }) => id === open);
  const add = () => (mayManage ? show('new') : false);
  useKeys({ add });

  return (
    <>
      <Section
        group={t(`settings.group.${props.group}`)}
        title={t(`deskSettings.${name}`)}
        action={
          mayManage && (
            <button type="button" className="btn ink" onClick={add}>
              <IconPlus aria-hidden />
              {t('settings.add')} <Key of="add" />
            </button>
          )
        }
      >
        <p className="settings-intro">{t(`${words}.intro`)}</p>
        {list.isPending && <TableSkeleton />}
        {list.isError && <Failed title={t(`${words}.failed`)} error={list.error} retry={() => void list.refetch()} />}
        {list.isSuccess && items.length === 0 && (
          <Empty icon={icon} title={t(`${words}.none`)}>
            {t(`${words}.noneHint`)}
          </Empty>
        )}
        {items.length > 0 && <ListSearch q={q} onChange={setQ} label={t(`${words}.find`)} />}
        {items.length > 0 && shown.length === 0 && <Empty icon={icon} title={t('deskSettings.nothing', { q })} />}
        {shown.length > 0 && (
          <table className={`settings-table ${name}-table`}>
            <thead>
              <tr>
                <th scope="col">{props.nameHead ?? t('deskSettings.name')}</th>
                {props.heads}
              </tr>
            </thead>
            <tbody ref={body}>
              {shown.map((item) => (
                <tr
                  key={item.id}
                  className={item.id === open ? 'cur' : ''}
                  onKeyDown={(event) => props.onRowKey?.(event, item)}
                >
                  <td className="cut">
                    <Link {...link(item.id)} className="plain settings-row-link">
                      {item.name}
                    </Link>
                  </td>
                  {props.cells(item)}
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Section>
      {(opened || (open === 'new' && mayManage)) && (
        <Fragment key={open}>{props.panel(opened, { onClose: close, onLeave: leave, onMade: made })}</Fragment>
      )}
    </>
  );
}
