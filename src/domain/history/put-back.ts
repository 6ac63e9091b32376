import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { together } from '#db/together.ts';
import { layInBin } from '../contacts/bin-contact.ts';
import type { CardState } from '../contacts/card-state.ts';
import { putBackDuplicates } from '../contacts/duplicates/put-back-duplicates.ts';
import { refuseHidden } from '../contacts/refuse-hidden.ts';
import { putBackConversation } from '../conversations/put-back-conversation.ts';
import { putBackRefusals } from '../conversations/put-back-refusals.ts';
import type { Actor } from '../operators/actor.ts';
import { putBackHolds } from '../privacy/put-back-holds.ts';
import { type NotRestored, type PastChange, stateIn } from './past-change.ts';
import { putBackFields } from './put-back-fields.ts';
import { linkedIn, lockConversations, putBackLinks } from './put-back-links.ts';
import { setUpSignposts, takeDownSignposts } from './put-back-signposts.ts';
import { putBackValues } from './put-back-values.ts';
import type { TouchedValue } from './record-change.ts';
import { takeFromBin } from './take-from-bin.ts';
import { lockTouched, mergesCards, ownItems, type TouchedCards } from './touched-cards.ts';

/**
 * Puts back what a change touched, value by value: each that still is as the change left it becomes what it was before; the rest is
 * reported (R-BEY-1). In phases over all cards at once, so that values that changed cards find their way back. A card that the change made goes
 * to the bin; one that it merged becomes a card again. Writes no change: that is the caller's.
 * @returns the cards as they were before, locked, and what was touched beside them: links, decisions about pairs.
 * @throws FORBIDDEN for merged or split cards with conversations the actor may not see (R-HIS-5).
 */
export async function putBack(
  tx: Tx,
  actor: Actor,
  change: PastChange,
): Promise<{ cards: CardState[]; items: TouchedValue[]; notRestored: NotRestored }> {
  const notRestored: NotRestored = [];
  await lockConversations(tx, actor.workspaceId, change);
  const locked = await lockTouched(tx, actor, change, notRestored);
  const moved = movesCards(change) ? [...new Set(locked.standsFor.values())] : [];
  const [, kept, cards] = await together([
    refuseHidden(tx, actor, moved, 'You may not undo this. A supervisor may.'), // looks before the others write
    keptCards(tx, actor, change, locked),
    takeDownSignposts(tx, actor.workspaceId, change, locked, notRestored),
  ]);
  const items = await putBackDuplicates(tx, actor, change, notRestored);
  items.push(...(await putBackRefusals(tx, actor, change, notRestored)));
  items.push(...(await putBackHolds(tx, actor, change, notRestored)));
  await putBackRestored(tx, actor.workspaceId, change, cards, notRestored);
  const fields = putBackFields(tx, actor.workspaceId, change, cards, notRestored);
  if (cards.apart.size === 0) await fields; // where merged cards are parted, neither of the two reads what the other writes
  const ofValues: NotRestored = [];
  await together([fields, putBackValues(tx, actor.workspaceId, change, cards, ofValues)]);
  notRestored.push(...ofValues);
  await setUpSignposts(tx, actor.workspaceId, change, cards);
  items.push(...(await putBackConversation(tx, actor, change, notRestored)));
  items.push(...(await putBackLinks(tx, actor, change, kept, notRestored)));
  items.push(...(await putIntoBin(tx, actor, change, cards, kept, notRestored)));
  return { cards: [...cards.states.values()], items, notRestored };
}

function movesCards(change: PastChange): boolean {
  return change.verb === 'splitContact' || mergesCards(change);
}

function statesOf(change: PastChange, cards: TouchedCards) {
  return ownItems(change).flatMap(({ target, contactId, before, after }) => {
    const card = contactId === null ? undefined : cards.states.get(contactId);
    return target === 'state' && card && !cards.left.has(card.id) ? [{ card, before, after }] : [];
  });
}

/** Cards that the change laid into the bin come out of it. */
async function putBackRestored(
  tx: Tx,
  workspaceId: string,
  change: PastChange,
  cards: TouchedCards,
  notRestored: NotRestored,
): Promise<void> {
  for (const { card, before, after } of statesOf(change, cards)) {
    if (before === null || card.state === stateIn(before)) continue;
    if (card.state === 'binned' && stateIn(after) === 'binned' && stateIn(before) === 'active')
      await takeFromBin(tx, workspaceId, card, before, notRestored);
    else if (card.state !== stateIn(after) || card.state !== 'active')
      notRestored.push({ target: 'state', contactId: card.id, reason: 'changedLater' });
  }
}

/** Cards that the change made, or took out of the bin, go into it. */
async function putIntoBin(
  tx: Tx,
  actor: Actor,
  change: PastChange,
  cards: TouchedCards,
  kept: Set<number>,
  notRestored: NotRestored,
): Promise<TouchedValue[]> {
  const links: TouchedValue[] = [];
  for (const { card, before } of statesOf(change, cards)) {
    if (before !== null && stateIn(before) !== 'binned') continue;
    if (card.state === 'active' && !kept.has(card.id)) links.push(...(await layInBin(tx, actor, card)));
    else if (before === null)
      notRestored.push({
        target: 'state',
        contactId: card.id,
        reason: card.state === 'binned' ? 'gone' : 'changedLater',
      });
  }
  return links;
}

/** What makes cards by itself, not since somebody asked for one. */
const recognising = new Set(['recognise', 'splitContact', 'editConversation']);

/**
 * Cards that the change made and that are needed by now: made by recognition, and a person has worked on them since or another conversation joined;
 * made by a split, and other conversations joined. They stay, without what the change gave them. What a person made otherwise goes to
 * the bin whatever was added since; restoring brings it all back.
 */
async function keptCards(tx: Tx, actor: Actor, change: PastChange, { made }: TouchedCards): Promise<Set<number>> {
  if (!recognising.has(change.verb) || made.size === 0) return new Set();
  const own = [...linkedIn(change), ...(change.conversationId ? [change.conversationId] : [])];
  const { rows } = await sql<{ id: number }>`
    select c.id from contact c where c.workspace_id = ${actor.workspaceId} and c.id = any(${[...made]}::bigint[]) and (
      exists (select from conversation v where v.workspace_id = c.workspace_id and v.contact_id = c.id and v.root_id <> all(${own}::uuid[]))
      or (${change.verb === 'recognise'} and exists (select from change_item i join change h on h.workspace_id = i.workspace_id and h.id = i.change_id
        where i.workspace_id = c.workspace_id and i.contact_id = c.id and i.target <> 'link' and h.actor ->> 'type' in ('operator', 'apiKey', 'import'))))`.execute(
    tx,
  );
  return new Set(rows.map(({ id }) => id));
}
