import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contact } from '#contract/contact.ts';
import { lastDirectory } from '../addresses.ts';
import { cached, failureOf } from '../api.ts';
import { useKeys } from '../frame/keys.ts';
import { Failed, NotFound } from '../frame/states.tsx';
import { useTitle } from '../frame/use-title.ts';
import { History } from '../history/history.tsx';
import { BinnedBanner } from './binned-banner.tsx';
import { Card } from './card.tsx';
import { CardBar } from './card-bar.tsx';
import { CardSkeleton } from './card-skeleton.tsx';
import { ConflictDialog } from './conflict-dialog.tsx';
import { DeleteCard } from './delete-card.tsx';
import { LeaveDialog } from './leave-dialog.tsx';
import { RefusedBanner } from './refused-banner.tsx';
import { useCardEdits } from './use-card-edits.ts';
import './contact.css';

/** A card of the directory with its history: left what is known of the client, right everything that happened (R-DIR-2). */
export function ContactPage() {
  const { t } = useTranslation();
  const { slug, id } = useParams({ from: '/w/$slug/contacts/$id' });
  const contactId = Number(id);
  const card = useQuery(
    cached.contacts.read.queryOptions({ input: { id: contactId }, enabled: Number.isSafeInteger(contactId) }),
  );
  if (card.data) return <OpenCard key={card.data.id} slug={slug} card={card.data} />;
  if (!Number.isSafeInteger(contactId) || failureOf(card.error).code === 'NOT_FOUND') return <NotFound />;
  return (
    <main className="pane" data-pane tabIndex={-1}>
      {card.isError ? (
        <Failed title={t('contact.failed')} error={card.error} retry={() => void card.refetch()} />
      ) : (
        <CardSkeleton />
      )}
    </main>
  );
}

function OpenCard({ slug, card }: { slug: string; card: Contact }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const edits = useCardEdits(card);
  const [deleting, setDeleting] = useState(false);
  const name = card.name ?? t('value.unnamed');
  useTitle(name);
  const back = () => void navigate({ to: '/w/$slug/contacts', params: { slug }, search: lastDirectory() });

  useKeys({
    'mod+s': () => void edits.save(),
    escape: () => (edits.count === 0 ? back() : false),
  });

  return (
    <main className="pane card-page" aria-label={name}>
      <CardBar name={name} binned={card.state === 'binned'} edits={edits} onDelete={() => setDeleting(true)} />
      <div className="cols">
        <section className="left" aria-label={t('contact.card')} data-pane tabIndex={-1}>
          {card.state === 'binned' && <BinnedBanner card={card} name={name} />}
          <RefusedBanner card={card} edits={edits} />
          <Card card={card} edits={edits} />
        </section>
        <section className="right" aria-label={t('history.title')} data-pane tabIndex={-1}>
          <History contactId={card.id} contactName={name} wide />
        </section>
      </div>
      <ConflictDialog failure={edits.failure} name={name} id={card.id} onClose={edits.forgetFailure} />
      <DeleteCard card={card} name={name} opened={deleting} onClose={() => setDeleting(false)} onDeleted={back} />
      <LeaveDialog edits={edits} />
    </main>
  );
}
