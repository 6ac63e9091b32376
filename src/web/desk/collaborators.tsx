import { IconDoorExit, IconUserPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation.ts';
import { useMe } from '../frame/use-me.ts';
import { initials } from '../identifiers/initials.ts';
import { useAsking } from './asking.ts';
import { whatCan } from './talk-actions.tsx';
import { useDeskVerbs } from './use-desk-verbs.ts';

/** Who works on the conversation beside whoever has it (R-TAB-3): invite, withdraw what was asked, leave, remove. */
export function Collaborators({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const me = useMe();
  const ask = useAsking();
  const { leave, answer } = useDeskVerbs(conversation);
  const { collaborators, handovers, assignee, state, mine } = conversation;
  const invited = handovers.filter((one) => one.kind === 'invite' && one.state === 'asked');
  const can = whatCan(conversation);
  const isEmpty = collaborators.length === 0 && invited.length === 0;
  if (isEmpty && !can.invite) return null;
  return (
    <section className="sec">
      <header>
        <h2>{t('team.title')}</h2>
        {can.invite && (
          <button
            type="button"
            className="btn quiet sm"
            title={`${t('team.invite')} (b)`}
            onClick={() => ask('invite')}
          >
            <IconUserPlus aria-hidden />
            {t('team.invite')}
          </button>
        )}
      </header>
      {isEmpty && <p className="t3">{t('team.nobody')}</p>}
      {!isEmpty && (
        <ul className="team">
          {collaborators.map(({ id, name }) => {
            const isMe = id === me?.id;
            return (
              <li key={id}>
                <span className="op alt" aria-hidden>
                  {initials(name)}
                </span>
                <span className="grow cut">
                  {name} {isMe && <span className="t3">{t('team.you')}</span>}
                </span>
                {isMe && state === 'open' && (
                  <button type="button" className="btn quiet sm" onClick={() => leave.mutate(null)}>
                    <IconDoorExit aria-hidden />
                    {t('team.leave')}
                  </button>
                )}
                {!isMe && assignee?.id === me?.id && (
                  <Remove name={t('team.remove', { name })} onRemove={() => leave.mutate({ id, name })} />
                )}
              </li>
            );
          })}
          {invited.map(({ id, to, from }) => (
            <li key={id}>
              <span className="op alt asked" aria-hidden>
                {initials(to?.name ?? null)}
              </span>
              <span className="grow cut">
                {to?.name} <span className="t3">{t('team.isInvited')}</span>
              </span>
              {mine && from?.id === me?.id && (
                <Remove
                  name={`${t('handover.withdraw')}: ${to?.name ?? ''}`}
                  onRemove={() =>
                    answer.mutate({ handoverId: id, answer: 'withdraw', reason: null, said: t('handover.withdrawn') })
                  }
                />
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Remove({ name, onRemove }: { name: string; onRemove: () => void }) {
  return (
    <button type="button" className="ib sm" aria-label={name} title={name} onClick={onRemove}>
      <IconX aria-hidden />
    </button>
  );
}
