import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Conversation } from '#contract/conversation.ts';
import { aDesk } from '#test/support/desk-factory.ts';
import { aContact, anOperator, aQueue, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import type { Actor, OperatorActor } from '../../operators/actor.ts';
import { listColleagues } from '../../operators/presence.ts';
import { listConversations } from '../list-conversations.ts';
import { markSeen } from './mark-seen.ts';

const database = ownDatabase();
let desk: Awaited<ReturnType<typeof aDesk>>;
let workspace: Workspace;
let olga: OperatorActor;
let petr: OperatorActor;
let eva: OperatorActor;
let simon: OperatorActor;
let id: string;
beforeAll(async () => {
  desk = await aDesk(database);
  ({ workspace, olga, petr, eva, simon } = desk);
});
beforeEach(async () => {
  id = await desk.waiting();
});

const askedOf = ({ asked }: Conversation) => asked?.id;

describe('accepting (R-DSK-1)', () => {
  it('gives the conversation to who asks, and moves it from Waiting to Mine', async () => {
    const before = await desk.counts(olga);
    expect(await desk.view(olga, 'waiting')).toContain(id);
    const taken = await desk.accept(id, olga);
    expect(taken).toMatchObject({ state: 'open', assignee: { id: olga.id, name: olga.name }, mine: true });
    expect(await desk.view(olga, 'waiting')).not.toContain(id);
    expect(await desk.view(olga, 'mine')).toContain(id);
    expect(await desk.counts(olga)).toMatchObject({ mine: before.mine + 1, waiting: before.waiting - 1 });
    expect(await desk.accept(id, olga)).toMatchObject({ assignee: { id: olga.id } });
    expect(await desk.events(id, olga)).toEqual(['accepted']);
  });

  it('of two at once lets one win, and names the winner to the other', async () => {
    const results = await Promise.allSettled([desk.accept(id, olga), desk.accept(id, petr), desk.accept(id, simon)]);
    const won = results.filter((one) => one.status === 'fulfilled');
    const lost = results.filter((one) => one.status === 'rejected');
    expect([won.length, lost.length]).toEqual([1, 2]);
    const winner = won[0]?.value.assignee;
    for (const { reason } of lost) expect(reason).toMatchObject({ code: 'CONFLICT', data: { assignee: winner } });
    expect((await desk.read(id, simon)).assignee).toEqual(winner);
  });

  it('lets a supervisor take over, and nobody else', async () => {
    await desk.accept(id, olga);
    await expect(desk.accept(id, petr, true)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(desk.accept(id, simon)).rejects.toMatchObject({
      code: 'CONFLICT',
      data: { assignee: { id: olga.id } },
    });
    expect(await desk.accept(id, simon, true)).toMatchObject({ assignee: { id: simon.id } });
    expect((await desk.read(id, olga)).operators.map((one) => one.id)).toContain(olga.id);
  });

  it('is not for who reads the queue as everybody does and is no member, nor for a key', async () => {
    const queue = await workspace.within((tx) => aQueue(tx, workspace.workspaceId, { readers: 'everyone' }));
    id = await desk.waiting({ queue });
    expect(await desk.read(id, olga)).toMatchObject({ state: 'waiting' });
    await expect(desk.accept(id, olga)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const key: Actor = { ...simon, type: 'apiKey', role: 'administrator', scopes: ['*'], queues: null };
    await expect(desk.accept(id, key)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('does not find what one may not see', async () => {
    await expect(desk.accept(id, eva)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    for (const verb of [desk.close, desk.reopen, desk.leave])
      await expect(verb(id, eva)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('ending (R-DSK-2, R-DSK-3)', () => {
  it('closes with who and when, stops what was asked, and opens again for who asks', async () => {
    await desk.accept(id, olga);
    const asked = await desk.redirect(id, olga, { to: petr.id });
    await expect(desk.close(id, petr)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const closed = await desk.close(id, olga, 'Answered');
    expect(closed).toMatchObject({
      state: 'closed',
      result: 'Answered',
      waitingSince: null,
      asked: null,
      handovers: [{ state: 'withdrawn' }],
    });
    expect(Date.now() - Date.parse(closed.endedAt ?? '')).toBeLessThan(10_000);
    await expect(desk.answer(id, petr, askedOf(asked), 'accept')).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(desk.close(id, olga)).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(desk.accept(id, petr)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await desk.view(olga, 'mine')).not.toContain(id);
    expect(await desk.reopen(id, petr)).toMatchObject({
      state: 'open',
      assignee: { id: petr.id },
      endedAt: null,
      result: null,
    });
    await expect(desk.reopen(id, olga)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('closes at once with the result that its queue asks for', async () => {
    const { workspaceId } = workspace;
    const queue = await workspace.within((tx) => aQueue(tx, workspaceId));
    await workspace.within((tx) => sql`update queue set wrap_up = true where id = ${queue}`.execute(tx));
    const member = await workspace.within((tx) => anOperator(tx, workspaceId, { queues: [queue] }));
    id = await desk.waiting({ queue });
    await desk.accept(id, member);
    expect(await desk.close(id, member, 'Sold')).toMatchObject({ state: 'closed', result: 'Sold', wrapUp: null });
  });
});

describe('what is around it', () => {
  it('is unread until one has seen it, each for themselves', async () => {
    await desk.accept(id, olga);
    await workspace.within((tx) => sql`update conversation set last_in_at = last_at where id = ${id}`.execute(tx));
    expect((await desk.read(id, olga)).unread).toBe(true);
    const before = await desk.counts(olga);
    await workspace.within((tx) => markSeen(tx, olga, { id }));
    expect([(await desk.read(id, olga)).unread, (await desk.read(id, petr)).unread]).toEqual([false, true]);
    expect((await desk.counts(olga)).unread).toBe(before.unread - 1);
    await workspace.within((tx) =>
      sql`update conversation set last_in_at = now() + interval '1 s' where id = ${id}`.execute(tx),
    );
    expect((await desk.read(id, olga)).unread).toBe(true);
  });

  it('names the same client’s other open conversations, of those one may read (R-TAB-10)', async () => {
    const contactId = (await aContact(workspace, { name: 'Karel' })).id;
    const one = (given: { state: 'open' | 'closed'; queue?: string }) =>
      desk.waiting({ contactId, at: new Date(), ...given });
    id = await one({ state: 'open' });
    const other = await one({ state: 'open' });
    await one({ state: 'closed' });
    await one({ state: 'open', queue: workspace.otherQueue });
    expect((await desk.read(id, olga)).elsewhere).toMatchObject([
      { id: other, channel: { kind: 'whatsapp' }, assignee: null },
    ]);
  });

  it('says who is there: ready, in a pause with its reason, away', async () => {
    await desk.be(olga, 'pause', 'Lunch');
    const { items } = await workspace.within((tx) => listColleagues(tx, petr));
    const one = (who: OperatorActor) => items.find((colleague) => colleague.id === who.id);
    expect(one(olga)).toMatchObject({ presence: 'pause', reason: 'Lunch', queues: [workspace.queue] });
    expect(one(simon)).toMatchObject({ presence: 'away', since: null });
  });

  it('pages Waiting by who waits longest, each once', async () => {
    const { workspaceId } = workspace;
    const queue = await workspace.within((tx) => aQueue(tx, workspaceId));
    const member = await workspace.within((tx) => anOperator(tx, workspaceId, { queues: [queue] }));
    const ids: string[] = [];
    for (const minutes of [50, 40, 30, 20, 10]) {
      const at = new Date(Date.now() - minutes * 60_000);
      ids.push(await desk.waiting({ queue, at }));
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await workspace.within((tx) => listConversations(tx, member, { view: 'waiting', limit: 2, cursor }));
      seen.push(...page.items.map((row) => row.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(ids);
  });

  it('lists by queue and tag', async () => {
    const tag = randomUUID();
    await workspace.within((tx) => sql`update conversation set tags = ${[tag]} where id = ${id}`.execute(tx));
    const list = async (filter: { queue?: string[]; tag?: string[] }) =>
      (await workspace.within((tx) => listConversations(tx, workspace.admin, { limit: 200, ...filter }))).items;
    expect((await list({ tag: [tag] })).map((row) => row.id)).toEqual([id]);
    expect(await list({ tag: [tag], queue: [workspace.otherQueue] })).toEqual([]);
    const queues = new Set((await list({ queue: [workspace.queue] })).map((row) => row.queue.id));
    expect([...queues]).toEqual([workspace.queue]);
  });
});
