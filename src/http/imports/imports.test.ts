import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Import } from '#contract/import.ts';
import { addOperator } from '#domain/operators/people.ts';
import { provideUser } from '#http/auth/users.ts';
import { aCompany, anApp, type Company, signIn, type TestApp } from '#test/support/app.ts';
import { openImports } from './imports.ts';

let app: TestApp;
let acme: Company;
let other: Company;
beforeAll(async () => {
  app = await anApp();
  acme = await aCompany(app, 'acme');
  other = await aCompany(app, 'other');
});
afterAll(() => app.close());

describe('importing a mailbox through the browser', () => {
  it('keeps its mails, says what became of them, and adds nothing the second time', async () => {
    const own = 'support@example.com';
    const first = await ended(
      await upload('inbox.mbox', `${aMailbox(12)}From - Mon May  4 10:00:00 2026\nnobody wrote this\n`, { own }),
    );
    expect(first).toMatchObject({
      state: 'done',
      name: 'inbox.mbox',
      read: 13,
      stored: 12,
      duplicates: 0,
      refused: { count: 1, items: [{ source: 'inbox.mbox#13', reason: expect.any(String) }] },
      conversations: 12,
      contacts: 12,
      error: null,
    });
    expect(first.bytesDone).toBe(first.bytes);
    const second = await ended(await upload('inbox.mbox', aMailbox(12), { own }));
    expect(second).toMatchObject({ state: 'done', stored: 0, duplicates: 12, conversations: 0, contacts: 0 });
    const { body } = await call('GET', '/imports');
    expect(body).toMatchObject({ items: [{ id: second.id }, { id: first.id }], own: [own], nextCursor: null });
    expect(await readdir(app.importsDirectory)).toEqual([]);
  });

  it('takes a single mail', async () => {
    expect(await ended(await upload('one.eml', aMail(99)))).toMatchObject({ state: 'done', read: 1, stored: 1 });
  });

  it('needs the right to import', async () => {
    const [email, password] = ['olga@example.com', 'correct horse battery'];
    const { user } = await provideUser(app.auth, { email, password, name: 'Olga' });
    await app.database.inWorkspace(acme.workspaceId, (tx) =>
      addOperator(tx, acme.system, { userId: user.id, name: 'Olga', email, role: 'operator' }),
    );
    const headers = { ...acme.browser, cookie: await signIn(app, email, password) };
    const { id } = await ended(await upload('right.eml', aMail(1)));
    const tries = [
      ['POST', '/imports/mail?name=a.eml'],
      ['GET', '/imports'],
      ['GET', `/imports/${id}`],
      ['POST', `/imports/${id}/cancel`],
    ] as const;
    for (const [method, path] of tries) {
      const answer = await app.call(method, `/api/v1${path}`, { headers, ...(method === 'POST' && { body: '{}' }) });
      expect([path, answer.status, answer.body]).toMatchObject([path, 403, { error: { code: 'FORBIDDEN' } }]);
    }
  });

  it('is not found by another workspace', async () => {
    const { id } = await ended(await upload('ours.eml', aMail(2)));
    for (const [method, path] of [
      ['GET', `/imports/${id}`],
      ['POST', `/imports/${id}/cancel`],
    ] as const) {
      expect((await call(method, path, method === 'POST' ? {} : undefined, other)).status).toBe(404);
    }
    expect((await call('GET', '/imports', undefined, other)).body).toMatchObject({ items: [], own: [] });
  });

  it.each([
    ['archive.zip', 'PK\u0003\u0004', {}, 'name'],
    ['packed.mbox', 'PK\u0003\u0004…', {}, undefined],
    ['empty.eml', '', {}, undefined],
    ['mail.eml', 'From: a@example.com\n\nx', { own: 'nobody' }, 'own'],
  ])('refuses %s and says why', async (name, body, more, field) => {
    const answer = await send(name, body, more);
    expect([answer.status, answer.body]).toMatchObject([422, { error: { code: 'INVALID' } }]);
    if (field) expect(answer.body).toMatchObject({ error: { fields: { [field]: expect.any(String) } } });
    expect(await readdir(app.importsDirectory)).toEqual([]);
  });

  it('refuses what is too large before it comes', async () => {
    const answer = await send('huge.mbox', 'From x', {}, { 'content-length': '4000000001' });
    expect([answer.status, answer.body]).toMatchObject([413, { error: { code: 'TOO_LARGE' } }]);
  });

  it('ends when it is cancelled while the file comes, and when the sender goes', async () => {
    for (const how of ['cancel', 'go'] as const) {
      const sender = aSlowSender();
      const answer = sender.answer;
      const id = await receiving();
      if (how === 'cancel') expect((await call('POST', `/imports/${id}/cancel`, {})).status).toBe(200);
      else sender.go();
      expect((await answer).status).toBe(how === 'cancel' ? 409 : 400);
      expect(await read(id)).toMatchObject({ state: how === 'cancel' ? 'cancelled' : 'failed', stored: 0 });
      expect(await readdir(app.importsDirectory)).toEqual([]);
    }
  });

  it('runs one at a time in a workspace; one that waits can be cancelled', async () => {
    const first = await upload('first.mbox', aMailbox(150, 'first'));
    const second = await upload('second.mbox', aMailbox(150, 'second'));
    const third = await upload('third.mbox', aMailbox(1, 'third'));
    expect(await Promise.all([first, second, third].map(({ id }) => read(id)))).toMatchObject([
      { state: 'running' },
      { state: 'waiting' },
      { state: 'waiting' },
    ]);
    await call('POST', `/imports/${second.id}/cancel`, {});
    await call('POST', `/imports/${first.id}/cancel`, {});
    const stopped = await ended(first);
    expect(stopped.state).toBe('cancelled');
    expect(stopped.stored).toBeLessThan(150);
    expect(await ended(second)).toMatchObject({ state: 'cancelled', read: 0 });
    expect(await ended(third)).toMatchObject({ state: 'done', stored: 1 });
    expect(await ended(await upload('first.mbox', aMailbox(150, 'first')))).toMatchObject({
      duplicates: stopped.stored,
      stored: 150 - stopped.stored,
    });
  });
});

