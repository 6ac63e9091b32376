import type { Capacity } from '#contract/workspace-settings.ts';

/** An operator who is ready and waits for work. */
export interface FreeOperator {
  id: string;
  name: string;
  queues: string[];
  capacity: Capacity;
  /** How many conversations they have now that count, by kind of channel. */
  load: Record<string, number>;
  /** Since when they wait for work. */
  since: Date;
}

/** A conversation that waits in a queue that offers. */
export interface WaitingConversation {
  id: string;
  queueId: string;
  kind: string;
  since: Date;
  /** Who was offered it since it waits and did not take it: the last time of each. */
  passed: { by: string; how: 'declined' | 'expired'; at: Date }[];
}

/** Who declined is asked again after so many milliseconds, while nobody else is free. */
const restAfterDecline = 60_000;

/** Whether an operator has a place for one more conversation of a kind of channel (R-DSK-1): one of their places in all, and one of that kind. */
export function hasPlace({ capacity, load }: Pick<FreeOperator, 'capacity' | 'load'>, kind: string): boolean {
  const all = Object.values(load).reduce((sum, count) => sum + count, 0);
  return all < capacity.places && (load[kind] ?? 0) < (capacity.kinds[kind] ?? Number.POSITIVE_INFINITY);
}

/**
 * Who is offered a conversation: of the members of its queue who have a place for it, who waited longest for work. Who missed or declined it comes again only
 * while nobody else is free.
 * @returns null: nobody can take it now.
 */
export function whoIsOffered(
  { queueId, kind, passed }: WaitingConversation,
  operators: FreeOperator[],
  now: Date,
): FreeOperator | null {
  const able = operators.filter((one) => one.queues.includes(queueId) && hasPlace(one, kind));
  const passes = new Map(passed.map((pass) => [pass.by, pass]));
  const order = (one: FreeOperator) => passes.get(one.id)?.at.getTime() ?? Number.NEGATIVE_INFINITY;
  const asked = able.filter(({ id }) => {
    const pass = passes.get(id);
    return pass?.how !== 'declined' || now.getTime() - pass.at.getTime() >= restAfterDecline;
  });
  const sorted = asked.sort(
    (a, b) => order(a) - order(b) || a.since.getTime() - b.since.getTime() || (a.id < b.id ? -1 : 1),
  );
  return sorted[0] ?? null;
}
