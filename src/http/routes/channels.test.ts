import { afterAll, beforeAll, expect, test } from 'vitest';
import { createChannel } from '#domain/intake/create-channel.ts';
import { aCompany, anApp, type Company, type TestApp } from '#test/support/app.ts';

let app: TestApp;
let company: Company;
beforeAll(async () => {
  app = await anApp();
  company = await aCompany(app, 'channels');
});
afterAll(() => app.close());

test('a channel that is switched off takes nothing, from the moment on, until it is switched on again', async () => {
  const { id } = await app.database.inWorkspace(company.workspaceId, (tx) =>
    createChannel(tx, company.system, { kind: 'telegram', name: 'Shop' }),
  );
  const send = (message: string) =>
    app.call('POST', `/api/v1/channels/${id}/inbound`, {
      headers: company.key,
      body: { id: message, at: '2026-05-04T10:00:00Z', from: { kind: 'telegram', value: '7' }, text: 'Hello' },
    });
  const switchTo = (enabled: boolean) =>
    app.call('PATCH', `/api/v1/channels/${id}`, { headers: company.key, body: { enabled } });
  expect((await send('1')).status).toBe(200);
  expect((await switchTo(false)).body).toMatchObject({ enabled: false, settings: { linksFrom: 'network' } });
  const refused = await send('2');
  expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('switched off')]);
  await switchTo(true);
  expect((await send('2')).body).toMatchObject({ items: [{ result: 'accepted' }] });
});
