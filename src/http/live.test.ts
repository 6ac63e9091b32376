import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LiveEvent } from '#contract/live.ts';
import { createContact } from '#domain/contacts/create-contact.ts';
import { createChannel } from '#domain/intake/create-channel.ts';
import { announce } from '#domain/live/announce.ts';
import { createApiKey } from '#domain/operators/api-keys.ts';
import { addQueueMember } from '#domain/operators/queues.ts';
import { aCompany, anApp, type Company, type TestApp } from '#test/support/app.ts';
import { aChannel, aConversation, aQueue, type Workspace } from '#test/support/factory.ts';
import {
  aListener,
  aLiveStream,
  aServer,
  changeOf,
  sayChanged,
  type TestServer,
  untilTold,
} from '#test/support/live-stream.ts';

let app: TestApp;
let server: TestServer;
let acme: Company;
let other: Company;
beforeAll(async () => {
  app = await anApp();
  server = await aServer(app);
  acme = await aCompany(app, 'acme');
  other = await aCompany(app, 'other');
  for (const company of [acme, other]) await untilTold(server, app, company);
});
afterAll(async () => {
  await server.close();
  await app.close();
});

const within: TestApp['database']['inWorkspace'] = (id, work) => app.database.inWorkspace(id, work);
const say = ({ workspaceId }: Company, event: LiveEvent) =>
  within(workspaceId, (tx) => announce(tx, workspaceId, event));
