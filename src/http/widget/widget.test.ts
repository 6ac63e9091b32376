import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Session, WidgetEntries, WidgetSettings } from '#contract/widget.ts';
import { acceptConversation } from '#domain/conversations/desk/accept-conversation.ts';
import { listEntries } from '#domain/conversations/list-entries.ts';
import { mergeConversations } from '#domain/conversations/merge/merge-conversations.ts';
import { undoChange } from '#domain/history/undo-change.ts';
import { editChannel } from '#domain/intake/edit-channel.ts';
import { readReplyWay } from '#domain/replies/reply-way.ts';
import { writeNote } from '#domain/replies/write-note.ts';
import { writeReply } from '#domain/replies/write-reply.ts';
import { type Answer, anApp, type TestApp } from '#test/support/app.ts';
import { aChannel, aWorkspace, type Workspace } from '#test/support/factory.ts';

let app: TestApp;
let workspace: Workspace;
let channel: string;
beforeAll(async () => {
  app = await anApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  workspace = await aWorkspace(app.database);
  channel = await aChannel(workspace, { kind: 'webchat' });
});

const at = (path: string, given: { slug?: string; channelId?: string } = {}) =>
  `/widget/v1/${given.slug ?? workspace.slug}/${given.channelId ?? channel}/${path}`;
const page = { url: 'https://shop.example.com/', title: 'Shop' };
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

async function aSession(more: Record<string, unknown> = {}): Promise<Session> {
  const answer = await app.call('POST', at('sessions'), { body: { page, ...more } });
  expect(answer.status).toBe(201);
  return answer.body as unknown as Session;
}

let made = 0;
/** An id as the widget makes them: letters alone. */
const anId = () => `abcdefghijklmnopqrst${String(++made).replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)]!)}`;

function write({ token }: Session, text: string, id = anId()): Promise<Answer> {
  return app.call('POST', at('messages'), { body: { id, text }, headers: bearer(token) });
}

async function entriesOf({ token }: Session, after = ''): Promise<WidgetEntries> {
  const answer = await app.call('GET', at(`entries${after && `?after=${after}`}`), { headers: bearer(token) });
  return answer.body as unknown as WidgetEntries;
}

const onDesk = (id: unknown) =>
  workspace.within((tx) => listEntries(tx, workspace.admin, { id: String(id), limit: 50 }));

async function reply(conversationId: unknown, text: string): Promise<void> {
  const id = String(conversationId);
  await workspace.within(async (tx) => {
    await acceptConversation(tx, workspace.operator, { id });
    const given = { id, replyId: randomUUID(), text, contactId: null, attachments: [] };
    await writeReply(tx, workspace.operator, { mail: false }, given);
  });
}

describe('What the widget is told before anything is known of its visitor', () => {
  it('is its looks and languages, nothing of the company’s settings', async () => {
    await workspace.within((tx) =>
      editChannel(tx, workspace.admin, {
        id: channel,
        settings: { brand: '#14606b', title: 'Bystřina', own: ['secret'] },
      }),
    );
    const { status, body, headers } = await app.call('GET', at('settings'), {
      headers: { origin: 'https://shop.example.com' },
    });
    expect({ status, ...(body as unknown as WidgetSettings) }).toEqual({
      status: 200,
      name: 'Bystřina',
      brand: '#14606b',
      languages: ['en', 'cs'],
      open: true,
      opensAt: null,
      closesAt: null,
      entry: null,
      offline: null,
      callback: null,
      signIn: [],
      seesVisitors: 'always',
      remembers: 'asks',
      privacy: null,
    });
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(headers.get('access-control-allow-credentials')).toBeNull();
  });

  it('is nothing at all where there is no web chat', async () => {
    const mail = await aChannel(workspace, { kind: 'email' });
    const other = await aWorkspace(app.database);
    const paths = [
      at('settings', { channelId: mail }),
      at('settings', { channelId: randomUUID() }),
      at('settings', { channelId: 'none' }),
      at('settings', { slug: 'nobody' }),
      at('settings', { slug: other.slug }),
    ];
    const statuses = await Promise.all(paths.map(async (path) => (await app.call('GET', path)).status));
    expect(statuses).toEqual([404, 404, 404, 404, 404]);
    await workspace.within((tx) => editChannel(tx, workspace.admin, { id: channel, enabled: false }));
    expect((await app.call('GET', at('settings'))).status).toBe(404);
  });

  it('is kept from sites that the channel is not for', async () => {
    const allowedOrigins = ['https://shop.example.com'];
    await workspace.within((tx) => editChannel(tx, workspace.admin, { id: channel, settings: { allowedOrigins } }));
    const from = async (origin: string) => (await app.call('GET', at('settings'), { headers: { origin } })).status;
    expect(await from('https://shop.example.com')).toBe(200);
    expect(await from('https://other.example.com')).toBe(403);
    const asked = await app.call('OPTIONS', at('messages'), { headers: { origin: 'https://shop.example.com' } });
    expect([asked.status, asked.headers.get('access-control-allow-headers')]).toEqual([
      204,
      'Authorization, Content-Type, Last-Event-ID',
    ]);
  });
});

