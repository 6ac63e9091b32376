import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, aCompany, anApp, type Company, type TestApp } from '#test/support/app.ts';

let app: TestApp;
let company: Company;
beforeAll(async () => {
  app = await anApp();
  company = await aCompany(app, 'example');
});
afterAll(() => app.close());

const send = (method: string, path: string, body?: unknown, headers = {}): Promise<Answer> =>
  app.call(method, `/api/v1${path}`, {
    headers: { ...company.key, ...headers },
    ...(body !== undefined && { body }),
  });

let count = 0;
async function aCard(): Promise<{ id: number; etag: string; identifiers: string[] }> {
  count += 1;
  const identifiers = [{ kind: 'email', value: `client${count}@example.com` }];
  const { body, headers } = await send('POST', '/contacts', { name: `Client ${count}`, identifiers });
  const values = body.identifiers as { id: string }[];
  return { id: body.id as number, etag: headers.get('etag') as string, identifiers: values.map(({ id }) => id) };
}

describe('POST /contacts/{id}/merge', () => {
  it('answers the plan, and from then on the old number leads to the survivor', async () => {
    const [one, other] = [await aCard(), await aCard()];
    const tried = await send('POST', `/contacts/${one.id}/merge`, { ids: [other.id], dryRun: true });
    expect(tried.body).toMatchObject({ survivor: { id: one.id }, merged: [{ id: other.id }], changeId: null });
    const done = await send('POST', `/contacts/${one.id}/merge`, { ids: [other.id] }, { 'if-match': one.etag });
    expect([done.status, done.body.changeId]).toEqual([200, expect.any(String)]);
    const read = await send('GET', `/contacts/${other.id}`);
    expect(read.body).toMatchObject({ id: one.id, mergedIds: [other.id] });
    const undone = await send('POST', `/changes/${done.body.changeId}/undo`, {});
    expect(undone.body).toMatchObject({ notRestored: [] });
    expect((await send('GET', `/contacts/${other.id}`)).body).toMatchObject({ id: other.id });
  });

  it('checks If-Match where it is sent, and answers 412 with the newer card', async () => {
    const [one, other] = [await aCard(), await aCard()];
    await send('PATCH', `/contacts/${one.id}`, { name: 'Changed' }, { 'if-match': one.etag });
    const stale = await send('POST', `/contacts/${one.id}/merge`, { ids: [other.id] }, { 'if-match': one.etag });
    expect(stale).toMatchObject({ status: 412, body: { error: { code: 'STALE', data: { differs: ['name'] } } } });
    const odd = await send('POST', `/contacts/${one.id}/merge`, { ids: [other.id] }, { 'if-match': 'odd' });
    expect(odd.status).toBe(400);
  });

  it('refuses itself, nobody and too many by name', async () => {
    const { id } = await aCard();
    const itself = await send('POST', `/contacts/${id}/merge`, { ids: [id] });
    expect(itself).toMatchObject({ status: 422, body: { error: { fields: { 'ids.0': expect.any(String) } } } });
    expect((await send('POST', `/contacts/${id}/merge`, { ids: [] })).status).toBe(422);
    expect((await send('POST', `/contacts/${id}/merge`, { ids: [999_999] })).status).toBe(404);
  });
});

describe('POST /contacts/{id}/split', () => {
  it('answers 201 with the new card and its version', async () => {
    const { id, identifiers } = await aCard();
    const { status, body, headers } = await send('POST', `/contacts/${id}/split`, { name: 'Other', identifiers });
    expect([status, headers.get('etag')]).toEqual([201, '"1"']);
    expect(body).toMatchObject({ name: 'Other', identifiers: [{ id: identifiers[0] }], changeId: expect.any(String) });
    expect((await send('POST', `/contacts/${id}/split`, {})).status).toBe(422);
  });
});

describe('POST /changes/undo-many', () => {
  it('has to be told whose changes, and answers counts', async () => {
    const refused = await send('POST', '/changes/undo-many', {});
    expect(refused.status).toBe(422);
    const nothing = await send('POST', '/changes/undo-many', { rule: 'none' });
    expect(nothing).toMatchObject({ status: 200, body: { found: 0, undone: 0, batchId: null, remaining: 0 } });
  });
});
