import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openProviders } from '#channels/sign-in/providers.ts';
import type { SignInProvider } from '#contract/sign-in.ts';
import type { Session } from '#contract/widget.ts';
import { readContact } from '#domain/contacts/read-contact.ts';
import { readConversation } from '#domain/conversations/read-conversation.ts';
import { createChannel } from '#domain/intake/create-channel.ts';
import { editChannel } from '#domain/intake/edit-channel.ts';
import { editSignIn } from '#domain/visitors/sign-in/sign-in-settings.ts';
import { makeSealer } from '#http/auth/sealer.ts';
import { type Answer, aCompany, anApp, type TestApp } from '#test/support/app.ts';
import { aChannel, aContact, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { aLocalProvider, type LocalProvider } from '#test/support/sign-in-provider.ts';

const site = 'https://shop.example.com';
let provider: LocalProvider;
let app: TestApp;
let workspace: Workspace;
let channel: string;
beforeAll(async () => {
  provider = await aLocalProvider();
  app = await anApp({ providers: openProviders({ google: provider.url, facebook: provider.url }) });
});
afterAll(async () => {
  await app.close();
  await provider.stop();
});
beforeEach(async () => {
  workspace = await aWorkspace(app.database);
  channel = await aSignInChannel(workspace);
});

/** A web chat of one site, with clients at both providers. */
async function aSignInChannel(of: Workspace): Promise<string> {
  const id = await aChannel(of, { kind: 'webchat' });
  const sealer = makeSealer('a secret of the tests, long enough for it');
  const client = { clientId: 'vizitka', secret: 'shared with the provider' };
  await of.within(async (tx) => {
    await editChannel(tx, of.admin, { id, settings: { allowedOrigins: [site] } });
    await editSignIn(tx, of.admin, sealer, () => ({ google: '', facebook: '' }), {
      id,
      google: client,
      facebook: client,
    });
  });
  return id;
}

const at = (path: string) => `/widget/v1/${workspace.slug}/${channel}/${path}`;
const page = { url: `${site}/`, title: 'Shop' };
const anId = () => randomUUID().replace(/[\d-]/g, 'x');
const post = (path: string, session: Session | null, body: unknown = {}, origin = site) =>
  app.call('POST', at(path), {
    body,
    headers: { origin, ...(session && { authorization: `Bearer ${session.token}` }) },
  });
const aSession = async () => (await post('sessions', null, { page })).body as unknown as Session;
const conversation = (id: unknown) => workspace.within((tx) => readConversation(tx, workspace.admin, String(id)));

/** The provider's window: from the address that the widget was told to where it comes back to. */
async function throughProvider(session: Session, by: SignInProvider): Promise<URL> {
  const begun = await post('sign-in', session, { provider: by });
  expect(begun.status).toBe(200);
  const answer = await fetch(String(begun.body.url), { redirect: 'manual' });
  return new URL(answer.headers.get('location') ?? '');
}

const comeBack = ({ pathname, search }: URL) => app.call('GET', pathname + search);

/** What the page that comes back says to the window that opened it, and to which site. */
function toldBy({ text }: Answer): { code?: string; problem?: string; origin?: string } {
  const [, said, origin] = /postMessage\((\{.*?\}),(".*?")\)/.exec(text) ?? [];
  return { ...(said && (JSON.parse(said) as object)), ...(origin && { origin: JSON.parse(origin) as string }) };
}

async function signIn(session: Session, by: SignInProvider = 'google'): Promise<Answer> {
  const { code } = toldBy(await comeBack(await throughProvider(session, by)));
  return post('sign-in/finish', session, { code });
}

describe('A visitor signs in at a provider (R-ID-4)', () => {
  it('and is linked to the card that has Google’s id of them, signed; their name and address come along (R-ID-1, R-DIR-5)', async () => {
    const jana = await aContact(workspace, { identifiers: [{ kind: 'google', value: '1098' }] });
    const session = await aSession();
    const told = await signIn(session);
    expect(told.body).toMatchObject({
      token: session.token,
      signedInAs: 'Jana Horáková',
      signedInWith: 'google',
    });
    const { body } = await post('messages', session, { id: anId(), text: 'Hello' });
    const { contact, link } = await conversation(body.conversationId);
    expect({ contact: contact?.id, by: link?.authenticatedBy }).toEqual({ contact: jana.id, by: 'Google' });
    const card = await workspace.within((tx) => readContact(tx, workspace.admin, jana.id));
    expect({ name: card.name, source: card.nameSource }).toEqual({ name: 'Jana Horáková', source: 'oauth' });
    expect(card.identifiers.map(({ kind, value, trust }) => [kind, value, trust])).toEqual(
      expect.arrayContaining([['email', 'jana@gmail.com', 'signed']]),
    );
  });

  it('in the middle of a conversation, which is recognised at once', async () => {
    const jana = await aContact(workspace, { name: 'Jana', identifiers: [{ kind: 'facebook_login', value: 'fb-7' }] });
    const session = await aSession();
    const { body } = await post('messages', session, { id: anId(), text: 'Hello' });
    expect((await conversation(body.conversationId)).contact).toBeNull();
    expect((await signIn(session, 'facebook')).body).toMatchObject({ signedInAs: 'Jana H.', signedInWith: 'facebook' });
    expect((await conversation(body.conversationId)).contact?.id).toBe(jana.id);
  });

  it('whose address counts as far as the provider speaks for it: hosted by it, verified once, or not at all', async () => {
    const emailOf = async (claims: Record<string, unknown>, by: SignInProvider = 'google') => {
      const before = provider.person;
      provider.person = { ...before, ...claims };
      const session = await aSession();
      await signIn(session, by);
      provider.person = before;
      const { body } = await post('messages', session, { id: anId(), text: 'Hello' });
      const { participants } = await conversation(body.conversationId);
      return participants.find(({ kind }) => kind === 'email')?.trust;
    };
    expect(await emailOf({ sub: 'a', email: 'a@example.cz', hd: 'example.cz' })).toBe('signed');
    expect(await emailOf({ sub: 'b', email: 'b@example.org' })).toBe('proven');
    expect(await emailOf({ sub: 'c', email: 'c@example.org', email_verified: false })).toBeUndefined();
    expect(await emailOf({}, 'facebook')).toBeUndefined();
  });

  it('and another person after them begins a session that sees nothing of theirs (R-REC-4)', async () => {
    const session = await aSession();
    await signIn(session);
    await post('messages', session, { id: anId(), text: 'Mine alone' });
    const before = provider.person;
    provider.person = { sub: '2000', name: 'Eva' };
    const eva = (await signIn(session)).body as unknown as Session;
    provider.person = before;
    expect(eva).toMatchObject({ signedInAs: 'Eva', conversationId: null, browser: session.browser });
    expect(eva.token).not.toBe(session.token);
    const nobody = (await post('identify', eva, { token: null })).body as unknown as Session;
    expect([nobody.token === eva.token, nobody.signedInAs]).toEqual([false, null]);
  });
});

describe('A sign-in counts for nothing', () => {
  it('with a state that is none, was used, or belongs to another channel', async () => {
    const session = await aSession();
    const back = await throughProvider(session, 'google');
    const wrong = new URL(back);
    wrong.searchParams.set('state', 'x'.repeat(43));
    expect([(await comeBack(wrong)).status, toldBy(await comeBack(wrong))]).toEqual([400, {}]);
    const other = await aSignInChannel(workspace);
    const elsewhere = new URL(back.href.replace(channel, other));
    expect((await comeBack(elsewhere)).status).toBe(400);
    expect(toldBy(await comeBack(back))).toMatchObject({ origin: site, code: expect.any(String) });
    expect((await comeBack(back)).status).toBe(400);
  });

  it('with a token for another nonce or audience, of another issuer, or over; and with a code that was used', async () => {
    const session = await aSession();
    for (const claims of [
      { nonce: 'another' },
      { aud: 'somebody else' },
      { iss: 'https://accounts.example.com' },
      { exp: 1_000 },
    ]) {
      const back = await throughProvider(session, 'google');
      provider.once(claims);
      expect(toldBy(await comeBack(back))).toEqual({ vizitka: 'signIn', problem: 'failed', origin: site });
    }
    const [first, second] = [await throughProvider(session, 'google'), await throughProvider(session, 'google')];
    expect(toldBy(await comeBack(first)).code).toBeDefined();
    second.searchParams.set('code', first.searchParams.get('code') ?? '');
    expect(toldBy(await comeBack(second)).problem).toBe('failed');
    expect(app.logged.join()).not.toContain('shared with the provider');
  });

  it('when another visitor brings its code, when it is brought twice, and when it is never brought', async () => {
    const [session, other] = [await aSession(), await aSession()];
    const { code } = toldBy(await comeBack(await throughProvider(session, 'google')));
    expect((await post('sessions', session, { page })).body).toMatchObject({ signedInAs: null });
    expect((await post('sign-in/finish', other, { code })).status).toBe(422);
    expect((await post('sign-in/finish', session, { code })).status).toBe(200);
    expect((await post('sign-in/finish', session, { code })).status).toBe(422);
    expect((await post('sessions', other, { page })).body).toMatchObject({ signedInAs: null });
  });

  it('when the visitor says no there, or the site is none of the channel’s', async () => {
    const session = await aSession();
    const back = await throughProvider(session, 'google');
    back.search = new URLSearchParams({
      state: back.searchParams.get('state') ?? '',
      error: 'access_denied',
    }).toString();
    expect(toldBy(await comeBack(back))).toEqual({ vizitka: 'signIn', problem: 'denied', origin: site });
    await workspace.within((tx) => editChannel(tx, workspace.admin, { id: channel, settings: { allowedOrigins: [] } }));
    expect((await post('sign-in', session, { provider: 'google' }, 'https://other.example.com')).status).toBe(403);
    const settings = (origin: string) => app.call('GET', at('settings'), { headers: { origin } });
    expect((await settings('https://other.example.com')).body).toMatchObject({ signIn: [] });
  });
});

it('A channel’s clients are set with their secrets, which are never told; each address to register is', async () => {
  const company = await aCompany(app, 'signs-in');
  const { id } = await app.database.inWorkspace(company.workspaceId, (tx) =>
    createChannel(tx, company.system, { kind: 'webchat', name: 'Site' }),
  );
  const path = `/api/v1/channels/${id}/sign-in`;
  const put = (body: unknown) => app.call('PUT', path, { headers: company.key, body });
  expect((await put({ google: { clientId: 'ours' } })).body.error).toMatchObject({
    fields: { 'google.secret': 'missing' },
  });
  const set = await put({ google: { clientId: 'ours', secret: 'hush' } });
  expect(set.body).toMatchObject({ google: { clientId: 'ours' }, facebook: null });
  expect((await put({ google: { clientId: 'renamed' }, facebook: null })).status).toBe(200);
  const { text, body } = await app.call('GET', path, { headers: company.key });
  expect(body).toMatchObject({
    google: { clientId: 'renamed' },
    callbacks: { google: `http://localhost/widget/v1/signs-in/${id}/sign-in/google/callback` },
  });
  const kept = await app.call('GET', `/api/v1/channels/${id}`, { headers: company.key });
  expect(`${text}${kept.text}`).not.toMatch(/hush|sealed/);
});
