import { useDebouncedValue } from '@mantine/hooks';
import { IconAddressBook, IconCopyCheck, IconInbox, IconSearch, IconUserPlus } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cached } from '../api.ts';
import { AddClient } from '../directory/add-client.tsx';
import { Avatar } from '../identifiers/avatar.tsx';
import { Marked } from '../identifiers/marked.tsx';
import { Dialog } from './dialog.tsx';

/** The command palette (Ctrl K): clients by anything that is known of them, and what can be done from anywhere. */
export function Palette({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const { slug } = useParams({ from: '/w/$slug' });
  const navigate = useNavigate();
  const [q, setQ] = useState('');
  const [asked] = useDebouncedValue(q.trim(), 120);
  const [at, setAt] = useState(0);
  const [adding, setAdding] = useState<string | null>(null);
  const found = useQuery(
    cached.contacts.list.queryOptions({
      input: { q: asked, limit: 6, state: 'active' },
      enabled: opened && asked !== '',
      placeholderData: keepPreviousData,
    }),
  );

  const contacts = asked ? (found.data?.items ?? []) : [];
  const options = [
    ...contacts.map((contact) => ({
      key: String(contact.id),
      icon: <Avatar name={contact.name} size="sm" />,
      text: (
        <>
          <Marked
            text={contact.name ?? contact.email?.display ?? contact.phone?.display ?? String(contact.id)}
            q={asked}
          />{' '}
          <span className="t3">{contact.company ?? contact.email?.display}</span>
        </>
      ),
      run: () => void navigate({ to: '/w/$slug/contacts/$id', params: { slug, id: String(contact.id) } }),
    })),
    {
      key: 'add',
      icon: <IconUserPlus aria-hidden />,
      text: q.trim() ? t('palette.addNamed', { name: q.trim() }) : t('palette.addClient'),
      run: () => setAdding(q.trim()),
    },
    {
      key: 'conversations',
      icon: <IconInbox aria-hidden />,
      text: t('desk.title'),
      run: () => void navigate({ to: '/w/$slug/conversations', params: { slug } }),
    },
    {
      key: 'directory',
      icon: <IconAddressBook aria-hidden />,
      text: t('directory.title'),
      run: () => void navigate({ to: '/w/$slug/contacts', params: { slug } }),
    },
    {
      key: 'review',
      icon: <IconCopyCheck aria-hidden />,
      text: t('review.title'),
      run: () => void navigate({ to: '/w/$slug/review', params: { slug } }),
    },
  ];

  const close = () => {
    setQ('');
    setAt(0);
    onClose();
  };
  const run = (place: number) => {
    options[place]?.run();
    close();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setAt((at + step + options.length) % options.length);
    else if (event.key === 'Enter') run(at);
    else return;
    event.preventDefault();
  };

  return (
    <>
      <Dialog opened={opened} onClose={close} title={t('frame.search')} width={560}>
        <div className="palette">
          <div className="field lg">
            <IconSearch aria-hidden />
            <input
              data-autofocus
              role="combobox"
              aria-expanded="true"
              aria-controls="palette-options"
              aria-activedescendant={`palette-${options[at]?.key}`}
              aria-label={t('palette.placeholder')}
              placeholder={t('palette.placeholder')}
              value={q}
              onChange={(event) => {
                setQ(event.target.value);
                setAt(0);
              }}
              onKeyDown={onKeyDown}
            />
          </div>
          <div role="listbox" id="palette-options" aria-label={t('frame.search')}>
            {contacts.length > 0 && (
              <fieldset aria-label={t('palette.contacts')}>
                <h3 role="presentation">{t('palette.contacts')}</h3>
                {options.slice(0, contacts.length).map((option, place) => row(option, place))}
              </fieldset>
            )}
            <fieldset aria-label={t('palette.do')}>
              <h3 role="presentation">{t('palette.do')}</h3>
              {options.slice(contacts.length).map((option, place) => row(option, contacts.length + place))}
            </fieldset>
          </div>
        </div>
      </Dialog>
      <AddClient opened={adding !== null} name={adding ?? ''} onClose={() => setAdding(null)} />
    </>
  );

  function row({ key, icon, text }: (typeof options)[number], place: number) {
    return (
      <div
        key={key}
        role="option"
        id={`palette-${key}`}
        tabIndex={-1}
        aria-selected={place === at}
        onMouseMove={() => setAt(place)}
        onClick={() => run(place)}
        onKeyDown={onKeyDown}
      >
        {icon}
        <span className="grow cut">{text}</span>
        {place === at && <kbd>↵</kbd>}
      </div>
    );
  }
}
