import { fold } from '#contract/fold.ts';
import { useColleagues } from '../frame/use-colleagues.ts';
import { useMe } from '../frame/use-me.ts';
import type { Asking } from './asking.ts';
import { useQueues } from './use-queues.ts';

/** A queue or a colleague who may be asked. */
export interface Askable {
  kind: 'queue' | 'colleague';
  id: string;
  name: string;
  /** Of a queue: how many of its members are ready. */
  free: number;
  /** Of a colleague. */
  presence: 'ready' | 'pause' | 'away' | null;
  reason: string | null;
  /** Names of the queues of a colleague. */
  queues: string[];
}

/** Whom a conversation may be given to: queues but its own, then colleagues, those who are ready first; an invitation goes to colleagues alone. */
export function useWhomToAsk(
  what: Asking,
  q: string,
  { queue, without }: { queue: string; without: string[] },
): Askable[] {
  const me = useMe();
  const colleagues = useColleagues();
  const queues = useQueues();
  const asked = fold(q);
  const nameOf = (id: string) => queues.find((one) => one.id === id)?.name;
  const places: Askable[] = queues
    .filter(({ id }) => what === 'redirect' && id !== queue)
    .map(({ id, name }) => ({
      kind: 'queue',
      id,
      name,
      free: colleagues.filter((one) => one.presence === 'ready' && one.queues.includes(id) && one.id !== me?.id).length,
      presence: null,
      reason: null,
      queues: [],
    }));
  const people: Askable[] = colleagues
    .filter(({ id }) => id !== me?.id && !without.includes(id))
    .map(({ id, name, presence, reason, queues: ids }) => ({
      kind: 'colleague' as const,
      id,
      name,
      free: 0,
      presence,
      reason,
      queues: ids.flatMap((one) => nameOf(one) ?? []),
    }))
    .sort((a, b) => order(a) - order(b) || a.name.localeCompare(b.name));
  return [...places, ...people].filter(({ name }) =>
    asked.split(' ').every((word) => ` ${fold(name)}`.includes(` ${word}`)),
  );
}

function order({ presence }: Askable): number {
  return ['ready', 'pause', 'away'].indexOf(presence ?? 'ready');
}
