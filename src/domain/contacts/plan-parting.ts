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
  /** Whether it is the survivor's main one. */
  main?: boolean;
}

/** Where a row goes: up to a card, or beneath the row that stands there. */
export interface Placed {
  row: FamilyRow;
  card: number;
  stands: boolean;
  main: boolean;
  came: CameThrough[] | null;
}

/**
 * Whose a value becomes where the survivor owned it, and where nobody does by now if it was owned before the merges; null: nobody's. `ownedBefore`: the
 * card owned it before the merges that are undone, whatever was said of it earlier.
 */
export interface Owner extends ValueKey {
  card: number | null;
  wasOwned: boolean;
  ownedBefore: boolean;
}

/**
 * Parts the values of a family (R-BEY-2). A pure function. Each row goes to the card that it is of, or to the one that stands for that by now; of several
 * of one value on one card the one stands that stood there before, else the one that is vouched for most. A value that stands on the survivor no more was taken off it meanwhile:
 * what lies beneath is forgotten. What lies beneath a card that the value had been taken off before the merge stays as it lies.
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
  const undone = mergesUndone(rows, survivor, standsFor);
  for (const all of Map.groupBy(rows, keyText).values()) {
    const cardOf = ({ came }: FamilyRow) =>
      standsFor.get(came?.find(({ card }) => standsFor.has(card))?.card ?? survivor) ?? survivor;
    const members = Map.groupBy(all, cardOf);
    if (members.size === 1 && members.has(survivor)) continue;
    if (!all.some(({ stands }) => stands)) {
      forgotten.push(...all.map(({ id }) => id));
      continue;
    }
    const byCard = new Map([...members].filter(([card, own]) => stoodOn(card, own, all, standsFor, undone)));
    if (byCard.size === 1 && byCard.has(survivor)) continue;
    const same = [...byCard.values()].flat();
    for (const [card, own] of byCard) placed.push(...placedOn(card, own, same, standsFor, undone));
    const [{ kind, account, key }] = all as [FamilyRow, ...FamilyRow[]];
    owners.push({ kind, account, key, ...ownerOf(byCard, survivor, same, standsFor, undone) });
  }
  return { placed, forgotten, owners };
}

/**
 * Whether a value stood on a card when the merges that are undone took it along, or came to it since: one of its rows stands, or noted a merge from then on. Else
 * it had been taken off the card before.
 */
function stoodOn(
  card: number,
  own: FamilyRow[],
  all: FamilyRow[],
  standsFor: ReadonlyMap<number, number>,
  undone: Set<string>,
): boolean {
  if (own.some(({ stands }) => stands)) return true;
  const [earliest] = [...undone].sort();
  return earliest !== undefined && wayWithin(card, all, standsFor).some(({ at }) => at >= earliest);
}

/** When the cards that come out were merged on: what rows noted then is over. */
function mergesUndone(rows: FamilyRow[], survivor: number, standsFor: ReadonlyMap<number, number>): Set<string> {
  const out = [...standsFor].flatMap(([id, card]) => (id === card && id !== survivor ? id : []));
  const last = new Map<number, string>();
  for (const { card, at } of rows.flatMap(({ came }) => came ?? [])) {
    if (at > (last.get(card) ?? '')) last.set(card, at);
  }
  return new Set(out.flatMap((id) => last.get(id) ?? []));
}

/** The way of rows within the cards that stay together, in the order of time. */
function wayWithin(card: number, rows: FamilyRow[], standsFor: ReadonlyMap<number, number>): CameThrough[] {
  const way = rows.flatMap(({ came }) => came ?? []).filter((through) => standsFor.get(through.card) === card);
  return way.sort(inTime);
}

const inTime = (one: CameThrough, other: CameThrough) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0);

/** @param same all rows of the value: what goes on standing for a card goes on with the way of those that stood for it and leave. */
function placedOn(
  card: number,
  own: FamilyRow[],
  same: FamilyRow[],
  standsFor: ReadonlyMap<number, number>,
  undone: Set<string>,
): Placed[] {
  const best = stoodLast(card, own, same, standsFor, undone) ?? mostVouched(own);
  const main = wayWithin(card, same, standsFor).findLast((through) => through.card === card)?.main === true;
  const further = furtherWays(card, own, best, same, standsFor);
  return own.map((row) => {
    const stands = row === best;
    const way = wayWithin(card, [row], standsFor);
    const since = way.at(-1)?.at ?? '';
    const path = [...way, ...(further.get(row) ?? []).filter(({ at }) => at > since)];
    const isHome = own.length === 1 && path[0]?.card === card;
    const came = isHome ? [] : path.filter(({ at }, place) => !undone.has(at) || (place === 0 && own.length > 1));
    return { row, card, stands, main: stands && main, came: stands && came.length === 0 ? null : came };
  });
}

