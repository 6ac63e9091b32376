import type { OperatorActor } from '#domain/operators/actor.ts';
import type { Workspace } from '#test/support/factory.ts';

/*
 * What the fuzz of rights knows: plain facts, kept by hand beside what the store does, and the rules of R-HIS-5 and R-HIS-8 read from them in plain words. Nothing
 * here is shared with the product.
 */

export const readers = ['everyone', 'members', 'hidden'] as const;
export type Readers = (typeof readers)[number];

export interface Talk {
  /** Its place in the list of all. */
  place: number;
  id: string;
  /** A word that only its client wrote. */
  word: string;
  tags: Set<string>;
  queue: number;
  state: 'waiting' | 'open' | 'closed';
  assignee: number | null;
  tookPart: Set<number>;
  collaborators: Set<number>;
  asked: { id: string; kind: 'redirect' | 'invite'; from: number; to: number }[];
  /** Who may look at it for a time. */
  looks: Set<number>;
  /** The card that it is linked to, by its place. */
  card: number | null;
  /** A person said whom it is with, or that it is with nobody. */
  isDecided: boolean;
  mergedInto: number | null;
  firstAt: Date;
  lastAt: Date;
  channel: string;
  /** The value that its client wrote from, and values of others that take part. */
  values: string[];
}

export interface Card {
  place: number;
  id: number;
  name: string;
  mergedInto: number | null;
}

/** Somebody asks for a look at a conversation. */
export interface Request {
  id: string;
  talk: number;
  by: number;
  state: 'asked' | 'granted';
}

/** What was done and can be undone, the latest last. */
export interface Done {
  verb: 'mergeTalks' | 'mergeCards' | 'link';
  changeId: string;
  talks: number[];
  /** The cards that it names. */
  cards: number[];
  takeBack: () => void;
}

export interface World {
  workspace: Workspace;
  queues: { id: string; name: string; readers: Readers; members: Set<number> }[];
  people: OperatorActor[];
  talks: Talk[];
  cards: Card[];
  /** Whose a value is: the card, by its place. */
  owners: Map<string, number>;
  requests: Request[];
  done: Done[];
  /** Every link and unlink that stands, for those who would undo it. */
  extras: Extras;
}

/** What stands beside conversations and cards from the beginning. */
export interface Extras {
  /** The channels by their kind. */
  channels: Record<'whatsapp' | 'email', string>;
  /** Somebody on the site: of a channel of which queue, who wrote what, and whose card they are signed in for. */
  visitor: { id: string; queue: number; talk: number; card: number };
  away: OperatorActor;
}

/** Five people; the last is an administrator, the one before a supervisor. */
export const numberOfPeople = 5;
/** A program with a key for the first queue asks as well, and is nobody who works. */
export const key = 5;
export const steppedTalks = 6;

export const isAdmin = (who: number) => who === numberOfPeople - 1;
export const isSupervisor = (who: number) => who === numberOfPeople - 2 || isAdmin(who);

/** The conversation that one reads as: itself, or what it was merged into. */
export function rootOf(world: World, talk: Talk): Talk {
  return talk.mergedInto === null ? talk : rootOf(world, world.talks[talk.mergedInto]!);
}
export const isRoot = (talk: Talk) => talk.mergedInto === null;
export const partsOf = (world: World, root: Talk) => world.talks.filter((talk) => rootOf(world, talk) === root);

export const queueOf = (world: World, talk: Talk) => world.queues[rootOf(world, talk).queue]!;

export function isMemberOf({ queues }: World, who: number, queue: number): boolean {
  return who === key ? queue === 0 : queues[queue]!.members.has(who);
}
export const isMember = (world: World, who: number, talk: Talk) => isMemberOf(world, who, rootOf(world, talk).queue);

