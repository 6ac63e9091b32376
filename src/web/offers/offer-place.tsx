import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { unansweredOffers } from '#contract/unanswered-offers.ts';
import { cached } from '../api.ts';
import { useKeys } from '../frame/keys.ts';
import { useOwnPresence } from '../frame/use-colleagues.ts';

const OfferCard = lazy(() => import('./offer-card.tsx').then((room) => ({ default: room.OfferCard })));
const PausedCard = lazy(() => import('./offer-card.tsx').then((room) => ({ default: room.PausedCard })));

/** What a queue offers the operator now (R-DSK-1), in every room: Enter accepts it. In the open conversation it stands there (asked-of-me.tsx). Also that too many offers stayed unanswered. */
export function OfferPlace() {
  const asked = useQuery(cached.conversations.counts.queryOptions({})).data?.asked ?? 0;
  const input = { view: 'mine', state: ['waiting' as const], limit: 100 } as const;
  const mine = useQuery(cached.conversations.list.queryOptions({ input, enabled: asked > 0 })).data?.items ?? [];
  const { id: current } = useParams({ strict: false });
  const own = useOwnPresence();
  const offered =
    asked > 0 ? mine.find((row) => row.asked?.toMe && row.asked.kind === 'offer' && row.id !== current) : undefined;
  const isPaused = own?.presence === 'pause' && own.reason === unansweredOffers;
  // before any room's own Enter, for it is first on the page
  useKeys({ enter: ({ repeat }) => (offered && !repeat ? press() : false) });
  return (
    <Suspense>
      {offered && <OfferCard key={offered.asked?.id} row={offered} />}
      {!offered && isPaused && <PausedCard />}
    </Suspense>
  );
}

function press(): boolean {
  const button = document.querySelector<HTMLElement>('.offer [data-take]');
  button?.click();
  return button !== null;
}
