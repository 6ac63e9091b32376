import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Contact } from '#contract/contact.ts';
import { type Answer, aCompany, anApp, type Company, type TestApp } from '#test/support/app.ts';

let app: TestApp;
let company: Company;
beforeAll(async () => {
  app = await anApp();
  company = await aCompany(app, 'ours');
});
afterAll(() => app.close());

type Headers = Record<string, string>;
const send = (method: string, path: string, body?: unknown, headers: Headers = {}, as = company.key): Promise<Answer> =>
  app.call(method, `/api/v1${path}`, { headers: { ...as, ...headers }, ...(body !== undefined && { body }) });
const make = async (body: unknown, as = company.key) =>
  (await send('POST', '/contacts', body, {}, as)).body as unknown as Contact;
const atVersion = (version: number): Headers => ({ 'if-match': `"${version}"` });
const error = ({ body }: Answer) => body.error as { code: string; message: string; fields: object; data: never };

describe('opening a card', () => {
  test('takes one request, whose version an edit takes', async () => {
    const card = await make({ name: 'Jana' });
    const opened = await send('GET', `/contacts/${card.id}/context`);
    expect([opened.status, opened.headers.get('etag')]).toEqual([200, '"1"']);
    expect(opened.body).toMatchObject({
      contact: { id: card.id, name: 'Jana', version: 1 },
      history: { items: [{ type: 'change', verb: 'createContact' }], nextCursor: null },
      duplicates: { items: [], nextCursor: null },
      holds: { items: [], nextCursor: null },
    });
    const saved = await send('PATCH', `/contacts/${card.id}`, { name: 'Jana Nová' }, { 'if-match': '"1"' });
    expect(saved.status).toBe(200);
  });
});

describe('editing a card over the API (R-DIR-7)', () => {
  test('needs the version that was seen; a stale one is answered with the newer card and what differs', async () => {
    const card = await make({ name: 'Jana', attributes: { city: 'Brno' } });
    const path = `/contacts/${card.id}`;
    expect((await send('PATCH', path, { name: 'X' })).status).toBe(428);
    expect((await send('PATCH', path, { name: 'X' }, { 'if-match': '*' })).status).toBe(400);
    const saved = await send('PATCH', path, { name: 'Jana Nová' }, atVersion(1));
    expect([saved.status, saved.headers.get('etag')]).toEqual([200, '"2"']);
    const stale = await send('PATCH', path, { attributes: { city: 'Praha' } }, atVersion(1));
    expect(stale.status).toBe(412);
    expect(error(stale)).toMatchObject({
      code: 'STALE',
      data: { contact: { version: 2, name: 'Jana Nová' }, differs: ['name'] },
    });
    const rebased = await send('PATCH', path, { attributes: { city: 'Praha' } }, atVersion(2));
    expect(rebased.body).toMatchObject({ version: 3, name: 'Jana Nová', attributes: { city: 'Praha' } });
  });

  test('a taken value is a 409 with that card, its ways on, and the field; the same save with a way goes through', async () => {
    const owner = await make({ name: 'Ateliér', identifiers: [{ kind: 'email', value: 'atelier@example.cz' }] });
    const card = await make({ name: 'Jana' });
    const edit = (ifTaken?: string) =>
      send(
        'PATCH',
        `/contacts/${card.id}`,
        { identifiers: { add: [{ kind: 'email', value: 'atelier@example.cz', ifTaken }] } },
        atVersion(1),
      );
    const refused = await edit();
    expect(refused.status).toBe(409);
    expect(error(refused)).toMatchObject({
      code: 'CONFLICT',
      fields: { 'identifiers.add.0.value': expect.stringContaining('Ateliér') },
      data: {
        kind: 'email',
        value: 'atelier@example.cz',
        contact: { id: owner.id, name: 'Ateliér' },
        ways: ['open', 'move', 'merge', 'share'],
      },
    });
    expect((await edit('move')).body).toMatchObject({ version: 2, identifiers: [{ state: 'owned' }] });
    expect((await send('GET', `/contacts/${owner.id}`)).body).toMatchObject({ version: 2, identifiers: [] });
  });

  test('a program changes nothing of what a person entered; what it entered itself it may change (R-DIR-5, R-ID-4)', async () => {
    const entered = { identifiers: [{ kind: 'email', value: 'person@example.com' }], name: 'By a person' };
    const card = await make(entered, company.browser);
    const id = card.identifiers[0]?.id;
    const program = await send(
      'PATCH',
      `/contacts/${card.id}`,
      {
        name: 'BY A PROGRAM',
        identifiers: {
          add: [{ kind: 'email', value: 'program@example.com', main: true }],
          change: [{ id, value: 'other@example.com', label: 'crm' }],
        },
      },
      atVersion(1),
    );
    const after = program.body as unknown as Contact;
    expect(after).toMatchObject({ name: 'By a person', version: 2 });
    expect(after.identifiers.map(({ value, main, label }) => [value, main, label])).toEqual([
      ['person@example.com', true, null],
      ['program@example.com', false, null],
    ]);
    const removed = await send('PATCH', `/contacts/${card.id}`, { identifiers: { remove: [id] } }, atVersion(2));
    expect(removed.body).toMatchObject({ version: 2, changeId: null });
    const own = after.identifiers[1]?.id;
    const changed = await send(
      'PATCH',
      `/contacts/${card.id}`,
      { identifiers: { change: [{ id: own, value: 'renamed@example.com' }] } },
      atVersion(2),
    );
    expect((changed.body as unknown as Contact).identifiers[1]).toMatchObject({ value: 'renamed@example.com' });
  });
});

