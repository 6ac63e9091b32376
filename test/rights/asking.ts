import type { Tx } from '#db/database.ts';
import type { Actor } from '#domain/operators/actor.ts';
import { isRefusal } from './desk-steps.ts';
import { key, type Talk, type World } from './model.ts';
import { aKey } from './world.ts';

/** Somebody asks the product something. */
export interface Asking {
  world: World;
  /** Their place among the people; `key` for the program. */
  who: number;
  actor: Actor;
  within: World['workspace']['within'];
}

/**
 * A way by which the product tells of conversations and cards. `seen` is what it tells, with nothing in it but what the rules speak of; `raw` is all that it answered, in which
 * no word, name or id may stand that the rules keep from who asks; `told` is what the rules say, by the model alone.
 */
export interface Way {
  seen: (asking: Asking) => Promise<{ seen: unknown; raw?: unknown }>;
  told: (asking: Asking) => unknown;
}

export function asking(world: World, who: number): Asking {
  return { world, who, actor: who === key ? aKey(world) : world.people[who]!, within: world.workspace.within };
}

/** What a verb comes to, without doing it: `done`, or the code of its refusal; with what the refusal tells. */
export async function tried(
  { within }: Asking,
  work: (tx: Tx) => Promise<unknown>,
): Promise<{ code: string; data: Record<string, unknown> }> {
  const undone = Symbol('undone');
  try {
    await within(async (tx) => {
      await work(tx);
      throw undone;
    });
  } catch (error) {
    if (error === undone) return { code: 'done', data: {} };
    if (isRefusal(error)) return { code: error.code, data: error.data ?? {} };
    throw error;
  }
  throw new Error('a transaction that was to be undone was kept');
}

/** The answer; null where it is refused. */
export function unlessRefused<Result>({ within }: Asking, work: (tx: Tx) => Promise<Result>): Promise<Result | null> {
  return within(work).catch((error: unknown) => {
    if (isRefusal(error)) return null;
    throw error;
  });
}

/** The places of the conversations with these ids, in order: what reads better than ids where something is wrong. */
export function placesOf({ world }: Asking, ids: (string | null | undefined)[]): (number | string)[] {
  return ids
    .flatMap((id) => (id ? (world.talks.find((talk) => talk.id === id)?.place ?? `unknown ${id}`) : []))
    .toSorted(inOrder);
}

/** The places of the cards with these numbers, in order. */
export function cardPlaces({ world }: Asking, ids: (number | null | undefined)[]): (number | string)[] {
  return ids
    .flatMap((id) => (id ? (world.cards.find((card) => card.id === id)?.place ?? `unknown ${id}`) : []))
    .toSorted(inOrder);
}

/** The places of the queues of this fuzz with these ids, in order. */
export function queuePlaces({ world }: Asking, ids: string[]): number[] {
  return ids
    .flatMap((id) => {
      const place = world.queues.findIndex((queue) => queue.id === id);
      return place < 0 ? [] : place;
    })
    .toSorted((a, b) => a - b);
}

/** The places of the conversations that a rule lets through. */
export function those({ world, who }: Asking, is: (talk: Talk) => boolean): number[] {
  return world.talks
    .filter(is)
    .map(({ place }) => place)
    .filter((place) => place >= 0 && who >= 0);
}

function inOrder(a: number | string, b: number | string): number {
  return String(a).localeCompare(String(b), 'en', { numeric: true });
}
