import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createChannel } from '#domain/intake/create-channel.ts';
import { aCompany, anApp, type Company, type TestApp } from '#test/support/app.ts';

let app: TestApp;
let acme: Company;
let conversation: string;
let entry: { id: string; hasHtml: boolean; attachments: { id: string }[] };
beforeAll(async () => {
  app = await anApp();
  acme = await aCompany(app, 'acme');
  const { id } = await app.database.inWorkspace(acme.workspaceId, (tx) =>
    createChannel(tx, acme.system, { kind: 'custom', name: 'Shop' }),
  );
  const item = {
    id: '1',
    at: '2026-05-04T10:00:00Z',
    from: { kind: 'custom:customer', value: '7' },
    html: '<p>Dobrý den</p>',
    attachments: [
      {
        name: 'smlouva "á".html',
        type: 'text/html',
        size: 24,
        content: Buffer.from('<script>bad()</script>á').toString('base64'),
      },
    ],
  };
  const headers = acme.key;
  const { body } = await app.call('POST', `/api/v1/channels/${id}/inbound`, { headers, body: item });
  conversation = (body.items as { conversationId: string }[])[0]?.conversationId ?? '';
  const entries = await app.call('GET', `/api/v1/conversations/${conversation}/entries`, { headers });
  entry = (entries.body.items as (typeof entry)[])[0] as typeof entry;
});
afterAll(() => app.close());

describe('an attachment', () => {
  it('is saved and never shown, whatever it says it is', async () => {
    const { status, headers, text } = await app.call('GET', `/api/v1/attachments/${entry.attachments[0]?.id}`, {
      headers: acme.key,
    });
    expect([status, text]).toEqual([200, '<script>bad()</script>á']);
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="smlouva ___.html"; filename*=UTF-8''smlouva%20%22%C3%A1%22.html`,
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
    });
  });

  it('is for those who may read its conversation', async () => {
    const path = `/api/v1/attachments/${entry.attachments[0]?.id}`;
    expect((await app.call('GET', path)).status).toBe(401);
    expect((await app.call('GET', '/api/v1/attachments/nonsense', { headers: acme.key })).status).toBe(404);
    expect((await app.call('GET', `/api/v1/attachments/${crypto.randomUUID()}`, { headers: acme.key })).status).toBe(
      404,
    );
  });
});

describe('the HTML of a message', () => {
  it('comes for a frame where nothing runs and nothing loads from elsewhere', async () => {
    expect(entry.hasHtml).toBe(true);
    const { 'vizitka-workspace': _, ...cookie } = acme.browser; // a frame sends no headers: the address names the workspace
    const path = `/api/v1/conversations/${conversation}/entries/${entry.id}/html?workspace=acme`;
    const { status, headers, text } = await app.call('GET', path, { headers: cookie });
    expect(status).toBe(200);
    expect(text).toContain('<p>Dobrý den</p>');
    expect(headers.get('content-security-policy')).toMatch(/^sandbox .*default-src 'none'/);
    expect(headers.get('content-security-policy')).not.toContain('allow-scripts');
    expect(headers.get('x-frame-options')).toBe('SAMEORIGIN');
  });
});
