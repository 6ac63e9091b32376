import { useDebouncedCallback } from '@mantine/hooks';
import { IconChevronDown, IconSearch, IconX } from '@tabler/icons-react';
import { type RefObject, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { WriteButton } from '../begin/write-button.tsx';
import { FilterChip } from '../frame/filter-chip.tsx';
import { useChannelKinds } from '../identifiers/use-channel-kinds.ts';

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
  channel: string | undefined;
  onChannel: (channel: string | undefined) => void;
}

/** Search in the history with its counter ("3 / 6"; Enter and F3 jump), and the filter by channel. */
export function HistoryTools(props: HistoryToolsProps) {
  const { contactId, contactName, field, wide, q, hits, at, onSearch, onJump, channel, onChannel } = props;
  const { t } = useTranslation();
  const [text, setText] = useState(q);
  const channels = useChannelKinds();
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
      <FilterChip
        label={t('history.channel')}
        any={t('directory.any')}
        options={channels}
        value={channel}
        onChange={onChannel}
      />
      <WriteButton contactId={contactId} name={contactName} small />
    </div>
  );
}
