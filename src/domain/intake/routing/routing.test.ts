import { beforeEach, describe, expect, it } from 'vitest';
import type { RoutingRuleInput } from '#contract/routing.ts';
import { listEntries } from '#domain/conversations/list-entries.ts';
import { aDesk } from '#test/support/desk-factory.ts';
import { aChannel, aQueue } from '#test/support/factory.ts';
import { aMessage } from '#test/support/message-factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import type { KeyActor } from '../../operators/actor.ts';
import { loadChannel } from '../load-channel.ts';
import { receiveMessage } from '../receive-message.ts';
import { type ReadyRoute, routeOf } from './route-message.ts';
import { createRoutingRule, deleteRoutingRule, editRoutingRule, listRoutingRules } from './routing-rules.ts';

/** What a test says of a message. */
type Given = Partial<Parameters<typeof aMessage>[0]>;

const database = ownDatabase();
let desk: Awaited<ReturnType<typeof aDesk>>;
beforeEach(async () => {
  desk = await aDesk(database);
});

const rule = (given: Partial<RoutingRuleInput> = {}): RoutingRuleInput => ({
  name: 'Invoices',
  parameter: ':text',
  how: 'contains',
  value: 'faktura, invoice',
  channels: [],
  queueId: desk.workspace.otherQueue,
  enabled: true,
  ...given,
});
const make = (
  given: Partial<RoutingRuleInput> = {},
  actor: Parameters<typeof createRoutingRule>[1] = desk.workspace.admin,
) => desk.workspace.within((tx) => createRoutingRule(tx, actor, rule(given)));
const names = async () =>
  (await desk.workspace.within((tx) => listRoutingRules(tx, desk.workspace.admin))).map(({ name }) => name);

describe('a rule (R-DSK-1)', () => {
  const fits = (given: Partial<ReadyRoute>, message: Given) =>
    routeOf(
      [{ name: 'x', parameter: ':text', how: 'contains', value: '', queueId: 'q', ...given }],
      aMessage({ ...message, from: message.from ?? { kind: 'email', value: 'nobody@example.cz' } }),
    ) !== null;

  it('looks for one of its values, whatever the accents and the case', () => {
    expect(fits({ value: 'platba, faktura' }, { text: 'Dobrý den, FAKTURU nemám. Faktúra?' })).toBe(true);
    expect(fits({ value: 'reklamace' }, { text: 'Dobrý den' })).toBe(false);
    expect(fits({ value: ' , ' }, { text: 'Dobrý den, všem' })).toBe(false);
    expect(
      fits({ parameter: ':subject', how: 'begins', value: 're: smlouva' }, { subject: 'RE: Smlouva 12', text: '' }),
    ).toBe(true);
    expect(
      fits({ parameter: ':sender', value: '@example.cz' }, { from: { kind: 'email', value: 'jan@example.cz' } }),
    ).toBe(true);
  });

  it('looks at a parameter of the message by its name, and at nothing else of that name', () => {
    const parameters = { language: 'cs', vip: true };
    expect(fits({ parameter: 'language', how: 'is', value: 'CS' }, { parameters })).toBe(true);
    expect(fits({ parameter: 'language', how: 'is', value: 'c' }, { parameters })).toBe(false);
    expect(fits({ parameter: 'vip', how: 'given' }, { parameters })).toBe(true);
    expect(fits({ parameter: 'plan', how: 'given' }, { parameters })).toBe(false);
    expect(fits({ parameter: 'constructor', how: 'given' }, { parameters })).toBe(false);
  });
});

