import type { Database } from '#db/database.ts';
import { changeMembership, changeReaders, workAtTheDesk } from './desk-steps.ts';
import { answerLook, askForLook, link, mergeCards, mergeTalks, undoLatest } from './merge-steps.ts';
import { numberOfPeople, type readers, type World } from './model.ts';
import type { Step } from './step.ts';
import { aWorld } from './world.ts';

/** Does one step in the store, and where the rules say that it goes, in the model. Each is looked at for whether it goes just then. */
export async function take(world: World, one: Step): Promise<void> {
  const { verb, who, talk, other, card, otherCard, queue, kind } = one;
  if (verb === 'member') return changeMembership(world, who, queue);
  if (verb === 'readers') return changeReaders(world, queue, kind);
  if (verb === 'mergeTalks') return mergeTalks(world, who, talk, other);
  if (verb === 'mergeCards') return mergeCards(world, who, card, otherCard);
  if (verb === 'link') return link(world, who, talk, card);
  if (verb === 'unlink') return link(world, who, talk, null);
  if (verb === 'undo') return undoLatest(world);
  if (verb === 'askForLook') return askForLook(world, who, talk);
  if (verb === 'grant' || verb === 'withdraw') return answerLook(world, who, verb);
  return workAtTheDesk(world, one);
}

const calm = {
  who: numberOfPeople - 1,
  whom: 0,
  talk: 0,
  other: 0,
  card: 0,
  otherCard: 0,
  queue: 0,
  kind: 'members' as const,
};

/** Steps after which colleagues are in a conversation that went to a hidden queue, where they are to see nothing of it any more. */
export function intoHiding(world: World): Step[] {
  const placeOf = (kind: (typeof readers)[number]) => world.queues.findIndex((queue) => queue.readers === kind);
  const [members, hidden] = [placeOf('members'), placeOf('hidden')];
  if (members < 0 || hidden < 0) return [];
  const join = (whom: number): Step[] => [
    { ...calm, verb: 'invite', whom },
    { ...calm, verb: 'yes' },
  ];
  return [
    { ...calm, verb: 'reopen' },
    { ...calm, verb: 'toQueue', queue: members },
    ...join(0),
    ...join(1),
    { ...calm, verb: 'invite', whom: 2 },
    { ...calm, verb: 'toQueue', queue: hidden },
  ];
}

/** A conversation that everybody reads becomes part of one in a hidden queue: from then on it is hidden too. */
export function mergedIntoHiding(world: World): Step[] {
  const hidden = world.queues.findIndex((queue) => queue.readers === 'hidden');
  if (hidden < 0) return [];
  return [
    { ...calm, verb: 'reopen', talk: 1 },
    { ...calm, verb: 'toQueue', talk: 1, queue: hidden },
    { ...calm, verb: 'link', talk: 1, card: 0 },
    { ...calm, verb: 'link', talk: 4, card: 0 },
    { ...calm, verb: 'mergeTalks', talk: 1, other: 4 },
  ];
}

/** Steps that leave something behind for every predicate: see `aTellingWorld`. */
function tellingSteps(world: World): Step[] {
  const admin = numberOfPeople - 1;
  const asks = (who: number, talk: number): Step => ({ ...calm, verb: 'askForLook', who, talk });
  return [
    ...intoHiding(world),
    { ...calm, verb: 'accept', who: 0, talk: 3 },
    { ...calm, verb: 'toQueue', talk: 2, queue: 1 },
    { ...calm, verb: 'toQueue', talk: 5, queue: 0 }, // a hidden one, whose name stands in what happened since
    { ...calm, verb: 'toQueue', talk: 5, queue: 1 },
    asks(2, 1),
    { ...calm, verb: 'grant', who: admin },
    asks(2, 4),
    asks(2, 2),
    { ...calm, verb: 'toQueue', talk: 4, queue: 0 },
    { ...calm, verb: 'link', talk: 6, card: 1 },
    { ...calm, verb: 'link', talk: 2, card: 2 },
    { ...calm, verb: 'link', talk: 2, card: 1 },
    { ...calm, verb: 'link', talk: 1, card: 3 },
    { ...calm, verb: 'link', talk: 1, card: 0 },
    { ...calm, verb: 'mergeCards', card: 3, otherCard: 0 },
    { ...calm, verb: 'undo' },
    { ...calm, verb: 'mergeTalks', talk: 2, other: 6 }, // of a hidden queue, whose tag came along for a time
    { ...calm, verb: 'undo' },
    { ...calm, verb: 'mergeCards', card: 1, otherCard: 2 }, // of a card that nobody else sees, whose name and values came along
    { ...calm, verb: 'undo' },
  ];
}

/**
 * A world in which every kind of sight meets every kind of queue: of a hidden queue, one of members and one of everybody the first person works on the first two, the second and the
 * supervisor on the second, the third on none; the program has the hidden one. A card has its newest words in the hidden queue, another all of them; looks are asked for, granted, and overtaken by a redirect.
 */
export async function aTellingWorld(database: Database): Promise<World> {
  const world = await aWorld(database, [[0, 1], [1], [], [1], []], ['hidden', 'members', 'everyone']);
  for (const one of tellingSteps(world)) await take(world, one);
  return world;
}
