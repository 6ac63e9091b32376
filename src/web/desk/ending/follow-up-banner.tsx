import { IconBell, IconPhone } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation.ts';
import type { FollowUp } from '#contract/follow-up.ts';
import { useMe } from '../../frame/use-me.ts';
import { useFollowUpWords } from './follow-up-words.ts';
import { type Planned, usePlanning } from './planning.ts';
import { useFollowUps } from './use-follow-ups.ts';
import './follow-ups.css';

const results = ['reached', 'noAnswer', 'busy', 'voicemail', 'wrongNumber'] as const;

/** What is planned and due of a conversation (R-DSK-4): when, for whom, the number, how the call went. */
export function FollowUpBanners({ conversation }: { conversation: Conversation }) {
  return (
    <>
      {conversation.followUps.map((one) => (
        <FollowUpBanner key={one.id} followUp={one} />
      ))}
    </>
  );
}

function FollowUpBanner({ followUp }: { followUp: FollowUp }) {
  const { t } = useTranslation();
  const me = useMe();
  const words = useFollowUpWords();
  const plan = usePlanning();
  const { cancel, attempt } = useFollowUps();
  const { id, kind, state, phone, note, operator } = followUp;
  const isDue = state === 'due';
  const what = words(followUp);
  const said = what.charAt(0).toLocaleUpperCase() + what.slice(1);
  const answer = (result: (typeof results)[number] | 'done') => attempt.isPending || attempt.mutate({ id, result });
  const changing: Planned = { kind, before: followUp };
  return (
    <div className={`banner talk-banner follow-up ${isDue ? '' : 'calm'}`} role={isDue ? 'status' : undefined}>
      {kind === 'callback' ? <IconPhone aria-hidden /> : <IconBell aria-hidden />}
      <div className="grow">
        <div className="row wrap">
          <b>{said}</b>
          {operator && operator.id !== me?.id && (
            <span className="t2">{t('followUp.forWhom', { name: operator.name })}</span>
          )}
          {phone && (
            <a className="num" href={`tel:${dialled(phone)}`}>
              {phone}
            </a>
          )}
        </div>
        {note && <div className="t2 wrap">{note}</div>}
        <div className="row wrap follow-up-ways">
          {kind === 'reminder' ? (
            <button type="button" className="textlink" disabled={attempt.isPending} onClick={() => answer('done')}>
              {t('followUp.results.done')}
            </button>
          ) : (
            (isDue ? results : (['reached'] as const)).map((result) => (
              <button
                key={result}
                type="button"
                className="textlink"
                disabled={attempt.isPending}
                onClick={() => answer(result)}
              >
                {t(`followUp.results.${result}`)}
              </button>
            ))
          )}
          <button type="button" className="textlink" onClick={() => plan(changing)}>
            {t('followUp.change')}
          </button>
          <button type="button" className="textlink" disabled={cancel.isPending} onClick={() => cancel.mutate(id)}>
            {t('followUp.cancelShort')}
            <span className="sr">: {what}</span>
          </button>
        </div>
      </div>
    </div>
  );
}

/** A number as a link dials it (RFC 3966): digits, with the plus that it begins with. */
function dialled(phone: string): string {
  return phone.trim().replace(/(?!^\+)\D/gu, '');
}
