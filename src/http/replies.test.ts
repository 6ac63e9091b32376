import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createChannel } from '#domain/intake/create-channel.ts';
import { aCompany, anApp, type Company, type TestApp } from '#test/support/app.ts';

let app: TestApp;
let company: Company;
let id: string;
let contactId: number;
beforeAll(async () => {
  app = await anApp();
  company = await aCompany(app, 'replies');
  const channel = await app.database.inWorkspace(company.workspaceId, (tx) =>
    createChannel(tx, company.system, { kind: 'whatsapp', name: 'WhatsApp' }),
  );
  const set = await send('PUT', `/channels/${channel.id}/delivery`, { url: 'https://gateway.example.com/replies' });
  expect(set.body).toEqual({ url: 'https://gateway.example.com/replies', secret: expect.stringMatching(/^whsec_/) });
  const from = { kind: 'whatsapp', value: '420602000001', name: 'Petr' };
  const item = { id: 'first', at: new Date().toISOString(), from, text: 'Ahoj' };
  const received = await send('POST', `/channels/${channel.id}/inbound`, item, company.key);
  [{ conversationId: id, contactId }] = received.body.items as [{ conversationId: string; contactId: number }];
});
afterAll(() => app.close());

const send = (method: string, path: string, body?: unknown, headers = company.browser) =>
  app.call(method, `/api/v1${path}`, { headers, ...(body !== undefined && { body }) });

describe('replying over HTTP', () => {
  it('says that one accepts first, then takes a reply once, with what hangs on it', async () => {
    const reply = { replyId: randomUUID(), text: 'Dobrý den', contactId, attachments: [] };
    const early = await send('POST', `/conversations/${id}/replies`, reply);
    expect([early.status, early.body.error]).toEqual([403, expect.objectContaining({ data: { reason: 'notYours' } })]);
    await send('POST', `/conversations/${id}/accept`, {});
    expect((await send('GET', `/conversations/${id}/reply`)).body).toMatchObject({
      can: true,
      reason: null,
      to: ['Petr'],
      cc: [],
      delay: 0,
    });
    const content = Buffer.alloc(2_000_000, 'a').toString('base64'); // more than other requests may hold
    const whole = { ...reply, attachments: [{ name: 'účet.txt', type: 'text/plain', content }], delay: 30 };
    const first = await send('POST', `/conversations/${id}/replies`, whole);
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({
      id: reply.replyId,
      delivery: { state: 'waiting' },
      attachments: [{ name: 'účet.txt', size: 2_000_000, kept: true }],
    });
    const again = await send('POST', `/conversations/${id}/replies`, whole);
    expect([again.status, again.body.id]).toEqual([201, reply.replyId]);
    const [attachment] = first.body.attachments as { id: string }[];
    expect((await send('GET', `/attachments/${attachment?.id}`)).text).toHaveLength(2_000_000);
    const back = await send('POST', `/conversations/${id}/replies/${reply.replyId}/take-back`, {});
    expect(back.body.delivery).toMatchObject({ state: 'cancelled' });
    const late = await send('POST', `/conversations/${id}/replies/${reply.replyId}/take-back`, {});
    expect(late.status).toBe(409);
  });

  it('refuses attachments that are larger together than mail servers take', async () => {
    const content = Buffer.alloc(6_000_000).toString('base64');
    const attachments = [1, 2, 3].map((n) => ({ name: `${n}`, type: 'text/plain', content }));
    const answer = await send('POST', `/conversations/${id}/replies`, {
      replyId: randomUUID(),
      text: 'Big',
      contactId,
      attachments,
    });
    expect([answer.status, answer.text]).toEqual([413, expect.stringContaining('15 MB')]);
  });

  it('notes, drafts and templates answer as they were given', async () => {
    const note = await send('POST', `/conversations/${id}/notes`, { noteId: randomUUID(), text: 'Careful' });
    expect([note.status, note.body]).toEqual([201, expect.objectContaining({ kind: 'note', delivery: null })]);
    const draft = { mode: 'note', text: 'Almost', contactId };
    expect((await send('PUT', `/conversations/${id}/draft`, draft)).body).toMatchObject(draft);
    expect((await send('GET', `/conversations/${id}/draft`)).body).toMatchObject(draft);
    const made = await send('POST', '/templates', {
      name: 'Hello',
      shortcut: 'hi',
      texts: { en: 'Dear {{client.name}}' },
    });
    expect(made.status).toBe(201);
    const path = `/templates/${made.body.id as string}`;
    expect((await send('PUT', `${path}/star`, { starred: true })).body).toMatchObject({ starred: true });
    expect((await send('GET', `/conversations/${id}${path}`)).body).toEqual({ text: 'Dear Petr', missing: [] });
    expect((await send('DELETE', path)).body).toMatchObject({ name: 'Hello', starred: true });
    expect((await send('GET', '/templates')).body).toEqual({ items: [], nextCursor: null });
    expect((await send('POST', `${path}/restore`, {})).body).toMatchObject({ shortcut: 'hi', starred: true });
  });
});
