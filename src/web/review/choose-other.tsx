import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contact } from '#contract/contact.ts';
import { useDuplicates } from '../contact/use-duplicates.ts';
import { useFoundContacts } from '../directory/use-found-contacts.ts';
import { Failed } from '../frame/states.tsx';
import { useChoice } from '../frame/use-choice.ts';
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
  const pairs = useDuplicates(card.id);
  const { found, asked, isAnswer, error, retry } = useFoundContacts(q);
  const options: Option[] =
    found?.map(({ id, name, email, phone, company }) => ({
      id,
      name,
      more: [email?.display ?? phone?.display, company].filter(Boolean).join(' · '),
    })) ?? pairs.map(({ a, b, reasons }) => ({ ...(a.id === card.id ? b : a), more: words.line(reasons) }));
  const offered = options.filter(({ id }) => id !== card.id);
  const { current, choose, beginAnew, onKeyDown } = useChoice({
    options: offered,
    isAnswer,
    onTake: ({ id }) => onChoose(id),
  });

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
            beginAnew();
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
            onMouseMove={() => choose(id)}
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
            {!found && <span className="badge warn">{t('merging.possible')}</span>}
          </div>
        ))}
      </div>
      {error ? <Failed title={t('directory.failed')} error={error} retry={retry} /> : null}
      {offered.length === 0 && isAnswer && (
        <p className="t3">{asked ? t('merging.nothing', { q: asked }) : t('merging.start')}</p>
      )}
    </div>
  );
}
