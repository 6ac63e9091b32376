import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InvitationMail } from '#domain/operators/invitation-sender.ts';
import { type Answer, aCompany, anApp, type Company, signIn, type TestApp } from '#test/support/app.ts';

const mails: InvitationMail[] = [];
let app: TestApp;
let company: Company;
let other: Company;
beforeAll(async () => {
  app = await anApp({ invitations: { send: async (mail) => void mails.push(mail) } });
  company = await aCompany(app, 'acme');
  other = await aCompany(app, 'other');
});
afterAll(() => app.close());

const call = (method: string, path: string, body?: unknown, who: Company = company) =>
  app.call(method, `/api/v1${path}`, { headers: who.browser, ...(body !== undefined && { body }) });
const add = (email: string, who = company) => call('POST', '/operators', { name: 'Nora Nová', email }, who);
const idOf = ({ body }: Answer) => (body.operator as { id: string }).id;
const choose = (link: unknown, newPassword: string) =>
  app.call('POST', '/api/auth/reset-password', {
    body: { token: new URL(String(link)).searchParams.get('token'), newPassword },
    headers: { origin: app.origin },
  });
const me = (cookie: string) =>
  app.call('GET', '/api/v1/me', { headers: { cookie, origin: app.origin, 'vizitka-workspace': 'acme' } });

describe('a new operator', () => {
  it('chooses a password by a link that works once, is told once and sent by mail, and signs in with it', async () => {
    const added = await add('Nora@Example.cz');
    expect(added.status).toBe(201);
    expect(added.body).toMatchObject({
      mailed: true,
      operator: { email: 'nora@example.cz', role: 'operator', queues: [] },
    });
    expect(mails.at(-1)).toMatchObject({
      to: 'nora@example.cz',
      company: 'acme',
      by: 'Ada Administrator',
      link: added.body.link,
    });
    expect((await choose(added.body.link, 'short')).status).toBe(400);
    expect((await choose(added.body.link, 'a password of her own')).status).toBe(200);
    expect((await choose(added.body.link, 'a password of somebody')).status).toBe(400);
    const cookie = await signIn(app, 'nora@example.cz', 'a password of her own');
    expect((await me(cookie)).body).toMatchObject({ name: 'Nora Nová', role: 'operator' });
    const seen = await call('GET', `/operators/${idOf(added)}`);
    expect(seen.body.seenAt).not.toBeNull();
  });

  it('has one link at a time, and none once there is a password: nobody else can choose it then', async () => {
    const added = await add('otto@example.cz');
    const anew = await call('POST', `/operators/${idOf(added)}/sign-in-link`, {});
    expect((await choose(added.body.link, 'a password of his own')).status).toBe(400);
    expect((await choose(anew.body.link, 'a password of his own')).status).toBe(200);
    const third = await call('POST', `/operators/${idOf(added)}/sign-in-link`, {});
    expect([third.status, (third.body.error as { reason: string }).reason]).toEqual([409, 'hasPassword']);
  });

  it('who signs in elsewhere already joins as they are; who was only invited there chooses a password first', async () => {
    const joined = await add(other.email);
    expect([joined.status, joined.body.link, joined.body.mailed]).toEqual([201, null, false]);
    expect((await add(other.email)).status).toBe(409);
    await add('pavla@example.cz', other);
    const refused = await add('pavla@example.cz');
    expect([refused.status, (refused.body.error as { reason: string }).reason]).toEqual([409, 'invitedElsewhere']);
  });

  it('is made by nobody but administrators, and not for a queue of others', async () => {
    const cookie = await signIn(app, 'nora@example.cz', 'a password of her own');
    const headers = { cookie, origin: app.origin, 'vizitka-workspace': 'acme' };
    const body = { name: 'Eve', email: 'eve@example.cz', role: 'administrator' };
    expect((await app.call('POST', '/api/v1/operators', { headers, body })).status).toBe(403);
    expect((await call('POST', '/operators', { ...body, queues: [crypto.randomUUID()] })).status).toBe(422);
    expect((await app.call('GET', '/api/v1/operators', { headers })).text).not.toContain('example.cz');
  });
});

describe('ending an operator’s access', () => {
  it('ends their session at once, and bringing them back lets them sign in again', async () => {
    const added = await add('quido@example.cz');
    await choose(added.body.link, 'a password of his own');
    const cookie = await signIn(app, 'quido@example.cz', 'a password of his own');
    const ended = await call('POST', `/operators/${idOf(added)}/deactivate`, {});
    expect([ended.status, typeof ended.body.removedAt]).toEqual([200, 'string']);
    expect((await me(cookie)).status).toBe(401);
    expect((await call('POST', `/operators/${idOf(added)}/bring-back`, {})).status).toBe(200);
    expect((await me(cookie)).status).toBe(401);
    expect((await me(await signIn(app, 'quido@example.cz', 'a password of his own'))).status).toBe(200);
  });
});
