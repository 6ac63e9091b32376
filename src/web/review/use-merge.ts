import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Contact } from '#contract/contact.ts';
import type { MergePlan } from '#contract/merge.ts';
import { api, cached } from '../api.ts';

export type Side = 'left' | 'right';

/** Two cards on the way to become one: which stays, what was chosen, and what the merge would do. */
export interface Merge {
  left: Contact;
  right: Contact;
  survivor: Contact;
  other: Contact;
  keep: (side: Side) => void;
  swap: () => void;
  choose: (field: string, side: Side) => void;
  /** What it would do, of the server's own reckoning; undefined while it is asked for. */
  plan: MergePlan | undefined;
  planError: unknown;
  replan: () => void;
  merge: () => Promise<MergePlan>;
  merging: boolean;
}

/**
 * Prepares merging two cards. Whatever is not chosen goes by the server's rule, and what loses is kept to settle (R-BEY-2).
 * Whoever merges makes the cache stale afterwards.
 * @param first the side that stays as long as nobody says otherwise.
 */
export function useMerge(left: Contact, right: Contact, first: Side): Merge {
  const [kept, keep] = useState<Side>(first);
  const [chosen, setChosen] = useState<Record<string, number>>({});
  const [isDone, setDone] = useState(false); // they become one card, or are: there is nothing to plan
  const [survivor, other] = kept === 'left' ? [left, right] : [right, left];
  const input = { id: survivor.id, ids: [other.id], choose: chosen };
  const dryRun = cached.contacts.merge.queryOptions({ input: { ...input, dryRun: true } });
  const plan = useQuery({
    ...dryRun,
    queryKey: [...dryRun.queryKey, survivor.version, other.version] as unknown as typeof dryRun.queryKey,
    placeholderData: keepPreviousData,
    enabled: !isDone,
  });
  const merging = useMutation({
    mutationFn: () => api.contacts.merge(input, { context: { ifMatch: survivor.version } }),
    onMutate: () => setDone(true),
    onError: () => setDone(false),
  });
  return {
    left,
    right,
    survivor,
    other,
    keep,
    swap: () => keep(kept === 'left' ? 'right' : 'left'),
    choose: (field, side) => setChosen({ ...chosen, [field]: (side === 'left' ? left : right).id }),
    plan: plan.data,
    planError: plan.data ? null : plan.error,
    replan: () => void plan.refetch(),
    merge: () => merging.mutateAsync(),
    merging: merging.isPending,
  };
}

/** What the card is called after a merge. */
export function mergedName({ fields, survivor }: MergePlan): string | null {
  const name = fields.find(({ field }) => field === 'name');
  return name?.values.find(({ contactId }) => contactId === name.chosen)?.value ?? survivor.name;
}