describe('looking a card up by a value (R-ID-6)', () => {
  test('is exact and canonical; nobody’s value is not found, a shared one is a conflict with its cards', async () => {
    await send('POST', '/fields', {
      name: 'customer_no',
      label: { en: 'Customer no.' },
      identifies: true,
      type: 'number',
    });
    await send('POST', '/fields', { name: 'firm', label: { en: 'Firm' }, identifies: true, several: true });
    const card = await make({
      name: 'Klient',
      identifiers: [
        { kind: 'custom:customer_no', value: '0042' },
        { kind: 'phone', value: '602 700 001' },
        { kind: 'facebook', value: 'psid-1', account: 'page-1' },
        { kind: 'custom:firm', value: 'ACME/1 ž' },
      ],
    });
    const found = async (path: string) => {
      const answer = await send('GET', `/contacts/by/${path}`);
      return [answer.status, answer.body.id ?? error(answer).code];
    };
    expect(await found('custom:customer_no/42')).toEqual([200, card.id]);
    expect(await found('custom%3Acustomer_no/042')).toEqual([200, card.id]);
    expect(await found('phone/602700001')).toEqual([200, card.id]);
    expect(await found(`phone/${encodeURIComponent('+420 602 700 001')}`)).toEqual([200, card.id]);
    expect(await found('facebook/psid-1?account=page-1')).toEqual([200, card.id]);
    expect(await found('facebook/psid-1')).toEqual([200, card.id]);
    expect(await found('facebook/psid-1?account=page-2')).toEqual([404, 'NOT_FOUND']);
    expect(await found('custom:customer_no/43')).toEqual([404, 'NOT_FOUND']);
    expect(await found('custom:customer_no/seven')).toEqual([422, 'INVALID']);
    expect(await found('nonsense/1')).toEqual([422, 'INVALID']);
    const shared = await send('GET', `/contacts/by/custom:firm/${encodeURIComponent('ACME/1 ž')}`);
    expect(shared.status).toBe(409);
    expect(error(shared).data).toEqual({ contacts: [{ id: card.id, name: 'Klient' }] });
  });

  test('PUT makes the card, says it again without harm, and changes it only with its version', async () => {
    const path = '/contacts/by/custom:crm/C-1';
    const body = {
      name: 'From the CRM',
      identifiers: [{ kind: 'email', value: 'crm@example.com' }],
      attributes: { city: 'Brno' },
      tags: ['crm'],
    };
    const made = await send('PUT', path, body);
    expect([made.status, made.headers.get('etag')]).toEqual([200, '"1"']);
    expect(made.body).toMatchObject({ name: 'From the CRM', version: 1, tags: ['crm'], changeId: expect.any(String) });
    const again = await send('PUT', path, body);
    expect([again.status, again.body.id, again.body.version, again.body.changeId]).toEqual([
      200,
      made.body.id,
      1,
      null,
    ]);
    const more = { ...body, attributes: { city: 'Praha' }, tags: ['new'] };
    expect((await send('PUT', path, more)).status).toBe(428);
    expect((await send('PUT', path, more, atVersion(7))).status).toBe(412);
    const changed = await send('PUT', path, more, atVersion(1));
    expect(changed.body).toMatchObject({ version: 2, attributes: { city: 'Praha' }, tags: ['crm', 'new'] });
    expect((await send('PUT', path, more, atVersion(1))).body).toMatchObject({ version: 2, changeId: null });
    expect((await send('PUT', '/contacts/by/custom:crm/C-2', body, atVersion(1))).status).toBe(412);

    const id = made.body.id;
    await send('PATCH', `/contacts/${id}`, { name: 'Corrected' }, atVersion(2), company.browser);
    const synced = await send('PUT', path, { ...more, name: 'FROM THE CRM' });
    expect(synced.body).toMatchObject({ name: 'Corrected', version: 3, changeId: null });
    const taken = await send('PUT', '/contacts/by/custom:crm/C-3', body);
    expect([taken.status, error(taken).data]).toMatchObject([409, { contact: { id } }]);
    expect((await send('GET', '/contacts/by/custom:crm/C-3')).status).toBe(404);
  });

  test('PUT by two at once makes one card', async () => {
    for (let round = 0; round < 5; round++) {
      const path = `/contacts/by/custom:crm/race-${round}`;
      const body = { name: `Race ${round}`, identifiers: [{ kind: 'email', value: `race-${round}@example.com` }] };
      const answers = await Promise.all([send('PUT', path, body), send('PUT', path, body), send('PUT', path, body)]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
      expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    }
  });
});

describe('settings of identity over the API', () => {
  test('fields and excluded values are made, changed, listed and taken away', async () => {
    const made = await send('POST', '/fields', {
      name: 'contract_no',
      label: { en: 'Contract no.', cs: 'Číslo smlouvy' },
      identifies: true,
    });
    expect([made.status, made.body]).toMatchObject([201, { type: 'text', several: false, cards: 0, preset: false }]);
    const changed = await send('PATCH', `/fields/${made.body.id}`, { shape: '999' });
    expect(changed.body).toMatchObject({ shape: '999', label: { cs: 'Číslo smlouvy' } });
    expect((await send('DELETE', `/fields/${made.body.id}`)).status).toBe(200);
    expect((await send('PATCH', `/fields/${made.body.id}`, { shape: null })).status).toBe(404);
    const excluded = await send('POST', '/excluded-values', { kind: 'email', value: 'Reception@Example.com' });
    expect([excluded.status, excluded.body]).toMatchObject([201, { value: 'reception@example.com', hits: 0 }]);
    const body = { kind: 'email', value: 'reception@example.com' };
    expect((await send('POST', '/excluded-values/remove', body)).status).toBe(200);
    expect((await send('GET', '/excluded-values')).body).toEqual({ items: [], nextCursor: null });
  });
});
