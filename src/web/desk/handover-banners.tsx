import { IconArrowBackUp, IconHourglass, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation.ts';
import type { Handover } from '#contract/desk.ts';
import { useMe } from '../frame/use-me.ts';
import { AskedOfMe } from './asked-of-me.tsx';
import { useAsking } from './asking.ts';
import { TimeLeft } from './time-left.tsx';
import { useDeskVerbs } from './use-desk-verbs.ts';
import { useWhomToAsk } from './whom-to-ask.ts';

/** What is asked of me, what I wait for, and what came back to me (R-TAB-3, R-TAB-6): the client stays with the sender until the other accepts. */
export function HandoverBanners({ conversation }: { conversation: Conversation }) {
  const me = useMe();
  const { handovers, mine } = conversation;
  const waiting = handovers.filter(({ state }) => state === 'asked');
  const ofMe = waiting.filter(({ toMe }) => toMe);
  const fromMe = mine ? waiting.filter(({ toMe, kind }) => !toMe && kind !== 'offer') : [];
  const last = handovers.find(({ state }) => state !== 'asked');
  const back = waiting.length === 0 && mine && last && last.from?.id === me?.id ? last : null;
  return (
    <>
      {ofMe.map((one) => (
        <AskedOfMe key={one.id} conversation={conversation} handover={one} />
      ))}
      {fromMe.map((one) => (
        <WaitsForAnswer key={one.id} conversation={conversation} handover={one} />
      ))}
      {back && (back.state === 'declined' || back.state === 'expired') && (
        <CameBack key={back.id} conversation={conversation} handover={back} />
      )}
    </>
  );
}

interface BannerProps {
  conversation: Conversation;
  handover: Handover;
}

function WaitsForAnswer({ conversation, handover }: BannerProps) {
  const { t } = useTranslation();
  const { answer } = useDeskVerbs(conversation);
  const { id, kind, to, queue, note, until } = handover;
  const name = to?.name ?? queue?.name ?? '';
  return (
    <div className="banner calm talk-banner" role="status">
      <IconHourglass aria-hidden />
      <div className="grow">
        <b>{t(kind === 'redirect' ? 'handover.waitsFor' : 'handover.waitsForInvite', { name })}</b>{' '}
        {kind === 'redirect' && <TimeLeft until={until} />}
        {note && <div className="t2 wrap">“{note}”</div>}
        <div className="row">
          {kind === 'redirect' && <span className="t2 s12">{t('handover.waitsForHint')}</span>}
          <button
            type="button"
            className="textlink"
            disabled={answer.isPending}
            onClick={() =>
              answer.mutate({ handoverId: id, answer: 'withdraw', reason: null, said: t('handover.withdrawn') })
            }
          >
            {t('handover.withdraw')}
          </button>
        </div>
      </div>
    </div>
  );
}

/** Declined or unanswered: the reason, and another way. */
function CameBack({ conversation, handover }: BannerProps) {
  const { t } = useTranslation();
  const ask = useAsking();
  const { redirect } = useDeskVerbs(conversation);
  const [gone, setGone] = useState(() => sessionStorage.getItem(dismissed) === handover.id);
  const queues = useWhomToAsk('redirect', '', { queue: conversation.queue.id, without: [] }).filter(
    ({ kind }) => kind === 'queue',
  );
  const queue = queues.find(({ free }) => free > 0) ?? queues[0];
  const { kind, to, state, reason, note } = handover;
  const name = to?.name ?? handover.queue?.name ?? '';
  if (gone || conversation.state === 'closed') return null;
  const why =
    state === 'expired'
      ? t('handover.noAnswer', { name })
      : reason
        ? t('handover.declinedBecause', { name, reason })
        : t('handover.declinedBy', { name });
  const leave = () => {
    sessionStorage.setItem(dismissed, handover.id);
    setGone(true);
  };
  return (
    <div className="banner talk-banner" role="status">
      <IconArrowBackUp aria-hidden />
      <div className="grow">
        <b>{kind === 'redirect' ? t('handover.isYours') : t('handover.inviteDeclined', { name })}</b>
        <div className="t2 wrap">{why}</div>
        <div className="row">
          {kind === 'redirect' && queue && (
            <button
              type="button"
              className="textlink"
              onClick={() => redirect.mutate({ queue: queue.id, name: queue.name, note })}
            >
              {t('handover.try', {
                name: queue.name,
                free: queue.free > 0 ? t('handover.freeCount', { count: queue.free }) : t('handover.nobodyFree'),
              })}
            </button>
          )}
          <button type="button" className="textlink" onClick={() => ask(kind === 'invite' ? 'invite' : 'redirect')}>
            {t('handover.chooseAnother')}
          </button>
        </div>
      </div>
      <button
        type="button"
        className="ib sm"
        aria-label={t('handover.dismiss')}
        title={t('handover.dismiss')}
        onClick={leave}
      >
        <IconX aria-hidden />
      </button>
    </div>
  );
}

/** The handover whose message was taken away, for this tab. */
const dismissed = 'vizitka-handover-seen';
