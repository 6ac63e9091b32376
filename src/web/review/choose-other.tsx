import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contact } from '#contract/contact.ts';
import { cached } from '../api.ts';
import { useDuplicates } from '../contact/use-duplicates.ts';
import { grouped } from '../i18n/format.ts';
import { Avatar } from '../identifiers/avatar.tsx';
import { Marked } from '../identifiers/marked.tsx';
import { useReasonWords } from './reason-words.ts';

interface Option {
  id: number;
  name: string | null;
  more: string;
}

/** Which card to merge with: first those that may be the same person, else a search of the directory. */
export function ChooseOther({ card, onChoose }: { card: Contact; onChoose: (id: number) => void }) {
  const { t } = useTranslation();
  const words = useReasonWords();
  const [q, setQ] = useState('');
  const [asked] = useDebouncedValue(q.trim(), 120);
  const [chosen, setChosen] = useState<number | null>(null);
  const pairs = useDuplicates(card.id);
  const found = useQuery(
    cached.contacts.list.queryOptions({
      input: { q: asked, limit: 20, state: 'active' },
      enabled: asked !== '',
      placeholderData: keepPreviousData,
    }),
  );
  const options: Option[] = asked
    ? (found.data?.items ?? []).map(({ id, name, email, phone, company }) => ({
        id,
        name,
        more: [email?.display ?? phone?.display, company].filter(Boolean).join(' · '),
      }))
    : pairs.map(({ a, b, reasons }) => ({ ...(a.id === card.id ? b : a), more: words.line(reasons) }));
  const offered = options.filter(({ id }) => id !== card.id);
  const current = offered.find(({ id }) => id === chosen) ?? offered[0];

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && current) {
      const at = offered.indexOf(current);
      setChosen(offered[(at + step + offered.length) % offered.length]?.id ?? null);
    } else if (event.key === 'Enter' && current) onChoose(current.id);
    else return;
    event.preventDefault();
  };

  return (
    <div className="dialog-body choose-other">
      <div className="field lg">
        <IconSearch aria-hidden />
        <input
          data-autofocus
          role="combobox"
          aria-expanded="true"
          aria-controls="mergeable"
          aria-activedescendant={current ? `mergeable-${current.id}` : undefined}
          aria-label={t('merging.search')}
          placeholder={t('merging.searchHint')}
          value={q}
          onChange={(event) => {
            setQ(event.target.value);
            setChosen(null);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div role="listbox" id="mergeable" aria-label={t('merging.search')} tabIndex={-1}>
        {offered.map(({ id, name, more }) => (
          <div
            key={id}
            role="option"
            id={`mergeable-${id}`}
            tabIndex={-1}
            aria-selected={id === current?.id}
            className="mergeable"
            onClick={() => onChoose(id)}
            onMouseMove={() => setChosen(id)}
            onKeyDown={onKeyDown}
          >
            <Avatar name={name} />
            <div className="cut">
              <div className="row tight">
                <b className="cut">
                  <Marked text={name ?? t('value.unnamed')} q={asked} />
                </b>
                <span className="s12 t3 num">{t('value.id', { id: grouped(id) })}</span>
              </div>
              <div className="s12 t2 cut">
                <Marked text={more} q={asked} />
              </div>
            </div>
            {!asked && <span className="badge warn">{t('merging.possible')}</span>}
          </div>
        ))}
      </div>
      {offered.length === 0 && (
        <p className="t3">
          {asked && found.isSuccess ? t('merging.nothing', { q: asked }) : asked ? '' : t('merging.start')}
        </p>
      )}
    </div>
  );
}
