import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Conversation } from '#contract/conversation.ts';
import { aDesk } from '#test/support/desk-factory.ts';
import { aContact, anOperator, aQueue, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { searchEverything } from '../../history/search-everything.ts';
import type { Actor, OperatorActor } from '../../operators/actor.ts';
import { expireHandovers } from './expire-handovers.ts';

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

describe('redirecting to an operator (R-TAB-6)', () => {
  it('leaves the client with the sender until the other accepts, who reads the whole conversation and the note', async () => {
    await desk.accept(id, olga);
    const asked = await desk.redirect(id, olga, { to: eva.id, note: 'Wants the invoice anew.' });
    expect(asked).toMatchObject({
      assignee: { id: olga.id },
      asked: { kind: 'redirect', toMe: false, note: 'Wants the invoice anew.' },
    });
    expect((await desk.counts(eva)).asked).toBe(1);
    expect(await desk.view(eva, 'mine')).toContain(id);
    expect((await desk.read(id, eva)).asked).toMatchObject({ toMe: true, from: { id: olga.id } });
    const told = await desk.entries(id, eva);
    expect(told.map(({ kind, text }) => [kind, text])).toEqual([
      ['message', 'Good morning'],
      ['event', null],
      ['note', 'Wants the invoice anew.'],
      ['event', null],
    ]);
    const found = await workspace.within((tx) => searchEverything(tx, eva, { q: 'invoice', limit: 10 }));
    expect(found.items.map((hit) => hit.conversationId)).toContain(id);

    expect(await desk.answer(id, eva, askedOf(asked), 'accept')).toMatchObject({
      assignee: { id: eva.id },
      asked: null,
      mine: true,
    });
    expect(await desk.view(olga, 'mine')).not.toContain(id);
    expect((await desk.read(id, olga)).mine).toBe(false);
    expect((await desk.counts(eva)).asked).toBe(0);
  });

  it('comes back with the reason when it is declined, and who declined sees it no more', async () => {
    await desk.accept(id, olga);
    const asked = await desk.redirect(id, olga, { to: eva.id });
    const declined = await desk.answer(id, eva, askedOf(asked), 'decline', 'I am at lunch.');
    expect(declined).toMatchObject({ asked: null, handovers: [{ state: 'declined', reason: 'I am at lunch.' }] });
    await expect(desk.read(id, eva)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await desk.read(id, olga)).toMatchObject({
      assignee: { id: olga.id },
      asked: null,
      handovers: [{ state: 'declined', reason: 'I am at lunch.', to: { id: eva.id } }],
    });
    await expect(desk.answer(id, olga, askedOf(asked), 'withdraw')).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('runs out after sixty seconds with the reason, and can be asked again', async () => {
    await desk.accept(id, olga);
    const asked = await desk.redirect(id, olga, { to: eva.id });
    const { at, until } = asked.asked ?? { at: '', until: '' };
    expect(Date.parse(until) - Date.parse(at)).toBe(60_000);
    const expire = (now: number) => workspace.within((tx) => expireHandovers(tx, workspace.workspaceId, new Date(now)));
    expect(await expire(Date.parse(until) - 1)).toBe(0);
    expect(await expire(Date.parse(until))).toBe(1);
    expect(await desk.read(id, olga)).toMatchObject({
      assignee: { id: olga.id },
      asked: null,
      handovers: [{ state: 'expired', reason: 'expired' }],
    });
    await expect(desk.read(id, eva)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await desk.events(id, olga)).toEqual(['accepted', 'asked', 'expired']);
    expect((await desk.redirect(id, olga, { to: eva.id })).asked).toMatchObject({ state: 'asked' });
  });

  it('reads as expired before the clock says so, and cannot be accepted any more', async () => {
    await desk.accept(id, olga);
    const asked = await desk.redirect(id, olga, { to: eva.id });
    await workspace.within((tx) =>
      sql`update handover set until = now() - interval '1 second' where id = ${askedOf(asked)}`.execute(tx),
    );
    expect(await desk.read(id, olga)).toMatchObject({ asked: null, handovers: [{ state: 'expired' }] });
    await expect(desk.answer(id, petr, askedOf(asked), 'accept')).rejects.toMatchObject({
      code: expect.stringMatching(/CONFLICT|FORBIDDEN/),
    });
    expect((await desk.redirect(id, olga, { to: petr.id })).asked).toMatchObject({ to: { id: petr.id } });
  });

  it('refuses an absent operator and offers the queues where they are', async () => {
    await desk.accept(id, olga);
    await desk.be(eva, 'pause', 'Lunch');
    const queues = [{ id: workspace.otherQueue, name: 'Sales' }];
    await expect(desk.redirect(id, olga, { to: eva.id })).rejects.toMatchObject({
      code: 'CONFLICT',
      data: { presence: 'pause', queues },
    });
    await desk.be(eva, 'ready');
  });

  it('of two redirects at once keeps one', async () => {
    await desk.accept(id, olga);
    const results = await Promise.allSettled([
      desk.redirect(id, olga, { to: eva.id }),
      desk.redirect(id, simon, { to: petr.id }),
    ]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(results.find((one) => one.status === 'rejected')).toMatchObject({ reason: { code: 'CONFLICT' } });
  });

  it('of an answer and taking over at once keeps one', async () => {
    await desk.accept(id, olga);
    const asked = await desk.redirect(id, olga, { to: petr.id });
    await Promise.allSettled([desk.answer(id, petr, askedOf(asked), 'accept'), desk.accept(id, simon, true)]);
    const { assignee, asked: left } = await desk.read(id, olga);
    expect([petr.id, simon.id]).toContain(assignee?.id);
    expect(left).toBeNull();
  });

  it('is not for others’ conversations, unless one may take over', async () => {
    await desk.accept(id, olga);
    await expect(desk.redirect(id, petr, { to: eva.id })).rejects.toMatchObject({
      code: 'FORBIDDEN',
      data: { assignee: { id: olga.id } },
    });
    expect((await desk.redirect(id, simon, { to: eva.id })).asked).toMatchObject({ from: { id: simon.id } });
  });

  it('tells nobody of a hidden queue who is no member of it', async () => {
    const { workspaceId } = workspace;
    const queue = await workspace.within((tx) => aQueue(tx, workspaceId, { readers: 'hidden' }));
    const member = await workspace.within((tx) => anOperator(tx, workspaceId, { name: 'Hana', queues: [queue] }));
    id = await desk.waiting({ queue });
    await desk.accept(id, member);
    await expect(desk.redirect(id, member, { to: eva.id })).rejects.toMatchObject({ code: 'INVALID' });
    await expect(desk.redirect(id, olga, { queue })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    id = await desk.waiting();
    await expect(desk.redirect(id, olga, { queue })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('redirecting to a queue (R-TAB-6, R-HIS-5)', () => {
  it('lets it wait there at once, with the time it waits since; rights, search and counts follow the queue', async () => {
    const contact = await aContact(workspace, { name: 'Jana Horáková' });
    id = await desk.waiting({ contactId: contact.id, text: 'Zvlnit' });
    await desk.accept(id, olga);
    await expect(desk.read(id, eva)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const moved = await desk.redirect(id, olga, { queue: workspace.otherQueue, note: 'Sales, please' });
    expect(moved).toMatchObject({
      state: 'waiting',
      assignee: null,
      queue: { id: workspace.otherQueue },
      handovers: [{ state: 'accepted' }],
    });
    expect(await desk.view(eva, 'waiting')).toContain(id);
    expect(await desk.view(petr, 'waiting')).not.toContain(id);
    await expect(desk.read(id, petr)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await desk.read(id, olga)).queue.id).toBe(workspace.otherQueue); // took part
    const finds = async (who: Actor) =>
      (await workspace.within((tx) => searchEverything(tx, who, { q: 'zvlnit', limit: 10 }))).items.length;
    expect([await finds(eva), await finds(petr), await finds(olga)]).toEqual([1, 0, 1]);
    const { rows } = await workspace.within((tx) =>
      sql<{
        queueId: string;
        conversations: number;
      }>`select queue_id, conversations from contact_activity where contact_id = ${contact.id}`.execute(tx),
    );
    expect(rows).toEqual([{ queueId: workspace.otherQueue, conversations: 1 }]);
    const queues = await workspace.within((tx) =>
      sql<{ queueId: string }>`select distinct queue_id from entry where conversation_id = ${id}`.execute(tx),
    );
    expect(queues.rows).toEqual([{ queueId: workspace.otherQueue }]);
  });
});

describe('collaborators (R-TAB-3)', () => {
  it('are invited, accept, work on it, and leave', async () => {
    await desk.accept(id, olga);
    const asked = await desk.invite(id, olga, eva);
    expect(asked).toMatchObject({ kind: 'invite', to: { id: eva.id }, state: 'asked', toMe: false });
    expect(await desk.answer(id, eva, asked.id, 'accept')).toMatchObject({
      mine: true,
      assignee: { id: olga.id },
      collaborators: [{ id: eva.id, name: eva.name }],
    });
    expect(await desk.view(eva, 'mine')).toContain(id);
    await expect(desk.invite(id, olga, eva)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect((await desk.leave(id, eva)).collaborators).toEqual([]);
    expect((await desk.read(id, eva)).mine).toBe(false);
    expect(await desk.view(eva, 'mine')).not.toContain(id);
    expect(await desk.events(id, olga)).toEqual(['accepted', 'invited', 'joined', 'left']);
  });

  it('decline, are asked once at a time, and are removed by who has it', async () => {
    await desk.accept(id, olga);
    const first = await desk.invite(id, olga, petr);
    await expect(desk.invite(id, simon, petr)).rejects.toMatchObject({ code: 'CONFLICT' });
    await desk.answer(id, petr, first.id, 'decline');
    await desk.answer(id, petr, (await desk.invite(id, olga, petr)).id, 'accept');
    const second = await desk.invite(id, petr, eva); // a collaborator invites further ones
    await expect(desk.answer(id, petr, second.id, 'accept')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await desk.answer(id, petr, second.id, 'withdraw');
    expect((await desk.leave(id, olga, petr.id)).collaborators).toEqual([]);
    await expect(desk.leave(id, olga, petr.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
