import { IconHistory, IconSearch } from '@tabler/icons-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../frame/keys.ts';
import { Empty, Failed } from '../frame/states.tsx';
import { type Axis, HistoryAxis } from './history-axis.tsx';
import { type HistoryFilter, isFiltered } from './history-filter.ts';
import { HistorySkeleton } from './history-skeleton.tsx';
import { HistoryTools } from './history-tools.tsx';
import { hitsOf, useHistory } from './use-history.ts';
import './history.css';
import './transcript.css';

interface HistoryProps {
  contactId: number;
  contactName: string;
  /** One line an entry, on the card; two lines beside a conversation. */
  wide?: boolean;
  /** The conversation that is on screen already. */
  current?: string;
  /** A conversation that is opened at once. */
  shown?: string | undefined;
}

/** The history of a card on one time axis (R-HIS-1): open conversations pinned on top, then months; searched in place. */
export function History({ contactId, contactName, wide = false, current, shown }: HistoryProps) {
  const { t } = useTranslation();
  const [q, setQ] = useState('');
  const [filter, setFilter] = useState<HistoryFilter>({});
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set(shown ? [shown] : []));
  const [at, setAt] = useState(-1);
  const field = useRef<HTMLInputElement>(null);
  const axis = useRef<Axis>(null);
  const [pane, setPane] = useState<HTMLElement | null>(null);
  const history = useHistory(contactId, q, filter);
  const hits = q ? hitsOf(history.items) : [];
  const hit = hits[at];

  useEffect(() => {
    if (shown && !history.isPending) requestAnimationFrame(() => axis.current?.show(shown));
  }, [shown, history.isPending]);
  const toggle = useCallback((id: string, open?: boolean) => {
    setOpened((before) => {
      const next = new Set(before);
      if (open ?? !before.has(id)) next.add(id);
      else next.delete(id);
      return next;
    });
  }, []);
  const jump = (step = 1) => {
    const to = hits.length === 0 ? -1 : (at + step + hits.length) % hits.length;
    setAt(to);
    const target = hits[to];
    if (target?.entry) toggle(target.item, true);
    if (target) requestAnimationFrame(() => axis.current?.show(target.item));
  };
  useKeys({
    nextHit: (event) => (hits.length > 0 ? jump(event.shiftKey ? -1 : 1) : false),
    search: () => field.current?.select(),
  });

  return (
    <>
      <HistoryTools
        contactId={contactId}
        contactName={contactName}
        field={field}
        wide={wide}
        q={q}
        hits={hits.length}
        at={at}
        onSearch={(next) => {
          setQ(next);
          setAt(-1);
        }}
        onJump={jump}
        filter={filter}
        onFilter={setFilter}
      />
      <div ref={setPane} className={`scroll axis-pane ${wide ? 'wide' : ''}`} aria-busy={history.isPlaceholderData}>
        {list()}
      </div>
    </>
  );

  function list() {
    if (history.isPending) return <HistorySkeleton />;
    if (history.isError && history.items.length === 0) {
      return <Failed title={t('history.failed')} error={history.error} retry={() => void history.refetch()} />;
    }
    if (history.items.length === 0) {
      return q || isFiltered(filter) ? (
        <Empty icon={IconSearch} title={q ? t('history.nothing', { q }) : t('history.nothingShown')}>
          {q ? t('history.nothingHint') : t('history.nothingShownHint')}
        </Empty>
      ) : (
        <Empty icon={IconHistory} title={t('history.none')}>
          {t('history.noneHint')}
        </Empty>
      );
    }
    return (
      <HistoryAxis
        ref={axis}
        items={history.items}
        pane={pane}
        contactId={contactId}
        contactName={contactName}
        q={q}
        wide={wide}
        current={current}
        opened={opened}
        onToggle={toggle}
        hit={hit}
        more={history.hasNextPage ? history : undefined}
      />
    );
  }
}
