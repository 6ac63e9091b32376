import { IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Operator } from '#contract/operator.ts';
import { cached } from '../../api.ts';
import { usePauseReason } from '../../frame/pause-reason.ts';
import { enOperators } from '../../i18n/en-operators.ts';
import { recently } from '../../i18n/format.ts';
import { addEnglish } from '../../i18n/late-words.ts';
import { ListSection } from '../list-section.tsx';
import { useMayManage } from '../use-may-manage.ts';
import { type GivenLink, LinkDialog } from './link-dialog.tsx';
import { OperatorPanel } from './operator-panel.tsx';
import './operators.css';

addEnglish(enOperators);

/** Workspace → Operators: who may sign in, what they may do, and in which queues they answer. For administrators. */
export function OperatorsSection() {
  const { t } = useTranslation();
  const pauseReason = usePauseReason();
  const mayManage = useMayManage();
  const operators = useQuery(cached.operators.details.queryOptions());
  const queues = useQuery(cached.queues.list.queryOptions({ staleTime: 60_000 })).data?.items ?? [];
  const [given, setGiven] = useState<GivenLink | null>(null);
  const namesOf = ({ queues: ids }: Operator) => queues.filter(({ id }) => ids.includes(id)).map(({ name }) => name);
  return (
    <>
      <ListSection
        group="workspace"
        name="operators"
        words="operatorSetting"
        icon={IconUsers}
        list={operators}
        mayManage={mayManage}
        nameHead={t('operatorSetting.name')}
        texts={(operator) => [
          operator.name,
          operator.email,
          t(`operatorSetting.roleOf.${operator.role}`),
          ...namesOf(operator),
        ]}
        heads={
          <>
            <th scope="col">{t('operatorSetting.email')}</th>
            <th scope="col">{t('operatorSetting.role')}</th>
            <th scope="col">{t('operatorSetting.queues')}</th>
            <th scope="col" className="operator-places">
              {t('operatorSetting.capacity')}
            </th>
            <th scope="col">{t('operatorSetting.seen')}</th>
          </>
        }
        cells={(operator) => (
          <>
            <td className="t2 cut" title={operator.email}>
              {operator.email}
            </td>
            <td className="t2 cut">{t(`operatorSetting.roleOf.${operator.role}`)}</td>
            <td className="t2 cut" title={namesOf(operator).join(', ')}>
              {namesOf(operator).join(', ') || t('operatorSetting.noQueues')}
            </td>
            <td className="t2 cut operator-places">
              {operator.capacity?.places ?? <span title={t('operatorSetting.capacityOf')}>–</span>}
            </td>
            <td className="t2 cut">{presence(operator)}</td>
          </>
        )}
        panel={(operator, ways) => <OperatorPanel operator={operator} queues={queues} onLink={setGiven} {...ways} />}
      />
      <LinkDialog given={given} onClose={() => setGiven(null)} />
    </>
  );

  function presence({ removedAt, presence: state, reason, seenAt }: Operator) {
    if (removedAt) return <span className="chip">{t('operatorSetting.noAccess')}</span>;
    const isThere = state !== 'away';
    return (
      <span className="row tight">
        {isThere && <i className={`presence-dot ${state}`} aria-hidden />}
        {isThere
          ? state === 'pause' && reason
            ? `${t('presence.pause')}: ${pauseReason(reason)}`
            : t(`presence.${state}`)
          : seenAt
            ? recently(seenAt)
            : t('operatorSetting.never')}
      </span>
    );
  }
}
