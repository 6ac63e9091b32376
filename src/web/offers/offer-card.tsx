import { IconCheck, IconCoffee } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationRow } from '#contract/conversation.ts';
import { deskSearch } from '../addresses.ts';
import { LinkMark } from '../desk/conversation-list-row.tsx';
import { TimeLeft } from '../desk/time-left.tsx';
import { useDeskVerbs } from '../desk/use-desk-verbs.ts';
import { toast } from '../frame/toast.ts';
import { usePresence } from '../frame/use-presence.ts';
import { recently } from '../i18n/format.ts';
import { Avatar } from '../identifiers/avatar.tsx';
import { channelKind } from '../identifiers/channel-glyph.tsx';
import { currentWorkspace } from '../workspace.ts';
import './offers.css';

/** One conversation that is offered: who it is and how sure that is (R-REC-10), what they said, and the seconds that are left. */
export function OfferCard({ row }: { row: ConversationRow }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { answer } = useDeskVerbs(row);
  const isOver = useIsOver(row);
  const { id: handoverId = '', until = '' } = row.asked ?? {};
  if (isOver) return null;
  const to = {
    to: '/w/$slug/conversations/$id',
    params: { slug: currentWorkspace(), id: row.id },
    search: (before: object) => deskSearch({ ...before }),
  } as const;
  const kind = channelKind(row.channel.kind);
  const take = () => {
    if (answer.isPending) return;
    const said = t('handover.acceptedRedirect', { name: row.topic });
    answer.mutate({ handoverId, answer: 'accept', reason: null, said }, { onSuccess: () => void navigate(to) });
  };
  const decline = () => {
    if (answer.isPending) return;
    answer.mutate({ handoverId, answer: 'decline', reason: null, said: t('offer.declined') });
  };
  const last = row.contact?.lastContactAt;
  const known = row.contact ? (last ? t('desk.last', { when: recently(last) }) : t('desk.known')) : t('desk.unknown');
  return (
    <section className="offer pop" aria-label={t('offer.title')} data-pane tabIndex={-1}>
      <Avatar name={row.topic} unknown={!row.contact} channel={row.channel.kind} />
      <div className="grow">
        <div className="row tight" role="status">
          <span className="s12 t2">{t('offer.title')}</span>
          <b className="cut">{row.topic}</b>
          <LinkMark row={row} />
        </div>
        <p className="cut">{row.lastText ?? row.subject ?? t('desk.noText')}</p>
        <div className="s12 t3 cut">
          {[kind === 'custom' ? row.channel.name : t(`channel.${kind}`), row.queue.name, known].join(' · ')}
        </div>
      </div>
      <div className="offer-ways">
        <TimeLeft until={until} />
        <div className="row">
          <button type="button" className="btn ink" data-take disabled={answer.isPending} onClick={take}>
            <IconCheck aria-hidden />
            {t('handover.accept')} <kbd>↵</kbd>
          </button>
          <button type="button" className="btn" disabled={answer.isPending} onClick={decline}>
            {t('handover.decline')}
          </button>
        </div>
        <Link {...to} className="textlink s12">
          {t('offer.read')}
        </Link>
      </div>
    </section>
  );
}

/** Two offers in a row stayed unanswered: says so, and how to go on; a pause of one's own says nothing more. */
export function PausedCard() {
  const { t } = useTranslation();
  const [, change] = usePresence();
  return (
    <section className="offer pop" aria-label={t('presence.pause')} data-pane tabIndex={-1}>
      <IconCoffee aria-hidden />
      <p className="grow" role="status">
        {t('offer.paused')}
      </p>
      <div className="row">
        <button type="button" className="btn ink" onClick={() => change({ state: 'ready', reason: null })}>
          {t('presence.ready')}
        </button>
        <button type="button" className="btn" onClick={() => change({ state: 'pause', reason: null })}>
          {t('offer.stay')}
        </button>
      </div>
    </section>
  );
}

/** Once its time is over the offer is taken away at once, in so many words: the clock of the server follows. */
function useIsOver({ asked }: ConversationRow): boolean {
  const { t } = useTranslation();
  const [isOver, setIsOver] = useState(false);
  const until = asked?.until;
  useEffect(() => {
    if (!until) return;
    const timer = setTimeout(
      () => {
        setIsOver(true);
        toast(t('offer.over'));
      },
      Math.max(0, Date.parse(until) - Date.now()),
    );
    return () => clearTimeout(timer);
  }, [until, t]);
  return isOver;
}