/**
 * Where a row stood for others that lay beneath it, and leaves, each step of its way within the cards that stay is from here on the step of the one of these
 * that is vouched for most, unless what stands is among them.
 */
function furtherWays(
  card: number,
  own: FamilyRow[],
  best: FamilyRow,
  same: FamilyRow[],
  standsFor: ReadonlyMap<number, number>,
): Map<FamilyRow, CameThrough[]> {
  const leaving = same.filter((row) => !own.includes(row));
  const steps = leaving.flatMap((row) => wayWithin(card, [row], standsFor).map((step) => ({ row, step })));
  const heirOf = ({ row, step }: (typeof steps)[number]) => {
    const beneath = own.filter((one) => layBeneath(one, row, step.at, leaving));
    return beneath.length === 0 || beneath.includes(best) ? best : mostVouched(beneath);
  };
  const byHeir = Map.groupBy(steps, heirOf);
  return new Map([...byHeir].map(([heir, theirs]) => [heir, theirs.map(({ step }) => step).sort(inTime)]));
}

/** Whether a row had met another one before a moment, directly or by way of others that leave as well: what meets notes the same moment. */
function layBeneath(row: FamilyRow, above: FamilyRow, before: string, leaving: FamilyRow[]): boolean {
  const met = new Set(row.came?.map(({ at }) => at));
  const firstMet = ({ came }: FamilyRow) => came?.find(({ at }) => met.has(at))?.at;
  for (let known = -1; known < met.size; ) {
    known = met.size;
    for (const one of leaving) {
      const first = firstMet(one);
      if (first !== undefined) for (const { at } of one.came ?? []) if (at >= first) met.add(at);
    }
  }
  const first = firstMet(above);
  return first !== undefined && first < before;
}

/** What stood for the cards that stay together when the merge that is undone took it along, where none of them was merged since; whatever it is by now. */
function stoodLast(
  card: number,
  own: FamilyRow[],
  same: FamilyRow[],
  standsFor: ReadonlyMap<number, number>,
  undone: Set<string>,
): FamilyRow | undefined {
  const last = wayWithin(card, same, standsFor).at(-1)?.at;
  if (last === undefined || !undone.has(last)) return undefined;
  return own.find(({ came }) => came?.some(({ at, card: through }) => at === last && standsFor.get(through) === card));
}

function mostVouched(rows: FamilyRow[]): FamilyRow {
  const vouchesMore = (one: FamilyRow, other: FamilyRow) =>
    one.trust > other.trust || (one.trust === other.trust && one.firstSeen < other.firstSeen);
  return rows.reduce((better, one) => (vouchesMore(one, better) ? one : better));
}

/**
 * The card of whoever owned it before the merges that are undone, unless it was doubted when what stays together was merged last; rather one that
 * comes out than the survivor. What only such a merge made theirs, as it stood on no other card, is doubted again where it stands on several.
 */
function ownerOf(
  byCard: Map<number, FamilyRow[]>,
  survivor: number,
  same: FamilyRow[],
  standsFor: ReadonlyMap<number, number>,
  undone: Set<string>,
): Pick<Owner, 'card' | 'wasOwned' | 'ownedBefore'> {
  const ownedBefore = (card: number, own: FamilyRow[]) => {
    const way = wayWithin(card, same, standsFor);
    const last = way.at(-1)?.at;
    if (last !== undefined && !way.some(({ at, owned }) => at === last && owned)) return false;
    return own.some(({ came, stands }) => {
      const here = came?.find((through) => undone.has(through.at) && standsFor.get(through.card) === card);
      return (here ?? came?.[0])?.owned ?? stands;
    });
  };
  const [only] = byCard;
  if (byCard.size === 1 && only) return { card: only[0], wasOwned: false, ownedBefore: ownedBefore(...only) };
  const owning = [...byCard].flatMap(([card, own]) => (ownedBefore(card, own) ? card : []));
  const card = owning.find((one) => one !== survivor) ?? owning[0] ?? null;
  return { card, wasOwned: card !== null, ownedBefore: card !== null };
}
