import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { decideDuplicate } from '#domain/contacts/duplicates/decide-duplicate.ts';
import { aContact, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';

const program = fileURLToPath(new URL('../../bin/vizitka.js', import.meta.url));

const database = ownDatabase();
let workspace: Workspace;
const ids: number[] = [];

beforeAll(async () => {
  workspace = await aWorkspace(database);
  const jana = { birth_date: '1984-02-29', street: 'Lipová 12', city: 'Brno', postcode: '60200' };
  const adam = { birth_date: '1990-05-06', street: 'Dlouhá 3', city: 'Praha', postcode: '11000' };
  for (const [name, attributes] of [
    ['Jana Nováková', jana],
    ['Jana Novakova', jana],
    ['Adam Černý', adam],
    ['Adam Cerny', adam],
    ['Petr Svoboda', {}],
  ] as const)
    ids.push((await aContact(workspace, { name, attributes })).id);
  const [one = 0, other = 0] = ids;
  const key = (contactId: number, source: string, of: string) => ({
    workspaceId: workspace.workspaceId,
    source,
    key: of,
    contactId,
  });
  await workspace.within((tx) =>
    tx
      .insertInto('contactImportKey')
      .values([key(other, 'shop', 'S-2'), key(other, 'crm', 'C-9'), key(other, 'crm', 'C-1'), key(one, 'shop', 'S-1')])
      .execute(),
  );
});

test('prints one suggestion a line, the most probable first, with the keys of their imports', async () => {
  const { code, out } = await duplicates('--json');
  const lines = out.trimEnd().split('\n');
  expect(code).toBe(0);
  const found = lines.map((line) => JSON.parse(line) as { a: object; b: object; score: number; reasons: object[] });
  expect(found.map(({ score }) => score)).toEqual(found.map(({ score }) => score).toSorted((a, b) => b - a));
  expect(found.map(({ a, b }) => [a, b])).toEqual(
    expect.arrayContaining([
      [
        { id: ids[0], externalId: 'S-1' },
        { id: ids[1], externalId: 'C-1' }, // the first by source, then key
      ],
      [
        { id: ids[2], externalId: null },
        { id: ids[3], externalId: null },
      ],
    ]),
  );
  expect(found).toHaveLength(2);
  expect(Object.keys(found[0] ?? {})).toEqual(['a', 'b', 'score', 'reasons']);
});

test('compares the cards as they are now, asks nothing that was decided, and prints for people', async () => {
  const { id } = await aContact(workspace, {
    name: 'Jana Novákova',
    attributes: { birth_date: '1984-02-29', street: 'Lipová 12', city: 'Brno', postcode: '60200' },
  });
  const [a = 0, b = 0] = ids.slice(2);
  await workspace.within((tx) => decideDuplicate(tx, workspace.admin, { a, b, decision: 'notDuplicate' }));
  const { out } = await duplicates('--min', '0.4');
  expect(out).toContain(String(id));
  expect(out).toContain('Jana Nováková');
  expect(out).not.toContain('Adam');
});

test('takes a score from 0 to 1, and does not mind a reader that stops', async () => {
  expect(await duplicates('--min', 'much')).toMatchObject({ code: 1, error: expect.stringContaining('from 0 to 1') });
  const child = started('--json');
  child.stdout.destroy();
  expect(await Promise.all([once(child, 'exit'), text(child.stderr)])).toEqual([[0, null], '']);
});

function started(...args: string[]) {
  const { PATH, TMPDIR } = process.env;
  return spawn(process.execPath, [program, 'duplicates', '--workspace', workspace.slug, ...args], {
    env: { PATH, ...(TMPDIR && { TMPDIR }), DATABASE_URL: database.url },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function duplicates(...args: string[]): Promise<{ code: number; out: string; error: string }> {
  const child = started(...args);
  const [[code], out, error] = await Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)]);
  return { code: Number(code), out, error };
}
