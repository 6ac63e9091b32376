import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch, IconX } from '@tabler/icons-react';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Key } from '../frame/key.tsx';

interface SearchBoxProps {
  field: RefObject<HTMLInputElement | null>;
  /** What is searched for now. */
  q: string;
  /** How many were found, in words. */
  count: string | null;
  onSearch: (q: string) => void;
}

/** Search as one types: asks 120 ms after the last letter. Arrow down goes to the table, Esc clears. */
export function SearchBox({ field, q, count, onSearch }: SearchBoxProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(q);
  const asked = useRef(q);
  const ask = useDebouncedCallback((next: string) => {
    asked.current = next.trim();
    onSearch(next.trim());
  }, 120);
  useEffect(() => {
    if (q !== asked.current) setText(q); // changed from elsewhere: back, a link
    asked.current = q;
  }, [q]);
  const change = (next: string) => {
    setText(next);
    ask(next);
  };
  return (
    <search className="field search">
      <IconSearch aria-hidden />
      <input
        ref={field}
        type="search"
        autoComplete="off"
        spellCheck={false}
        aria-label={t('directory.search')}
        placeholder={t('directory.searchHint')}
        value={text}
        onChange={(event) => change(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') change('');
          if (event.key !== 'ArrowDown' && event.key !== 'Escape' && event.key !== 'Enter') return;
          event.preventDefault();
          document.querySelector<HTMLElement>('.table[role="grid"]')?.focus();
        }}
      />
      {text && count && <span className="s12 t3 num">{count}</span>}
      {text ? (
        <button type="button" className="ib sm" aria-label={t('directory.clear')} onClick={() => change('')}>
          <IconX className="i-14" aria-hidden />
        </button>
      ) : (
        <Key of="search" />
      )}
    </search>
  );
}
