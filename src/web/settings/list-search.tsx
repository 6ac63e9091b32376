import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fold } from '#contract/fold.ts';

/** A word to look for in a list of settings, and whether a row has it. Accents and case make no difference. */
export function useListSearch() {
  const [q, setQ] = useState('');
  const asked = fold(q);
  return {
    q,
    setQ,
    has: (...texts: (string | null | undefined)[]) => texts.some((text) => fold(text ?? '').includes(asked)),
  };
}

interface ListSearchProps {
  q: string;
  onChange: (q: string) => void;
  label: string;
}

/** The field above a list of settings. Esc empties it first. */
export function ListSearch({ q, onChange, label }: ListSearchProps) {
  const { t } = useTranslation();
  return (
    <search className="settings-search">
      <div className="field">
        <IconSearch className="i-14" aria-hidden />
        <input
          type="search"
          value={q}
          aria-label={label}
          placeholder={t('deskSettings.search')}
          autoComplete="off"
          onChange={({ target }) => onChange(target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || !q) return;
            event.preventDefault();
            onChange('');
          }}
        />
      </div>
    </search>
  );
}
