import { expect } from 'vitest';
import type { Tx } from '#db/database.ts';
import { acceptConversation } from '#domain/conversations/desk/accept-conversation.ts';
import { answerHandover } from '#domain/conversations/desk/answer-handover.ts';
import { closeConversation, reopenConversation } from '#domain/conversations/desk/close-conversation.ts';
import { inviteColleague } from '#domain/conversations/desk/invite-colleague.ts';
import { leaveConversation } from '#domain/conversations/desk/leave-conversation.ts';
import { redirectConversation } from '#domain/conversations/desk/redirect-conversation.ts';
import { editQueue, listKnownQueues } from '#domain/operators/queue-settings.ts';
import { addQueueMember, removeQueueMember } from '#domain/operators/queues.ts';
import {
  has,
  isAdmin,
  isMember,
  isSupervisor,
  mayRead,
  mayWork,
  queueOf,
  type Readers,
  rootOf,
  type Talk,
  type World,
} from './model.ts';
import type { Step } from './step.ts';

/** What a refusal of the product looks like; everything else that is thrown is a fault. */
export function isRefusal(error: unknown): error is { code: string; data?: Record<string, unknown> } {
  return typeof error === 'object' && error !== null && 'code' in error && /^[A-Z_]+$/.test(String(error.code));
}

/** Does something in the store, and looks whether it goes just where the model says so. @returns null where it was refused. */
export async function does<Result>(
  { workspace }: World,
  expected: boolean,
  about: unknown[],
  work: (tx: Tx) => Promise<Result>,
): Promise<Result | null> {
  let refused: unknown = null;
  const result = await workspace.within(work).catch((error: unknown) => {
    if (!isRefusal(error)) throw error;
    refused = String(error);
    return null;
  });
  expect({ about, went: result !== null, ...(expected && { refused }) }).toEqual({
    about,
    went: expected,
    ...(expected && { refused: null }),
  });
  return result;
}

/** What one does at the desk with a conversation: in the store, and where the model says that it goes, in the model too. */
export async function workAtTheDesk(world: World, { verb, who: drawn, whom, talk: place, queue }: Step): Promise<void> {
  const { people, queues } = world;
  const talk = rootOf(world, world.talks[place]!);
  const who = verb === 'yes' || verb === 'no' ? (talk.asked[0]?.to ?? drawn) : drawn; // who is asked, where somebody is
  const actor = people[who]!;
  const { id } = world.talks[place]!; // a merged one's id leads to its target
  const seen = mayRead(world, who, talk);
  const runs = talk.state !== 'closed';
  const works = seen && runs && mayWork(world, who, talk);
  const mayBeAsked = isAdmin(whom) || isMember(world, whom, talk) || queueOf(world, talk).readers !== 'hidden';
  const own = talk.asked.find(({ to }) => to === who);
  const goes = <Result>(expected: boolean, work: (tx: Tx) => Promise<Result>) =>
    does(world, expected, [verb, who, whom, talk], work);
  if (verb === 'accept' || verb === 'takeOver') {
    const isFree = talk.assignee === null && (isMember(world, who, talk) || isSupervisor(who));
    const mayTake = isFree || (talk.assignee !== null && verb === 'takeOver' && isSupervisor(who));
    const accepted = seen && runs && (talk.assignee === who || mayTake);
    await goes(accepted, (tx) => acceptConversation(tx, actor, { id, takeOver: verb === 'takeOver' }));
    if (!accepted || talk.assignee === who) return;
    drop(talk, ({ kind }) => kind === 'redirect');
    give(talk, who);
  } else if (verb === 'toQueue') {
    const target = queues[queue]!;
    const moved = works && (isAdmin(who) || target.members.has(who) || target.readers !== 'hidden');
    await goes(moved, (tx) => redirectConversation(tx, actor, { id, queue: target.id }));
    if (!moved) return;
    drop(talk, () => true);
    talk.tookPart.add(who);
    Object.assign(talk, { state: 'waiting', assignee: null });
    for (const part of world.talks) if (rootOf(world, part) === talk) part.queue = queue;
  } else if (verb === 'toColleague') {
    const isFree = who !== whom && talk.assignee !== whom && !talk.asked.some(({ kind }) => kind === 'redirect');
    const asked = await goes(works && mayBeAsked && isFree, (tx) =>
      redirectConversation(tx, actor, { id, to: people[whom]!.id }),
    );
    if (!asked) return;
    talk.tookPart.add(who);
    talk.asked.push({ id: asked.handovers[0]!.id, kind: 'redirect', from: who, to: whom });
  } else if (verb === 'invite') {
    const isAsked = talk.asked.some(({ kind, to }) => kind === 'invite' && to === whom);
    const invited = await goes(works && who !== whom && !has(whom, talk) && mayBeAsked && !isAsked, (tx) =>
      inviteColleague(tx, actor, { id, to: people[whom]!.id }),
    );
    if (invited) talk.asked.push({ id: invited.id, kind: 'invite', from: who, to: whom });
  } else if ((verb === 'yes' || verb === 'no') && own) {
    const answer = verb === 'yes' ? 'accept' : 'decline';
    await goes(seen, (tx) => answerHandover(tx, actor, { id, handoverId: own.id, answer }));
    if (!seen) return;
    drop(talk, (one) => one === own);
    if (verb === 'no') return;
    talk.tookPart.add(who);
    if (own.kind === 'redirect') give(talk, who);
    else talk.collaborators.add(who);
  } else if (verb === 'leave') {
    const left = seen && talk.collaborators.has(who);
    await goes(left, (tx) => leaveConversation(tx, actor, { id }));
    if (left) talk.collaborators.delete(who);
  } else if (verb === 'close') {
    await goes(works, (tx) => closeConversation(tx, actor, { id, leaveUnknown: true }));
    if (!works) return;
    drop(talk, () => true);
    talk.state = 'closed';
  } else if (verb === 'reopen') {
    const opened = seen && !runs && (talk.tookPart.has(who) || isMember(world, who, talk) || isSupervisor(who));
    await goes(opened, (tx) => reopenConversation(tx, actor, { id }));
    if (opened) give(talk, who);
  }
}

function give(talk: Talk, to: number): void {
  talk.assignee = to;
  talk.state = 'open';
  talk.tookPart.add(to);
  talk.collaborators.delete(to);
}

function drop(talk: Talk, gone: (one: Talk['asked'][number]) => boolean): void {
  talk.asked = talk.asked.filter((one) => !gone(one));
}

/** Makes somebody a member of a queue, or no longer one: what they may see changes at once. */
export async function changeMembership(world: World, who: number, place: number): Promise<void> {
  const { workspace, people, queues } = world;
  const { id: queueId, members } = queues[place]!;
  const person = people[who]!;
  const isIn = members.has(who);
  await workspace.within((tx) => (isIn ? removeQueueMember : addQueueMember)(tx, workspace.admin, queueId, person.id));
  if (isIn) members.delete(who);
  else members.add(who);
  people[who] = { ...person, queues: queues.flatMap((one) => (one.members.has(who) ? one.id : [])) };
}

/** Says anew who reads the conversations of a queue. */
export async function changeReaders({ workspace, queues }: World, place: number, kind: Readers): Promise<void> {
  const queue = queues[place]!;
  await workspace.within(async (tx) => {
    const { items } = await listKnownQueues(tx, workspace.admin);
    const { id, ...settings } = items.find((one) => one.id === queue.id)!;
    return editQueue(tx, workspace.admin, { ...settings, id, readers: kind });
  });
  queue.readers = kind;
}