describe('the imports of a process', () => {
  it('remove what a killed one left behind, stop cleanly, and take nothing afterwards', async () => {
    const directory = join(await mkdtemp(join(tmpdir(), 'vizitka-imports-')), 'imports');
    await mkdir(directory);
    await writeFile(join(directory, 'left behind'), 'x');
    const log = { info: () => undefined, error: () => undefined };
    const imports = await openImports({ store: app.database, blobs: app.blobs, directory, log });
    expect(await readdir(directory)).toEqual([]);
    const given = (mailbox: string) => ({ name: 'a.mbox', own: [], size: null, body: new Blob([mailbox]).stream() });
    const id = await imports.receive(other.workspaceId, given(aMailbox(150)));
    await imports.close();
    expect(imports.read(other.workspaceId, id)).toMatchObject({ state: 'cancelled' });
    await expect(imports.receive(other.workspaceId, given(aMail(1)))).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await rm(join(directory, '..'), { recursive: true });
  });
});

function call(method: string, path: string, body?: unknown, company = acme) {
  return app.call(method, `/api/v1${path}`, { headers: company.browser, ...(body !== undefined && { body }) });
}

function send(name: string, body: string, more: Record<string, string>, headers = {}) {
  const query = new URLSearchParams({ name, ...more });
  return app.call('POST', `/api/v1/imports/mail?${query}`, { headers: { ...acme.browser, ...headers }, body });
}

async function upload(name: string, body: string, more: Record<string, string> = {}): Promise<{ id: string }> {
  const answer = await send(name, body, more);
  expect([answer.status, answer.text]).toEqual([202, expect.any(String)]);
  return answer.body as { id: string };
}

async function read(id: string): Promise<Import> {
  return (await call('GET', `/imports/${id}`)).body as unknown as Import;
}

async function ended({ id }: { id: string }): Promise<Import> {
  for (;;) {
    const shown = await read(id);
    if (shown.endedAt !== null) return shown;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** An upload that sends its beginning and then nothing, until it goes. */
function aSlowSender() {
  let go = () => {};
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(Buffer.from(aMailbox(3)));
      go = () => controller.error(new Error('gone'));
    },
  });
  const request = new Request(`${app.origin}/api/v1/imports/mail?name=slow.mbox`, {
    method: 'POST',
    headers: acme.browser,
    body,
    duplex: 'half',
  } as RequestInit);
  return { answer: Promise.resolve(app.fetch(request, {})), go: () => go() };
}

async function receiving(): Promise<string> {
  for (;;) {
    const { items } = (await call('GET', '/imports')).body as unknown as { items: Import[] };
    const found = items.find(({ state, bytesDone }) => state === 'receiving' && bytesDone > 0);
    if (found) return found.id;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function aMailbox(mails: number, word = 'hello'): string {
  return Array.from({ length: mails }, (_, place) => `From - Mon May  4 10:00:00 2026\n${aMail(place, word)}\n\n`).join(
    '',
  );
}

function aMail(number: number, word = 'hello'): string {
  return [
    `From: Client ${number} <client${number}@example.cz>`,
    'To: support@example.com',
    `Subject: ${word} ${number}`,
    'Date: Mon, 04 May 2026 10:00:00 +0000',
    `Message-ID: <${word}-${number}@example.cz>`,
    '',
    `${word} ${number}`,
  ].join('\n');
}
