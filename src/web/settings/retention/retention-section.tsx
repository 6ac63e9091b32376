import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cached } from '../../api.ts';
import { SelectField } from '../../frame/select-field.tsx';
import { Failed, NotFound } from '../../frame/states.tsx';
import { useMe } from '../../frame/use-me.ts';
import { enRetention } from '../../i18n/en-retention.ts';
import { addEnglish } from '../../i18n/late-words.ts';
import { Section } from '../section.tsx';
import { TableSkeleton } from '../table-skeleton.tsx';
import { HoldsList } from './holds-list.tsx';
import { useScopeWords } from './period-words.ts';
import { RetentionTable } from './retention-table.tsx';
import './retention.css';

addEnglish(enRetention);

/** Identity → Retention (R-HIS-7): how long things are kept, by the workspace, a queue or a channel, and what is on hold. For administrators. */
export function RetentionSection() {
  const { t } = useTranslation();
  const me = useMe();
  const mayManage = me?.role === 'administrator';
  const scopeWords = useScopeWords();
  const list = useQuery(cached.retention.list.queryOptions({ enabled: mayManage }));
  const [chosen, setChosen] = useState('');
  const all = list.data?.items ?? [];
  const of = all.find(({ id }) => id === chosen) ?? all[0];
  if (me && !mayManage) return <NotFound />;
  return (
    <Section group={t('settings.group.identity')} title={t('settings.retention')}>
      <p className="settings-intro">{t('retention.intro')}</p>
      {list.isPending && <TableSkeleton />}
      {list.isError && <Failed title={t('retention.failed')} error={list.error} retry={() => void list.refetch()} />}
      {of && (
        <>
          <div className="retention-of">
            <SelectField
              label={t('retention.of')}
              value={of.id}
              options={all.map((one) => ({ value: one.id, name: scopeWords(one) }))}
              onChange={setChosen}
              hint={t('retention.order')}
            />
          </div>
          <RetentionTable of={of} />
          <HoldsList />
        </>
      )}
    </Section>
  );
}
