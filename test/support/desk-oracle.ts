import fc from 'fast-check';
import { expect } from 'vitest';
import type { Database } from '#db/database.ts';
import { acceptConversation } from '#domain/conversations/desk/accept-conversation.ts';
import { answerHandover } from '#domain/conversations/desk/answer-handover.ts';
import { closeConversation, reopenConversation } from '#domain/conversations/desk/close-conversation.ts';
import { inviteColleague } from '#domain/conversations/desk/invite-colleague.ts';
import { leaveConversation } from '#domain/conversations/desk/leave-conversation.ts';
import { redirectConversation } from '#domain/conversations/desk/redirect-conversation.ts';
import type { OperatorActor } from '#domain/operators/actor.ts';
import { setPresence } from '#domain/operators/presence.ts';
import { addQueueMember, removeQueueMember } from '#domain/operators/queues.ts';
import { aConversationWith } from './conversation-factory.ts';
import { aChannel, anOperator, aQueue, aWorkspace, type Workspace } from './factory.ts';

export const readers = ['everyone', 'members', 'hidden'] as const;
type Readers = (typeof readers)[number];

/** What the oracle knows: plain facts, kept by hand beside what the store does. */
export interface Talk {
  id: string;
  queue: number;
  state: 'waiting' | 'open' | 'closed';
  assignee: number | null;
  tookPart: Set<number>;
  collaborators: Set<number>;
  asked: { id: string; kind: 'redirect' | 'invite'; from: number; to: number }[];
}

export interface World {
  workspace: Workspace;
  queues: { id: string; readers: Readers; members: Set<number> }[];
  people: OperatorActor[];
  talks: Talk[];
}

export const numberOfPeople = 5; // the last one is an administrator, the one before a supervisor

