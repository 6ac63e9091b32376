import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { binSilentCard, nextSilent, silentBefore } from './bin-silent-card.ts';
import { retentionDecisions } from './list-retention.ts';
import { nextOver, type OverKey } from './over.ts';
import { type ChangeKey, removeChanges } from './remove-changes.ts';
import { removeFromConversations } from './remove-from-conversation.ts';
import { type Periods, periodsAt } from './retention-periods.ts';

type Within = <Result>(work: (tx: Tx) => Promise<Result>) => Promise<Result>;

/** So many are looked at in one transaction. */
const size = 1_000;
/** From so many conversations things are taken in one. */
const together = 25;

/** How it goes through a workspace. */
export interface Removing {
  /** A transaction of the workspace. */
  within: Within;
  now: Date;
  stopping: AbortSignal;
  /** Hears of what failed: it stops nothing else, and comes again. */
  onError(error: unknown, about: object): void;
}

/**
 * Takes away all of a workspace whose time is over (R-HIS-7): from conversations, of changes of cards, and cards without contact. Some at a time,
 * each time in a short transaction of its own, so that a kill loses nothing, several processes share it, and what fails stops nothing else.
 * @returns how many conversations, changes and cards something was taken from.
 */
export async function applyRetention(
  workspaceId: string,
  removing: Removing,
): Promise<{ conversations: number; changes: number; cards: number }> {
  const { within, now } = removing;
  const decisions = await within((tx) => retentionDecisions(tx, workspaceId));
  if (decisions.length === 0) return { conversations: 0, changes: 0, cards: 0 };
  const periods = periodsAt(decisions, now);
  return {
    conversations: await fromConversations(workspaceId, periods, removing),
    changes: await ofChanges(workspaceId, periods, removing),
    cards: await silentCards(workspaceId, periods, removing),
  };
}

async function fromConversations(workspaceId: string, periods: Periods, removing: Removing): Promise<number> {
  const { within, now, stopping } = removing;
  let gone = 0;
  let after: OverKey | null = null;
  do {
    const { ids, next }: { ids: string[]; next: OverKey | null } = await within((tx) =>
      nextOver(tx, workspaceId, { periods, now, after, size }),
    );
    for (let first = 0; first < ids.length && !stopping.aborted; first += together)
      gone += await fromSome(workspaceId, ids.slice(first, first + together), periods, removing);
    after = next;
  } while (after && !stopping.aborted);
  return gone;
}

/** From some together; where that fails, from one after the other, so that one alone stays. */
async function fromSome(workspaceId: string, ids: string[], periods: Periods, removing: Removing): Promise<number> {
  const { now, stopping } = removing;
  const remove = (some: string[]) => (tx: Tx) => removeFromConversations(tx, workspaceId, some, { periods, now });
  const atOnce = await tried({ ...removing, onError: () => undefined }, {}, remove(ids));
  if (atOnce !== null) return atOnce;
  let gone = 0;
  for (const id of ids) {
    if (stopping.aborted) break;
    gone += (await tried(removing, { conversation: id }, remove([id]))) ?? 0;
  }
  return gone;
}

async function ofChanges(workspaceId: string, periods: Periods, removing: Removing): Promise<number> {
  const { now, stopping } = removing;
  let gone = 0;
  let after: ChangeKey | null = null;
  do {
    const key: ChangeKey | null = after;
    const piece: { gone: number; next: ChangeKey | null } | null = await tried(removing, { changesAfter: key }, (tx) =>
      removeChanges(tx, workspaceId, { periods, now, after: key, size: 500 }),
    );
    gone += piece?.gone ?? 0;
    after = piece?.next ?? null;
  } while (after && !stopping.aborted);
  return gone;
}

async function silentCards(workspaceId: string, periods: Periods, removing: Removing): Promise<number> {
  const { within, now, stopping } = removing;
  const before = silentBefore(periods, now);
  if (!before) return 0;
  let gone = 0;
  let after: number | null = 0;
  while (after !== null && !stopping.aborted) {
    const key: number = after;
    const { ids, next } = await within((tx) => nextSilent(tx, workspaceId, { before, after: key, size }));
    for (const id of ids) {
      if (stopping.aborted) return gone;
      if (await tried(removing, { card: id }, (tx) => binSilentCard(tx, workspaceId, id, before))) gone += 1;
    }
    after = next;
  }
  return gone;
}

/** Who works with a thing at this moment goes first: it is left for the next time, in silence. */
async function tried<Result>(
  { within, onError }: Removing,
  about: object,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result | null> {
  try {
    return await within(async (tx) => {
      await sql`select set_config('lock_timeout', '1s', true)`.execute(tx);
      return work(tx);
    });
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (typeof code !== 'string' || !/^(?:55P03|40001|40P01)$/.test(code)) onError(error, about); // SQLSTATE: lock not available, given up
    return null;
  }
}