describe('a new conversation (R-DSK-1)', () => {
  let received = 0;
  const client = { kind: 'whatsapp' as const, value: '420603000999' };
  const receive = async (text: string, conversation: string, more: Given = {}) => {
    const channelId = desk.channelId;
    const at = new Date(Date.now() - 1_000 + received++).toISOString();
    const result = await desk.workspace.within(async (tx) =>
      receiveMessage(
        tx,
        await loadChannel(tx, desk.workspace.workspaceId, channelId),
        aMessage({ text, conversation, at, ...more, from: more.from ?? client }),
      ),
    );
    return 'conversationId' in result ? (result.conversationId ?? '') : '';
  };

  it('goes to the queue of the first rule that fits, which is told by name; later messages move nothing', async () => {
    await make({ name: 'Off', enabled: false, queueId: desk.workspace.queue });
    await make({ name: 'Mail only', channels: ['email'], queueId: desk.workspace.queue });
    await make();
    await make({ name: 'Later', value: 'faktura', queueId: desk.workspace.queue });
    const id = await receive('Kde je faktura?', 'a');
    expect(await desk.read(id, desk.eva)).toMatchObject({ queue: { id: desk.workspace.otherQueue }, state: 'waiting' });
    const entries = (await desk.workspace.within((tx) => listEntries(tx, desk.eva, { id, limit: 10 }))).items;
    expect(entries.map(({ event }) => event)).toEqual([null, { code: 'routed', reason: 'Invoices' }]);

    const other = await receive('Dobrý den', 'b');
    expect((await desk.read(other, desk.olga)).queue.id).toBe(desk.workspace.queue);
    expect(await receive('A ta faktura?', 'b')).toBe(other);
    expect((await desk.read(other, desk.olga)).queue.id).toBe(desk.workspace.queue);
  });

  it('goes where the message itself says, and by no rule what we begin', async () => {
    await make();
    const named = await receive('faktura', 'c', { queue: 'Support' });
    expect((await desk.read(named, desk.olga)).queue.name).toBe('Support');
    const ours = await receive('Posílám fakturu', 'd', {
      direction: 'out',
      from: { kind: 'custom:operator', value: 'eva' },
      client,
    });
    expect((await desk.read(ours, desk.olga)).queue.name).toBe('Support');
  });
});

describe('the list of rules', () => {
  it('keeps its order: a rule is put anywhere in it, and comes back where it was', async () => {
    const { id, name, ...first } = await make({ name: 'A' });
    await make({ name: 'B' });
    await make({ name: 'C', place: 1 });
    expect(await names()).toEqual(['A', 'C', 'B']);
    const { queue, ...same } = first;
    await desk.workspace.within((tx) =>
      editRoutingRule(tx, desk.workspace.admin, { id, name, ...same, queueId: queue.id, place: 2 }),
    );
    expect(await names()).toEqual(['C', 'B', 'A']);
    const [second] = (await desk.workspace.within((tx) => listRoutingRules(tx, desk.workspace.admin))).slice(1);
    await desk.workspace.within((tx) => deleteRoutingRule(tx, desk.workspace.admin, second?.id ?? ''));
    await make({ name: 'B', place: 1 });
    expect(await names()).toEqual(['C', 'B', 'A']);
  });

  it('is for administrators, refuses what looks for nothing, and names no queue that one may not know of', async () => {
    await expect(make({}, desk.simon)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(make({ value: ' , ' })).rejects.toMatchObject({
      code: 'INVALID',
      fields: { value: expect.any(String) },
    });
    await expect(make({ queueId: desk.channelId })).rejects.toMatchObject({ code: 'INVALID' });
    const { workspaceId, queue } = desk.workspace;
    const hidden = await desk.workspace.within((tx) => aQueue(tx, workspaceId, { name: 'Board', readers: 'hidden' }));
    const made = await make({ name: 'To the board', queueId: hidden });
    const key: KeyActor = {
      type: 'apiKey',
      workspaceId,
      id: made.id,
      name: 'Key',
      role: 'administrator',
      scopes: ['*'],
      queues: [queue],
    };
    expect(await desk.workspace.within((tx) => listRoutingRules(tx, key))).toEqual([]);
    await expect(make({ queueId: hidden }, key)).rejects.toMatchObject({ code: 'INVALID' });
    await expect(desk.workspace.within((tx) => deleteRoutingRule(tx, key, made.id))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('is of kinds of channel that a rule names', async () => {
    await make({ channels: ['email'] });
    const mail = await aChannel(desk.workspace, { kind: 'email' });
    const routes = await Promise.all(
      [mail, desk.channelId].map((id) =>
        desk.workspace.within((tx) => loadChannel(tx, desk.workspace.workspaceId, id)),
      ),
    );
    expect(routes.map((one) => one.routes.length)).toEqual([1, 0]);
  });
});
