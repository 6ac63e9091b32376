import { Menu } from '@mantine/core';
import { IconArrowForwardUp, IconCheck, IconDots, IconRotate, IconUserCheck, IconUserPlus } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation.ts';
import type { Queue } from '#contract/queue-routes.ts';
import { cached } from '../api.ts';
import { type Action, useActions } from '../frame/actions.ts';
import { useKeys } from '../frame/keys.ts';
import { DropMenu } from '../frame/menu.tsx';
import { toast } from '../frame/toast.ts';
import { useSupervisor } from '../frame/use-supervisor.ts';
import { WhenOpened } from '../frame/when-opened.tsx';
import { useAsking } from './asking.ts';
import { useDeskVerbs } from './use-desk-verbs.ts';

const CloseDialog = lazy(() => import('./close-dialog.tsx').then((room) => ({ default: room.CloseDialog })));

/** What can be done with a conversation: *Accept* one that waits, *Redirect* and *Close* an own one, *Reopen* a closed one; each by a key too. */
export function TalkActions({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const verbs = useDeskVerbs(conversation);
  const [closing, setClosing] = useState(false);
  const ask = useAsking();
  const cache = useQueryClient();
  const can = whatCan(conversation);
  const isSupervisor = useSupervisor();
  const accept = () => void (verbs.accept.isPending || verbs.accept.mutate(false));
  const takeOver = () => void (verbs.accept.isPending || verbs.accept.mutate(true));
  const close = () => {
    if (unsentText()) return toast(t('talk.unsent'));
    if (verbs.close.isPending) return;
    const decide = (queues: Queue[]) =>
      queues.some(({ id, wrapUp }) => id === conversation.queue.id && wrapUp)
        ? setClosing(true)
        : verbs.close.mutate(null);
    const known = cache.ensureQueryData(cached.queues.list.queryOptions({ staleTime: 300_000 }));
    void known.then(({ items }) => decide(items)).catch(() => decide([])); // the server has the last word
  };
  const reopen = () => void (verbs.reopen.isPending || verbs.reopen.mutate());
  const actions: (Action & { can: boolean; main?: boolean })[] = [
    { can: can.accept, name: t('talk.accept'), icon: IconUserCheck, key: '↵', run: accept, main: true },
    { can: can.redirect, name: t('talk.redirect'), icon: IconArrowForwardUp, key: 'r', run: () => ask('redirect') },
    { can: can.close, name: t('talk.close'), icon: IconCheck, key: 'Ctrl ↵', run: close },
    { can: can.takeOver && isSupervisor, name: t('talk.takeOver'), icon: IconUserCheck, run: takeOver },
    { can: can.reopen, name: t('talk.reopen'), icon: IconRotate, run: reopen },
  ];
  const shown = actions.filter((action) => action.can);
  const invite: Action = { name: t('handover.inviteTitle'), icon: IconUserPlus, key: 'b', run: () => ask('invite') };
  useActions([...shown, ...(can.invite ? [invite] : [])]);
  useKeys({
    enter: (event) => (can.accept && !event.repeat ? accept() : false),
    r: () => (can.redirect ? ask('redirect') : false),
    b: () => (can.invite ? ask('invite') : false),
    'mod+enter': (event) => (can.close && !event.repeat && !hasText(event.target) ? close() : false),
  });

  return (
    <>
      <div className="row tight talk-actions hide-390">
        {shown.map(({ name, icon: Icon, key, run, main }) => (
          <button
            key={name}
            type="button"
            className={`btn ${main ? 'ink' : ''}`}
            data-accept={main}
            onClick={run}
            title={title(name, key)}
          >
            <Icon aria-hidden />
            <span className="word">{name}</span> {main && <kbd>{key}</kbd>}
          </button>
        ))}
      </div>
      {shown.length > 0 && (
        <DropMenu position="bottom-end" width={230}>
          <Menu.Target>
            <button type="button" className="ib only-390" aria-label={t('talk.more')}>
              <IconDots aria-hidden />
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            {shown.map(({ name, icon: Icon, run }) => (
              <Menu.Item key={name} leftSection={<Icon aria-hidden />} onClick={run}>
                {name}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </DropMenu>
      )}
      <WhenOpened opened={closing}>
        <CloseDialog conversation={conversation} opened={closing} onClose={() => setClosing(false)} />
      </WhenOpened>
    </>
  );
}

/** Who may do what, as far as the screen knows; the server has the last word. */
export function whatCan({ state, assignee, mine, asked }: Conversation) {
  const isOpen = state === 'open';
  const isRedirected = asked?.kind === 'redirect';
  return {
    accept: state === 'waiting' || (isOpen && assignee === null && !asked?.toMe),
    redirect: isOpen && mine && !isRedirected,
    invite: isOpen && mine,
    close: isOpen && mine,
    takeOver: isOpen && !mine && assignee !== null,
    reopen: state === 'closed',
  };
}

function title(name: string, key: string | undefined): string {
  return key ? `${name} (${key})` : name;
}

/** A reply or a note that is written and not sent stands in the field at the end of the conversation. */
function unsentText(): boolean {
  return [...document.querySelectorAll('.talk textarea')].some(hasText);
}

function hasText(field: EventTarget | null): boolean {
  return field instanceof HTMLTextAreaElement && field.value.trim() !== '';
}
