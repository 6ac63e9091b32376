import { IconRoute } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoutingRule } from '#contract/routing.ts';
import { cached } from '../../api.ts';
import { channelKind } from '../../identifiers/channel-glyph.tsx';
import { ListSection } from '../list-section.tsx';
import { RowMoves } from '../row-moves.tsx';
import { useMayManage } from '../use-may-manage.ts';
import { rowId } from '../use-open-row.ts';
import { RoutingPanel } from './routing-panel.tsx';
import { whereOf } from './routing-values.ts';
import { useRoutingChanges } from './use-routing-changes.ts';

/** Workspace → Routing: by which rules new conversations go to which queue. Alt and an arrow moves a rule in their order. */
export function RoutingSection() {
  const { t } = useTranslation();
  const mayManage = useMayManage();
  const rules = useQuery(cached.routingRules.list.queryOptions({ enabled: mayManage }));
  const { move } = useRoutingChanges();
  const [moved, setMoved] = useState('');
  const all = rules.data?.items ?? [];

  const step = (rule: RoutingRule, by: -1 | 1) => {
    const place = all.findIndex(({ id }) => id === rule.id) + by;
    if (place < 0 || place >= all.length) return;
    move.mutate({ rule, place });
    setMoved(t('routingSetting.nowInOrder', { name: rule.name, place: place + 1, count: all.length }));
    setTimeout(() => document.getElementById(rowId(rule.id))?.focus(), 0); // its row moved, and the focus with it
  };
  const onRowKey = (event: KeyboardEvent, rule: RoutingRule) => {
    const by = event.altKey ? ({ ArrowUp: -1, ArrowDown: 1 } as const)[event.key as 'ArrowUp'] : undefined;
    if (!by) return;
    event.preventDefault();
    step(rule, by);
  };

  return (
    <>
      <ListSection
        group="workspace"
        name="routing"
        words="routingSetting"
        icon={IconRoute}
        list={rules}
        mayManage={mayManage}
        texts={({ name, value, parameter, queue }) => [name, value, parameter, queue.name]}
        onRowKey={onRowKey}
        heads={
          <>
            <th scope="col">{t('routingSetting.when')}</th>
            <th scope="col">{t('routingSetting.queue')}</th>
            <th scope="col">{t('routingSetting.channels')}</th>
            <th scope="col">{t('routingSetting.order')}</th>
          </>
        }
        cells={(rule) => (
          <>
            <td className="t2 cut">{when(rule)}</td>
            <td className="cut">{rule.queue.name}</td>
            <td className="t2 cut">
              {rule.enabled
                ? rule.channels.map((kind) => t(`channel.${channelKind(kind)}`)).join(', ') ||
                  t('routingSetting.allChannels')
                : t('routingSetting.off')}
            </td>
            <td className="num t2">{order(rule)}</td>
          </>
        )}
        panel={(rule, ways) => <RoutingPanel rule={rule} {...ways} />}
      />
      <p className="sr" role="status">
        {moved}
      </p>
    </>
  );

  function when({ parameter, how, value }: RoutingRule): string {
    const where = whereOf(parameter);
    const what = where === 'parameter' ? parameter : t(`routingSetting.where.${where}`);
    const looks = { what, how: t(`routingSetting.hows.${how}`), value };
    return how === 'given' ? `${what} ${looks.how}` : t('routingSetting.looksFor', looks);
  }

  function order(rule: RoutingRule) {
    const place = all.findIndex(({ id }) => id === rule.id);
    return (
      <span className="row tight">
        {place + 1}
        {all.length > 1 && (
          <RowMoves
            earlier={t('routingSetting.sooner', { name: rule.name })}
            later={t('routingSetting.later', { name: rule.name })}
            isFirst={place === 0}
            isLast={place === all.length - 1}
            onMove={(by) => step(rule, by)}
          />
        )}
      </span>
    );
  }
}