/** One thing that one of them does. */
export const step = fc.record({
  verb: fc.constantFrom(
    ...([
      'accept',
      'accept',
      'takeOver',
      'toQueue',
      'toQueue',
      'toColleague',
      'invite',
      'invite',
      'yes',
      'yes',
      'yes',
      'no',
    ] as const),
    ...(['leave', 'close', 'reopen', 'member', 'member'] as const),
  ),
  who: fc.nat({ max: numberOfPeople - 1 }),
  whom: fc.nat({ max: numberOfPeople - 1 }),
  talk: fc.nat({ max: 3 }),
  queue: fc.nat({ max: 2 }),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

const isAdmin = (who: number) => who === numberOfPeople - 1;
const isSupervisor = (who: number) => who >= numberOfPeople - 2;
const queueOf = ({ queues }: World, talk: Talk) => queues[talk.queue]!;
const isMember = (world: World, who: number, talk: Talk) => queueOf(world, talk).members.has(who);

/** Who may read (R-HIS-5), in words: members, everybody where the queue says so, and who took part or is asked, but not in a hidden queue. */
export function mayRead(world: World, who: number, talk: Talk): boolean {
  const queue = queueOf(world, talk);
  if (isAdmin(who) || queue.members.has(who) || queue.readers === 'everyone') return true;
  return queue.readers !== 'hidden' && (talk.tookPart.has(who) || talk.asked.some(({ to }) => to === who));
}

/** Who may know that a conversation is there. */
export const mayKnowOf = (world: World, who: number, talk: Talk) =>
  isAdmin(who) || isMember(world, who, talk) || queueOf(world, talk).readers !== 'hidden';

const has = (who: number, talk: Talk) => talk.assignee === who || talk.collaborators.has(who);

const mayWork = (world: World, who: number, talk: Talk) =>
  has(who, talk) || isSupervisor(who) || (talk.assignee === null && isMember(world, who, talk));

/** What stands in Mine. */
export const isMine = (world: World, who: number, talk: Talk) =>
  mayRead(world, who, talk) && talk.state !== 'closed' && (has(who, talk) || talk.asked.some(({ to }) => to === who));

/** What stands in Waiting. */
export function isWaitingFor(world: World, who: number, talk: Talk): boolean {
  const inNone = world.queues.every(({ members }) => !members.has(who));
  return talk.state === 'waiting' && (isMember(world, who, talk) || (isAdmin(who) && inNone));
}

/** Does one step in the store; where the oracle says that it goes, also in what it knows. */
export async function take(world: World, { verb, who: drawn, whom, talk: place, queue }: Step): Promise<void> {
  const { workspace, people, queues } = world;
  const talk = world.talks[place]!;
  if (verb === 'member') return changeMembership(world, drawn, queue);
  const who = verb === 'yes' || verb === 'no' ? (talk.asked[0]?.to ?? drawn) : drawn; // who is asked, where somebody is
  const [actor, id] = [people[who]!, talk.id];
  const seen = mayRead(world, who, talk);
  const runs = talk.state !== 'closed';
  const works = seen && runs && mayWork(world, who, talk);
  const mayBeAsked = isAdmin(whom) || isMember(world, whom, talk) || queueOf(world, talk).readers !== 'hidden';
  const own = talk.asked.find(({ to }) => to === who);
  const give = (to: number) => {
    talk.assignee = to;
    talk.state = 'open';
    talk.tookPart.add(to);
    talk.collaborators.delete(to);
  };
  const drop = (gone: (one: Talk['asked'][number]) => boolean) => {
    talk.asked = talk.asked.filter((one) => !gone(one));
  };
  const does = async <Result>(expected: boolean, work: Parameters<typeof workspace.within<Result>>[0]) => {
    const result = await workspace.within(work).catch((error: unknown) => {
      if (typeof error === 'object' && error !== null && 'code' in error && /^[A-Z_]+$/.test(String(error.code)))
        return null;
      throw error;
    });
    expect([verb, who, whom, talk, result !== null]).toEqual([verb, who, whom, talk, expected]);
    return result;
  };
  if (verb === 'accept' || verb === 'takeOver') {
    const isFree = talk.assignee === null && (isMember(world, who, talk) || isSupervisor(who));
    const goes =
      seen &&
      runs &&
      (talk.assignee === who || isFree || (talk.assignee !== null && verb === 'takeOver' && isSupervisor(who)));
    await does(goes, (tx) => acceptConversation(tx, actor, { id, takeOver: verb === 'takeOver' }));
    if (!goes || talk.assignee === who) return;
    drop(({ kind }) => kind === 'redirect');
    give(who);
  } else if (verb === 'toQueue') {
    const target = queues[queue]!;
    const goes = works && (isAdmin(who) || target.members.has(who) || target.readers !== 'hidden');
    await does(goes, (tx) => redirectConversation(tx, actor, { id, queue: target.id }));
    if (!goes) return;
    drop(() => true);
    talk.tookPart.add(who);
    Object.assign(talk, { queue, state: 'waiting', assignee: null });
  } else if (verb === 'toColleague') {
    const goes =
      works &&
      who !== whom &&
      talk.assignee !== whom &&
      mayBeAsked &&
      !talk.asked.some(({ kind }) => kind === 'redirect');
    const done = await does(goes, (tx) => redirectConversation(tx, actor, { id, to: people[whom]!.id }));
    if (!done) return;
    talk.tookPart.add(who);
    talk.asked.push({ id: done.handovers[0]!.id, kind: 'redirect', from: who, to: whom });
  } else if (verb === 'invite') {
    const isAsked = talk.asked.some(({ kind, to }) => kind === 'invite' && to === whom);
    const goes = works && who !== whom && !has(whom, talk) && mayBeAsked && !isAsked;
    const done = await does(goes, (tx) => inviteColleague(tx, actor, { id, to: people[whom]!.id }));
    if (done) talk.asked.push({ id: done.id, kind: 'invite', from: who, to: whom });
  } else if ((verb === 'yes' || verb === 'no') && own) {
    const answer = verb === 'yes' ? 'accept' : 'decline';
    await does(seen, (tx) => answerHandover(tx, actor, { id, handoverId: own.id, answer }));
    if (!seen) return;
    drop((one) => one === own);
    if (verb === 'no') return;
    talk.tookPart.add(who);
    if (own.kind === 'redirect') give(who);
    else talk.collaborators.add(who);
  } else if (verb === 'leave') {
    const goes = seen && talk.collaborators.has(who);
    await does(goes, (tx) => leaveConversation(tx, actor, { id }));
    if (goes) talk.collaborators.delete(who);
  } else if (verb === 'close') {
    await does(works, (tx) => closeConversation(tx, actor, { id }));
    if (!works) return;
    drop(() => true);
    talk.state = 'closed';
  } else if (verb === 'reopen') {
    const goes = seen && !runs && (talk.tookPart.has(who) || isMember(world, who, talk) || isSupervisor(who));
    await does(goes, (tx) => reopenConversation(tx, actor, { id }));
    if (goes) give(who);
  }
}

/** Steps after which colleagues are in a conversation that went to the hidden queue, where they are to see nothing of it any more. */
export function intoHiding(kinds: Readers[]): Step[] {
  const admin = { who: numberOfPeople - 1, talk: 0 };
  const [members, hidden] = [kinds.indexOf('members'), kinds.indexOf('hidden')];
  const join = (whom: number): Step[] => [
    { ...admin, verb: 'invite', whom, queue: 0 },
    { ...admin, verb: 'yes', whom, queue: 0 },
  ];
  return [
    { ...admin, verb: 'reopen', whom: 0, queue: 0 },
    { ...admin, verb: 'toQueue', whom: 0, queue: members },
    ...join(0),
    ...join(1),
    { ...admin, verb: 'invite', whom: 2, queue: 0 },
    { ...admin, verb: 'toQueue', whom: 0, queue: hidden },
  ];
}

/** Makes somebody a member of a queue, or no longer one: what they may see changes at once. */
async function changeMembership({ workspace, people, queues }: World, who: number, place: number): Promise<void> {
  const { id: queueId, members } = queues[place]!;
  const person = people[who]!;
  const isMember = members.has(who);
  await workspace.within((tx) =>
    (isMember ? removeQueueMember : addQueueMember)(tx, workspace.admin, queueId, person.id),
  );
  if (isMember) members.delete(who);
  else members.add(who);
  people[who] = { ...person, queues: queues.flatMap((one) => (one.members.has(who) ? one.id : [])) };
}

/** A company of five with three queues and four waiting conversations. @param memberships the places of the queues that each is a member of. */
export async function aWorld(database: Database, memberships: number[][], kinds: Readers[]): Promise<World> {
  const workspace = await aWorkspace(database);
  const { workspaceId } = workspace;
  const channelId = await aChannel(workspace);
  const queues = await workspace.within(async (tx) => {
    const made: World['queues'] = [];
    for (const [place, kind] of kinds.entries()) {
      const members = new Set(memberships.flatMap((own, who) => (own.includes(place) ? who : [])));
      made.push({ id: await aQueue(tx, workspaceId, { readers: kind }), readers: kind, members });
    }
    return made;
  });
  const people: OperatorActor[] = [];
  for (const [who, own] of memberships.entries()) {
    const role = isAdmin(who) ? 'administrator' : isSupervisor(who) ? 'supervisor' : 'operator';
    const ids = [...new Set(own)].map((place) => queues[place]!.id);
    const actor = await workspace.within((tx) =>
      anOperator(tx, workspaceId, { name: `Person ${who}`, role, queues: ids }),
    );
    await workspace.within((tx) => setPresence(tx, actor, { state: 'ready', reason: null }));
    people.push(actor);
  }
  const talks: Talk[] = [];
  for (let place = 0; place < 4; place++) {
    const queue = place % queues.length;
    const id = await aConversationWith(workspace, {
      channelId,
      queue: queues[queue]!.id,
      state: 'waiting',
      at: new Date(),
      entries: ['words'],
    });
    talks.push({
      id,
      queue,
      state: 'waiting',
      assignee: null,
      tookPart: new Set(),
      collaborators: new Set(),
      asked: [],
    });
  }
  return { workspace, queues, people, talks };
}
