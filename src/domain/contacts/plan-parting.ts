import type { ValueKey } from '#db/schema.ts';
import { keyText } from './attach-values.ts';
import type { CameThrough } from './card-state.ts';

/** A row of a value in a family of cards that is parted: it stands on the survivor, or lies beneath another row of the same value. */
export interface FamilyRow extends ValueKey {
  id: string;
  trust: number;
  firstSeen: Date;
  came: CameThrough[] | null;
  stands: boolean;
}

/** Where a row goes: up to a card, or beneath the row that stands there. */
export interface Placed {
  row: FamilyRow;
  card: number;
  stands: boolean;
  main: boolean;
  came: CameThrough[] | null;
}

/** Whose a value becomes where the survivor owned it, and where nobody does by now if it was owned before the merges; null: nobody's. */
export interface Owner extends ValueKey {
  card: number | null;
  wasOwned: boolean;
}

/**
 * Parts the values of a family (R-BEY-2). A pure function. Each row goes to the card that it is of, or to the one that stands for that by now; of several
 * of one value on one card the row that is vouched for most stands. A value that stands on the survivor no more was taken off it meanwhile:
 * what lies beneath is forgotten.
 * @param standsFor the card that stands for each member, once the cards are parted.
 */
export function planParting(
  rows: FamilyRow[],
  survivor: number,
  standsFor: ReadonlyMap<number, number>,
): { placed: Placed[]; forgotten: string[]; owners: Owner[] } {
  const placed: Placed[] = [];
  const forgotten: string[] = [];
  const owners: Owner[] = [];
  for (const same of Map.groupBy(rows, keyText).values()) {
    const cardOf = ({ came }: FamilyRow) =>
      standsFor.get(came?.find(({ card }) => standsFor.has(card))?.card ?? survivor) ?? survivor;
    const byCard = Map.groupBy(same, cardOf);
    if (byCard.size === 1 && byCard.has(survivor)) continue;
    if (!same.some(({ stands }) => stands)) {
      forgotten.push(...same.map(({ id }) => id));
      continue;
    }
    const standing = same.find(({ stands }) => stands);
    for (const [card, own] of byCard) placed.push(...placedOn(card, own, standing, standsFor));
    const [{ kind, account, key }] = same as [FamilyRow, ...FamilyRow[]];
    owners.push({ kind, account, key, ...ownerOf(byCard, survivor, standing, standsFor) });
  }
  return { placed, forgotten, owners };
}

/** The way of a row within the cards that stay together, the last card last. */
function wayWithin(card: number, came: CameThrough[] | null | undefined, standsFor: ReadonlyMap<number, number>) {
  return (came ?? []).filter((through) => standsFor.get(through.card) === card);
}

/** @param standing the row that stood for all of them: where it leaves, the one that comes up goes on with its way. */
function placedOn(
  card: number,
  own: FamilyRow[],
  standing: FamilyRow | undefined,
  standsFor: ReadonlyMap<number, number>,
): Placed[] {
  const best = own.reduce((better, one) => (vouchesMore(one, better) ? one : better));
  const main = lastOf(own.flatMap(({ came }) => came ?? []).filter((through) => through.card === card))?.main === true;
  return own.map((row) => {
    const stands = row === best;
    const way = wayWithin(card, row.came, standsFor);
    const since = way.at(-1)?.at ?? '';
    const further = stands && standing && !own.includes(standing) ? wayWithin(card, standing.came, standsFor) : [];
    const path = [...way, ...further.filter(({ at }) => at > since)];
    const here = path.findLastIndex((through) => through.card === card);
    const isHome = own.length === 1 && path[0]?.card === card;
    const came = isHome ? [] : here < 0 ? path : path.slice(0, Math.max(here, 1));
    return { row, card, stands, main: stands && main, came: stands && came.length === 0 ? null : came };
  });
}

function vouchesMore(one: FamilyRow, other: FamilyRow): boolean {
  return one.trust > other.trust || (one.trust === other.trust && one.firstSeen < other.firstSeen);
}

/**
 * The card of whoever owned it before all merges, rather one that comes out than the survivor. What only a merge made theirs, as it stood on no other
 * card, is doubted again where it stands on several. `wasOwned`: also when what stays together was merged last, so that no later doubt is overruled.
 */
function ownerOf(
  byCard: Map<number, FamilyRow[]>,
  survivor: number,
  standing: FamilyRow | undefined,
  standsFor: ReadonlyMap<number, number>,
): Pick<Owner, 'card' | 'wasOwned'> {
  const owning = [...byCard].flatMap(([card, own]) => (own.some(ownedAtHome) ? card : []));
  const card = owning.find((one) => one !== survivor) ?? owning[0];
  if (byCard.size === 1 || card === undefined) {
    const [only] = byCard.keys();
    return { card: byCard.size === 1 && only !== undefined ? only : null, wasOwned: false };
  }
  const rows = [...(byCard.get(card) ?? []), ...(standing ? [standing] : [])];
  const ways = rows.flatMap(({ came }) => wayWithin(card, came, standsFor));
  const last = lastOf(ways)?.at;
  return { card, wasOwned: last === undefined || ways.some(({ at, owned }) => at === last && owned) };
}

function lastOf(ways: CameThrough[]): CameThrough | undefined {
  return ways.length > 0 ? ways.reduce((last, one) => (one.at >= last.at ? one : last)) : undefined;
}

function ownedAtHome({ came, stands }: FamilyRow): boolean {
  return came?.[0] ? came[0].owned : stands;
}
