import { beforeAll, expect, it } from 'vitest';
import { QueueInput } from '#contract/queue-routes.ts';
import { aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { heardEvents } from '../live/heard-events.ts';
import type { Actor } from './actor.ts';
import { addQueue, editQueue, listKnownQueues } from './queue-settings.ts';

const database = ownDatabase();
let workspace: Workspace;
beforeAll(async () => {
  workspace = await aWorkspace(database);
});

const input = (given: Partial<QueueInput> & { name: string }): QueueInput => ({
  readers: 'members',
  routing: 'take',
  warnAfter: 120,
  limitAfter: 300,
  wrapUp: false,
  wrapSeconds: 60,
  results: [],
  requires: { parameters: [], tag: false },
  hours: null,
  replies: {},
  members: [],
  ...given,
});
const add = (who: Actor, given: QueueInput) => workspace.within((tx) => addQueue(tx, who, given));
const edit = (who: Actor, given: QueueInput & { id: string }) => workspace.within((tx) => editQueue(tx, who, given));
const names = async (who: Actor) =>
  (await workspace.within((tx) => listKnownQueues(tx, who))).items.map(({ name }) => name);

it('is made, changed whole and listed with its members by an administrator alone', async () => {
  const { admin, operator, supervisor } = workspace;
  await expect(add(supervisor, input({ name: 'Billing' }))).rejects.toMatchObject({ code: 'FORBIDDEN' });
  const made = await add(admin, input({ name: 'Billing', wrapUp: true, members: [operator.id] }));
  expect(made).toMatchObject({ name: 'Billing', wrapUp: true, warnAfter: 120, members: [operator.id] });
  const given = input({ name: 'Invoices', members: [supervisor.id, supervisor.id], routing: 'offer', limitAfter: 60 });
  expect(await edit(admin, { id: made.id, ...given })).toMatchObject({
    name: 'Invoices',
    routing: 'offer',
    wrapUp: false,
    limitAfter: 60,
    members: [supervisor.id],
  });
  await expect(edit(admin, { id: made.id, ...input({ name: 'Sales' }) })).rejects.toMatchObject({ code: 'CONFLICT' });
  const stranger = input({ name: 'Invoices', members: [workspace.queue] });
  await expect(edit(admin, { id: made.id, ...stranger })).rejects.toMatchObject({ code: 'INVALID' });
  await expect(edit(admin, { id: workspace.workspaceId, ...given, name: 'None' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  expect(await names(operator)).toEqual(expect.arrayContaining(['Support', 'Sales', 'Invoices']));
});

it('is known to its members alone when it is hidden (R-HIS-5)', async () => {
  const { admin, operator, supervisor } = workspace;
  await add(admin, input({ name: 'Board', readers: 'hidden', members: [supervisor.id] }));
  expect(await names(operator)).not.toContain('Board');
  expect(await names({ ...supervisor, queues: [...supervisor.queues, await boardId()] })).toContain('Board');
});

it('is told to every screen when it changes, as what concerns the whole desk', async () => {
  const events = [{ event: { topic: 'desk' as const, what: 'settings' as const } }];
  const heard = await workspace.within((tx) => heardEvents(tx, workspace.operator, events));
  expect(heard).toEqual(events);
});

async function boardId(): Promise<string> {
  const { items } = await workspace.within((tx) => listKnownQueues(tx, workspace.admin));
  return items.find(({ name }) => name === 'Board')?.id ?? '';
}

it('keeps what its conversations end with (R-DSK-3), and an input without it is as delivered', async () => {
  const { admin } = workspace;
  const wrapUp = {
    wrapUp: true,
    wrapSeconds: 90,
    results: [{ key: 'contract', texts: { en: 'New contract wanted', cs: 'Chce novou smlouvu' } }],
    requires: { parameters: ['supply_point'], tag: true },
  };
  const made = await add(admin, input({ name: 'New clients', ...wrapUp }));
  expect(made).toMatchObject(wrapUp);
  expect(await edit(admin, { id: made.id, ...QueueInput.parse({ name: 'New clients' }) })).toMatchObject({
    wrapUp: false,
    wrapSeconds: 60,
    results: [],
    requires: { parameters: [], tag: false },
  });
  const twice = [...wrapUp.results, ...wrapUp.results];
  expect(QueueInput.safeParse({ name: 'New clients', results: twice }).success).toBe(false);
});