describe('A visitor', () => {
  it('writes, and the message is at the desk once, however often it is sent', async () => {
    const session = await aSession();
    const id = anId();
    const first = await write(session, 'Dobrý den', id);
    const again = await Promise.all([write(session, 'Dobrý den', id), write(session, 'Dobrý den', id)]);
    expect(first.status).toBe(201);
    expect(again.map(({ status, body }) => [status, body])).toEqual([
      [201, first.body],
      [201, first.body],
    ]);
    const { items } = await onDesk(first.body.conversationId);
    expect(items.map(({ text, direction, sender }) => [text, direction, sender.kind, sender.value])).toEqual([
      ['Dobrý den', 'in', 'browser', session.browser],
    ]);
    const { entries, state } = await entriesOf(session);
    expect({ entries, state }).toMatchObject({
      state: 'waiting',
      entries: [{ text: 'Dobrý den', from: 'visitor', messageId: id }],
    });
  });

  it('sees what both said and the name of who wrote, never a note or an event (R-TAB-6)', async () => {
    const session = await aSession();
    const { conversationId } = (await write(session, 'Haló?')).body;
    await reply(conversationId, 'Jsem tu.');
    await workspace.within((tx) =>
      writeNote(tx, workspace.operator, { id: String(conversationId), noteId: randomUUID(), text: 'Volal už včera.' }),
    );
    expect((await onDesk(conversationId)).items.length).toBeGreaterThan(3);
    const { entries, state, operator } = await entriesOf(session);
    expect(entries.map(({ from, name, text }) => [from, name, text])).toEqual([
      ['visitor', null, 'Haló?'],
      ['operator', 'Olga Operátorová', 'Jsem tu.'],
    ]);
    expect({ state, operator }).toEqual({ state: 'open', operator: 'Olga Operátorová' });
  });

  it('keeps their own chat when it is merged, on either side: they write on, and see nothing of other channels and browsers (R-HIS-8)', async () => {
    const [one, other] = [await aSession(), await aSession()];
    const first = String((await write(one, 'From the phone')).body.conversationId);
    const second = String((await write(other, 'From the office')).body.conversationId);
    await reply(first, 'Answer to the phone');
    const merged = await workspace.within((tx) =>
      mergeConversations(tx, workspace.operator, { id: first, other: second }),
    );
    const said = async (session: Session) => (await entriesOf(session)).entries.map(({ text }) => text);
    expect(await said(other)).toEqual(['From the office']);
    expect((await write(other, 'Still in the office')).status).toBe(201);
    await reply(first, 'Answer to the office'); // where the client wrote last
    const way = await workspace.within((tx) => readReplyWay(tx, workspace.operator, { mail: false }, first));
    expect(way).toMatchObject({ via: second, ways: [{ conversationId: first }, { conversationId: second }] });
    const given = {
      id: first,
      replyId: randomUUID(),
      text: 'To the phone',
      contactId: null,
      attachments: [],
      via: first,
    };
    await workspace.within((tx) => writeReply(tx, workspace.operator, { mail: false }, given));
    expect(await said(one)).toEqual(['From the phone', 'Answer to the phone', 'To the phone']);
    expect(await said(other)).toEqual(['From the office', 'Still in the office', 'Answer to the office']);
    await workspace.within((tx) => undoChange(tx, workspace.operator, merged.changeId ?? ''));
    expect(await said(one)).toEqual(['From the phone', 'Answer to the phone', 'To the phone']);
    expect(await said(other)).toEqual(['From the office', 'Still in the office', 'Answer to the office']);
    const stranger = { ...given, replyId: randomUUID(), via: second };
    await expect(
      workspace.within((tx) => writeReply(tx, workspace.operator, { mail: false }, stranger)),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('sends files, and fetches them again; nobody else does', async () => {
    const [session, other] = [await aSession(), await aSession()];
    const content = Buffer.from('meter 12345').toString('base64');
    const file = { name: 'meter.txt', type: 'text/plain', content };
    const body = { id: anId(), text: '', attachments: [file] };
    expect((await app.call('POST', at('messages'), { body, headers: bearer(session.token) })).status).toBe(201);
    const [entry] = (await entriesOf(session)).entries;
    const attachment = entry!.attachments[0]!;
    expect(attachment).toMatchObject({ name: 'meter.txt', size: 11 });
    const fetched = await app.call('GET', at(`attachments/${attachment.id}`), { headers: bearer(session.token) });
    expect([fetched.status, fetched.text, fetched.headers.get('content-type')]).toEqual([
      200,
      'meter 12345',
      'application/octet-stream',
    ]);
    await write(other, 'Hello');
    const stolen = await app.call('GET', at(`attachments/${attachment.id}`), { headers: bearer(other.token) });
    expect(stolen.status).toBe(404);
  });

  it('goes on with their conversation by their token alone: neither another’s token nor their browser’s id opens it (R-REC-1)', async () => {
    const session = await aSession();
    await write(session, 'Mine alone');
    const again = await app.call('POST', at('sessions'), { body: { page }, headers: bearer(session.token) });
    expect(again.body).toMatchObject({ token: session.token, conversationId: expect.any(String) });
    const sameBrowser = await aSession({ browser: session.browser });
    expect((await entriesOf(sameBrowser)).entries).toEqual([]);

    const otherChannel = await aChannel(workspace, { kind: 'webchat' });
    const other = await aWorkspace(app.database);
    const foreign = await aChannel(other, { kind: 'webchat' });
    const places = [{ channelId: otherChannel }, { slug: other.slug, channelId: foreign }];
    for (const place of places)
      for (const [method, path] of [
        ['GET', 'entries'],
        ['POST', 'messages'],
        ['POST', 'typing'],
        ['GET', 'events'],
      ] as const) {
        const answer = await app.call(method, at(path, place), {
          headers: bearer(session.token),
          ...(method === 'POST' && { body: {} }),
        });
        expect([path, answer.status]).toEqual([path, 401]);
      }
    expect((await app.call('GET', at('entries'))).status).toBe(401);
  });

  it('is told what is wrong with what they send, and stopped where it is too much', async () => {
    const session = await aSession();
    const post = (body: unknown) => app.call('POST', at('messages'), { body, headers: bearer(session.token) });
    const wrong = [
      { id: anId(), text: '' },
      { id: 'with-1-digit-and-signs', text: 'x' },
      { id: anId(), text: 'x'.repeat(10_001) },
      { id: anId(), text: 'x', sender: 'me' },
    ];
    for (const body of wrong) expect((await post(body)).status).toBe(422);
    expect((await post('{no json')).status).toBe(400);
    const large = { name: 'a', type: '', content: 'AAAA'.repeat(1_700_000) };
    expect((await post({ id: anId(), text: '', attachments: [large] })).status).toBe(422);
    expect((await post({ id: anId(), text: 'x'.repeat(12_100_000) })).status).toBe(413);
    const small = await app.call('POST', at('parameters'), {
      body: { parameters: { a: 'x'.repeat(200_000) } },
      headers: bearer(session.token),
    });
    expect(small.status).toBe(413);
    const statuses = [];
    for (let n = 0; n < 45; n++) statuses.push((await post({})).status);
    expect(statuses).toContain(429);
    expect((await write(await aSession(), 'another visitor')).status).toBe(201);
  });

  it('brings along what the site says of them, and where they are', async () => {
    const session = await aSession({ language: 'cs' });
    const set = (parameters: unknown) =>
      app.call('POST', at('parameters'), { body: { parameters }, headers: bearer(session.token) });
    expect((await set({ plan: 'gold', entry_page: 'https://forged.example.com' })).status).toBe(204);
    await set({ seats: 3 });
    await write(session, 'Hello');
    const row = await workspace.within((tx) =>
      tx.selectFrom('conversation').select('parameters').executeTakeFirstOrThrow(),
    );
    expect(row.parameters).toMatchObject({ plan: 'gold', seats: 3, entry_page: page.url, language: 'cs' });
  });
});