/** Who may read (R-HIS-5): members, everybody where the queue says so, and who took part, is asked or was given a look, but not in a hidden queue. A merged one reads as its target (R-HIS-8). */
export function mayRead(world: World, who: number, talk: Talk): boolean {
  const root = rootOf(world, talk);
  const queue = queueOf(world, root);
  if (isAdmin(who) || isMember(world, who, root) || queue.readers === 'everyone') return true;
  const isIn = root.tookPart.has(who) || root.looks.has(who) || root.asked.some(({ to }) => to === who);
  return queue.readers !== 'hidden' && isIn;
}

export const knowsQueue = (world: World, who: number, queue: number) =>
  isAdmin(who) || isMemberOf(world, who, queue) || world.queues[queue]!.readers !== 'hidden';

/** Who may know that a conversation is there. */
export const mayKnowOf = (world: World, who: number, talk: Talk) => knowsQueue(world, who, rootOf(world, talk).queue);

/** The card that a card reads as. */
export function cardRoot(world: World, place: number): Card {
  const card = world.cards[place]!;
  return card.mergedInto === null ? card : cardRoot(world, card.mergedInto);
}
export const cardOf = (world: World, talk: Talk) => (talk.card === null ? null : cardRoot(world, talk.card));

/** The conversations of a card, those merged among them. */
export const talksOf = (world: World, card: Card) => world.talks.filter((talk) => cardOf(world, talk) === card);

/** Who may see a card: everybody, unless all of its conversations are such as they may not know of. */
export function seesCard(world: World, who: number, card: Card): boolean {
  const talks = talksOf(world, cardRoot(world, card.place));
  return talks.length === 0 || talks.some((talk) => mayKnowOf(world, who, talk));
}

export const has = (who: number, talk: Talk) => talk.assignee === who || talk.collaborators.has(who);

/** Who may do something in it: who has it or works on it, who may take it, and who may take over. */
export const mayWork = (world: World, who: number, talk: Talk) =>
  has(who, talk) || isSupervisor(who) || (talk.assignee === null && isMember(world, who, talk));

/** What stands in Mine. */
export const isMine = (world: World, who: number, talk: Talk) =>
  isRoot(talk) &&
  mayRead(world, who, talk) &&
  talk.state !== 'closed' &&
  (has(who, talk) || talk.asked.some(({ to }) => to === who));

/** What stands in Waiting. */
export function isWaitingFor(world: World, who: number, talk: Talk): boolean {
  const inNone = who !== key && world.queues.every(({ members }) => !members.has(who));
  return isRoot(talk) && talk.state === 'waiting' && (isMember(world, who, talk) || (isAdmin(who) && inNone));
}

/** When a conversation began and was last written in, with all that reads as part of it. */
export function times(world: World, root: Talk): { first: number; last: number } {
  const parts = partsOf(world, root);
  return {
    first: Math.min(...parts.map(({ firstAt }) => firstAt.getTime())),
    last: Math.max(...parts.map(({ lastAt }) => lastAt.getTime())),
  };
}

/** Whether a card is on the axis of another: its value takes part in a conversation that is saved elsewhere (R-REC-8). */
export function takesPart(world: World, card: Card, root: Talk): boolean {
  if (cardOf(world, root) === card) return false;
  return partsOf(world, root).some(({ values }) =>
    values.some((value) => world.owners.has(value) && cardRoot(world, world.owners.get(value)!) === card),
  );
}

/** Who decides about a look: administrators, and supervisors of its queue. Never about their own. */
export const decides = (world: World, who: number, talk: Talk) =>
  isAdmin(who) || (who !== key && isSupervisor(who) && isMember(world, who, talk));

/** Last contact as it stands beside a conversation: of each card that was merged into one, the conversation that began last says when it was last written in. */
export function newestOfEach(world: World, talks: Talk[]): string | null {
  const newest = [...Map.groupBy(talks, ({ card }) => card).values()].map(
    (ofOne) => ofOne.toSorted((a, b) => times(world, b).first - times(world, a).first)[0]!,
  );
  const last = Math.max(...newest.map((talk) => times(world, talk).last));
  return Number.isFinite(last) ? new Date(last).toISOString() : null;
}
