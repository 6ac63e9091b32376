import { useDidUpdate, useMediaQuery } from '@mantine/hooks';
import { IconFilterOff } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../../frame/keys.ts';
import { Empty, Failed, Line, Skeleton } from '../../frame/states.tsx';
import { grouped } from '../../i18n/format.ts';
import { PreviewRow } from './preview-row.tsx';
import type { PreviewRows } from './use-preview-rows.ts';

interface PreviewTableProps {
  rows: PreviewRows;
  cursor: number;
  onPoint: (place: number) => void;
  /** The rows are being looked at anew. */
  busy: boolean;
  /** How many there are in all. */
  all: number;
}

/** The rows of the file: a virtual grid, walked with j and k. */
export function PreviewTable({ rows: shown, cursor, onPoint, busy, all }: PreviewTableProps) {
  const { t } = useTranslation();
  const small = useMediaQuery('(max-width: 640px)') ?? false;
  const pane = useRef<HTMLDivElement>(null);
  const { rows } = shown;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => pane.current,
    estimateSize: () => (small ? 84 : 38),
    overscan: 12,
    scrollPaddingStart: small ? 0 : 32,
  });
  useDidUpdate(() => virtual.measure(), [small]);
  useDidUpdate(() => {
    virtual.scrollToIndex(cursor);
    const soon = requestAnimationFrame(() => {
      pane.current?.querySelector('tr.cur')?.scrollIntoView({ block: 'nearest' }); // what is said of it took room
    });
    return () => cancelAnimationFrame(soon);
  }, [cursor]);
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? -1;
  useEffect(() => {
    if (last >= rows.length - 60) shown.more();
  }, [last, rows.length, shown.more]);
  const move = (to: number) => onPoint(Math.max(0, Math.min(rows.length - 1, to)));
  useKeys({
    next: () => move(cursor + 1),
    previous: () => move(cursor - 1),
    arrowdown: () => move(cursor + 1),
    arrowup: () => move(cursor - 1),
    home: () => move(0),
    end: () => move(rows.length - 1),
    pagedown: () => move(cursor + 15),
    pageup: () => move(cursor - 15),
  });
  const current = rows[cursor];
  const grid = {
    role: 'grid', // its keys walk the rows, so it takes the focus
    tabIndex: 0,
    'aria-rowcount': all + 1,
    'aria-activedescendant': current ? `row-${current.row}` : undefined,
  };

  if (shown.error && rows.length === 0) {
    return <Failed title={t('contactImport.rowsFailed')} error={shown.error} retry={shown.again} />;
  }
  if (shown.loading) {
    return (
      <div className="imp-table-pane">
        <Skeleton>
          {[62, 48, 71, 55, 66, 44, 59, 73, 51, 64, 46, 69].map((width) => (
            <div className="imp-sk" key={width}>
              <Line width={`${width}%`} />
            </div>
          ))}
        </Skeleton>
      </div>
    );
  }
  return (
    <div ref={pane} className="imp-table-pane">
      {rows.length === 0 && <Empty icon={IconFilterOff} title={t('contactImport.none')} />}
      {rows.length > 0 && (
        <table {...grid} className="imp-table" aria-label={t('contactImport.preview')} aria-busy={busy || shown.old}>
          <thead>
            <tr>
              <th scope="col" className="right">
                {t('contactImport.row')}
              </th>
              <th scope="col">{t('contactImport.will')}</th>
              <th scope="col">{t('contactImport.name')}</th>
              <th scope="col">{t('contactImport.email')}</th>
              <th scope="col">{t('contactImport.phone')}</th>
              <th scope="col">{t('contactImport.onCard')}</th>
            </tr>
          </thead>
          <tbody style={{ height: virtual.getTotalSize() }}>
            {items.map(({ index, start }) => {
              const row = rows[index];
              return row ? (
                <PreviewRow
                  key={row.row}
                  row={row}
                  index={index}
                  top={start}
                  atCursor={index === cursor}
                  onPoint={() => onPoint(index)}
                />
              ) : null;
            })}
          </tbody>
        </table>
      )}
      {shown.complete && !busy && rows.length > 0 && rows.length < all && (
        <p className="hint imp-end">{t('contactImport.notAll', { shown: grouped(rows.length), all: grouped(all) })}</p>
      )}
    </div>
  );
}
