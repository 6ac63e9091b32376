import { beforeAll, describe, expect, it } from 'vitest';
import type { OperatorEdit } from '#contract/operator.ts';
import type { Actor } from '#domain/operators/actor.ts';
import { aDesk } from '#test/support/desk-factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { bringBackOperator, removeOperator } from './end-access.ts';
import { editOperator, listOperatorDetails, readOperator } from './operator-details.ts';
import { editOwnSettings, readOwnSettings } from './own-settings.ts';
import { addOperator } from './people.ts';

const database = ownDatabase();
let desk: Awaited<ReturnType<typeof aDesk>>;
beforeAll(async () => {
  desk = await aDesk(database);
});

const within: typeof desk.workspace.within = (work) => desk.workspace.within(work);
const edit = (who: Actor, given: OperatorEdit) => within((tx) => editOperator(tx, who, given));
const remove = (who: Actor, id: string) => within((tx) => removeOperator(tx, who, id));

describe('ending somebody’s access', () => {
  it('gives their open conversations back to the queues, each saying so, and withdraws what they asked and were asked (R-DSK-1)', async () => {
    const { olga, petr, workspace } = desk;
    const [own, asked, joined] = [await desk.waiting(), await desk.waiting(), await desk.waiting()];
    await desk.accept(own, petr);
    await desk.accept(asked, olga);
    await desk.redirect(asked, olga, { to: petr.id });
    await desk.accept(joined, olga);
    const { id: invitation } = await desk.invite(joined, olga, petr);
    await desk.answer(joined, petr, invitation, 'accept');
    await remove(workspace.admin, petr.id);

    expect(await desk.read(own, olga)).toMatchObject({ state: 'waiting', assignee: null });
    expect((await desk.entries(own, olga)).at(-1)?.event).toMatchObject({ code: 'givenBack', to: petr.name });
    expect(await desk.read(asked, olga)).toMatchObject({ state: 'open', assignee: { id: olga.id }, asked: null });
    expect((await desk.read(joined, olga)).collaborators).toEqual([]);
    expect(await desk.view(olga, 'waiting')).toContain(own);
  });

  it('can be taken back, with the queues that they had; they are away then, and their conversations stay where they are', async () => {
    const { petr, olga, workspace } = desk;
    const removed = await within((tx) => readOperator(tx, workspace.admin, petr.id));
    expect(removed.removedAt).not.toBeNull();
    await within((tx) => bringBackOperator(tx, workspace.admin, petr.id));
    const back = await within((tx) => readOperator(tx, workspace.admin, petr.id));
    expect(back).toMatchObject({ removedAt: null, queues: [workspace.queue], presence: 'away' });
    expect(await desk.view({ ...petr }, 'mine')).toEqual([]);
    const again = within((tx) => bringBackOperator(tx, workspace.admin, petr.id));
    await expect(again).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await within((tx) => listOperatorDetails(tx, workspace.admin))).items.map(({ id }) => id)).toContain(
      olga.id,
    );
  });

  it('is refused for the last administrator, and so is taking the role from them; another one may, also of two at once', async () => {
    const { admin } = desk.workspace;
    const last = { code: 'CONFLICT', reason: 'lastAdministrator' };
    await expect(remove(admin, admin.id)).rejects.toMatchObject(last);
    await expect(edit(admin, { id: admin.id, role: 'operator' })).rejects.toMatchObject(last);
    const second = {
      userId: crypto.randomUUID(),
      name: 'Bára',
      email: 'bara@example.cz',
      role: 'administrator' as const,
    };
    const { id } = await within((tx) => addOperator(tx, admin, second));
    const both = await Promise.allSettled([remove(admin, admin.id), remove(admin, id)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('an operator’s settings', () => {
  it('are changed by administrators alone: role, queues and capacity, which may be the workspace’s again', async () => {
    const { workspace, olga, simon } = desk;
    const system = { type: 'system', workspaceId: workspace.workspaceId, id: null, name: null } as const;
    const capacity = { places: 3, kinds: { phone: 1 } };
    const given = { id: olga.id, role: 'supervisor' as const, queues: [workspace.otherQueue], capacity };
    expect(await edit(system, given)).toMatchObject({ role: 'supervisor', queues: [workspace.otherQueue], capacity });
    expect(await edit(system, { id: olga.id, capacity: null })).toMatchObject({ role: 'supervisor', capacity: null });
    await expect(edit(system, { id: olga.id, queues: [crypto.randomUUID()] })).rejects.toMatchObject({
      code: 'INVALID',
    });
    for (const who of [olga, simon]) {
      await expect(edit(who, { id: olga.id, role: 'administrator' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(remove(who, simon.id)).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(within((tx) => listOperatorDetails(tx, who))).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(within((tx) => readOperator(tx, who, olga.id))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
    const key = { ...system, type: 'apiKey', id: 'k', name: 'Key', role: 'administrator', queues: null } as const;
    const settings = within((tx) => listOperatorDetails(tx, { ...key, scopes: ['settings:write'] }));
    await expect(settings).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await within((tx) => listOperatorDetails(tx, { ...key, scopes: ['operators:write'] }));
  });

  it('of their own are theirs: what is not set is as delivered, what is set stays beside it', async () => {
    const { simon, olga } = desk;
    const delivered = { keys: {}, letters: true, mailDelay: 10, notifications: false, notificationText: false };
    expect(await within((tx) => readOwnSettings(tx, simon))).toEqual({
      ...delivered,
      sounds: { message: true, offer: true, limit: false },
    });
    await within((tx) => editOwnSettings(tx, simon, { keys: { redirect: 'p' } }));
    await within((tx) => editOwnSettings(tx, simon, { mailDelay: 30, letters: false }));
    const set = { keys: { redirect: 'p' }, mailDelay: 30, letters: false };
    expect(await within((tx) => readOwnSettings(tx, simon))).toMatchObject({ ...delivered, ...set });
    expect(await within((tx) => readOwnSettings(tx, olga))).toMatchObject(delivered);
  });
});
