import { chanceOf, kinds } from './chance.ts';
import type { Plan } from './planned.ts';

const merged = 0.015;

/**
 * Some clients turned out to be the same person: their card leads to another one. A third of them join a card that others lead to already, and now and then
 * a whole family leads on. `lastContact` of a card counts those of the cards that lead to it.
 */
export function planMerges(plan: Plan): void {
  const { size, survivor, mergedInto, mergedAt, lastContact, born } = plan;
  const chance = chanceOf(plan.seed).of(kinds.merge, 0);
  const special = new Set([0, ...plan.heavy, ...plan.toMerge]);
  const families: number[] = [];
  const members = new Map<number, number[]>();
  for (let left = Math.floor(size.contacts * merged); left > 0; left--) {
    const leadsOn = families.length > 0 && chance.happens(0.05);
    const from = leadsOn ? chance.pick(families) : 1 + chance.below(size.contacts);
    const into = survivor[
      families.length > 0 && chance.happens(0.33) ? chance.pick(families) : 1 + chance.below(size.contacts)
    ] as number;
    const isFree = survivor[from] === from && from !== into && !special.has(from) && !special.has(into);
    if (!isFree || (born[from] as number) < 0 || !lastContact[into]) continue;
    const own = members.get(from) ?? [];
    const latest = Math.max(lastContact[from] as number, ...own.map((id) => mergedAt[id] as number));
    mergedInto[from] = into;
    mergedAt[from] = Math.min(latest + 3_600_000, plan.now - 60_000);
    for (const id of [from, ...own]) survivor[id] = into;
    members.set(into, [...(members.get(into) ?? []), from, ...own]);
    members.delete(from);
    if (!families.includes(into)) families.push(into);
    lastContact[into] = Math.max(lastContact[into] as number, lastContact[from] as number);
  }
}

/** The cards that lead to each card, in the order in which they were merged. */
export function familiesOf({ survivor, mergedAt, size }: Plan): Map<number, number[]> {
  const families = new Map<number, number[]>();
  for (let id = 1; id <= size.contacts; id++) {
    const head = survivor[id] as number;
    if (head !== id) families.set(head, [...(families.get(head) ?? []), id]);
  }
  for (const members of families.values())
    members.sort((a, b) => (mergedAt[a] as number) - (mergedAt[b] as number) || a - b);
  return families;
}
