import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationRow } from '#contract/conversation.ts';
import { useKeys } from '../frame/keys.ts';
import { WhenSeen } from '../frame/when-seen.tsx';
import { ConversationListRow } from './conversation-list-row.tsx';
import type { Conversations } from './use-conversations.ts';

export interface Group {
  key: string;
  /** Its heading, which folds it; null where it is the only one. */
  name: string | null;
  list: Conversations;
}

type Item =
  | { key: string; group: Group }
  | { key: string; row: ConversationRow; place: number; of: number }
  | { key: string; more: Conversations };

/** The rows of the list, of which only those near the screen are there: thousands of them scroll as a few do. j and k walk them. */
export function ConversationRows({
  groups,
  pane,
  current,
}: {
  groups: Group[];
  /** What scrolls. */
  pane: HTMLElement | null;
  current: string | undefined;
}) {
  const { t } = useTranslation();
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [focus, setFocus] = useState(-1);
  const items = useMemo(() => groups.flatMap((group) => itemsOf(group, folded.has(group.key))), [groups, folded]);
  const keyAt = useCallback((index: number) => items[index]?.key ?? index, [items]); // another one measures all rows anew
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => pane,
    estimateSize: (index) => sizeOf(items[index]),
    getItemKey: keyAt,
    overscan: 12,
    paddingStart: 6,
    paddingEnd: 12,
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range);
      // the focused row stays there when it is scrolled away, so that the focus is not lost
      return focus >= 0 && focus < items.length && !shown.includes(focus)
        ? [...shown, focus].sort((a, b) => a - b)
        : shown;
    },
  });
  useKeys({
    next: () => walk(1),
    previous: () => walk(-1),
    arrowdown: () => walk(1),
    arrowup: () => walk(-1),
    home: () => (focus < 0 ? false : walkTo(0, 1)),
    end: () => (focus < 0 ? false : walkTo(items.length - 1, -1)),
  });

  return (
    <ul
      className="conv-rows"
      aria-label={t('desk.title')}
      style={{ height: virtual.getTotalSize() }}
      onFocus={({ target }) => setFocus(indexOf(target))}
      onBlur={() => setFocus(-1)}
    >
      {virtual.getVirtualItems().map(({ index, key, start }) => {
        const item = items[index];
        if (!item) return null;
        const about = 'row' in item ? { 'aria-posinset': item.place + 1, 'aria-setsize': item.of } : {};
        return (
          <li key={key} data-index={index} style={{ transform: `translateY(${start}px)` }} {...about}>
            {'group' in item && <GroupHead group={item.group} folded={folded} onFold={setFolded} />}
            {'row' in item && <ConversationListRow row={item.row} isCurrent={item.row.id === current} />}
            {'more' in item && <WhenSeen key={item.more.rows.length} list={item.more} />}
          </li>
        );
      })}
    </ul>
  );

  /** To the next row; from nowhere, to the open one. */
  function walk(step: number): boolean {
    const at = focus >= 0 ? focus : items.findIndex((item) => 'row' in item && item.row.id === current);
    return walkTo(at < 0 && step < 0 ? items.length : at + step, step);
  }

  function walkTo(from: number, step: number): boolean {
    for (let index = from; index >= 0 && index < items.length; index += step) {
      const item = items[index];
      if (!item || !('row' in item)) continue;
      focusRow(item.row.id, () => virtual.scrollToIndex(index));
      return true;
    }
    return focus >= 0;
  }
}

function GroupHead({
  group: { key, name, list },
  folded,
  onFold,
}: {
  group: Group;
  folded: ReadonlySet<string>;
  onFold: (folded: ReadonlySet<string>) => void;
}) {
  const isFolded = folded.has(key);
  const Chevron = isFolded ? IconChevronRight : IconChevronDown;
  const fold = () => onFold(new Set(isFolded ? [...folded].filter((one) => one !== key) : [...folded, key]));
  return (
    <h3 className="group">
      <button type="button" className="fold" aria-expanded={!isFolded} onClick={fold}>
        {name} <span className="count">{list.hasNextPage ? `${list.rows.length}+` : list.rows.length}</span>
        <Chevron className="i-14" aria-hidden />
      </button>
    </h3>
  );
}

/** Focuses a row, which may have to be scrolled to first. */
export function focusRow(id: string, scroll: () => void): void {
  const find = () => document.querySelector<HTMLElement>(`a.conv[data-id="${id}"]`);
  const row = find();
  if (!row) {
    scroll();
    requestAnimationFrame(() => requestAnimationFrame(() => find()?.focus()));
  }
  row?.focus();
}

function itemsOf(group: Group, isFolded: boolean): Item[] {
  const { key, name, list } = group;
  if (list.rows.length === 0) return [];
  const of = list.hasNextPage ? -1 : list.rows.length;
  const rows = list.rows.map((row, place) => ({ key: row.id, row, place, of }));
  return [
    ...(name === null ? [] : [{ key: `group ${key}`, group }]),
    ...(isFolded ? [] : rows),
    ...(!isFolded && list.hasNextPage ? [{ key: `more ${key}`, more: list }] : []),
  ];
}

/** In pixels, as conversation-list.css has it. */
function sizeOf(item: Item | undefined): number {
  return !item || 'row' in item ? 76 : 'group' in item ? 36 : 1;
}

function indexOf(target: Element): number {
  return Number(target.closest('[data-index]')?.getAttribute('data-index') ?? -1);
}
