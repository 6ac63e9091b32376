import {
  IconAddressBook,
  IconCopyCheck,
  IconInbox,
  IconKeyboard,
  IconKeyboardOff,
  IconSettings,
  IconUserPlus,
  IconWorld,
} from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { fold } from '#contract/fold.ts';
import { cached } from '../api.ts';
import { enKeys } from '../i18n/en-keys.ts';
import { addEnglish } from '../i18n/late-words.ts';
import { Avatar } from '../identifiers/avatar.tsx';
import { ChannelGlyph } from '../identifiers/channel-glyph.tsx';
import { Marked } from '../identifiers/marked.tsx';
import { currentActions } from './actions.ts';
import type { KeyAction } from './key-actions.ts';
import { keyedActions } from './keys.ts';
import { usePrinted } from './own-keys.ts';
import { useEditOwnSettings, useOwnSettings } from './use-own-settings.ts';

addEnglish(enKeys);

/** A line of the palette. */
export interface Command {
  key: string;
  icon: ReactNode;
  text: ReactNode;
  kbd?: string | undefined;
  run: () => void;
}

interface Asked {
  /** What is written, and what of it is being asked the server. */
  q: string;
  asked: string;
  opened: boolean;
  onAdd: (name: string) => void;
}

/** What the palette offers, in groups: clients and words that were said once something is written, what can be done here, where one can go. */
export function useCommands({ q, asked, opened, onAdd }: Asked): { name: string; commands: Command[] }[] {
  const { t } = useTranslation();
  const { slug } = useParams({ from: '/w/$slug' });
  const navigate = useNavigate();
  const printed = usePrinted();
  const editOwn = useEditOwnSettings();
  const isAsked = opened && asked !== '' && q !== '';
  const found = useQuery(
    cached.contacts.list.queryOptions({
      input: { q: asked, limit: 5, state: 'active' },
      enabled: isAsked,
      placeholderData: keepPreviousData,
    }),
  );
  const said = useQuery(
    cached.search.everything.queryOptions({
      input: { q: asked, limit: 20 },
      enabled: isAsked && asked.length > 1,
      placeholderData: keepPreviousData,
    }),
  );
  const words = fold(q).split(' ');
  const matches = (name: string) => words.every((word) => ` ${fold(name).replaceAll('-', ' ')}`.includes(` ${word}`));

  // while the answer to the last letters is on its way, only what fits them stays: Enter never takes what was there before
  const fits = (isOld: boolean, text: string) => !(isOld || asked !== q) || matches(text);
  const cards = (isAsked ? (found.data?.items ?? []) : []).filter(({ name, company }) =>
    fits(found.isPlaceholderData, `${name} ${company}`),
  );
  const contacts: Command[] = cards.map((contact) => ({
    key: `contact-${contact.id}`,
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
  }));
  const hits = (isAsked ? (said.data?.items ?? []) : []).filter(({ topic, subject, snippet }) =>
    fits(said.isPlaceholderData, `${topic} ${subject} ${snippet}`),
  );
  const conversations: Command[] = [...new Map(hits.map((hit) => [hit.conversationId, hit])).values()]
    .slice(0, 5)
    .map((hit) => ({
      key: `conversation-${hit.conversationId}`,
      icon: <ChannelGlyph kind={hit.channel.kind} />,
      text: (
        <>
          {hit.topic} {hit.keptOut && <span className="badge warn">{t(`kept.${hit.keptOut}`)}</span>}{' '}
          <span className="t3">
            <Marked text={hit.subject ?? hit.snippet} q={asked} />
          </span>
        </>
      ),
      run: () =>
        void navigate({ to: '/w/$slug/conversations/$id', params: { slug, id: hit.conversationId }, search: {} }),
    }));
  const offered = opened ? currentActions() : [];
  const isOffered = (action: KeyAction) => offered.some(({ of }) => of === action);
  const keyed = opened ? [...new Map(keyedActions().map(({ action, run }) => [action, run]))] : [];
  const here: Command[] = [
    ...offered.map(({ name, icon: Icon, key, run }) => ({ name, kbd: key, icon: <Icon aria-hidden />, run })),
    ...keyed
      .filter(([action]) => !isOffered(action) && !elsewhere.has(action))
      .map(([action, run]) => ({
        name: capitalised(t(`keyWords.of.${action}`)),
        kbd: printed(action),
        icon: <IconKeyboard aria-hidden />,
        run,
      })),
  ]
    .filter(({ name }) => matches(name))
    .map(({ name, ...action }) => ({ key: `here-${name}`, text: name, ...action }));
  const letters = useOwnSettings()?.letters ?? true;
  const rooms = [
    [t('desk.title'), IconInbox, 'goConversations', '/w/$slug/conversations'],
    [t('directory.title'), IconAddressBook, 'goDirectory', '/w/$slug/contacts'],
    [t('review.title'), IconCopyCheck, 'goReview', '/w/$slug/review'],
    [t('frame.settings'), IconSettings, 'goSettings', '/w/$slug/settings'],
  ] as const;
  const goTo: Command[] = rooms
    .filter(([name]) => matches(name))
    .map(([name, Icon, action, to]) => ({
      key: `room-${to.slice(9)}`,
      icon: <Icon aria-hidden />,
      text: name,
      kbd: printed(action),
      run: () => void navigate({ to, params: { slug } }),
    }));
  if (matches(t('frame.visitors')))
    goTo.push({
      key: 'room-visitors',
      icon: <IconWorld aria-hidden />,
      text: t('frame.visitors'),
      run: () => void navigate({ to: '/w/$slug/visitors', params: { slug } }),
    });
  const add: Command = {
    key: 'add',
    icon: <IconUserPlus aria-hidden />,
    text: q ? t('palette.addNamed', { name: q }) : t('palette.addClient'),
    run: () => onAdd(q),
  };
  const lettersName = t(letters ? 'actions.keysOff' : 'actions.keysOn');
  const LettersIcon = letters ? IconKeyboardOff : IconKeyboard;
  const switchLetters: Command = {
    key: 'letters',
    icon: <LettersIcon aria-hidden />,
    text: lettersName,
    run: () => editOwn({ letters: !letters }),
  };
  return [
    { name: t('palette.contacts'), commands: contacts },
    { name: t('actions.said'), commands: conversations },
    { name: t('actions.here'), commands: here },
    { name: t('actions.goTo'), commands: goTo },
    { name: t('palette.do'), commands: [...(matches(lettersName) ? [switchLetters] : []), add] },
  ].filter(({ commands }) => commands.length > 0);
}

/** Moves of the cursor, and what stands in the palette anyway. */
const elsewhere = new Set<KeyAction>([
  'palette',
  'next',
  'previous',
  'goConversations',
  'goDirectory',
  'goReview',
  'goSettings',
]);

function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
