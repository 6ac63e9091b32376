import { IconInbox } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { DeskSearch } from '../addresses.ts';
import { useKeys } from '../frame/keys.ts';
import { NewsPill } from '../frame/news-pill.tsx';
import { Empty, Failed } from '../frame/states.tsx';
import { useBusyList } from '../frame/use-still-rows.ts';
import { currentWorkspace } from '../workspace.ts';
import { ConversationGroup } from './conversation-group.tsx';
import { ListFilter } from './list-filter.tsx';
import { ListSkeleton } from './list-skeleton.tsx';
import { useConversations } from './use-conversations.ts';

/** Conversations in three groups: those waiting, those open, those closed; who it is shows before anybody takes one (R-REC-10). */
export function ConversationList({ search, current }: { search: DeskSearch; current: string | undefined }) {
  const { t } = useTranslation();
  const [busy, attach] = useBusyList();
  const open = useConversations('open', search, busy);
  const waiting = useConversations('waiting', search, busy);
  const closed = useConversations('closed', search, busy);
  const groups = [
    { key: 'open', name: t('desk.open'), list: open },
    { key: 'waiting', name: t('desk.waiting'), list: waiting },
    { key: 'closed', name: t('desk.closed'), list: closed },
  ];
  const news = groups.reduce((sum, { list }) => sum + list.news, 0);
  const loading = groups.some(({ list }) => list.isPending);
  const failed = groups.find(({ list }) => list.isError && list.rows.length === 0)?.list;
  const empty = !loading && !failed && groups.every(({ list }) => list.rows.length === 0);
  const filtered = Boolean(search.channel || search.client);
  useKeys({
    j: () => focusRow(1),
    k: () => focusRow(-1),
    arrowdown: () => focusRow(1),
    arrowup: () => focusRow(-1),
  });

  return (
    <section className="pane list" aria-labelledby="conversations-title" data-pane tabIndex={-1}>
      <div className="bar">
        <h2 id="conversations-title">{t('desk.title')}</h2>
        <span className="grow" />
        <ListFilter search={search} />
      </div>
      <div className="scroll" ref={attach}>
        <NewsPill at="top" text={news > 0 ? t('desk.new', { count: news }) : null} onTake={takeNews} />
        {loading && <ListSkeleton />}
        {failed && <Failed title={t('desk.failed')} error={failed.error} retry={() => void failed.refetch()} />}
        {empty && (
          <Empty icon={IconInbox} title={filtered ? t('desk.noneFiltered') : t('desk.none')}>
            {filtered ? (
              <Link to="/w/$slug/conversations" params={{ slug: currentWorkspace() }} search={{}}>
                {t('desk.clearFilter')}
              </Link>
            ) : (
              t('desk.noneHint')
            )}
          </Empty>
        )}
        {!loading &&
          groups.map(({ key, name, list }) =>
            list.rows.length > 0 ? <ConversationGroup key={key} name={name} list={list} current={current} /> : null,
          )}
      </div>
    </section>
  );

  /** The fresh order; the focus goes to the first of the news. */
  function takeNews(): void {
    const first = groups.find(({ list }) => list.firstNew)?.list.firstNew;
    for (const { list } of groups) list.take();
    requestAnimationFrame(() => {
      const row = document.querySelector<HTMLElement>(`a.conv[href*="${first?.id}"]`);
      row?.scrollIntoView({ block: 'center' });
      row?.focus({ preventScroll: true });
    });
  }
}

/** j and k move between the rows; from nowhere they begin at the open one. */
function focusRow(step: number): boolean {
  const rows = [...document.querySelectorAll<HTMLElement>('a.conv')];
  const focused = rows.indexOf(document.activeElement as HTMLElement);
  const at = focused >= 0 ? focused : rows.findIndex((row) => row.classList.contains('is-active'));
  const next = rows[Math.max(0, Math.min(rows.length - 1, at + step))];
  next?.focus();
  return next !== undefined;
}
