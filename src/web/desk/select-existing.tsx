import { IconLink, IconPlus, IconSearch, IconUserPlus } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation.ts';
import { Dialog } from '../frame/dialog.tsx';
import { channelKind } from '../identifiers/channel-glyph.tsx';
import { CompareContact } from './compare-contact.tsx';
import { FoundContact } from './found-contact.tsx';
import { useFoundContacts } from './use-found-contacts.ts';
import { useLinking } from './use-linking.ts';
import { useTicks } from './use-ticks.ts';
import './select-existing.css';

interface SelectExistingProps {
  conversation: Conversation;
  opened: boolean;
  /** The suggested card to begin with. */
  first: number | undefined;
  onClose: () => void;
}

/** *Select existing*: search, compare, tick what goes to the card, *Select* (R-TAB-2). */
export function SelectExisting({ conversation, opened, first, onClose }: SelectExistingProps) {
  const { t } = useTranslation();
  const { client, topic, suggested, channel, queue } = conversation;
  const [q, setQ] = useState('');
  const [chosen, setChosen] = useState<number | null>(null);
  const [awaited, setAwaited] = useState<number | null>(null); // Enter meant this card, before the answer was there
  const { link, addContact } = useLinking(conversation);
  const ticks = useTicks(conversation);
  const field = useRef<HTMLInputElement>(null);
  const isFilled = useRef(false); // once: what is typed stays when the client changes meanwhile
  useLayoutEffect(() => {
    if (opened && !isFilled.current) {
      setQ(first ? '' : (client.name ?? client.email ?? client.phone ?? ''));
      setChosen(first ?? null);
      requestAnimationFrame(() => field.current?.select()); // what is typed takes the place of the name
    }
    isFilled.current = opened;
  }, [opened, first, client.name, client.email, client.phone]);

  const { options, asked, isAnswer } = useFoundContacts(q, suggested, opened);
  const current = options.find(({ id }) => id === chosen) ?? options[0];

  const select = (name: string | null) => {
    if (!current || link.isPending) return;
    link.mutate(
      { contactId: current.id, name: name ?? t('value.unnamed'), identifiers: ticks.chosenFor() },
      { onSuccess: onClose },
    );
  };
  const enter = () => (isAnswer ? select(current?.name ?? null) : setAwaited(current?.id ?? null));
  useEffect(() => {
    if (awaited === null || !isAnswer) return;
    setAwaited(null);
    if (current?.id === awaited) select(current.name);
  });
  const addNew = () => addContact.mutate(undefined, { onSuccess: onClose });
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && options.length > 0) {
      const at = options.findIndex(({ id }) => id === current?.id);
      setChosen(options[(at + step + options.length) % options.length]?.id ?? null);
    } else if (event.key === 'Enter') enter();
    else return;
    event.preventDefault();
  };

  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('select.title')}
      width={960}
      hint={
        <>
          {t('select.hint')} <b>{topic}</b> (
          {t('select.conversationWith', { channel: t(`channel.${channelKind(channel.kind)}`), queue: queue.name })})
        </>
      }
    >
      <div className="select-search">
        <div className="field lg">
          <IconSearch aria-hidden />
          <input
            data-autofocus
            role="combobox"
            aria-expanded="true"
            aria-controls="found-contacts"
            aria-activedescendant={current ? `found-${current.id}` : undefined}
            aria-label={t('directory.search')}
            value={q}
            ref={field}
            onChange={(event) => {
              setQ(event.target.value);
              setChosen(null);
              setAwaited(null);
            }}
            onKeyDown={onKeyDown}
          />
          <span className="s12 t3 hide-390">{t('directory.searchHint')}</span>
        </div>
      </div>
      <div className="select-body">
        <div className="results" aria-busy={!isAnswer}>
          <div role="listbox" id="found-contacts" aria-label={t('select.found')} tabIndex={-1}>
            {options.map((option) => (
              <FoundContact
                key={option.id}
                {...option}
                q={asked}
                suggested={suggested.some(({ id }) => id === option.id)}
                isCurrent={option.id === current?.id}
                onChoose={() => setChosen(option.id)}
              />
            ))}
          </div>
          {options.length === 0 && isAnswer && (
            <p className="t3 select-none">{asked ? t('select.nothing', { q: asked }) : t('select.start')}</p>
          )}
          {!conversation.contact && (
            <button type="button" className="res" onClick={addNew}>
              <span className="ava unknown" aria-hidden="true">
                <IconPlus />
              </span>
              <span className="cut">
                <b>{t('select.none')}</b>
                <span className="s12 t2 cut">{t('select.noneHint', { topic })}</span>
              </span>
            </button>
          )}
        </div>
        {current && <CompareContact key={current.id} id={current.id} conversation={conversation} ticks={ticks} />}
      </div>
      <footer>
        <span className="s12 t3 hide-390">
          <kbd>↑</kbd> <kbd>↓</kbd> {t('select.choose')} <kbd>Enter</kbd> {t('select.enter')} <kbd>Esc</kbd>{' '}
          {t('select.close')}
        </span>
        <span className="grow" />
        {!conversation.contact && (
          <button type="button" className="btn" onClick={addNew}>
            <IconUserPlus aria-hidden />
            {t('client.addContact')}
          </button>
        )}
        <button
          type="button"
          className="btn ink"
          disabled={!current || link.isPending}
          onClick={() => select(current?.name ?? null)}
        >
          <IconLink aria-hidden />
          {t('select.submit')} <kbd>↵</kbd>
        </button>
      </footer>
    </Dialog>
  );
}