const listen = ({ browser, slug }: Company) => aLiveStream(server, browser, { workspace: slug });
const aKey = (name: string, scopes: string[]) =>
  within(acme.workspaceId, (tx) => createApiKey(tx, acme.system, { name, scopes }));
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('a live stream', () => {
  it('tells of a message within a second of its arrival', async () => {
    const channel = await within(acme.workspaceId, (tx) =>
      createChannel(tx, acme.system, { kind: 'custom', name: 'Gateway' }),
    );
    const stream = await listen(acme);
    const from = { kind: 'email', value: 'jana@example.cz' };
    const item = { id: 'm-1', at: new Date().toISOString(), type: 'message', direction: 'in', text: 'Dobrý den', from };
    const call = { headers: acme.key, body: [item] };
    const answer = await app.call('POST', `/api/v1/channels/${channel.id}/inbound`, call);
    expect(answer.status, answer.text).toBe(200);
    const heard = await stream.until(1);
    const message = { topic: 'conversation', what: 'message', conversationId: expect.any(String) };
    expect(heard.map(({ event }) => event)).toContainEqual(expect.objectContaining(message));
    expect(JSON.stringify(heard)).not.toMatch(/Dobr|jana/);
    stream.close();
  });

  it('is for those alone who may ask the API', async () => {
    const { key } = await aKey('Gateway', ['channel:write']);
    const answers = [
      await aLiveStream(server, {}, { workspace: 'acme' }),
      await aLiveStream(server, { cookie: acme.browser.cookie ?? '' }, { workspace: 'other' }),
      await aLiveStream(server, { cookie: acme.browser.cookie ?? '' }, { workspace: 'nowhere' }),
      await aLiveStream(server, { authorization: 'Bearer nonsense' }),
      await aLiveStream(server, { authorization: `Bearer ${key}` }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([401, 404, 404, 401, 403]);
  });

  it('is described in the API’s document, and answers HEAD without a stream', async () => {
    const document = await app.call('GET', '/api/v1/openapi.json');
    expect(document.body).toMatchObject({ paths: { '/live': { get: { operationId: 'live' } } } });
    const head = await app.call('HEAD', '/api/v1/live', { headers: acme.key });
    expect([head.status, head.text, head.headers.get('content-type')]).toEqual([200, '', 'text/event-stream']);
    expect((await app.call('POST', '/api/v1/live', { headers: acme.key })).status).toBe(405);
  });

  it('tells of everything since one was told who one is, also of what was before the stream', async () => {
    const me = await app.call('GET', '/api/v1/me', { headers: acme.key });
    await say(acme, { topic: 'contact', contactIds: [4711], what: 'change' });
    await pause(300); // the reader is past it by now: a stream from here on would not tell of it
    const { live } = me.body as { live: string };
    const stream = await aLiveStream(server, acme.key, { since: live });
    const heard = () => stream.heard.map(({ event }) => event.contactIds);
    await expect.poll(heard, { timeout: 8_000 }).toContainEqual([4711]);
    stream.close();
    const hostile = await aLiveStream(server, acme.key, { since: "1' or 1=1" });
    expect((await hostile.until(1)).map(({ type }) => type)).toEqual(['reset']);
    hostile.close();
  });

  it('never tells of another workspace', async () => {
    const [here, there] = [await listen(acme), await listen(other)];
    await within(other.workspaceId, (tx) => createContact(tx, other.system, { name: 'Petr' }));
    await there.until(1);
    await within(acme.workspaceId, (tx) => createContact(tx, acme.system, { name: 'Jana' }));
    await here.until(1);
    expect([here.heard.length, there.heard.length]).toEqual([1, 1]);
    here.close();
    there.close();
  });

  it('tells a key of everything of cards of cards alone', async () => {
    const { key } = await aKey('Cards', ['contacts:read']);
    const all = await aLiveStream(server, acme.key);
    const cards = await aLiveStream(server, { authorization: `Bearer ${key}` });
    await say(acme, {
      topic: 'conversation',
      conversationId: crypto.randomUUID(),
      contactIds: [1],
      what: 'message',
    });
    await sayChanged(app, acme, 2);
    await all.until(2);
    await cards.until(1);
    expect(all.heard.map(({ event }) => event.topic)).toEqual(['conversation', 'contact']);
    expect(cards.heard.map(({ event }) => event)).toEqual([changeOf(2)]);
    all.close();
    cards.close();
  });

  it('keeps the order, and says once what is said many times at once', async () => {
    const stream = await listen(acme);
    for (let n = 1; n <= 30; n++) await sayChanged(app, acme, n);
    await within(acme.workspaceId, async (tx) => {
      for (const _ of [1, 2, 3]) await announce(tx, acme.workspaceId, changeOf(99));
    });
    await stream.until(31);
    const ids = stream.heard.map(({ event }) => event.contactIds?.[0]);
    expect(ids).toEqual([...Array.from({ length: 30 }, (_, n) => n + 1), 99]);
    stream.close();
  });
});

describe('a hidden queue', () => {
  it('is never heard by those who are no members, neither its conversations nor cards that stand in it alone', async () => {
    const { workspaceId } = acme;
    const queueOf = (name: string, readers: 'hidden' | 'members') =>
      within(workspaceId, (tx) => aQueue(tx, workspaceId, { name, readers }));
    const [hidden, open] = [await queueOf('Board', 'hidden'), await queueOf('Desk', 'members')];
    const workspace = { workspaceId, queue: hidden, within: (work) => within(workspaceId, work) } as Workspace;
    const channelId = await aChannel(workspace);
    const card = (name: string) =>
      within(workspaceId, async (tx) => (await createContact(tx, acme.system, { name })).contact.id);
    const [secret, both] = [await card('Secret'), await card('Both')];
    const secretTalk = await aConversation(workspace, { channelId, queue: hidden, contactId: secret });
    await aConversation(workspace, { channelId, queue: hidden, contactId: both });
    const openTalk = await aConversation(workspace, { channelId, queue: open, contactId: both });
    const member = await aListener(app, acme, 'member', [hidden]);
    const outsider = await aListener(app, acme, 'outsider');
    await pause(1_500); // what was said until here has gone by

    const inside = await aLiveStream(server, member.headers, { workspace: 'acme' });
    const outside = await aLiveStream(server, outsider.headers, { workspace: 'acme' });
    const events: LiveEvent[] = [
      { topic: 'conversation', conversationId: secretTalk, contactIds: [secret], what: 'message' },
      { topic: 'conversation', conversationId: openTalk, contactIds: [both, secret], what: 'link' },
      changeOf(secret),
      changeOf(secret, both),
    ];
    for (const event of events) await say(acme, event);
    await inside.until(4);
    await outside.until(2);
    expect(inside.heard.map(({ event }) => event)).toEqual(events);
    expect(outside.heard.map(({ event }) => event)).toEqual([
      { topic: 'conversation', conversationId: openTalk, contactIds: [both], what: 'link' },
      changeOf(both),
    ]);

    await within(workspaceId, (tx) => addQueueMember(tx, acme.system, hidden, outsider.id));
    await pause(3_500);
    await sayChanged(app, acme, secret);
    expect((await outside.until(3)).at(-1)?.event).toEqual(changeOf(secret));
    inside.close();
    outside.close();
  });
});
