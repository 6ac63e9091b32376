import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contact } from '#contract/contact.ts';
import { lastDirectory } from '../addresses.ts';
import { failureOf } from '../api.ts';
import { useKeys } from '../frame/keys.ts';
import { Failed, NotFound } from '../frame/states.tsx';
import { useTitle } from '../frame/use-title.ts';
import { WhenOpened } from '../frame/when-opened.tsx';
import { History } from '../history/history.tsx';
import { HoldMarks } from '../holds/hold-marks.tsx';
import { useMayManage } from '../settings/use-may-manage.ts';
import { BinnedBanner } from './binned-banner.tsx';
import { Card } from './card.tsx';
import { CardBar } from './card-bar.tsx';
import { cardQuestion } from './card-question.ts';
import { CardSkeleton } from './card-skeleton.tsx';
import { ConflictDialog } from './conflict-dialog.tsx';
import { DeleteCard } from './delete-card.tsx';
import { LeaveDialog } from './leave-dialog.tsx';
import { RefusedBanner } from './refused-banner.tsx';
import { useCardEdits } from './use-card-edits.ts';
import { useDuplicates } from './use-duplicates.ts';
import './contact.css';

const MergeDialog = lazy(() => import('../review/merge-dialog.tsx').then((room) => ({ default: room.MergeDialog })));
const HoldDialog = lazy(() => import('../holds/hold-dialog.tsx').then((room) => ({ default: room.HoldDialog })));
const SplitDialog = lazy(() => import('./split-dialog.tsx').then((room) => ({ default: room.SplitDialog })));

/** A card of the directory with its history: left what is known of the client, right everything that happened (R-DIR-2). */
export function ContactPage() {
  const { t } = useTranslation();
  const { slug, id } = useParams({ from: '/w/$slug/contacts/$id' });
  const contactId = Number(id);
  const card = useQuery({ ...cardQuestion(contactId), enabled: Number.isSafeInteger(contactId) });
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
  const duplicates = useDuplicates(card.id, card.state === 'active').length;
  const [doing, setDoing] = useState<'delete' | 'split' | 'merge' | 'hold' | null>(null);
  const [taken, setTaken] = useState<number | null>(null); // the card to merge with, whose value was refused here
  const mayManage = useMayManage();
  const name = card.name ?? t('value.unnamed');
  const active = card.state === 'active';
  useTitle(name);
  const back = () => void navigate({ to: '/w/$slug/contacts', params: { slug }, search: lastDirectory() });
  const toCard = (id: number) =>
    void navigate({ to: '/w/$slug/contacts/$id', params: { slug, id: String(id) }, ignoreBlocker: true });

  useKeys({
    save: () => void edits.save(),
    ...(active && { merge: () => setDoing('merge') }),
    escape: () => (edits.count === 0 ? back() : false),
  });

  const closeMerge = () => {
    setDoing(null);
    setTaken(null);
  };
  const merged = async (survivor: number) => {
    const fromConflict = taken !== null;
    closeMerge();
    if (fromConflict || survivor !== card.id) await edits.saveMerged(survivor);
    if (survivor !== card.id) toCard(survivor);
  };

  return (
    <main className="pane card-page" aria-label={name}>
      <CardBar
        card={card}
        name={name}
        duplicates={duplicates}
        edits={edits}
        onMerge={() => setDoing('merge')}
        onSplit={() => setDoing('split')}
        onDelete={() => setDoing('delete')}
        onHold={mayManage ? () => setDoing('hold') : undefined}
      />
      <div className="cols">
        <section className="left" aria-label={t('contact.card')} data-pane tabIndex={-1}>
          {card.state === 'binned' && <BinnedBanner card={card} name={name} />}
          <HoldMarks contactId={card.id} />
          <RefusedBanner card={card} edits={edits} />
          <Card card={card} edits={edits} duplicates={duplicates} />
        </section>
        <section className="right" aria-label={t('history.title')} data-pane tabIndex={-1}>
          <History contactId={card.id} contactName={name} wide />
        </section>
      </div>
      <ConflictDialog
        failure={taken === null ? edits.failure : null}
        name={name}
        id={card.id}
        saving={edits.saving}
        onClose={edits.forgetFailure}
        onWay={(way) => void edits.saveTaking(way)}
        onMerge={setTaken}
      />
      <WhenOpened opened={doing === 'merge' || taken !== null}>
        <MergeDialog
          card={card}
          other={taken}
          opened={doing === 'merge' || taken !== null}
          onClose={closeMerge}
          onMerged={(survivor) => void merged(survivor)}
        />
      </WhenOpened>
      <WhenOpened opened={doing === 'split'}>
        <SplitDialog
          card={card}
          name={name}
          opened={doing === 'split'}
          onClose={() => setDoing(null)}
          onSplit={toCard}
        />
      </WhenOpened>
      <WhenOpened opened={doing === 'hold'}>
        <HoldDialog of={{ contactId: card.id }} name={name} opened={doing === 'hold'} onClose={() => setDoing(null)} />
      </WhenOpened>
      <DeleteCard card={card} name={name} opened={doing === 'delete'} onClose={() => setDoing(null)} onDeleted={back} />
      <LeaveDialog edits={edits} />
    </main>
  );
}
