import { sql } from 'kysely';
import type { Duplicate, DuplicateState } from '#contract/duplicate.ts';
import { notFound, Refusal } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import { recordChange, type TouchedValue } from '../../history/record-change.ts';
import { announce } from '../../live/announce.ts';
import type { Actor } from '../../operators/actor.ts';
import { must } from '../../operators/policy.ts';
import { lockCard } from '../card-state.ts';
import { inOrder, type PairAsked, readDuplicate } from './read-duplicate.ts';

/** A pair's state as a change keeps it. `contactId` is the other card, so that who may not see that one is not told of it. */
export interface KeptPair {
  a: number;
  b: number;
  contactId: number;
  state: DuplicateState;
  decidedBy: string | null;
  decidedAt: string | null;
  changeId: string | null;
}

/**
 * Decides about a pair (R-BEY-3): not a duplicate (never asked again), later (behind the others), or open again. One change that stands in the
 * histories of both cards. Deciding the same again changes nothing.
 * @throws NOT_FOUND where nobody suggested the pair, or a card of it may not be seen; CONFLICT for a pair that was merged.
 */
export async function decideDuplicate(
  tx: Tx,
  actor: Actor,
  { decision, ...asked }: PairAsked & { decision: 'notDuplicate' | 'later' | 'open' },
): Promise<Duplicate> {
  must(actor, 'decideDuplicates');
  const [a, b] = inOrder(asked.a, asked.b);
  for (const id of [a, b]) await lockCard(tx, actor, id);
  const before = await readDuplicate(tx, actor, { a, b });
  if (before.state === 'merged')
    throw new Refusal('CONFLICT', 'These two are one card now. To part them again, undo the merge.');
  if (before.a.id !== a || before.b.id !== b) throw notFound('possible duplicate'); // of cards that were merged elsewhere
  if (before.state === decision) return before;
  const now = new Date();
  const isOpen = decision === 'open';
  const after = {
    state: decision,
    decidedBy: isOpen ? null : actor.name,
    decidedAt: isOpen ? null : now.toISOString(),
  };
  const changeId = await recordChange(tx, actor, {
    verb: 'decideDuplicate',
    items: pairItems({ a, b }, before, { ...after, changeId: null }),
  });
  await writeDecision(tx, actor.workspaceId, { a, b }, { ...after, changeId: isOpen ? null : changeId });
  await announce(tx, actor.workspaceId, { topic: 'contact', contactIds: [a, b], what: 'change' });
  return readDuplicate(tx, actor, { a, b });
}

type Decision = Pick<Duplicate, 'state' | 'decidedBy' | 'decidedAt' | 'changeId'>;

/** What a change of a pair touched: the same on both cards, so that it stands in both histories. */
export function pairItems({ a, b }: PairAsked, before: Decision, after: Decision): TouchedValue[] {
  const kept = (contactId: number, { state, decidedBy, decidedAt, changeId }: Decision): KeptPair => ({
    a,
    b,
    contactId,
    state,
    decidedBy,
    decidedAt,
    changeId,
  });
  return [
    { contactId: a, target: 'duplicate', before: kept(b, before), after: kept(b, after) },
    { contactId: b, target: 'duplicate', before: kept(a, before), after: kept(a, after) },
  ];
}

/** Writes what was decided about a pair. */
export async function writeDecision(
  tx: Tx,
  workspaceId: string,
  { a, b }: PairAsked,
  { state, decidedBy, decidedAt, changeId }: Decision,
): Promise<void> {
  await sql`update duplicate_pair set state = ${state}, decided_by = ${decidedBy}, decided_at = ${decidedAt}::timestamptz, change_id = ${changeId}
    where workspace_id = ${workspaceId} and a_id = ${a} and b_id = ${b}`.execute(tx);
}
