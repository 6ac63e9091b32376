import { IconInbox, IconWorld } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DeskSearch, type DeskState, deskViews } from '../addresses.ts';
import { cached } from '../api.ts';
import { useKeys } from '../frame/keys.ts';
import { NewsPill } from '../frame/news-pill.tsx';
import { Empty, Failed } from '../frame/states.tsx';
import { useBusyList } from '../frame/use-still-rows.ts';
import { useSupervisor } from '../frame/use-supervisor.ts';
import { currentWorkspace } from '../workspace.ts';
import { ConversationRows, focusRow, type Group } from './conversation-rows.tsx';
import { filtersOn, ListFilter } from './list-filter.tsx';
import { ListSkeleton } from './list-skeleton.tsx';
import { ListViews, useShowView } from './list-views.tsx';
import { useConversations } from './use-conversations.ts';

const AccessRequests = lazy(() =>
  import('./keeping/access-requests.tsx').then((room) => ({ default: room.AccessRequests })),
);

/** Mine, those that wait, all: who it is shows before anybody takes one (R-REC-10, R-DSK-1). */
export function ConversationList({ search, current }: { search: DeskSearch; current: string | undefined }) {
  const { t } = useTranslation();
  const [busy, attachBusy] = useBusyList();
  const [pane, setPane] = useState<HTMLElement | null>(null);
  const attach = useCallback(
    (list: HTMLElement | null) => {
      attachBusy(list);
      setPane(list);
    },
    [attachBusy],
  );
  const groups = useGroups(search, busy);
  const show = useShowView();
  const isSupervisor = useSupervisor();
  const news = groups.reduce((sum, { list }) => sum + list.news, 0);
  const loading = groups.some(({ list }) => list.isPending);
  const failed = groups.find(({ list }) => list.isError && list.rows.length === 0)?.list;
  const empty = !loading && !failed && groups.every(({ list }) => list.rows.length === 0);
  const tags = [...new Set(groups.flatMap(({ list }) => list.rows.flatMap((row) => row.tags)))];
  const view = search.view ?? 'all';
  useKeys({ views: () => show(deskViews[(deskViews.indexOf(view) + 1) % deskViews.length] ?? 'all') });

  return (
    <section className="pane list" aria-labelledby="conversations-title" data-pane tabIndex={-1}>
      <div className="bar">
        <h2 id="conversations-title" className="sr">
          {t('desk.title')}
        </h2>
        <ListViews search={search} />
        <span className="grow" />
        <Link
          to="/w/$slug/visitors"
          params={{ slug: currentWorkspace() }}
          className="ib"
          aria-label={t('frame.visitors')}
          title={t('frame.visitors')}
        >
          <IconWorld aria-hidden />
        </Link>
        <ListFilter search={search} tags={tags} />
      </div>
      {isSupervisor && (
        <Suspense>
          <AccessRequests />
        </Suspense>
      )}
      <div id="conversations" role="tabpanel" aria-labelledby={`view-${view}`} className="scroll" ref={attach}>
        <NewsPill at="top" text={news > 0 ? t('desk.new', { count: news }) : null} onTake={takeNews} />
        {loading && <ListSkeleton />}
        {failed && <Failed title={t('desk.failed')} error={failed.error} retry={() => void failed.refetch()} />}
        {empty && <Nothing search={search} />}
        {!loading && <ConversationRows groups={groups} pane={pane} current={current} />}
      </div>
    </section>
  );

  /** The fresh order; the focus goes to the first of the news. */
  function takeNews(): void {
    const first = groups.find(({ list }) => list.firstNew)?.list.firstNew;
    for (const { list } of groups) list.take();
    if (first) requestAnimationFrame(() => focusRow(first.id, () => pane?.scrollTo({ top: 0 })));
  }
}

/** What a view shows: one list, or all of them by state. */
function useGroups(search: DeskSearch, busy: boolean): Group[] {
  const { t } = useTranslation();
  const { view = 'all', state } = search;
  const byState = view === 'all' && !state && !search.out;
  const only: DeskState[] =
    search.out && !state
      ? []
      : state && view !== 'waiting'
        ? [state]
        : view === 'mine'
          ? ['open', 'waiting', 'closed']
          : ['waiting'];
  const one = useConversations(byState ? null : [...only], search, busy);
  const open = useConversations(byState ? ['open'] : null, search, busy);
  const waiting = useConversations(byState ? ['waiting'] : null, search, busy);
  const closed = useConversations(byState ? ['closed'] : null, search, busy);
  if (!byState) return [{ key: view, name: null, list: one }];
  return [
    { key: 'open', name: t('desk.open'), list: open },
    { key: 'waiting', name: t('desk.waiting'), list: waiting },
    { key: 'closed', name: t('desk.closed'), list: closed },
  ];
}

function Nothing({ search }: { search: DeskSearch }) {
  const { t } = useTranslation();
  const counts = useQuery(cached.conversations.counts.queryOptions({})).data;
  const { view } = search;
  const to = { to: '/w/$slug/conversations', params: { slug: currentWorkspace() } } as const;
  if (filtersOn(search) > 0) {
    return (
      <Empty icon={IconInbox} title={t('desk.noneFiltered')}>
        <Link {...to} search={{ view }}>
          {t('desk.clearFilter')}
        </Link>
      </Empty>
    );
  }
  if (view === 'mine') {
    return (
      <Empty icon={IconInbox} title={t('deskList.noneMine')}>
        {counts && counts.waiting > 0 && (
          <Link {...to} search={{ view: 'waiting' }}>
            {t('deskList.noneMineHint', { count: counts.waiting })}
          </Link>
        )}
      </Empty>
    );
  }
  return (
    <Empty icon={IconInbox} title={view === 'waiting' ? t('deskList.noneWaiting') : t('desk.none')}>
      {t('desk.noneHint')}
    </Empty>
  );
}
