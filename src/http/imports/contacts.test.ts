import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Contact } from '#contract/contact.ts';
import type { ImportRow } from '#contract/contact-import.ts';
import type { Import } from '#contract/import.ts';
import { aCompany, anApp, type Company, type TestApp } from '#test/support/app.ts';

let app: TestApp;
let acme: Company;
let other: Company;
beforeAll(async () => {
  app = await anApp();
  acme = await aCompany(app, 'acme');
  other = await aCompany(app, 'other');
});
afterAll(() => app.close());

const table = [
  'zak_cislo;jmeno;email;telefon;ulice;mesto;pozn',
  '1001;Adéla Kučerová;adela@example.cz;602 440 118;Dlouhá 1;Brno;volat ráno',
  '1002;Ateliér Javor;taken@example.cz;;;Olomouc;',
  '1003;Hana Malá;hana.mala@example;;;;',
  ';;;;;;',
  '1004;Bohdan Čermák;;728 300 114;;;',
].join('\r\n');

describe('a file of contacts through the browser', () => {
  it('is looked at first, saved when it is started, and undone as one', async () => {
    const owner = await card({ name: 'Owner', identifiers: [{ kind: 'email', value: 'taken@example.cz' }] });
    const { id } = await upload('clients.csv', table);
    const checked = await until(id, 'checked');
    expect(checked).toMatchObject({
      kind: 'contacts',
      rows: {
        format: 'csv',
        delimiter: ';',
        encoding: 'utf-8',
        source: 'clients.csv',
        checked: { rows: 5, create: 2, update: 0, skip: 0, conflict: 1, invalid: 2, detailed: 5 },
        batchId: null,
      },
    });
    expect(checked.rows?.columns).toMatchObject([
      { name: 'zak_cislo', target: 'external_id', sample: '1001' },
      { name: 'jmeno', target: 'name' },
      { name: 'email', target: 'email' },
      { name: 'telefon', target: 'phone' },
      { name: 'ulice', target: 'attribute:street' },
      { name: 'mesto', target: 'attribute:city' },
      { name: 'pozn', target: 'keep' },
    ]);
    expect(await rowsOf(id)).toMatchObject([
      { row: 2, action: 'create', reason: 'new', name: 'Adéla Kučerová', phone: '602 440 118' },
      { row: 3, action: 'conflict', reason: 'valueTaken', taken: [{ kind: 'email', contactId: owner.id }] },
      { row: 4, action: 'invalid', problem: expect.stringContaining('no ending') },
      { row: 5, action: 'invalid', name: null },
      { row: 6, action: 'create' },
    ]);
    expect(await rowsOf(id, 'action=invalid')).toHaveLength(2);
    expect(await directory()).toHaveLength(1);

    await call('PATCH', `/imports/${id}`, { match: 'update', rows: { '6': 'skip' } });
    expect((await until(id, 'checked')).rows?.checked).toMatchObject({ create: 1, update: 1, skip: 1, conflict: 0 });
    await call('PATCH', `/imports/${id}`, { match: 'none', rows: {} });
    await until(id, 'checked');

    await call('POST', `/imports/${id}/start`, {});
    const done = await until(id, 'done');
    expect(done).toMatchObject({
      read: 5,
      stored: 3,
      contacts: 3,
      refused: { count: 2, items: [{ source: 'row 4' }, { source: 'row 5' }] },
      rows: { done: { rows: 5, created: 3, updated: 0, unchanged: 0, conflicts: 1 }, batchId: expect.any(String) },
    });
    expect((await directory()).map(({ name }) => name).sort()).toEqual([
      'Adéla Kučerová',
      'Ateliér Javor',
      'Bohdan Čermák',
      'Owner',
    ]);

    const undone = await call('POST', '/changes/undo-many', { batchId: done.rows?.batchId });
    expect(undone.body).toMatchObject({ found: 3, undone: 3 });
    expect((await directory()).map(({ name }) => name)).toEqual(['Owner']);
    const again = await upload('clients.csv', table);
    expect((await until(again.id, 'checked')).rows?.checked).toMatchObject({ create: 2, conflict: 1 });
    await call('POST', `/imports/${again.id}/cancel`, {});
    await until(again.id, 'cancelled');
  });

  it('can be read otherwise: other columns, another delimiter, another encoding', async () => {
    const text = Buffer.from('kdo|kam\nJi\u0159\u00ed|jiri@example.cz\n', 'utf8');
    const { id } = await upload('other.csv', text.toString('utf8'));
    await until(id, 'checked');
    const wrong = await call('PATCH', `/imports/${id}`, { columns: { kdo: 'nowhere' } });
    expect(wrong.status).toBe(422);
    await call('PATCH', `/imports/${id}`, { columns: { kdo: 'name', kam: 'email' } });
    await until(id, 'checked');
    expect(await rowsOf(id)).toMatchObject([{ action: 'create', name: 'Jiří', email: 'jiri@example.cz' }]);
    await call('PATCH', `/imports/${id}`, { delimiter: ';' });
    expect((await until(id, 'checked')).rows?.columns).toMatchObject([{ name: 'kdo|kam', target: 'keep' }]);
    await call('POST', `/imports/${id}/cancel`, {});
    expect((await call('POST', `/imports/${id}/start`, {})).status).toBe(409);
  });

  it.each([
    ['clients.xlsx', 'PK\u0003\u0004', 'name'],
    ['clients.csv', 'PK\u0003\u0004', undefined],
    ['clients.csv', '', undefined],
    ['clients.csv', `${Array.from({ length: 1_001 }, (_, n) => `c${n}`).join(',')}\n`, undefined],
  ])('refuses %s that cannot be read, and says why', async (name, body, field) => {
    const answer = await send(name, body);
    expect([answer.status, answer.body]).toMatchObject([422, { error: { code: 'INVALID' } }]);
    if (field) expect(answer.body).toMatchObject({ error: { fields: { [field]: expect.any(String) } } });
  });

  it('is not found by another workspace', async () => {
    const { id } = await upload('ours.csv', 'name\nOurs');
    for (const [method, path] of [
      ['GET', `/imports/${id}/rows`],
      ['PATCH', `/imports/${id}`],
      ['POST', `/imports/${id}/start`],
    ] as const) {
      const answer = await app.call(method, `/api/v1${path}`, {
        headers: other.browser,
        ...(method !== 'GET' && { body: {} }),
      });
      expect(answer.status).toBe(404);
    }
    await until(id, 'checked');
    await call('POST', `/imports/${id}/cancel`, {});
  });
});

