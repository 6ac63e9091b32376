import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { aCompany, anApp, type Company, type TestApp } from '#test/support/app.ts';

let app: TestApp;
let acme: Company;
beforeAll(async () => {
  app = await anApp();
  acme = await aCompany(app, 'acme');
});
afterAll(() => app.close());

const asKey = (method: string, path: string, body?: unknown, headers = {}) =>
  app.call(method, `/api/v1${path}`, { headers: { ...acme.key, ...headers }, ...(body !== undefined && { body }) });

describe('a request that only asks', () => {
  it('is answered from a transaction in which nothing can be written', async () => {
    const query = vi.spyOn(pg.Client.prototype, 'query');
    onTestFinished(() => query.mockRestore());
    // whatever else the process asks meanwhile, on connections of its own
    const begunFor = async (method: string, body?: object) => {
      query.mockClear();
      await asKey(method, '/contacts', body);
      return query.mock.calls.flatMap(([given]) => textOf(given)).filter((text) => /^(?:begin|start)/.test(text));
    };
    expect(await begunFor('GET')).toContain('start transaction read only');
    const begun = await begunFor('POST', { name: 'Jana' });
    expect(begun).toContain('begin');
    expect(begun).not.toContain('start transaction read only');
  });
});

const textOf = (given: unknown) => (typeof given === 'string' ? given : (given as { text: string }).text);

describe('errors', () => {
  it('name every wrong field, and refuse unknown ones', async () => {
    const answer = await asKey('POST', '/contacts', {
      name: '',
      colour: 'red',
      identifiers: [{ kind: 'pigeon', value: 'x' }],
    });
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({
      error: {
        code: 'INVALID',
        fields: {
          name: expect.any(String),
          'identifiers.0.kind': expect.stringContaining('Unknown kind'),
          '(all)': expect.stringContaining('colour'),
        },
      },
    });
  });

  it('say where a text stands that cannot be stored, in addresses and bodies, and change nothing', async () => {
    const bodies = [
      '{"name":"a\\u0000b"}',
      '{"name":"x","attributes":{"city":"a\\ud800b"}}',
      '{"name":"x","extra":{"a\\u0000":"b"}}',
    ];
    const before = await asKey('GET', '/contacts');
    const answers = [
      ...(await Promise.all(bodies.map((body) => asKey('POST', '/contacts', body)))),
      await asKey('GET', '/contacts?tag=%00'),
      await asKey('GET', '/contacts?q=a%00b'),
      await asKey('GET', '/contacts?attribute=%00:x'),
      await asKey('GET', '/search?q=%00'),
    ];
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 422));
    expect(answers.map(({ body }) => Object.keys((body as { error: { fields: object } }).error.fields)[0])).toEqual([
      'name',
      'attributes.city',
      'extra.a',
      'tag',
      'q',
      'attribute',
      'q',
    ]);
    expect((await asKey('GET', '/contacts')).body).toEqual(before.body);
  });

  it('call broken JSON a bad request, and what is too large too large', async () => {
    expect((await asKey('POST', '/contacts', '{"name":')).body).toMatchObject({ error: { code: 'BAD_REQUEST' } });
    const large = await asKey('POST', '/contacts', { name: 'x'.repeat(1_000_001) });
    expect([large.status, large.body]).toMatchObject([413, { error: { code: 'TOO_LARGE' } }]);
  });

  it('tell a wrong method from a wrong address', async () => {
    const wrong = await asKey('PUT', '/contacts');
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, POST']);
    expect((await asKey('GET', '/nothing')).body).toMatchObject({ error: { code: 'NOT_FOUND' } });
  });

  it('say nothing of the inside when something unforeseen fails, and log it under the id of the request', async () => {
    const broken = await anApp();
    const company = await aCompany(broken, 'acme');
    const { inWorkspace } = broken.database;
    broken.database.inWorkspace = () => Promise.reject(new Error('secret inside'));
    const answer = await broken.call('GET', '/api/v1/channels', {
      headers: { ...company.key, 'x-request-id': 'request-12345' },
    });
    broken.database.inWorkspace = inWorkspace;
    await broken.close();
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain('secret inside');
    expect(answer.headers.get('x-request-id')).toBe('request-12345');
    const failures = broken.logged.filter((line) => line.startsWith('a request failed unexpectedly'));
    expect(failures).toEqual([expect.stringContaining('request-12345')]);
  });
});

describe('a card', () => {
  it('comes with its version, and is changed only by who names the one they saw', async () => {
    const made = await asKey('POST', '/contacts', { name: 'Jana Nováková' });
    expect([made.status, made.headers.get('etag')]).toEqual([201, '"1"']);
    const card = `/contacts/${made.body.id}`;
    expect((await asKey('GET', card)).headers.get('etag')).toBe('"1"');

    expect((await asKey('PATCH', card, { name: 'Jana' })).status).toBe(428);
    expect((await asKey('DELETE', card)).status).toBe(428);
    expect((await asKey('PATCH', card, { name: 'Jana' }, { 'if-match': 'seven' })).status).toBe(400);

    const edited = await asKey('PATCH', card, { name: 'Jana' }, { 'if-match': '"1"' });
    expect([edited.status, edited.headers.get('etag'), edited.body.name]).toEqual([200, '"2"', 'Jana']);
    const stale = await asKey('PATCH', card, { name: 'Johana' }, { 'if-match': '"1"' });
    expect([stale.status, stale.body]).toMatchObject([
      412,
      { error: { code: 'STALE', data: { contact: { name: 'Jana', version: 2 } } } },
    ]);
    expect((await asKey('GET', card)).body).toMatchObject({ name: 'Jana', version: 2 });
  });
});

describe('a request', () => {
  it('is logged without its query, its body or its key', async () => {
    await asKey('GET', '/contacts?q=secret-query');
    await asKey('POST', '/contacts', { name: 'Secret Body' });
    const log = app.logged.join('\n');
    expect(log).toContain('"path":"/api/v1/contacts"');
    expect(log).not.toMatch(/secret-query|Secret Body|vz_acme_/);
  });

  it('is answered with headers that keep browsers out of trouble', async () => {
    const { headers } = await asKey('GET', '/me');
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    });
  });

  it('for health, readiness and metrics needs no sign-in', async () => {
    expect((await app.call('GET', '/healthz')).status).toBe(200);
    expect((await app.call('GET', '/readyz')).status).toBe(200);
    await asKey('GET', `/conversations/${crypto.randomUUID()}`);
    await asKey('GET', '/contacts/1');
    const { text } = await app.call('GET', '/metrics');
    expect(text).toContain('vizitka_http_request_seconds_count{method="GET",route="/api/v1/contacts/{id}"');
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}/);
  });
});
