import { useDebouncedCallback } from '@mantine/hooks';
import { IconChevronDown, IconFilter, IconSearch, IconX } from '@tabler/icons-react';
import { type RefObject, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { WriteButton } from '../begin/write-button.tsx';
import { type HistoryFilter, isFiltered } from './history-filter.ts';
import { HistoryFilters } from './history-filters.tsx';

interface HistoryToolsProps {
  contactId: number;
  contactName: string;
  field: RefObject<HTMLInputElement | null>;
  wide: boolean;
  q: string;
  hits: number;
  at: number;
  onSearch: (q: string) => void;
  onJump: (step?: number) => void;
  filter: HistoryFilter;
  onFilter: (filter: HistoryFilter) => void;
}

/** Search in the history with its counter ("3 / 6"; Enter and F3 jump), and the filters: beside it on the card, in a row of their own beside a conversation. */
export function HistoryTools(props: HistoryToolsProps) {
  const { contactId, contactName, field, wide, q, hits, at, onSearch, onJump, filter, onFilter } = props;
  const { t } = useTranslation();
  const [text, setText] = useState(q);
  const [filtering, setFiltering] = useState(false);
  const ask = useDebouncedCallback((next: string) => onSearch(next.trim()), 120);
  const change = (next: string) => {
    setText(next);
    ask(next);
  };
  const counter = hits === 0 ? t('history.noHits') : t('history.hits', { at: at + 1, count: hits });
  return (
    <div className={`htools ${wide ? 'wide' : ''}`}>
      {wide && <h2>{t('history.title')}</h2>}
      <search className="field">
        <IconSearch aria-hidden />
        <input
          ref={field}
          type="search"
          autoComplete="off"
          aria-label={t('history.search')}
          placeholder={t('history.search')}
          value={text}
          onChange={(event) => change(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && q) onJump(event.shiftKey ? -1 : 1);
            if (event.key === 'Escape') change('');
          }}
        />
        {q && (
          <span className="s12 t3 num" role="status">
            {counter}
          </span>
        )}
        {q && (
          <button
            type="button"
            className="ib sm"
            aria-label={t('history.nextHit')}
            title={`${t('history.nextHit')} (F3)`}
            onClick={() => onJump()}
          >
            <IconChevronDown className="i-14" aria-hidden />
          </button>
        )}
        {text && (
          <button type="button" className="ib sm" aria-label={t('directory.clear')} onClick={() => change('')}>
            <IconX className="i-14" aria-hidden />
          </button>
        )}
      </search>
      {wide && <span className="grow" />}
      {!wide && (
        <button
          type="button"
          className={`ib ${isFiltered(filter) ? 'on' : ''}`}
          aria-expanded={filtering}
          aria-label={t('history.filter')}
          title={t('history.filter')}
          onClick={() => setFiltering(!filtering)}
        >
          <IconFilter aria-hidden />
        </button>
      )}
      {(wide || filtering) && <HistoryFilters filter={filter} onFilter={onFilter} />}
      <WriteButton contactId={contactId} name={contactName} small />
    </div>
  );
}
