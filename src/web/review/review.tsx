import { IconUsers } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Duplicate } from '#contract/duplicate.ts';
import { askRecordsAnew } from '../ask-anew.ts';
import { useKeys } from '../frame/keys.ts';
import { Empty } from '../frame/states.tsx';
import { useBusyList } from '../frame/use-still-rows.ts';
import { useTitle } from '../frame/use-title.ts';
import { PairPane } from './pair-pane.tsx';
import { QueueList } from './queue-list.tsx';
import { duplicatesStatus } from './status.ts';
import { pairKey, useQueue } from './use-queue.ts';
import './review.css';

/** The review of possible duplicates (R-BEY-3): the queue left, the pair to decide right. On a small screen one of them at a time. */
export function Review() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const { slug } = useParams({ from: '/w/$slug' });
  const { a, b } = useParams({ strict: false });
  const search = useSearch({ from: '/w/$slug/review' });
  const [busy, attach] = useBusyList();
  const queue = useQueue(search, busy);
  const status = useQuery(duplicatesStatus()).data;
  const [said, say] = useState('');
  useTitle(t('review.title'));

  const { rows } = queue;
  const asked = a && b ? `${a}/${b}` : undefined;
  const first = useRef<string>(undefined); // what is shown stays when a more probable pair comes
  if (!rows.some((row) => pairKey(row) === first.current)) first.current = rows[0] && pairKey(rows[0]);
  const current = asked ?? first.current;
  const at = rows.findIndex((row) => pairKey(row) === current);
  const ids = idsOf(current);
  const total = { open: status?.open, later: status?.later, decided: undefined }[search.tab ?? 'open'];
  const count = queue.hasNextPage ? Math.max(total ?? 0, rows.length) : rows.length;

  const stepped = useRef<'inList' | 'inPair' | null>(null); // where the focus was when another pair was asked for
  useEffect(() => {
    if (current !== undefined || rows.length === 0) keepFocus(stepped.current);
    stepped.current = null;
  }, [current, rows.length]);

  const open = (pair: Duplicate | undefined) => {
    stepped.current = document.activeElement?.closest('.pairs') ? 'inList' : 'inPair';
    const to = pair && { a: String(pair.a.id), b: String(pair.b.id) };
    void (to
      ? navigate({ to: '/w/$slug/review/$a/$b', params: { slug, ...to }, search, replace: true })
      : navigate({ to: '/w/$slug/review', params: { slug }, search, replace: true }));
  };
  const step = (by: number) => {
    const next = rows[at < 0 ? 0 : at + by];
    if (next) open(next);
    if (at + by >= rows.length - 5 && queue.hasNextPage) void queue.fetchNextPage();
  };
  const decided = async (pair: Duplicate) => {
    const next = rows[at + 1] ?? rows[at - 1];
    await queue.takeOut(pair);
    open(next);
    const name = (card: Duplicate['a']) => card.name ?? t('value.unnamed');
    say(next ? t('review.nextSaid', { left: name(next.a), right: name(next.b) }) : t('review.lastSaid'));
    void askRecordsAnew(cache);
  };
  useKeys({ next: () => step(1), previous: () => step(-1) });

  return (
    <div className="review" data-shows={asked ? 'pair' : 'list'}>
      <QueueList queue={queue} search={search} status={status} current={current} attach={attach} />
      {ids ? (
        <PairPane
          key={current}
          ids={ids}
          row={rows[at]}
          search={search}
          at={at}
          count={count}
          onStep={step}
          onDecided={(pair) => void decided(pair)}
        />
      ) : (
        <main className="pane review-pair middle" data-pane tabIndex={-1}>
          {queue.isSuccess && <Empty icon={IconUsers} title={t(search.tab ? 'review.choose' : 'review.none')} />}
        </main>
      )}
      <p className="sr" role="status">
        {said}
      </p>
    </div>
  );
}

function idsOf(key: string | undefined): { a: number; b: number } | null {
  const [a, b] = (key ?? '').split('/').map(Number);
  return a && b ? { a, b } : null;
}

/** After a decision or a step: to the row, where the focus was in the list; else to the new pair, where the focus went with the old one. */
function keepFocus(before: 'inList' | 'inPair' | null): void {
  if (!before) return;
  const row = document.querySelector<HTMLElement>('a.pair.on');
  if (before === 'inList' && row) row.focus();
  else if (!document.activeElement || document.activeElement === document.body)
    document.querySelector<HTMLElement>('.review-pair')?.focus();
  row?.scrollIntoView({ block: 'nearest' });
}
