import { sql } from 'kysely';
import { notFound, Refusal } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import type { ValueKey } from '#db/schema.ts';
import type { Actor } from '../operators/actor.ts';
import { maySeeContact } from '../operators/policy.ts';
import { keyText } from './attach-values.ts';
import { type CardRow, type CardState, cardColumns, stateOf } from './card-state.ts';
import { readLocked } from './lock-family.ts';
import { standingIn } from './waiting-values.ts';
import {
  type CardWithIds,
  contestedAmong,
  isCurated,
  type PairBetween,
  pairsAmong,
  pairsIn,
} from './what-stands-between.ts';

/** What a merge is about: its cards, the one that stays first, and what there is between them. */
interface CardsToMerge {
  family: [CardWithIds, ...CardWithIds[]];
  /** In the same order. */
  states: [CardState, ...CardState[]];
  /** The pairs that were suggested or decided between the cards, or between any two that were merged into them. */
  pairs: PairBetween[];
  /** Contested values, by keyText, of which nobody doubts whose they are once these cards are one. */
  theirsAlone: Set<string>;
  /** On how many of the cards an operator worked. */
  curated: number;
}

/**
 * The cards that a merge is about, locked with their families and values unless it is only tried: the one that stays first, the others as asked for.
 * @throws NOT_FOUND, INVALID and CONFLICT as mergeContacts says.
 */
export async function cardsToMerge(
  tx: Tx,
  actor: Actor,
  id: number,
  ids: number[],
  dryRun: boolean,
): Promise<CardsToMerge> {
  const asked = [id, ...ids];
  const read = () => readMembers(tx, actor, asked);
  const members = dryRun ? await read() : await readLocked(tx, actor.workspaceId, asked, read, { withValues: true });
  const [stays, ...goes] = askedCards(members, id, ids);
  const withIds = ({ id: card }: MemberRow) => ({
    id: card,
    ids: members.filter(({ survivorId }) => survivorId === card).map((member) => member.id),
  });
  const family: CardsToMerge['family'] = [withIds(stays), ...goes.map(withIds)];
  const wasWorkedOn = (card: CardWithIds) => members.some((one) => one.isCurated && card.ids.includes(one.id));
  return {
    family,
    states: [stateOf(stays), ...goes.map(stateOf)],
    pairs: pairsAmong(family, stays.pairs),
    theirsAlone: new Set(stays.contested.map(keyText)),
    curated: family.filter(wasWorkedOn).length,
  };
}

type MemberRow = CardRow & { survivorId: number; isSeen: boolean; isCurated: boolean } & {
  /** The same on every row. */
  pairs: PairBetween[];
  contested: ValueKey[];
};

/** Everything that a merge asks of its cards and those merged into them, in one look. */
async function readMembers(tx: Tx, actor: Actor, asked: number[]): Promise<MemberRow[]> {
  const { workspaceId } = actor;
  const [cards, ids] = [sql`array(select distinct survivor_id from family)`, sql`array(select id from family)`];
  const { rows } = await sql<MemberRow>`
    with family as materialized (
      select id, survivor_id from contact where workspace_id = ${workspaceId} and survivor_id = any(array(
        select survivor_id from contact where workspace_id = ${workspaceId} and id = any(${asked}::bigint[]))))
    select ${cardColumns}, c.survivor_id, ${isCurated} as is_curated,
      c.state in ('active', 'binned') and ${maySeeContact(actor, sql.ref('c.id'))} as is_seen,
      ${pairsIn(workspaceId, ids)} as pairs, ${contestedAmong(workspaceId, cards, ids)} as contested
    from contact c where c.workspace_id = ${workspaceId} and c.id = any(${ids}) order by c.id`.execute(tx);
  return rows;
}

function askedCards(members: MemberRow[], id: number, ids: number[]): [MemberRow, ...MemberRow[]] {
  const survivorOf = (asked: number) => {
    const survivor = members.find((member) => member.id === asked)?.survivorId;
    const found = members.find((member) => member.id === survivor);
    if (!found?.isSeen) throw notFound('card');
    if (found.state === 'binned')
      throw new Refusal('CONFLICT', `The card ${found.id} is in the bin. Restore it first, then merge.`, {
        reason: 'inBin',
      });
    return found;
  };
  const stays = survivorOf(id);
  const goes = ids.map((asked, place) => {
    const card = survivorOf(asked);
    if (asked === id || asked === stays.id) throw invalid(place, 'A card cannot be merged into itself.');
    if (card === stays)
      throw new Refusal('CONFLICT', `The card ${asked} is merged into ${stays.id} already. There is nothing to do.`, {
        reason: 'mergedAlready',
      });
    return card;
  });
  const twice = goes.findIndex((card, place) => goes.indexOf(card) !== place);
  if (twice >= 0) throw invalid(twice, `The card ${goes[twice]?.id} is named twice.`);
  return [stays, ...goes];
}

function invalid(place: number, message: string): Refusal {
  return new Refusal('INVALID', message, { fields: { [`ids.${place}`]: message } });
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