describe('the directory as a file', () => {
  it('streams a view, named for what it is', async () => {
    await card({ name: 'Žofie', identifiers: [{ kind: 'phone', value: '+420602118001' }], tags: ['vip'] });
    await card({ name: '=cmd|calc', tags: ['vip'] });
    const answer = await call('GET', '/contacts/export?format=csv&tag=vip&sort=name');
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="contacts-\d{4}-\d\d-\d\d\.csv"$/);
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const [header, ...rows] = answer.text.trim().split('\n');
    expect(header).toMatch(/^id,external_id,external_source,name,email,phone,/);
    expect(rows.map((row) => row.split(',').slice(3, 6).join(','))).toEqual(["'=cmd|calc,,", "Žofie,,'+420602118001"]);
    const vcards = (await call('GET', '/contacts/export?format=vcf&version=4.0&tag=vip')).text;
    expect(vcards.match(/^VERSION:4\.0\r$/gm)).toHaveLength(2);
    const json = (await call('GET', '/contacts/export?format=json&q=zofie')).text.trim().split('\n');
    expect(json.map((line) => (JSON.parse(line) as Contact).name)).toEqual(['Žofie']);
  });

  it('needs the right to export, and a format that there is', async () => {
    expect((await app.call('GET', '/api/v1/contacts/export')).status).toBe(401);
    const answer = await call('GET', '/contacts/export?format=xlsx');
    expect([answer.status, answer.body]).toMatchObject([422, { error: { fields: { format: expect.any(String) } } }]);
  });
});

function call(method: string, path: string, body?: unknown) {
  return app.call(method, `/api/v1${path}`, { headers: acme.browser, ...(body !== undefined && { body }) });
}

function send(name: string, body: string) {
  return app.call('POST', `/api/v1/imports/contacts?${new URLSearchParams({ name })}`, { headers: acme.browser, body });
}

async function upload(name: string, body: string): Promise<{ id: string }> {
  const answer = await send(name, body);
  expect([answer.status, answer.text]).toEqual([202, expect.any(String)]);
  return answer.body as { id: string };
}

async function until(id: string, state: Import['state']): Promise<Import> {
  for (;;) {
    const shown = (await call('GET', `/imports/${id}`)).body as unknown as Import;
    if (shown.state === state) return shown;
    if (shown.endedAt) throw new Error(`The import is ${shown.state}: ${shown.error}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function rowsOf(id: string, query = ''): Promise<ImportRow[]> {
  return (await call('GET', `/imports/${id}/rows?${query}`)).body.items as ImportRow[];
}

async function directory(): Promise<{ id: number; name: string }[]> {
  return (await call('GET', '/contacts')).body.items as { id: number; name: string }[];
}

async function card(input: object): Promise<{ id: number }> {
  const answer = await call('POST', '/contacts', input);
  expect([answer.status, answer.text]).toEqual([201, expect.any(String)]);
  return answer.body as { id: number };
}
