import { IconStack2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { cached } from '../../api.ts';
import { ListSection } from '../list-section.tsx';
import { useMayManage } from '../use-may-manage.ts';
import { QueuePanel } from './queue-panel.tsx';
import { minutes } from './queue-values.ts';

/** Workspace → Queues: where conversations wait, who answers them and who may read them. */
export function QueuesSection() {
  const { t } = useTranslation();
  const mayManage = useMayManage();
  const queues = useQuery(cached.queues.list.queryOptions());
  return (
    <ListSection
      group="workspace"
      name="queues"
      words="queueSetting"
      icon={IconStack2}
      list={queues}
      mayManage={mayManage}
      texts={({ name }) => [name]}
      heads={
        <>
          <th scope="col">{t('queueSetting.readersShort')}</th>
          <th scope="col">{t('queueSetting.waiting')}</th>
          <th scope="col" className="right">
            {t('queueSetting.members')}
          </th>
        </>
      }
      cells={({ readers, warnAfter, limitAfter, members }) => (
        <>
          <td className="t2 cut">{t(`queueSetting.readersOf.${readers}`)}</td>
          <td className="t2 cut">
            {t('queueSetting.waitingOf', { warn: minutes(warnAfter), limit: minutes(limitAfter) })}
          </td>
          <td className="num t2 right">{mayManage ? members.length : '–'}</td>
        </>
      )}
      panel={(queue, ways) => <QueuePanel queue={queue} {...ways} />}
    />
  );
}
