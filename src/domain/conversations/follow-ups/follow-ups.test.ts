import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FollowUpPlan } from '#contract/follow-up.ts';
import { aDesk } from '#test/support/desk-factory.ts';
import { aContact, aQueue } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import type { Actor, OperatorActor } from '../../operators/actor.ts';
import { markSeen } from '../desk/mark-seen.ts';
import { attemptFollowUp } from './attempt-follow-up.ts';
import { cancelFollowUp, changeFollowUp, restoreFollowUp } from './change-follow-up.ts';
import { listFollowUps } from './list-follow-ups.ts';
import { makeDue } from './make-due.ts';

const database = ownDatabase();
let desk: Awaited<ReturnType<typeof aDesk>>;
let olga: OperatorActor;
let petr: OperatorActor;
let id: string;
beforeAll(async () => {
  desk = await aDesk(database);
  ({ olga, petr } = desk);
});
beforeEach(async () => {
  id = await desk.waiting();
  await desk.accept(id, olga);
});

const within = <Result>(work: Parameters<typeof desk.workspace.within<Result>>[0]) => desk.workspace.within(work);
const later = (hours: number) => new Date(Date.now() + hours * 3_600_000);
/** What comes due by so many hours from now. */
const due = (hours: number) => within((tx) => makeDue(tx, desk.workspace.workspaceId, later(hours)));
const attempt = (followUp: string, result: Parameters<typeof attemptFollowUp>[2]['result'], nextAt?: string) =>
  within((tx) => attemptFollowUp(tx, olga, { id: followUp, result, ...(nextAt && { nextAt }) }));
const list = (who: Actor, filter: Partial<Parameters<typeof listFollowUps>[2]> = {}) =>
  within((tx) => listFollowUps(tx, who, { limit: 50, ...filter }));

