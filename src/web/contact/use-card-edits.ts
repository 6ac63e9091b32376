import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useReducer, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contact } from '#contract/contact.ts';
import { api, cached, type Failure, failureOf } from '../api.ts';
import { askRecordsAnew } from '../ask-anew.ts';
import { toast } from '../frame/toast.ts';
import { asEdit, countEdits, type Draft, type DraftAction, drafted, fitted, noEdits, touchedTargets } from './draft.ts';
import { withoutTaken, withWay } from './taken-value.ts';

export interface CardEdits {
  draft: Draft;
  count: number;
  edit: (action: DraftAction) => void;
  discard: () => void;
  /** Saves all edits in one step or none. True when nothing waits any more. */
  save: () => Promise<boolean>;
  /** Saves the edits over what somebody else saved in the meantime, after both were compared. */
  saveOver: () => Promise<boolean>;
  /** Repeats a save that another card's value refused, taking the value over or sharing it. */
  saveTaking: (way: 'move' | 'share') => Promise<boolean>;
  /** After this card was merged: what still waits goes to the card that stayed. */
  saveMerged: (survivor: number) => Promise<boolean>;
  saving: boolean;
  failure: Failure | null;
  forgetFailure: () => void;
}

interface Save {
  id: number;
  draft: Draft;
  version: number;
}

/**
 * The edits of an open card (R-DIR-3): kept here until Save. A save is meant for the version on which the edits began; when the
 * card moved on in the meantime and nothing overlaps, the edits go on top of the newer card by themselves, else the save is
 * refused and both are compared (R-DIR-7).
 */
export function useCardEdits(card: Contact): CardEdits {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [draft, edit] = useReducer((before: Draft, action: DraftAction) => drafted(card, before, action), noEdits);
  const base = useRef(card.version);
  const count = countEdits(draft);
  if (count === 0) base.current = card.version;

  const saving = useMutation({
    mutationFn: ({ id, draft: edits, version }: Save) => saveOnto(id, edits, version, 2),
    onSuccess: (saved) => {
      edit({ do: 'discard' });
      keepInCache(saved);
      toast(t('contact.saved', { name: saved.name ?? t('value.unnamed') }), saved.changeId);
      void askRecordsAnew(cache);
    },
    onError: (error) => {
      const newer = newerCard(failureOf(error));
      if (newer) keepInCache(newer);
    },
  });
  const failure = saving.error ? failureOf(saving.error) : null;
  const save = async ({ id = card.id, draft: edits = draft, version = base.current }: Partial<Save>) => {
    if (countEdits(edits) === 0) {
      edit({ do: 'discard' });
      saving.reset();
      return true;
    }
    if (saving.isPending) return false;
    return saving.mutateAsync({ id, draft: edits, version }).then(
      () => true,
      () => false,
    );
  };
  return {
    draft,
    count,
    edit,
    discard: () => {
      edit({ do: 'discard' });
      saving.reset();
    },
    save: () => save({}),
    saveOver: () => save({ draft: fitted(card, draft), version: card.version }),
    saveTaking: (way) => {
      if (!failure) return Promise.resolve(false);
      const next = withWay(draft, failure, way);
      edit({ do: 'replace', draft: next });
      return save({ draft: next });
    },
    saveMerged: async (survivor) => {
      const next = failure?.code === 'CONFLICT' ? withoutTaken(draft, failure) : draft;
      edit({ do: 'replace', draft: next });
      saving.reset();
      const { version } = await api.contacts.read({ id: survivor });
      return save({ id: survivor, draft: next, version });
    },
    saving: saving.isPending,
    failure,
    forgetFailure: saving.reset,
  };

  function keepInCache(newer: Contact): void {
    cache.setQueryData(cached.contacts.read.queryKey({ input: { id: newer.id } }), newer);
  }
}

type SavedCard = Awaited<ReturnType<typeof api.contacts.edit>>;

/**
 * Saves edits onto a version of a card. Where the card moved on and nothing overlaps, onto the newer one.
 * @throws what the API refuses; STALE when somebody changed what the edits touch.
 */
export async function saveOnto(id: number, draft: Draft, version: number, attempts: number): Promise<SavedCard> {
  try {
    return await api.contacts.edit({ id, ...asEdit(draft) }, { context: { ifMatch: version } });
  } catch (error) {
    const newer = newerCard(failureOf(error));
    if (!newer || attempts === 0 || overlap(failureOf(error), draft)) throw error;
    return saveOnto(id, draft, newer.version, attempts - 1);
  }
}

/** The newer card that a refused save brings. */
function newerCard(failure: Failure | null): Contact | null {
  if (failure?.code !== 'STALE') return null;
  return (failure.data as { contact?: Contact } | undefined)?.contact ?? null;
}

function overlap(failure: Failure, draft: Draft): boolean {
  const differs = (failure.data as { differs?: string[] } | undefined)?.differs;
  if (!differs || differs.includes('state')) return true;
  return touchedTargets(draft).some((target) => differs.includes(target));
}
