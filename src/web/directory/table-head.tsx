import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DirectorySearch, Sort } from '../addresses.ts';
import type { Selection } from './use-selection.ts';

interface TableHeadProps {
  search: DirectorySearch;
  selection: Selection;
  onSort: (sort: Sort | undefined) => void;
}

type Column = 'id' | 'name' | 'lastContact';

/** The head of the table: columns that sort are buttons; a second click turns the order round. */
export function TableHead({ search, selection, onSort }: TableHeadProps) {
  const { t } = useTranslation();
  return (
    <thead>
      <tr className="tr th">
        <th scope="col">
          <input
            type="checkbox"
            className="box"
            aria-label={t('directory.selectAll')}
            checked={selection.all}
            ref={(box) => {
              if (box) box.indeterminate = selection.size > 0 && !selection.all;
            }}
            onChange={selection.toggleAll}
          />
        </th>
        {sorting('id', 'right')}
        {sorting('name')}
        <th scope="col">{t('directory.columns.email')}</th>
        <th scope="col">{t('directory.columns.phone')}</th>
        <th scope="col">{t('directory.columns.channels')}</th>
        <th scope="col">{t('directory.columns.tags')}</th>
        {search.bin ? <th scope="col">{t('directory.columns.restore')}</th> : sorting('lastContact')}
      </tr>
    </thead>
  );

  function sorting(column: Column, className = '') {
    const down = search.sort === `-${column}`;
    const up = search.sort === column;
    return (
      <th scope="col" className={className} aria-sort={up ? 'ascending' : down ? 'descending' : 'none'}>
        <button type="button" onClick={() => onSort(nextSort(column, up, down))}>
          {t(`directory.columns.${column}`)}
          {up && <IconChevronUp className="i-14" aria-hidden />}
          {down && <IconChevronDown className="i-14" aria-hidden />}
        </button>
      </th>
    );
  }
}

/** Latest contacts first, everything else from its beginning; then the other way, then as found. */
function nextSort(column: Column, up: boolean, down: boolean): Sort | undefined {
  const [first, second] = column === 'lastContact' ? [`-${column}` as const, column] : [column, `-${column}` as const];
  if (!up && !down) return first;
  return (first === column ? up : down) ? second : undefined;
}