describe('planning (R-DSK-4)', () => {
  it('is seen in the conversation, its row, and what happened', async () => {
    const planned = await desk.plan(id, olga, { phone: '+420 603 000 001', note: 'About the meter' });
    expect(planned).toMatchObject({ kind: 'callback', state: 'planned', attempt: 1, attempts: [], operator: null });
    const { followUps, followUp } = await desk.read(id, olga);
    expect(followUps).toEqual([planned]);
    expect(followUp).toEqual(planned);
    const { event } = (await desk.entries(id, olga)).at(-1) ?? {};
    expect(event).toEqual({ code: 'callbackPlanned', at: planned.dueAt });
  });

  it('knows the client’s number, and whom a reminder is for', async () => {
    const { id: contactId } = await aContact(desk.workspace, { name: 'Jana', phone: '+420 603 000 002' });
    id = await desk.waiting({ contactId });
    expect((await desk.plan(id, olga)).phone).toBe('+420 603 000 002');
    const reminder = await desk.plan(id, olga, { kind: 'reminder' });
    expect(reminder).toMatchObject({ phone: null, operator: { id: olga.id, name: olga.name } });
    expect((await desk.plan(id, olga, { kind: 'reminder', operatorId: null })).operator).toBeNull();
  });

  it('refuses times past and too far, an end before the beginning, and who has no part in it', async () => {
    const refused = (who: Actor, given: Partial<FollowUpPlan>, error: object) =>
      expect(desk.plan(id, who, given)).rejects.toMatchObject(error);
    await refused(olga, { dueAt: later(-1).toISOString() }, { code: 'INVALID', reason: 'timeIsPast' });
    await refused(olga, { dueAt: later(24 * 400).toISOString() }, { code: 'INVALID' });
    await refused(olga, { until: new Date().toISOString() }, { fields: { until: 'It ends before it begins.' } });
    await refused(desk.eva, {}, { code: 'NOT_FOUND' });
    const everyones = await within((tx) => aQueue(tx, desk.workspace.workspaceId, { readers: 'everyone' }));
    id = await desk.waiting({ queue: everyones });
    await refused(olga, {}, { code: 'FORBIDDEN' });
  });

  it('is for no operator who may not know of the conversation (R-HIS-5)', async () => {
    const hidden = await within((tx) => aQueue(tx, desk.workspace.workspaceId, { readers: 'hidden' }));
    id = await desk.waiting({ queue: hidden });
    const planned = desk.plan(id, desk.workspace.admin, { operatorId: petr.id });
    await expect(planned).rejects.toMatchObject({ code: 'INVALID', fields: { operatorId: expect.any(String) } });
  });

  it('may be done by a channel for its own conversations alone', async () => {
    const channel: Actor = {
      type: 'channel',
      workspaceId: desk.workspace.workspaceId,
      id: desk.channelId,
      name: 'Chat',
    };
    const planned = await desk.plan(id, channel, { dueAt: new Date().toISOString(), phone: '603 000 003' });
    expect(planned).toMatchObject({ state: 'planned', plannedBy: { type: 'channel', name: 'Chat' } });
    const other = { ...channel, id: desk.workspace.queue };
    await expect(desk.plan(id, other)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is moved, cancelled and restored', async () => {
    const planned = await desk.plan(id, olga);
    const dueAt = later(5).toISOString();
    const moved = await within((tx) => changeFollowUp(tx, petr, { id: planned.id, dueAt, note: 'Later' }));
    expect(moved).toMatchObject({ dueAt, note: 'Later', phone: planned.phone });
    expect(await within((tx) => cancelFollowUp(tx, olga, planned))).toMatchObject({ state: 'cancelled' });
    expect((await desk.read(id, olga)).followUp).toBeNull();
    const cancel = within((tx) => cancelFollowUp(tx, olga, planned));
    await expect(cancel).rejects.toMatchObject({ code: 'CONFLICT', reason: 'followUpEnded' });
    expect(await within((tx) => restoreFollowUp(tx, olga, planned))).toMatchObject({ state: 'planned', dueAt });
    expect((await desk.events(id, olga)).slice(1)).toEqual([
      'callbackPlanned',
      'callbackMoved',
      'callbackCancelled',
      'callbackPlanned',
    ]);
  });
});

describe('what is due (R-DSK-4)', () => {
  it('waits again in its queue since then, once', async () => {
    await due(24); // of other stories
    const { dueAt } = await desk.plan(id, olga);
    await desk.close(id, olga);
    expect(await due(0)).toBe(0);
    expect(await due(2)).toBe(1);
    expect(await due(2)).toBe(0);
    expect(await desk.read(id, petr)).toMatchObject({
      state: 'waiting',
      assignee: null,
      waitingSince: dueAt,
      endedAt: null,
      followUp: { state: 'due', attempt: 1 },
    });
    expect(await desk.view(petr, 'waiting')).toContain(id);
    expect((await desk.entries(id, olga)).at(-1)?.event).toEqual({ code: 'callbackDue', at: dueAt, attempt: 1 });
  });

  it('comes back to the operator whom it reminds, open and unread', async () => {
    await within((tx) => sql`update conversation set last_in_at = last_at where id = ${id}`.execute(tx));
    await within((tx) => markSeen(tx, petr, { id }));
    expect((await desk.read(id, petr)).unread).toBe(false);
    await desk.plan(id, petr, { kind: 'reminder' });
    await desk.close(id, olga);
    await due(2);
    expect(await desk.read(id, petr)).toMatchObject({
      state: 'open',
      assignee: { id: petr.id },
      waitingSince: null,
      unread: true,
    });
    expect(await desk.view(petr, 'mine')).toContain(id);
  });

  it('is unread as well where the client said nothing yet, until it is seen', async () => {
    await within((tx) => markSeen(tx, olga, { id }));
    await desk.plan(id, olga, { kind: 'reminder' });
    await desk.close(id, olga);
    await due(2);
    expect((await desk.read(id, olga)).unread).toBe(true);
    await within((tx) => markSeen(tx, olga, { id }));
    expect((await desk.read(id, olga)).unread).toBe(false);
  });

  it('is taken from nobody who has it open at the desk, and from who went away', async () => {
    await desk.be(olga, 'pause');
    await desk.plan(id, olga);
    await due(2);
    expect(await desk.read(id, olga)).toMatchObject({
      state: 'open',
      assignee: { id: olga.id },
      followUp: { state: 'due' },
    });
    const other = await desk.waiting();
    await desk.accept(other, olga);
    await desk.plan(other, olga);
    await desk.be(olga, 'away');
    await due(2);
    expect(await desk.read(other, petr)).toMatchObject({ state: 'waiting', assignee: null });
  });

  it('is made so by one of two processes', async () => {
    for (let one = 0; one < 5; one++) await desk.plan(id, olga, { note: `${one}` });
    const counts = await Promise.all([due(3), due(3), due(3)]);
    await due(3); // what all of them left to each other
    const { followUps } = await desk.read(id, petr);
    expect(followUps.map(({ state }) => state)).toEqual(['due', 'due', 'due', 'due', 'due']);
    expect(counts[0] + counts[1] + counts[2]).toBeLessThanOrEqual(5);
    const events = (await desk.events(id, petr)).filter((code) => code === 'callbackDue');
    expect(events).toHaveLength(5);
  });

  it('ends when the conversation is closed, and what is planned for later stays', async () => {
    const now = await desk.plan(id, olga);
    const then = await desk.plan(id, olga, { dueAt: later(48).toISOString() });
    await desk.be(olga, 'ready');
    await due(2);
    await desk.close(id, olga);
    expect((await list(olga, { conversation: id })).items.map((one) => one.id)).toEqual([then.id]);
    expect((await list(olga, { conversation: id, state: ['done'] })).items).toMatchObject([
      { id: now.id, result: 'closed' },
    ]);
  });
});

describe('attempts (R-DSK-4)', () => {
  it('that reach nobody are made again, three times as delivered, then given up', async () => {
    await desk.be(olga, 'ready');
    const { id: followUp } = await desk.plan(id, olga);
    const nextAt = later(3).toISOString();
    expect(await attempt(followUp, 'noAnswer', nextAt)).toMatchObject({ state: 'planned', dueAt: nextAt, attempt: 2 });
    expect(await attempt(followUp, 'busy')).toMatchObject({ state: 'planned', attempt: 3 });
    await due(2);
    expect(await desk.read(id, olga)).toMatchObject({ followUp: { state: 'due', attempt: 3 } });
    const ended = await attempt(followUp, 'noAnswer');
    expect(ended).toMatchObject({ state: 'done', result: 'gaveUp' });
    expect(ended.attempts.map(({ result, by }) => [result, by])).toEqual([
      ['noAnswer', olga.name],
      ['busy', olga.name],
      ['noAnswer', olga.name],
    ]);
    expect((await desk.events(id, olga)).slice(2)).toEqual([
      'callbackTried',
      'callbackTried',
      'callbackDue',
      'callbackTried',
      'callbackEnded',
    ]);
    await expect(attempt(followUp, 'reached')).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('that reach the client end it, and they wait no more', async () => {
    await desk.close(id, olga);
    const { id: followUp, dueAt } = await desk.plan(id, olga);
    await due(2);
    await desk.accept(id, olga);
    expect((await desk.read(id, olga)).waitingSince).toBe(dueAt);
    expect(await attempt(followUp, 'reached')).toMatchObject({ state: 'done', result: 'reached' });
    expect(await desk.read(id, olga)).toMatchObject({ waitingSince: null, followUp: null });
  });

  it('are of a callback: a reminder is done', async () => {
    const { id: reminder } = await desk.plan(id, olga, { kind: 'reminder' });
    await expect(attempt(reminder, 'reached')).rejects.toMatchObject({ code: 'INVALID' });
    expect(await attempt(reminder, 'done')).toMatchObject({ state: 'done', result: 'done' });
    const { id: callback } = await desk.plan(id, olga);
    await expect(attempt(callback, 'done')).rejects.toMatchObject({ code: 'INVALID' });
  });
});

it('lists by state, queue and whose, the next due first, of what one may read', async () => {
  const fresh = await aDesk(database);
  const ids: string[] = [];
  for (const hours of [3, 1, 2]) {
    const conversation = await fresh.waiting();
    const dueAt = later(hours).toISOString();
    const operatorId = hours === 2 ? fresh.petr.id : null;
    ids.push((await fresh.plan(conversation, fresh.olga, { dueAt, operatorId })).id);
  }
  const read = async (who: Actor, filter: Partial<Parameters<typeof listFollowUps>[2]> = {}) =>
    (await fresh.workspace.within((tx) => listFollowUps(tx, who, { limit: 50, ...filter }))).items;
  expect((await read(fresh.olga)).map((one) => one.id)).toEqual([ids[1], ids[2], ids[0]]);
  expect((await read(fresh.petr, { view: 'mine' })).map((one) => one.id)).toEqual([ids[2]]);
  expect(await read(fresh.olga, { queue: [fresh.workspace.otherQueue] })).toEqual([]);
  expect(await read(fresh.olga, { state: ['cancelled'] })).toEqual([]);
  expect(await read(fresh.eva)).toEqual([]);
  const first = await fresh.workspace.within((tx) => listFollowUps(tx, fresh.olga, { limit: 2 }));
  const second = await fresh.workspace.within((tx) =>
    listFollowUps(tx, fresh.olga, { limit: 2, cursor: first.nextCursor ?? undefined }),
  );
  expect([...first.items, ...second.items].map((one) => one.id)).toEqual([ids[1], ids[2], ids[0]]);
  expect(second.nextCursor).toBeNull();
});
