import type { CameThrough } from './card-state.ts';
import type { FamilyRow, Placed } from './plan-parting.ts';

/** What is done with a row of a value: it stands on a card, comes up to one, or goes or stays beneath. */
export interface PartingStep {
  id: string;
  card: number;
  does: 'stand' | 'comeUp' | 'goDown' | 'stayDown';
  main: boolean;
  came?: CameThrough[];
}

/**
 * The steps that put rows where they belong. A pure function. A row that was the main one of its kind is so again where the card has no other by now; then a kind
 * without one gets it: the row of the highest trust, then the first seen.
 * @param rows all of the family: also those on the survivor that stay as they are may become main.
 */
export function partingSteps(rows: FamilyRow[], placed: Placed[], survivor: number): PartingStep[] {
  const leaving = new Set(
    placed.flatMap(({ row, stands, card }) => (row.stands && (!stands || card !== survivor) ? row : [])),
  );
  const staying = rows.filter((row) => row.stands && !leaving.has(row));
  const kindOn = (card: number, { kind }: FamilyRow) => `${card} ${kind}`;
  const mains = new Set(staying.flatMap((row) => (row.main ? kindOn(survivor, row) : [])));
  const steps = new Map<FamilyRow, PartingStep>();
  // what leaves the survivor makes room for what comes up there
  for (const { row, card, stands, main, came } of placed.toSorted(
    (a, b) => Number(a.card === survivor) - Number(b.card === survivor),
  )) {
    const isMain = (staying.includes(row) && row.main) || (stands && main && !mains.has(kindOn(card, row)));
    if (isMain) mains.add(kindOn(card, row));
    steps.set(row, { id: row.id, card, does: doing(row, stands), main: isMain === true, ...(came && { came }) });
  }
  for (const row of staying) {
    const asIs = { id: row.id, card: survivor, does: 'stand' as const, main: row.main === true };
    if (!steps.has(row)) steps.set(row, { ...asIs, ...(row.came && { came: row.came }) });
  }
  const standing = [...steps].filter(([, { does }]) => does === 'stand' || does === 'comeUp');
  for (const same of Map.groupBy(standing, ([row, { card }]) => kindOn(card, row)).values()) {
    const [best] = same.toSorted(([a], [b]) => byVouching(a, b));
    if (best && !same.some(([, { main }]) => main)) best[1].main = true;
  }
  const isPlaced = new Set(placed.map(({ row }) => row));
  return [...steps].flatMap(([row, step]) => (isPlaced.has(row) || step.main !== row.main ? step : []));
}

function doing(row: FamilyRow, stands: boolean): PartingStep['does'] {
  if (stands) return row.stands ? 'stand' : 'comeUp';
  return row.stands ? 'goDown' : 'stayDown';
}

function byVouching(a: FamilyRow, b: FamilyRow): number {
  return b.trust - a.trust || a.firstSeen.getTime() - b.firstSeen.getTime() || (a.key < b.key ? -1 : 1);
}
