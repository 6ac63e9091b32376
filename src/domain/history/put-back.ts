import { sql } from 'kysely';
import { Refusal } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import { layInBin } from '../contacts/bin-contact.ts';
import { type CardState, lockCard } from '../contacts/card-state.ts';
import type { Actor } from '../operators/actor.ts';
import type { NotRestored, PastChange } from './past-change.ts';
import { putBackFields } from './put-back-fields.ts';
import { lockConversations, putBackLinks } from './put-back-links.ts';
import { putBackValues, takeFromBin } from './put-back-values.ts';
import type { TouchedValue } from './record-change.ts';

/**
 * Puts back what a change touched, value by value: each that still is as the change left it becomes what it was before; the rest is
 * reported (R-BEY-1). A card that the change made goes to the bin. Writes no change: that is the caller's.
 * @returns the cards as they were before, locked, and what became of links.
 */
export async function putBack(
  tx: Tx,
  actor: Actor,
  change: PastChange,
): Promise<{ cards: CardState[]; links: TouchedValue[]; notRestored: NotRestored }> {
  const notRestored: NotRestored = [];
  await lockConversations(tx, actor.workspaceId, change);
  const cards = await lockCards(tx, actor, change, notRestored);
  const made = new Set<number>();
  for (const card of cards) {
    const items = itemsOf(change, card);
    if (items.some(({ target, before }) => target === 'state' && before === null)) made.add(card.id);
    else await putBackCard(tx, actor, card, items, notRestored);
  }
  const kept = await keptCards(tx, actor, change, [...made]);
  const links = await putBackLinks(tx, actor, change, kept, notRestored);
  for (const card of cards.filter(({ id }) => made.has(id))) {
    if (kept.has(card.id) || card.state !== 'active') {
      notRestored.push({
        target: 'state',
        contactId: card.id,
        reason: card.state === 'active' ? 'changedLater' : 'gone',
      });
    } else {
      links.push(...(await layInBin(tx, actor, card)));
    }
  }
  return { cards, links, notRestored };
}

/** In the order of their ids, so that two at once never wait for each other. A card that is gone or hidden is reported as gone. */
async function lockCards(tx: Tx, actor: Actor, change: PastChange, notRestored: NotRestored): Promise<CardState[]> {
  const ids = new Set(change.items.flatMap(({ target, contactId }) => (target === 'link' ? [] : (contactId ?? []))));
  const cards = new Map<number, CardState>();
  for (const id of [...ids].sort((a, b) => a - b)) {
    try {
      const card = await lockCard(tx, actor, id);
      cards.set(card.id, card);
    } catch (error) {
      if (!(error instanceof Refusal && error.code === 'NOT_FOUND')) throw error;
      notRestored.push({ target: 'state', contactId: id, reason: 'gone' });
    }
  }
  return [...cards.values()];
}

function itemsOf(change: PastChange, card: CardState): TouchedValue[] {
  return change.items.filter(({ contactId, target }) => contactId === card.id && target !== 'link');
}

async function putBackCard(
  tx: Tx,
  actor: Actor,
  card: CardState,
  items: TouchedValue[],
  notRestored: NotRestored,
): Promise<void> {
  const state = items.find(({ target }) => target === 'state');
  if (state && card.state === stateIn(state.after) && stateIn(state.before) === 'active') {
    await takeFromBin(tx, actor.workspaceId, card, state.before, notRestored);
  } else if (state && card.state !== stateIn(state.before)) {
    if (card.state === stateIn(state.after)) await layInBin(tx, actor, card);
    else notRestored.push({ target: 'state', contactId: card.id, reason: 'changedLater' });
  }
  await putBackFields(tx, actor.workspaceId, card, items, notRestored);
  await putBackValues(tx, actor.workspaceId, card, items, notRestored);
}

function stateIn(value: unknown): string | null {
  if (typeof value === 'string' || value === null) return value;
  return (value as { state?: string }).state ?? null;
}

/**
 * Cards that recognition made, and that a person has worked on since or another conversation joined: they stay, only the conversation
 * leaves them. What a person made goes to the bin whatever was added since; restoring brings it all back.
 */
async function keptCards(tx: Tx, actor: Actor, change: PastChange, made: number[]): Promise<Set<number>> {
  if (change.verb !== 'recognise' || made.length === 0) return new Set();
  const { rows } = await sql<{ id: number }>`
    select c.id from contact c where c.workspace_id = ${actor.workspaceId} and c.id = any(${made}::bigint[]) and (
      exists (select from conversation v where v.workspace_id = c.workspace_id and v.contact_id = c.id and v.root_id is distinct from ${change.conversationId}::uuid)
      or exists (select from change_item i join change h on h.workspace_id = i.workspace_id and h.id = i.change_id
        where i.workspace_id = c.workspace_id and i.contact_id = c.id and i.target <> 'link' and h.actor ->> 'type' in ('operator', 'apiKey', 'import')))`.execute(
    tx,
  );
  return new Set(rows.map(({ id }) => id));
}
