import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createChannel } from '#domain/intake/create-channel.ts';
import { type Answer, aCompany, anApp, type Company, type TestApp } from '#test/support/app.ts';

let app: TestApp;
let company: Company;
let channel: string;
beforeAll(async () => {
  app = await anApp();
  company = await aCompany(app, 'ours');
  const made = await send('POST', '/queues', { name: 'Sales' });
  expect(made.status).toBe(201);
  ({ id: channel } = await app.database.inWorkspace(company.workspaceId, (tx) =>
    createChannel(tx, company.system, { kind: 'whatsapp', name: 'WhatsApp' }),
  ));
});
afterAll(() => app.close());

const send = (method: string, path: string, body?: unknown, as = company.browser): Promise<Answer> =>
  app.call(method, `/api/v1${path}`, { headers: as, ...(body !== undefined && { body }) });
const ids = ({ body }: Answer) => (body.items as { id: string }[]).map(({ id }) => id);

async function aConversation(): Promise<string> {
  const from = { kind: 'whatsapp', value: `+4206010${String(Math.random()).slice(2, 7)}` };
  const item = { id: randomUUID(), at: new Date().toISOString(), from, text: 'Dobrý den' };
  const { body } = await send('POST', `/channels/${channel}/inbound`, item, company.key);
  return (body.items as { conversationId: string }[])[0]?.conversationId ?? '';
}

describe('the desk over the API', () => {
  test('a conversation is seen waiting, accepted, closed and opened again (R-DSK-1, R-DSK-2)', async () => {
    const id = await aConversation();
    expect(ids(await send('GET', '/conversations?view=waiting'))).toContain(id);
    expect((await send('GET', '/conversations/counts')).body).toMatchObject({ waiting: 1, mine: 0 });
    expect((await send('POST', `/conversations/${id}/accept`, {})).body).toMatchObject({
      state: 'open',
      mine: true,
      unread: true,
    });
    expect((await send('GET', '/conversations/counts')).body).toMatchObject({ waiting: 0, mine: 1, unread: 1 });
    expect((await send('POST', `/conversations/${id}/seen`, {})).body).toEqual({ unread: false });
    expect((await send('POST', `/conversations/${id}/typing`, {})).status).toBe(200);
    expect(ids(await send('GET', '/conversations?view=mine'))).toEqual([id]);
    expect((await send('POST', `/conversations/${id}/close`, { result: 'Answered' })).body).toMatchObject({
      state: 'closed',
    });
    expect((await send('POST', `/conversations/${id}/close`, {})).status).toBe(409);
    expect((await send('POST', `/conversations/${id}/reopen`, {})).body).toMatchObject({ state: 'open', result: null });
  });

  test('it is redirected to exactly one: an operator or a queue (R-TAB-6)', async () => {
    const id = await aConversation();
    const { body } = await send('GET', '/queues');
    const sales = (body.items as { id: string; name: string }[]).find(({ name }) => name === 'Sales')?.id;
    expect((await send('POST', `/conversations/${id}/redirect`, {})).status).toBe(422);
    const moved = await send('POST', `/conversations/${id}/redirect`, { queue: sales, note: 'Please' });
    expect(moved.body).toMatchObject({ state: 'waiting', queue: { id: sales }, handovers: [{ note: 'Please' }] });
    expect(ids(await send('GET', `/conversations?queue=${sales}`))).toEqual([id]);
  });

  test('who is there stands with the colleagues (R-DSK-1)', async () => {
    expect((await send('PUT', '/me/presence', { state: 'pause', reason: 'Lunch' })).body).toMatchObject({
      presence: 'pause',
    });
    expect((await send('GET', '/operators')).body.items).toMatchObject([{ presence: 'pause', reason: 'Lunch' }]);
  });

  test('a key reads it, and takes nothing', async () => {
    const id = await aConversation();
    expect(ids(await send('GET', '/conversations?view=waiting', undefined, company.key))).toContain(id);
    expect((await send('POST', `/conversations/${id}/accept`, {}, company.key)).status).toBe(403);
    expect((await send('PUT', '/me/presence', { state: 'ready' }, company.key)).status).toBe(403);
  });
});
