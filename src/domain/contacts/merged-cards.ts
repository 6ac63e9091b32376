import { sql } from 'kysely';
import { notFound, Refusal } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../operators/actor.ts';
import { maySeeContact } from '../operators/policy.ts';
import type { CardState } from './card-state.ts';
import { lockFamilies } from './lock-family.ts';
import { standingIn } from './waiting-values.ts';

/** A card that takes part in a merge, with the ids that lead to it: its own, and those merged into it before. */
export interface CardWithIds {
  id: number;
  ids: number[];
}

/**
 * The cards that a merge is about, locked with their families unless it is only tried: the one that stays first, the others as asked for.
 * @throws NOT_FOUND, INVALID and CONFLICT as mergeContacts says.
 */
export async function cardsToMerge(
  tx: Tx,
  actor: Actor,
  id: number,
  ids: number[],
  dryRun: boolean,
): Promise<[CardWithIds, ...CardWithIds[]]> {
  const members = await lockFamilies(tx, actor.workspaceId, [id, ...ids], { read: dryRun });
  const seen = await seenSurvivors(tx, actor, [...new Set(members.map(({ survivorId }) => survivorId))]);
  const survivorOf = (asked: number) => {
    const survivor = members.find((member) => member.id === asked)?.survivorId;
    const found = members.find((member) => member.id === survivor);
    if (!found || !seen.has(found.id)) throw notFound('card');
    if (found.state === 'binned')
      throw new Refusal('CONFLICT', `The card ${found.id} is in the bin. Restore it first, then merge.`, {
        reason: 'inBin',
      });
    return found.id;
  };
  const stays = survivorOf(id);
  const goes = ids.map((asked, place) => {
    const card = survivorOf(asked);
    if (asked === id || asked === stays) throw invalid(place, 'A card cannot be merged into itself.');
    if (card === stays)
      throw new Refusal('CONFLICT', `The card ${asked} is merged into ${stays} already. There is nothing to do.`, {
        reason: 'mergedAlready',
      });
    return card;
  });
  const twice = goes.findIndex((card, place) => goes.indexOf(card) !== place);
  if (twice >= 0) throw invalid(twice, `The card ${goes[twice]} is named twice.`);
  const withIds = (card: number) => ({
    id: card,
    ids: members.filter(({ survivorId }) => survivorId === card).map((member) => member.id),
  });
  return [withIds(stays), ...goes.map(withIds)];
}

function invalid(place: number, message: string): Refusal {
  return new Refusal('INVALID', message, { fields: { [`ids.${place}`]: message } });
}

async function seenSurvivors(tx: Tx, actor: Actor, ids: number[]): Promise<Set<number>> {
  const { rows } = await sql<{ id: number }>`
    select c.id from contact c where c.workspace_id = ${actor.workspaceId} and c.id = any(${ids}::bigint[])
      and c.state in ('active', 'binned') and ${maySeeContact(actor, sql.ref('c.id'))}`.execute(tx);
  return new Set(rows.map(({ id }) => id));
}

/**
 * The choices by the cards as they are now: an id that was merged stands for its survivor.
 * @throws INVALID for a card that does not take part, or has no such value.
 */
export function chosenCards(
  cards: CardState[],
  family: CardWithIds[],
  choose: Record<string, number>,
): Record<string, number> {
  const fields: Record<string, string> = {};
  const chosen = Object.entries(choose).map(([field, asked]) => {
    const id = family.find(({ ids }) => ids.includes(asked))?.id;
    const card = cards.find((one) => one.id === id);
    if (!card) fields[`choose.${field}`] = `The card ${asked} takes no part in this merge.`;
    else if (!standingIn(card, field)) fields[`choose.${field}`] = `The card ${asked} has no such value.`;
    return [field, id] as const;
  });
  if (Object.keys(fields).length > 0)
    throw new Refusal('INVALID', 'Choose among the values of these cards.', { fields });
  return Object.fromEntries(chosen as [string, number][]);
}
