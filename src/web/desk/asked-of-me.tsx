import { IconCheck, IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation.ts';
import type { Handover } from '#contract/desk.ts';
import { useKeys } from '../frame/keys.ts';
import { initials } from '../identifiers/initials.ts';
import { TimeLeft } from './time-left.tsx';
import { useDeskVerbs } from './use-desk-verbs.ts';

/** Somebody redirects the client to me, or invites me: their note, *Accept*, *Decline* with a reason they will see. A queue that offers it asks for no reason. */
export function AskedOfMe({ conversation, handover }: { conversation: Conversation; handover: Handover }) {
  const { t } = useTranslation();
  const { answer } = useDeskVerbs(conversation);
  const [declining, setDeclining] = useState(false);
  const [reason, setReason] = useState('');
  const { id, kind, from, note, until } = handover;
  const words = wordsOf[kind];
  const accept = () => {
    if (answer.isPending) return;
    const said = t(words.accepted, { name: conversation.topic });
    answer.mutate({ handoverId: id, answer: 'accept', reason: null, said });
  };
  const decline = () => {
    if (answer.isPending) return;
    answer.mutate({ handoverId: id, answer: 'decline', reason: reason.trim() || null, said: t(words.declined) });
  };
  useKeys({ enter: (event) => (event.repeat ? false : accept()) });

  return (
    <section className="asked-of-me talk-banner" aria-label={t('handover.accept')}>
      <div className="asked-from" role="status">
        <span className="op" aria-hidden>
          {from ? initials(from.name) : <IconUsers aria-hidden />}
        </span>
        <div className="grow">
          <b>{t(words.asks, { name: from?.name ?? conversation.queue.name })}</b>{' '}
          {kind !== 'invite' && <TimeLeft until={until} />}
          {note && <p className="wrap">“{note}”</p>}
        </div>
      </div>
      {declining ? (
        <form
          className="row"
          onSubmit={(event) => {
            event.preventDefault();
            decline();
          }}
        >
          <span className="field grow">
            <input
              ref={(field) => field?.focus()}
              aria-label={t('handover.declineWhy')}
              placeholder={t('handover.declineWhy')}
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
              onKeyDown={(event) => {
                if (event.key !== 'Escape') return;
                event.preventDefault();
                setDeclining(false);
              }}
            />
          </span>
          <button type="submit" className="btn" disabled={answer.isPending}>
            {t('handover.decline')} <kbd>↵</kbd>
          </button>
        </form>
      ) : (
        <div className="row">
          <button type="button" className="btn ink" data-accept disabled={answer.isPending} onClick={accept}>
            <IconCheck aria-hidden />
            {t('handover.accept')} <kbd>↵</kbd>
          </button>
          <button type="button" className="btn" onClick={() => (from ? setDeclining(true) : decline())}>
            {t('handover.decline')}
          </button>
        </div>
      )}
    </section>
  );
}

const wordsOf = {
  redirect: {
    asks: 'handover.redirectsToYou',
    accepted: 'handover.acceptedRedirect',
    declined: 'handover.declined',
  },
  invite: { asks: 'handover.invitesYou', accepted: 'handover.acceptedInvite', declined: 'handover.declined' },
  offer: { asks: 'offer.toYou', accepted: 'handover.acceptedRedirect', declined: 'offer.declined' },
} as const;
