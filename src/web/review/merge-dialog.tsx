import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contact } from '#contract/contact.ts';
import { cached, failureOf } from '../api.ts';
import { askRecordsAnew } from '../ask-anew.ts';
import { Dialog } from '../frame/dialog.tsx';
import { Failed } from '../frame/states.tsx';
import { ChooseOther } from './choose-other.tsx';
import { MergeTwo } from './merge-two.tsx';
import { PairSkeleton } from './review-skeletons.tsx';
import './merge-dialog.css';

interface MergeDialogProps {
  /** The card that is open. */
  card: Contact;
  /** The other card, where it is known already. */
  other: number | null;
  opened: boolean;
  onClose: () => void;
  /** The card that stayed. */
  onMerged: (survivor: number) => void;
}

/** *Merge…* from a card: which other card it is, then the two compared field by field (R-BEY-2). */
export function MergeDialog({ card, other, opened, onClose, onMerged }: MergeDialogProps) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [chosen, choose] = useState<number | null>(other);
  useEffect(() => {
    if (opened) choose(other);
  }, [opened, other]);
  const right = useQuery(
    cached.contacts.read.queryOptions({ input: { id: chosen ?? 0 }, enabled: opened && chosen !== null }),
  );
  const name = card.name ?? t('value.unnamed');
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('merging.title')}
      hint={chosen === null ? t('merging.which', { name }) : t('merging.hint')}
      width={chosen === null ? 560 : 1080}
    >
      {chosen === null ? (
        <ChooseOther card={card} onChoose={choose} />
      ) : right.data && right.data.id !== card.id ? (
        <MergeTwo
          key={right.data.id}
          left={card}
          right={right.data}
          onBack={other === null ? () => choose(null) : null}
          onClose={onClose}
          onMerged={(survivor) => {
            void askRecordsAnew(cache);
            onMerged(survivor);
          }}
        />
      ) : right.isError || right.data ? (
        <Failed
          title={t('review.pairFailed')}
          error={right.error ?? new Error(t('review.goneTitle'))}
          {...(failureOf(right.error).code !== 'NOT_FOUND' && { retry: () => void right.refetch() })}
        />
      ) : (
        <div className="dialog-body">
          <PairSkeleton />
        </div>
      )}
    </Dialog>
  );
}
