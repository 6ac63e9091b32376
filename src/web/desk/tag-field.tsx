import { IconChevronDown } from '@tabler/icons-react';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fold } from '#contract/fold.ts';
import type { Tag as CompanyTag } from '#contract/tag.ts';
import { useKeys } from '../frame/keys.ts';
import { Tag } from '../identifiers/tag.tsx';

interface TagFieldProps {
  company: CompanyTag[];
  onAdd: (tag: string) => void;
  /** Whether one may make a new one; else only those of the list are taken. */
  free: boolean;
}

/** A tag is typed and Enter adds it; the drop-down has those of the company that begin so. `l` leads here. */
export function TagField({ company, onAdd, free }: TagFieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState(-1);
  useKeys({ tag: () => (field.current?.offsetParent ? field.current.focus() : false) });
  const wanted = fold(text);
  const found = company.filter(({ name }) => fold(name).includes(wanted)).slice(0, 30);
  const isOpen = open && found.length > 0;
  const isUnknown = !free && text.trim() !== '' && found.length === 0;
  const add = (tag: string) => {
    if (tag.trim() === '') return;
    onAdd(tag.trim());
    setText('');
    setChosen(-1);
    setOpen(false);
    field.current?.focus();
  };
  const listed = () => found.find(({ name }) => fold(name) === wanted) ?? (found.length === 1 ? found[0] : undefined);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length > 0) {
      setOpen(true);
      setChosen((chosen + step + (chosen < 0 && step < 0 ? 1 : 0) + found.length) % found.length);
    } else if (event.key === 'Enter') add((isOpen && found[chosen]?.name) || (free ? text : (listed()?.name ?? '')));
    else if (event.key === 'Escape' && isOpen) setOpen(false);
    else if (event.key === 'Escape' && text !== '') setText('');
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <span className="tag-field">
      <input
        ref={field}
        role="combobox"
        value={text}
        maxLength={100}
        autoComplete="off"
        aria-label={t(free ? 'convTags.new' : 'convTags.choose')}
        placeholder={t(free ? 'convTags.placeholder' : 'convTags.choosePlaceholder')}
        aria-expanded={isOpen}
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && chosen >= 0 ? `${id}-${chosen}` : undefined}
        onChange={({ target }) => {
          setText(target.value);
          setChosen(-1);
          setOpen(target.value.trim() !== '');
        }}
        onKeyDown={onKeyDown}
        onBlur={() => setOpen(false)}
      />
      {company.length > 0 && (
        <button
          type="button"
          className="ib sm"
          tabIndex={-1}
          aria-label={t('convTags.company')}
          title={t('convTags.company')}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => {
            field.current?.focus();
            setOpen(!open);
          }}
        >
          <IconChevronDown aria-hidden />
        </button>
      )}
      <div id={id} role="listbox" aria-label={t('convTags.company')} className="pop tag-list" hidden={!isOpen}>
        {found.map((tag, place) => (
          <div
            key={tag.name}
            id={`${id}-${place}`}
            role="option"
            tabIndex={-1}
            aria-selected={place === chosen}
            className="menu-item"
            onPointerDown={(event) => {
              event.preventDefault();
              add(tag.name);
            }}
          >
            <Tag tag={tag.name} colours={tag} />
          </div>
        ))}
      </div>
      {isUnknown && (
        <p className="pop tag-list hint" role="status">
          {t('convTags.notListed')}
        </p>
      )}
    </span>
  );
}
