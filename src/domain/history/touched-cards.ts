import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { type CardRow, type CardState, cardColumns, stateOf } from '../contacts/card-state.ts';
import { type FamilyMember, readLocked } from '../contacts/lock-family.ts';
import type { Actor } from '../operators/actor.ts';
import { maySeeContact } from '../operators/policy.ts';
import { type NotRestored, type PastChange, pointerIn, stateIn } from './past-change.ts';
import type { TouchedValue } from './record-change.ts';

/** The cards that a change touched, locked, with those that stand for them by now. */
export interface TouchedCards {
  /** As they were before the undo, by id; signposts as they were frozen. */
  states: Map<number, CardState>;
  /** The card that stands for each before the undo, and from when its signposts are taken down on. */
  stoodFor: Map<number, number>;
  standsFor: Map<number, number>;
  /** The one that will, when signposts are set up again as well. */
  willStandFor: Map<number, number>;
  /** Those that the change made: they go to the bin. */
  made: Set<number>;
  /** Those whose merge cannot be put back: nothing of them is. */
  left: Set<number>;
  /** Those that come out of a merge. */
  apart: Set<number>;
  /** A merge is done again: which values go where is planned anew. */
  isMerging: boolean;
  /** Those that are active when all is put back. */
  active: Set<number>;
}

/**
 * Locks the cards of a change with their families. A card that is gone, or that the actor may not see, is reported as gone; cards that are only named,
 * in links and among what waits to be settled, are locked and not reported.
 */
export async function lockTouched(
  tx: Tx,
  actor: Actor,
  change: PastChange,
  notRestored: NotRestored,
): Promise<TouchedCards> {
  const own = [...new Set(ownItems(change).flatMap(({ contactId }) => contactId ?? []))];
  const named = change.items.flatMap(({ contactId, before, after }) => [
    contactId,
    ...cardsIn(before),
    ...cardsIn(after),
  ]);
  const members = await lockMembers(tx, actor, [...own, ...named.filter((id) => id !== null)], {
    asksSight: own.length > 0,
    withValues: mergesCards(change),
  });
  const stoodFor = survivors(members);
  const seen = new Set(members.flatMap(({ id, isSeen }) => (isSeen ? id : [])));
  const there = own.filter((id) => seen.has(stoodFor.get(id) ?? 0));
  for (const id of own.filter((one) => !there.includes(one)))
    notRestored.push({ target: 'state', contactId: id, reason: 'gone' });
  const ids = new Set(there.flatMap((id) => [id, stoodFor.get(id) ?? id]));
  const states = new Map(members.flatMap((card) => (ids.has(card.id) ? [[card.id, stateOf(card)] as const] : [])));
  const made = there.filter((id) =>
    ownItems(change).some((item) => item.contactId === id && item.target === 'state' && item.before === null),
  );
  const restored = ownItems(change).flatMap(({ contactId, target, before }) =>
    target === 'state' && contactId !== null && stateIn(before) === 'active' ? contactId : [],
  );
  const active = [...states.values()].filter(({ id, state }) => state === 'active' || restored.includes(id));
  return {
    states,
    stoodFor,
    standsFor: stoodFor,
    willStandFor: stoodFor,
    made: new Set(made),
    left: new Set(),
    apart: new Set(),
    isMerging: false,
    active: new Set(active.map(({ id }) => id)),
  };
}

/** The cards that one side of a touched value names: of a link or a pointer the one, of what waits to be settled several. */
function cardsIn(side: unknown): number[] {
  const sides = Array.isArray(side) ? side : [side];
  return sides.map(pointerIn).filter((id) => id !== null);
}

/** What a change touched of cards themselves. */
export function ownItems(change: PastChange): TouchedValue[] {
  return change.items.filter(({ target }) => target !== 'link');
}

/** The card that stands for each member of some families. */
export function survivors(members: Pick<FamilyMember, 'id' | 'survivorId'>[]): Map<number, number> {
  return new Map(members.map(({ id, survivorId }) => [id, survivorId]));
}

/** Whether a change merged cards, or undid that. */
export function mergesCards({ items }: PastChange): boolean {
  return items.some(({ target }) => target === 'merged');
}

type MemberRow = CardRow & FamilyMember & { isSeen: boolean };

/** All that is asked of cards and their families once they are locked, in one look. Where cards are merged or parted their values are locked as well. */
async function lockMembers(
  tx: Tx,
  actor: Actor,
  ids: number[],
  { asksSight, withValues }: { asksSight: boolean; withValues: boolean },
): Promise<MemberRow[]> {
  if (ids.length === 0) return [];
  const { workspaceId } = actor;
  const isSeen = asksSight
    ? sql`c.state in ('active', 'binned') and ${maySeeContact(actor, sql.ref('c.id'))}`
    : sql`false`;
  const read = async () => {
    const { rows } = await sql<MemberRow>`
      select ${cardColumns}, c.survivor_id, ${isSeen} as is_seen
      from contact c where c.workspace_id = ${workspaceId} and c.survivor_id = any(array(
        select survivor_id from contact where workspace_id = ${workspaceId} and id = any(${ids}::bigint[])))
      order by c.id`.execute(tx);
    return rows;
  };
  return readLocked(tx, workspaceId, ids, read, { withValues });
}
