import { IconArrowLeft, IconWorld } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cached } from '../api.ts';
import { Empty, Failed } from '../frame/states.tsx';
import { useTitle } from '../frame/use-title.ts';
import { enVisitors } from '../i18n/en-visitors.ts';
import { addEnglish } from '../i18n/late-words.ts';
import { TableSkeleton } from '../settings/table-skeleton.tsx';
import { useRowKeys } from '../settings/use-row-keys.ts';
import '../settings/settings-table.css';
import { currentWorkspace } from '../workspace.ts';
import { InviteDialog } from './invite-dialog.tsx';
import { useOutcomes } from './use-outcomes.ts';
import { VisitorRow } from './visitor-row.tsx';
import './visitors.css';

addEnglish(enVisitors);

/** Milliseconds between two looks: presence is told nowhere else. */
const every = 4_000;

/** Who is on the company's site now, and speaking to them first (R-HIS-1). j, k and the arrows walk the rows, Enter invites. */
export function Visitors() {
  const { t } = useTranslation();
  useTitle(t('visitors.title'));
  const visitors = useQuery(cached.visitors.list.queryOptions({ refetchInterval: every, staleTime: 0 }));
  const body = useRef<HTMLTableSectionElement>(null);
  useRowKeys(body);
  const [inviting, setInviting] = useState<string | null>(null);
  const items = visitors.data?.items ?? [];
  useOutcomes(items);
  const chosen = items.find(({ id }) => id === inviting);
  const here = items.filter((one) => one.here).length;

  return (
    <main className="pane visitors" data-pane tabIndex={-1}>
      <header className="bar">
        <Link
          to="/w/$slug/conversations"
          params={{ slug: currentWorkspace() }}
          search={{}}
          className="ib"
          aria-label={t('visitors.back')}
          title={t('visitors.back')}
        >
          <IconArrowLeft aria-hidden />
        </Link>
        <h1>{t('visitors.title')}</h1>
        <span className="grow" />
        <span className="s12 t3" role="status">
          {visitors.isSuccess ? t('visitors.here', { count: here }) : ''}
        </span>
      </header>
      <div className="scroll">
        {visitors.isPending && <TableSkeleton />}
        {visitors.isError && !visitors.data && (
          <Failed title={t('visitors.failed')} error={visitors.error} retry={() => void visitors.refetch()} />
        )}
        {visitors.isSuccess && items.length === 0 && (
          <Empty icon={IconWorld} title={t('visitors.none')}>
            {t('visitors.noneHint')}
          </Empty>
        )}
        {items.length > 0 && (
          <table className="settings-table visitors-table">
            <thead>
              <tr>
                <th scope="col">{t('visitors.who')}</th>
                <th scope="col">{t('visitors.page')}</th>
                <th scope="col" className="hide-1024">
                  {t('visitors.from')}
                </th>
                <th scope="col" className="hide-390">
                  {t('visitors.since')}
                </th>
                <th scope="col" className="hide-1024">
                  {t('visitors.times')}
                </th>
                <th scope="col" className="right">
                  {t('visitors.state')}
                </th>
              </tr>
            </thead>
            <tbody ref={body}>
              {items.map((visitor) => (
                <VisitorRow key={visitor.id} visitor={visitor} onInvite={() => setInviting(visitor.id)} />
              ))}
            </tbody>
          </table>
        )}
      </div>
      <InviteDialog visitor={chosen} onClose={() => setInviting(null)} />
    </main>
  );
}
