import { IconPlus, IconStack2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { cached } from '../../api.ts';
import { useKeys } from '../../frame/keys.ts';
import { Empty, Failed } from '../../frame/states.tsx';
import { ListSearch, useListSearch } from '../list-search.tsx';
import { Section } from '../section.tsx';
import { TableSkeleton } from '../table-skeleton.tsx';
import { useMayManage } from '../use-may-manage.ts';
import { useOpenRow } from '../use-open-row.ts';
import { useRowKeys } from '../use-row-keys.ts';
import { QueuePanel } from './queue-panel.tsx';
import { minutes } from './queue-values.ts';

/** Workspace → Queues: where conversations wait, who answers them and who may read them. */
export function QueuesSection() {
  const { t } = useTranslation();
  const mayManage = useMayManage();
  const queues = useQuery(cached.queues.list.queryOptions());
  const { open, show, close, leave, made, link } = useOpenRow('/w/$slug/settings/queues');
  const { q, setQ, has } = useListSearch();
  const body = useRef<HTMLTableSectionElement>(null);
  useRowKeys(body);
  const items = queues.data?.items ?? [];
  const shown = items.filter(({ name }) => has(name));
  const opened = items.find(({ id }) => id === open);
  const add = () => (mayManage ? show('new') : false);
  useKeys({ c: add });

  return (
    <>
      <Section
        group={t('settings.group.workspace')}
        title={t('deskSettings.queues')}
        action={
          mayManage && (
            <button type="button" className="btn ink" onClick={add}>
              <IconPlus aria-hidden />
              {t('settings.add')} <kbd>c</kbd>
            </button>
          )
        }
      >
        <p className="settings-intro">{t('queueSetting.intro')}</p>
        {queues.isPending && <TableSkeleton />}
        {queues.isError && (
          <Failed title={t('queueSetting.failed')} error={queues.error} retry={() => void queues.refetch()} />
        )}
        {queues.isSuccess && items.length === 0 && (
          <Empty icon={IconStack2} title={t('queueSetting.none')}>
            {t('queueSetting.noneHint')}
          </Empty>
        )}
        {items.length > 0 && <ListSearch q={q} onChange={setQ} label={t('queueSetting.find')} />}
        {items.length > 0 && shown.length === 0 && <Empty icon={IconStack2} title={t('deskSettings.nothing', { q })} />}
        {shown.length > 0 && (
          <table className="settings-table queues-table">
            <thead>
              <tr>
                <th scope="col">{t('deskSettings.name')}</th>
                <th scope="col">{t('queueSetting.readersShort')}</th>
                <th scope="col">{t('queueSetting.waiting')}</th>
                <th scope="col" className="right">
                  {t('queueSetting.members')}
                </th>
              </tr>
            </thead>
            <tbody ref={body}>
              {shown.map(({ id, name, readers, warnAfter, limitAfter, members }) => (
                <tr key={id} className={id === open ? 'cur' : ''}>
                  <td className="cut">
                    <Link {...link(id)} className="plain settings-row-link">
                      {name}
                    </Link>
                  </td>
                  <td className="t2 cut">{t(`queueSetting.readersOf.${readers}`)}</td>
                  <td className="t2 cut">
                    {t('queueSetting.waitingOf', { warn: minutes(warnAfter), limit: minutes(limitAfter) })}
                  </td>
                  <td className="num t2 right">{mayManage ? members.length : '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Section>
      {(opened || (open === 'new' && mayManage)) && (
        <QueuePanel key={open} queue={opened} onClose={close} onLeave={leave} onMade={made} />
      )}
    </>
  );
}
