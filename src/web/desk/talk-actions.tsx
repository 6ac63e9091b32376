import {
  IconArrowForwardUp,
  IconBell,
  IconCheck,
  IconDots,
  IconGitMerge,
  IconPhone,
  IconRotate,
  IconUserCheck,
  IconUserPlus,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation.ts';
import { type Action, useActions } from '../frame/actions.ts';
import { useKeys } from '../frame/keys.ts';
import { LateMenu } from '../frame/late-menu.tsx';
import { usePrinted } from '../frame/own-keys.ts';
import { toast } from '../frame/toast.ts';
import { useSupervisor } from '../frame/use-supervisor.ts';
import { useHoldTalk } from '../holds/hold-talk.tsx';
import { useAsking } from './asking.ts';
import { usePlanning } from './ending/planning.ts';
import { useKeepOut } from './keeping/keep-out.tsx';
import { useMerging } from './merging/merging.ts';
import { useDeskVerbs } from './use-desk-verbs.ts';

/** What can be done with a conversation: *Accept* one that waits, *Redirect* and *Close* an own one, *Reopen* a closed one; each by a key too. */
export function TalkActions({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const verbs = useDeskVerbs(conversation);
  const ask = useAsking();
  const plan = usePlanning();
  const merge = useMerging();
  const can = whatCan(conversation);
  const isSupervisor = useSupervisor();
  const printed = usePrinted();
  const accept = () => void (verbs.accept.isPending || verbs.accept.mutate(false));
  const takeOver = () => void (verbs.accept.isPending || verbs.accept.mutate(true));
  const close = () => {
    if (unsentText()) return toast(t('talk.unsent'));
    if (!verbs.close.isPending) verbs.close.mutate(null); // what its queue asks for comes after it
  };
  const reopen = () => void (verbs.reopen.isPending || verbs.reopen.mutate());
  const actions: (Action & { can: boolean; main?: boolean })[] = [
    { can: can.accept, name: t('talk.accept'), icon: IconUserCheck, key: '↵', run: accept, main: true },
    {
      can: can.redirect,
      name: t('talk.redirect'),
      icon: IconArrowForwardUp,
      of: 'redirect',
      key: printed('redirect'),
      run: () => ask('redirect'),
    },
    { can: can.close, name: t('talk.close'), icon: IconCheck, key: 'Ctrl ↵', run: close },
    { can: can.takeOver && isSupervisor, name: t('talk.takeOver'), icon: IconUserCheck, run: takeOver },
    { can: can.reopen, name: t('talk.reopen'), icon: IconRotate, run: reopen },
  ];
  const shown = actions.filter((action) => action.can);
  const invite: Action = {
    name: t('handover.inviteTitle'),
    icon: IconUserPlus,
    of: 'invite',
    key: printed('invite'),
    run: () => ask('invite'),
  };
  const keepOut = useKeepOut(conversation);
  const hold = useHoldTalk(conversation);
  const more: Action[] = [
    { name: t('followUp.callBack'), icon: IconPhone, run: () => plan({ kind: 'callback' }) },
    { name: t('followUp.remind'), icon: IconBell, run: () => plan({ kind: 'reminder' }) },
    ...(merge && conversation.contact
      ? [{ name: t('elsewhere.merge'), icon: IconGitMerge, run: () => merge(null) }]
      : []),
    ...keepOut.actions,
    ...hold.actions,
  ];
  useActions([...shown, ...(can.invite ? [invite] : []), ...more]);
  useKeys({
    enter: (event) => (can.accept && !event.repeat ? accept() : false),
    ...(can.redirect && { redirect: () => ask('redirect') }),
    ...(can.invite && { invite: () => ask('invite') }),
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
      <LateMenu
        position="bottom-end"
        width={230}
        target={
          <button type="button" className="ib" aria-label={t('talk.more')} title={t('talk.more')}>
            <IconDots aria-hidden />
          </button>
        }
      >
        {({ Menu }) => (
          <>
            {[
              ...shown.map((one) => ({ ...one, isShown: true })),
              ...more.map((one) => ({ ...one, isShown: false })),
            ].map(({ name, icon: Icon, run, isShown }) => (
              <Menu.Item
                key={name}
                className={isShown ? 'narrow-item' : undefined}
                leftSection={<Icon aria-hidden />}
                onClick={run}
              >
                {name}
              </Menu.Item>
            ))}
          </>
        )}
      </LateMenu>
      {keepOut.dialog}
      {hold.dialog}
    </>
  );
}

/** Who may do what, as far as the screen knows; the server has the last word. */
export function whatCan({ state, assignee, mine, asked }: Conversation) {
  const isOpen = state === 'open';
  const isRedirected = asked?.kind === 'redirect';
  const isOffered = asked?.kind === 'offer';
  return {
    accept: (state === 'waiting' && !isOffered) || (isOpen && assignee === null && !asked?.toMe),
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
