import { IconLink, IconPlus, IconSearch, IconUserPlus } from '@tabler/icons-react';
import { useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation.ts';
import { useFoundContacts } from '../directory/use-found-contacts.ts';
import { Dialog } from '../frame/dialog.tsx';
import { Failed } from '../frame/states.tsx';
import { useChoice } from '../frame/use-choice.ts';
import { channelKind } from '../identifiers/channel-glyph.tsx';
import { CompareContact } from './compare-contact.tsx';
import { FoundContact } from './found-contact.tsx';
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
  const { link, addContact } = useLinking(conversation);
  const ticks = useTicks(conversation);
  const field = useRef<HTMLInputElement>(null);
  const { found, asked, isAnswer, error, retry } = useFoundContacts(q, opened);
  const options =
    found?.map((row) => ({
      id: row.id,
      name: row.name,
      more: row.email?.display ?? row.phone?.display ?? row.other?.display ?? '',
      place: row.company,
    })) ??
    suggested
      .filter(({ state }) => state === 'active')
      .map((card) => ({ id: card.id, name: card.name, more: card.evidence.display, place: card.city }));
  const select = ({ id, name }: { id: number; name: string | null }) => {
    if (link.isPending) return;
    link.mutate(
      { contactId: id, name: name ?? t('value.unnamed'), identifiers: ticks.chosenFor() },
      { onSuccess: onClose },
    );
  };
  const addNew = () => addContact.mutate(undefined, { onSuccess: onClose });
  const { current, choose, beginAnew, onKeyDown } = useChoice({ options, isAnswer, onTake: select });

  const isFilled = useRef(false); // once: what is typed stays when the client changes meanwhile
  useLayoutEffect(() => {
    if (opened && !isFilled.current) {
      setQ(first ? '' : (client.name ?? client.email ?? client.phone ?? ''));
      beginAnew(first ?? null);
      requestAnimationFrame(() => field.current?.select()); // what is typed takes the place of the name
    }
    isFilled.current = opened;
  }, [opened, first, client.name, client.email, client.phone, beginAnew]);

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
              beginAnew();
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
                onChoose={() => choose(option.id)}
              />
            ))}
          </div>
          {error ? <Failed title={t('directory.failed')} error={error} retry={retry} /> : null}
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
          onClick={() => current && select(current)}
        >
          <IconLink aria-hidden />
          {t('select.submit')} <kbd>↵</kbd>
        </button>
      </footer>
    </Dialog>
  );
}
