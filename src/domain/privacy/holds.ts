import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { notFound, Refusal } from '#contract/errors.ts';
import type { Hold, HoldInput } from '#contract/hold.ts';
import type { Tx } from '#db/database.ts';
import { lockCard } from '../contacts/card-state.ts';
import { lockForDesk } from '../conversations/desk/desk-conversation.ts';
import { recordChange } from '../history/record-change.ts';
import { announce } from '../live/announce.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';
import { standsNow } from './held.ts';
import { readHold } from './read-holds.ts';

type Held = Hold & { changeId: string | null };

/**
 * Holds a card (R-HIS-7): it, those merged with it, their changes and conversations are kept, whatever their age, until a moment or until somebody lifts it.
 * Nor is it purged from the bin. Several holds may stand on one thing; it goes when all are over.
 * @throws NOT_FOUND; INVALID for a moment that is over.
 */
export async function holdContact(tx: Tx, actor: Actor, { id, ...given }: HoldInput & { id: number }): Promise<Held> {
  must(actor, 'placeHolds');
  const card = await lockCard(tx, actor, id);
  return place(tx, actor, { contactId: card.id, conversationId: null }, given);
}

/** Holds a conversation, with what was merged into it and the card that it is linked to. @throws NOT_FOUND; INVALID for a moment that is over. */
export async function holdConversation(
  tx: Tx,
  actor: Actor,
  { id, ...given }: HoldInput & { id: string },
): Promise<Held> {
  must(actor, 'placeHolds');
  const { id: conversationId } = await lockForDesk(tx, actor, id);
  return place(tx, actor, { contactId: null, conversationId }, given);
}

/** Ends a hold before its time. @throws NOT_FOUND; CONFLICT (holdOver) when it is over already. */
export async function liftHold(tx: Tx, actor: Actor, { id }: { id: string }): Promise<{ changeId: string | null }> {
  must(actor, 'placeHolds');
  const { rows } = await sql<HoldSide & HeldThing>`
    update hold h set lifted_at = ${new Date()}, lifted_by = ${actor.name} where h.workspace_id = ${actor.workspaceId} and h.id = ${id} and ${standsNow}
    returning h.id, h.reason as value, h.until, h.contact_id, h.conversation_id`.execute(tx);
  const [lifted] = rows;
  if (!lifted) {
    const { rows: over } = await sql`select from hold where workspace_id = ${actor.workspaceId} and id = ${id}`.execute(
      tx,
    );
    if (over.length === 0) throw notFound('hold');
    throw new Refusal('CONFLICT', 'This hold is over already.', { reason: 'holdOver' });
  }
  return { changeId: await tellHold(tx, actor, lifted, { verb: 'liftHold', before: sideOf(lifted), after: null }) };
}

/** A hold as a change keeps it. */
export interface HoldSide {
  id: string;
  value: string;
  until: string | null;
}
interface HeldThing {
  contactId: number | null;
  conversationId: string | null;
}

function sideOf({ id, value, until }: HoldSide): HoldSide {
  return { id, value, until: until && new Date(until).toISOString() };
}

async function place(tx: Tx, actor: Actor, on: HeldThing, { reason, until }: HoldInput): Promise<Held> {
  const now = new Date();
  if (until !== null && new Date(until) <= now)
    throw new Refusal('INVALID', 'A hold ends in the future, or when somebody lifts it.', {
      fields: { until: 'This time is over.' },
    });
  const id = randomUUID();
  const by = { byId: actor.id, byName: actor.name };
  await tx
    .insertInto('hold')
    .values({
      workspaceId: actor.workspaceId,
      id,
      ...on,
      reason,
      until: until === null ? null : new Date(until),
      ...by,
      at: now,
      liftedAt: null,
    })
    .execute();
  const changeId = await tellHold(tx, actor, on, {
    verb: 'placeHold',
    before: null,
    after: sideOf({ id, value: reason, until }),
  });
  return { ...(await readHold(tx, actor, id)), changeId };
}

/** One change, in the history of the card or of the conversation. */
async function tellHold(
  tx: Tx,
  actor: Actor,
  { contactId, conversationId }: HeldThing,
  { verb, ...sides }: { verb: 'placeHold' | 'liftHold'; before: HoldSide | null; after: HoldSide | null },
): Promise<string | null> {
  const changeId = await recordChange(tx, actor, {
    verb,
    items: [{ contactId, target: 'hold', ...sides }],
    ...(conversationId && { conversationId }),
  });
  await announceHold(tx, actor.workspaceId, { contactId, conversationId });
  return changeId;
}

/** Tells the screens. */
export async function announceHold(
  tx: Tx,
  workspaceId: string,
  { contactId, conversationId }: HeldThing,
): Promise<void> {
  if (contactId !== null)
    await announce(tx, workspaceId, { topic: 'contact', contactIds: [contactId], what: 'change' });
  if (conversationId !== null) await announce(tx, workspaceId, { topic: 'conversation', conversationId, what: 'desk' });
}
