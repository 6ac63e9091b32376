import { asking, type Way } from './asking.ts';
import { attemptsWithCards } from './attempts-with-cards.ts';
import { attemptsWithTalks } from './attempts-with-talks.ts';
import { besideTalks } from './beside-talks.ts';
import { directoryWays } from './directory.ts';
import { listsOfTalks } from './lists-of-talks.ts';
import type { World } from './model.ts';
import { openedCards } from './opened-cards.ts';
import { openedTalks } from './opened-talks.ts';
import { leaked } from './secrets.ts';

/** Every way by which the product tells of conversations and cards, by what it is. */
export const everyWay: Record<string, Way> = {
  ...listsOfTalks,
  ...openedTalks,
  ...besideTalks,
  ...directoryWays,
  ...openedCards,
  ...attemptsWithTalks,
  ...attemptsWithCards,
};

/** What is wrong with what somebody is told by a way: nothing, where it is just what the rules say. */
export async function wrongWith(world: World, who: number, name: string): Promise<object[]> {
  const [way, one] = [everyWay[name], asking(world, who)];
  if (!way) throw new RangeError(`there is no way “${name}”`);
  const { seen, raw } = await way.seen(one);
  const told = way.told(one);
  const leaks = leaked(one, raw);
  const isRight = JSON.stringify(seen) === JSON.stringify(told) && leaks.length === 0;
  return isRight ? [] : [{ name, who, seen: JSON.stringify(seen), told: JSON.stringify(told), leaks }];
}
