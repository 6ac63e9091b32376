import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aDataDirectory } from './support/data-directory.ts';

const program = fileURLToPath(new URL('../bin/vizitka.js', import.meta.url));

let directory: string;
let server: ChildProcess;
let lines: string[];
beforeAll(async () => {
  directory = await aDataDirectory();
  server = vizitka('start', '--no-build', '--port', '0');
  lines = [];
  for await (const line of createInterface({ input: server.stdout ?? process.stdin })) {
    lines.push(line);
    if (lines.length === 2) break;
  }
});
afterAll(async () => {
  server.kill('SIGKILL');
  await rm(directory, { recursive: true, force: true });
  await rm(`${directory}.key`, { force: true });
});

it('starts on an empty directory and offers the set-up once', async () => {
  const link = new URL(lines[1]?.match(/http\S+/)?.[0] ?? '');
  const token = link.searchParams.get('token');
  const workspace = { name: 'Acme', slug: 'acme', country: 'CZ' };
  const operator = { name: 'Ada', email: 'ada@example.com', password: 'correct horse battery' };
  const given = { token, workspace, operator };
  const setUp = () => ask('/set-up', { method: 'POST', body: JSON.stringify(given) });
  expect(
    await (await ask('/set-up', { method: 'POST', body: JSON.stringify({ ...given, token: 'guessed' }) })).json(),
  ).toMatchObject({
    error: { code: 'FORBIDDEN' },
  });
  const answers = await Promise.all([setUp(), setUp()]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 403]);
});

it('takes commands while it runs, refuses a second server, and works with the key that a command made', async () => {
  const made = await output(vizitka('api-key', 'create', '--scope', 'contacts:read'));
  expect(made).toMatchObject({ code: 0, out: expect.stringMatching(/^vz_acme_[\w-]{43}\n$/) });
  const me = await ask('/me', { headers: { authorization: `Bearer ${made.out.trim()}` } });
  expect(await me.json()).toMatchObject({ kind: 'apiKey', workspace: { slug: 'acme' } });

  const second = await output(vizitka('start', '--no-build', '--port', '0'));
  expect(second).toMatchObject({ code: 1, error: expect.stringContaining('already runs on') });
});

it('stops cleanly when asked, and commands still work without it', async () => {
  server.kill('SIGTERM');
  const [code] = await once(server, 'exit');
  expect(code).toBe(0);
  const listed = await output(vizitka('user', 'list', '--json'));
  expect(JSON.parse(listed.out)).toMatchObject([{ email: 'ada@example.com', role: 'administrator' }]);
  const wrong = await output(vizitka('user', 'list', '--workspace', 'nowhere'));
  expect(wrong).toMatchObject({ code: 1, error: expect.stringContaining('acme') });
});

function vizitka(...args: string[]): ChildProcess {
  const { PATH, TMPDIR } = process.env;
  return spawn(process.execPath, [program, ...args, '--data', directory], {
    env: { PATH, ...(TMPDIR && { TMPDIR }) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function output(child: ChildProcess): Promise<{ code: number; out: string; error: string }> {
  if (!child.stdout || !child.stderr) throw new Error('The command has no output.');
  const [[code], out, error] = await Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)]);
  return { code: Number(code), out, error };
}

function ask(path: string, init: RequestInit): Promise<Response> {
  const headers = { 'content-type': 'application/json', ...init.headers };
  return fetch(`${lines[0]?.match(/http\S+/)?.[0]}/api/v1${path}`, { ...init, headers });
}
