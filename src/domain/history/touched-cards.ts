import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { type CardState, cardStates } from '../contacts/card-state.ts';
import { type FamilyMember, lockFamilies } from '../contacts/lock-family.ts';
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
  const { workspaceId } = actor;
  const own = [...new Set(ownItems(change).flatMap(({ contactId }) => contactId ?? []))];
  const named = change.items.flatMap(({ contactId, before, after }) => [
    contactId,
    ...cardsIn(before),
    ...cardsIn(after),
  ]);
  const members = await lockFamilies(tx, workspaceId, [...own, ...named.filter((id) => id !== null)]);
  const stoodFor = survivors(members);
  const seen = await seenSurvivors(
    tx,
    actor,
    own.flatMap((id) => stoodFor.get(id) ?? []),
  );
  const there = own.filter((id) => seen.has(stoodFor.get(id) ?? 0));
  for (const id of own.filter((one) => !there.includes(one)))
    notRestored.push({ target: 'state', contactId: id, reason: 'gone' });
  const ids = new Set(there.flatMap((id) => [id, stoodFor.get(id) ?? id]));
  const states = new Map((await cardStates(tx, workspaceId, [...ids])).map((card) => [card.id, card]));
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
export function survivors(members: FamilyMember[]): Map<number, number> {
  return new Map(members.map(({ id, survivorId }) => [id, survivorId]));
}

async function seenSurvivors(tx: Tx, actor: Actor, ids: number[]): Promise<Set<number>> {
  if (ids.length === 0) return new Set();
  const { rows } = await sql<{ id: number }>`
    select c.id from contact c where c.workspace_id = ${actor.workspaceId} and c.id = any(${ids}::bigint[])
      and c.state in ('active', 'binned') and ${maySeeContact(actor, sql.ref('c.id'))}`.execute(tx);
  return new Set(rows.map(({ id }) => id));
}
