import { IconPin } from '@tabler/icons-react';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type Ref, useCallback, useImperativeHandle, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HistoryItem } from '#contract/history.ts';
import { type MorePages, WhenSeen } from '../frame/when-seen.tsx';
import { month } from '../i18n/format.ts';
import { ChangeEntry } from './change-entry.tsx';
import { ConversationEntry } from './conversation-entry.tsx';
import { HiddenEntry } from './hidden-entry.tsx';
import { type Hit, type Section, sectionsOf } from './use-history.ts';

type Row = { key: string; heading: Section } | { key: string; item: HistoryItem };

/** What the search asks of the axis. */
export interface Axis {
  /** Scrolls an item into sight, whether it is there or not yet. */
  show: (item: string) => void;
}

interface HistoryAxisProps {
  ref: Ref<Axis>;
  items: HistoryItem[];
  /** What scrolls. */
  pane: HTMLElement | null;
  contactId: number;
  contactName: string;
  q: string;
  wide: boolean;
  current: string | undefined;
  opened: ReadonlySet<string>;
  onToggle: (id: string) => void;
  hit: Hit | undefined;
  /** Undefined at the end. */
  more: MorePages | undefined;
}

/** The axis with its months, of which only what is near the screen is there: thousands of items open and scroll as a few do. */
export function HistoryAxis(props: HistoryAxisProps) {
  const { ref, items, pane, contactId, contactName, q, wide, current, opened, onToggle, hit, more } = props;
  const { t } = useTranslation();
  const [focus, setFocus] = useState(-1);
  const rows = useMemo(() => rowsOf(items), [items]);
  const keyAt = useCallback((index: number) => rows[index]?.key ?? index, [rows]); // another one measures all of them anew
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => pane,
    estimateSize: (index) => sizeOf(rows[index], wide),
    getItemKey: keyAt,
    overscan: 10,
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range);
      // what has the focus stays there when it is scrolled away, so that the focus is not lost
      return focus >= 0 && focus < rows.length && !shown.includes(focus)
        ? [...shown, focus].sort((a, b) => a - b)
        : shown;
    },
  });
  useImperativeHandle(ref, () => ({
    show(id) {
      const there = document.getElementById(`item-${id}`);
      if (there) return there.scrollIntoView({ block: 'nearest' });
      const index = rows.findIndex(({ key }) => key === id);
      if (index >= 0) virtual.scrollToIndex(index, { align: 'center' });
    },
  }));
  const Heading = wide ? 'h3' : 'h2';

  return (
    <>
      <ol
        className="axis"
        style={{ height: virtual.getTotalSize() }}
        onFocus={({ target }) => setFocus(Number(target.closest('[data-index]')?.getAttribute('data-index') ?? -1))}
        onBlur={() => setFocus(-1)}
      >
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const row = rows[index];
          return row ? (
            <li key={key} ref={virtual.measureElement} data-index={index} style={{ top: start }}>
              {'heading' in row ? (
                <Heading className="month">
                  {row.heading.open && <IconPin className="i-14" aria-hidden />}
                  {row.heading.open ? t('history.openNow') : month(row.heading.at)}
                </Heading>
              ) : (
                entry(row.item)
              )}
            </li>
          ) : null;
        })}
      </ol>
      {more && <WhenSeen key={items.length} list={more} />}
    </>
  );

  function entry(item: HistoryItem) {
    if (item.type === 'hidden') return <HiddenEntry item={item} />;
    if (item.type === 'change') return <ChangeEntry change={item} contactId={contactId} q={q} />;
    return (
      <ConversationEntry
        item={item}
        contactId={contactId}
        contactName={contactName}
        q={q}
        wide={wide}
        isCurrent={item.id === current}
        isOpen={opened.has(item.id)}
        onToggle={onToggle}
        hit={hit?.item === item.id ? hit.entry : null}
      />
    );
  }
}

function rowsOf(items: HistoryItem[]): Row[] {
  return sectionsOf(items).flatMap((section): Row[] => [
    { key: `section ${section.key}`, heading: section },
    ...section.items.map((item) => ({ key: item.id, item })),
  ]);
}

/** In pixels, about: what is there is measured. */
function sizeOf(row: Row | undefined, wide: boolean): number {
  if (!row || 'heading' in row) return 30;
  return wide ? (row.item.type === 'hidden' ? 58 : 32) : 52;
}
