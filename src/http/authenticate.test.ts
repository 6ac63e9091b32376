import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiKey, revokeApiKey } from '#domain/operators/api-keys.ts';
import { removeOperator } from '#domain/operators/end-access.ts';
import { addOperator } from '#domain/operators/people.ts';
import { provideUser } from '#http/auth/users.ts';
import { aCompany, anApp, type Company, signIn, type TestApp } from '#test/support/app.ts';

let app: TestApp;
let acme: Company;
let other: Company;
beforeAll(async () => {
  app = await anApp();
  acme = await aCompany(app, 'acme');
  other = await aCompany(app, 'other');
});
afterAll(() => app.close());

const me = (headers: Record<string, string>) => app.call('GET', '/api/v1/me', { headers });
const choose = (headers: Record<string, string>) =>
  app.call('PATCH', '/api/v1/me', { headers, body: { language: 'cs' } });

describe('who asks', () => {
  it('is nobody without a session or a key, whatever they send', async () => {
    expect((await me({})).body).toMatchObject({ error: { code: 'UNAUTHENTICATED' } });
    expect((await me({ cookie: 'vizitka.session_token=made.up' })).status).toBe(401);
    expect((await me({ authorization: 'Bearer nonsense' })).status).toBe(401);
    const unauthenticated = await app.call('POST', '/api/v1/contacts', { body: { nonsense: true } });
    expect(unauthenticated.status).toBe(401);
  });

  it('is the signed-in operator of the workspace they name', async () => {
    expect((await me(acme.browser)).body).toMatchObject({
      kind: 'operator',
      name: 'Ada Administrator',
      workspace: { slug: 'acme', country: 'CZ' },
      workspaces: [{ slug: 'acme' }],
    });
  });

  it('finds no workspace that they are no operator of, nor one that is not there', async () => {
    const elsewhere = await me({ ...acme.browser, 'vizitka-workspace': 'other' });
    const nowhere = await me({ ...acme.browser, 'vizitka-workspace': 'nowhere' });
    expect([elsewhere.status, nowhere.status]).toEqual([404, 404]);
  });

  it('names the workspace when they work in several, except to ask who they are', async () => {
    const { user } = await provideUser(app.auth, {
      email: 'both@example.com',
      name: 'Both',
      password: 'correct horse battery',
    });
    for (const { workspaceId, system } of [acme, other]) {
      const both = { userId: user.id, name: 'Both', email: 'both@example.com', role: 'operator' } as const;
      await app.database.inWorkspace(workspaceId, (tx) => addOperator(tx, system, both));
    }
    const headers = { cookie: await signIn(app, 'both@example.com', 'correct horse battery'), origin: app.origin };
    expect((await me(headers)).body).toMatchObject({ workspaces: [{ slug: 'acme' }, { slug: 'other' }] });
    expect((await app.call('GET', '/api/v1/channels', { headers })).body).toMatchObject({
      error: { code: 'BAD_REQUEST' },
    });
    const named = { ...headers, 'vizitka-workspace': 'other' };
    expect((await me(named)).body).toMatchObject({ workspace: { slug: 'other' } });
  });

  it('is nobody any more when they were removed, at once', async () => {
    const { user } = await provideUser(app.auth, {
      email: 'gone@example.com',
      name: 'Gone',
      password: 'correct horse battery',
    });
    const gone = { userId: user.id, name: 'Gone', email: 'gone@example.com', role: 'operator' } as const;
    const { id } = await app.database.inWorkspace(acme.workspaceId, (tx) => addOperator(tx, acme.system, gone));
    const headers = { ...acme.browser, cookie: await signIn(app, 'gone@example.com', 'correct horse battery') };
    expect((await me(headers)).status).toBe(200);
    await app.database.inWorkspace(acme.workspaceId, (tx) => removeOperator(tx, acme.system, id));
    expect((await me(headers)).status).toBe(401);
  });
});

describe('an API key', () => {
  it('is the workspace’s it was made in, whatever the header says', async () => {
    const answer = await me({ ...acme.key, 'vizitka-workspace': 'other' });
    expect(answer.body).toMatchObject({ kind: 'apiKey', workspace: { slug: 'acme' } });
  });

  it('opens no other workspace with the same secret', async () => {
    const authorization = (acme.key.authorization ?? '').replace('vz_acme_', 'vz_other_');
    expect((await me({ authorization })).status).toBe(401);
    expect((await me({ authorization: authorization.replace('vz_other_', 'vz_nowhere_') })).status).toBe(401);
  });

  it('opens nothing once it is revoked', async () => {
    const made = await app.database.inWorkspace(acme.workspaceId, (tx) =>
      createApiKey(tx, acme.system, { name: 'Old', scopes: ['*'] }),
    );
    const headers = { authorization: `Bearer ${made.key}` };
    expect((await me(headers)).status).toBe(200);
    await app.database.inWorkspace(acme.workspaceId, (tx) => revokeApiKey(tx, acme.system, made.id));
    expect((await me(headers)).status).toBe(401);
  });

  it('does only what its scopes say', async () => {
    const made = await app.database.inWorkspace(acme.workspaceId, (tx) =>
      createApiKey(tx, acme.system, { name: 'Reader', scopes: ['contacts:read'] }),
    );
    const headers = { authorization: `Bearer ${made.key}` };
    expect((await app.call('GET', '/api/v1/contacts', { headers })).status).toBe(200);
    expect((await app.call('POST', '/api/v1/contacts', { headers, body: { name: 'Jana' } })).status).toBe(403);
    expect((await app.call('GET', '/api/v1/conversations', { headers })).status).toBe(403);
    const inbound = `/api/v1/channels/${crypto.randomUUID()}/inbound`;
    expect((await app.call('POST', inbound, { headers, body: [] })).status).toBe(403);
  });
});

describe('a change by cookie', () => {
  it('is refused when another site sends it', async () => {
    expect((await choose({ ...acme.browser, origin: 'https://evil.example' })).status).toBe(403);
    expect((await choose({ ...acme.browser, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await choose({ ...acme.browser, 'sec-fetch-site': 'same-site' })).status).toBe(403);
  });

  it('is refused when nothing says where it comes from', async () => {
    const { origin: _, ...silent } = acme.browser;
    expect((await choose(silent)).status).toBe(403);
    expect((await choose({ ...silent, 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  });

  it('is done from our own pages, and reading needs no origin', async () => {
    const { origin: _, ...silent } = acme.browser;
    expect((await choose(acme.browser)).body).toMatchObject({ language: 'cs' });
    expect((await me(silent)).body).toMatchObject({ language: 'cs' });
  });

  it('must name the configured address when there is one', async () => {
    const fixed = await anApp({ origin: 'https://desk.example.com' });
    try {
      const { browser } = await aCompany(fixed, 'acme');
      const edit = (origin: string) =>
        fixed.call('PATCH', '/api/v1/me', { headers: { ...browser, origin }, body: { language: 'cs' } });
      expect((await edit('http://localhost')).status).toBe(403);
      expect((await edit('https://desk.example.com')).status).toBe(200);
    } finally {
      await fixed.close();
    }
  });
});
