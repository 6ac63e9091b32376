import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

// Who may import whom, told a second time and independently of the configuration under test (docs/architecture.md).
const folders = ['contract', 'db', 'domain', 'channels', 'jobs', 'http', 'web', 'widget', 'demo'];
const allowed = [
  'domain → contract',
  'domain → db',
  'channels → contract',
  'channels → domain',
  'jobs → channels',
  'jobs → domain',
  'http → contract',
  'http → domain',
  'http → channels',
  'web → contract',
  'widget → contract',
  'demo → contract',
  'demo → domain',
  'demo → channels',
];
const pairs = folders.flatMap((from) => folders.filter((to) => to !== from).map((to) => ({ from, to })));

/** One deliberate breach per rule: the file, what it says, the rule that must catch it. */
const breaches: [rule: string, file: string, text: string][] = [
  ...folders.map((folder): [string, string, string] => {
    const outside = folder === 'http' ? 'db' : 'http';
    return [
      `arrow-${folder}`,
      `src/${folder}/breach.ts`,
      `export const late = () => import('#src/${outside}/leaf.ts');`,
    ];
  }),
  ['arrow-domain', 'src/domain/reaches-into-scripts.ts', "import '../../bench/leaf.ts';"],
  ['library-hono', 'src/domain/speaks-http.ts', "import { Hono } from 'hono';\nnew Hono();"],
  ['library-hono', 'src/channels/serves.ts', "import '@hono/node-server';"],
  ['library-orpc-server', 'src/domain/routes.ts', "import '@orpc/server';"],
  ['library-orpc-client', 'src/http/calls-itself.ts', "import '@orpc/client';"],
  ['library-better-auth', 'src/domain/signs-in.ts', "import 'better-auth';"],
  ['library-react', 'src/http/renders.ts', "import type { ReactNode } from 'react';\nexport type Page = ReactNode;"],
  ['library-react', 'src/contract/translates.ts', "import 'i18next';"],
  [
    'library-kysely',
    'src/http/queries.ts',
    "import type { Kysely } from 'kysely';\nexport type Store = Kysely<never>;",
  ],
  ['library-database-drivers', 'src/domain/connects.ts', "import 'pg';"],
  ['library-database-drivers', 'src/jobs/copies.ts', "import 'pg-native';"],
  ['library-zod', 'src/channels/parses.ts', "import { z } from 'zod';\nz.string();"],
  ['composition-root-is-imported-by-nobody', 'src/http/starts.ts', "import '../main.ts';"],
  ['config-is-passed-in', 'src/db/reads-config.ts', "import '../config.ts';"],
  ['config-imports-nothing-of-ours', 'src/config.ts', "import './contract/leaf.ts';"],
  ['every-folder-has-a-place-on-the-arrow', 'src/main.ts', "import './utils/leaf.ts';"],
  ['contract-and-screens-do-no-io', 'src/contract/reads-files.ts', "import 'node:fs';"],
  ['widget-has-no-libraries', 'src/widget/grows.ts', "import 'zod';"],
  ['production-imports-no-tests', 'src/cli.ts', "import '#test/support/factory.ts';"],
  ['production-imports-no-tests', 'src/web/measures.ts', "import 'vitest';"],
  ['server-needs-no-dev-dependencies', 'src/http/bundles.ts', "import 'vite';"],
  ['no-unlisted-packages', 'src/http/borrows.ts', "import 'not-in-package-json';"],
  ['no-unresolvable-imports', 'src/http/points-nowhere.ts', "import '#domain/nowhere.ts';"],
  ['no-cycles', 'src/domain/egg.ts', "import type { Hen } from './hen.ts';\nexport type Egg = Hen;"],
  ['no-orphans', 'src/domain/forgotten.ts', 'export const forgotten = true;'],
];

/** What the rules must leave in peace. */
const peaceful: [file: string, text: string][] = [
  ['src/domain/egg.test.ts', "import '#http/leaf.ts';\nimport 'vitest';\nimport 'pg';"],
  ['src/http/door.ts', "import 'hono';\nimport '@orpc/server';\nimport 'better-auth';"],
  ['src/db/store.ts', "import 'pg';\nimport 'kysely';\nimport 'node:fs';"],
  ['src/domain/verb.ts', "import { sql } from 'kysely';\nsql;"],
  ['src/contract/words.ts', "import 'zod';"],
  ['src/web/desk.tsx', "import 'react';\nimport '@mantine/core';\nimport '@orpc/client';"],
  ['src/cli/import.ts', "import '../config.ts';\nimport '#jobs/leaf.ts';\nimport 'pg';"],
  ['test/journeys/story.ts', "import '#src/main.ts';\nimport 'playwright-core';\nimport 'kysely';"],
  ['bench/run.ts', "import '#db/leaf.ts';\nimport 'pg';"],
];

const packages = [
  'hono',
  '@hono/node-server',
  '@orpc/server',
  '@orpc/client',
  'better-auth',
  'react',
  'i18next',
  'kysely',
  'pg',
];
packages.push('pg-native', 'zod', 'vitest', 'vite', '@mantine/core', 'playwright-core', 'not-in-package-json');

type Found = { modules: { source: string }[]; summary: { violations: { from: string; rule: { name: string } }[] } };
let tree: string;
let found: Found;

beforeAll(async () => {
  tree = await mkdtemp(join(tmpdir(), 'vizitka-arrow-'));
  await cp(join(root, 'package.json'), join(tree, 'package.json'));
  await cp(join(root, '.dependency-cruiser.mjs'), join(tree, '.dependency-cruiser.mjs'));
  for (const name of packages) {
    await write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
    await write(`node_modules/${name}/index.js`, '');
  }
  for (const folder of [...folders, 'utils']) await write(`src/${folder}/leaf.ts`, 'export type Leaf = string;');
  await write('bench/leaf.ts', '');
  await write('test/support/factory.ts', '');
  await write('src/domain/hen.ts', "import type { Egg } from './egg.ts';\nexport type Hen = Egg;");
  for (const { from, to } of pairs) {
    await write(`src/${from}/to-${to}.ts`, `import type { Leaf } from '#src/${to}/leaf.ts';\nexport type Its = Leaf;`);
  }
  for (const [, file, text] of breaches) await write(file, text);
  for (const [file, text] of peaceful) await write(file, text);
  found = await cruise(tree);
});

afterAll(() => rm(tree, { recursive: true, force: true }));

describe('the import arrow', () => {
  test.each(pairs)('$from → $to is refused unless the architecture allows it, even for a type', ({ from, to }) => {
    expect(rulesBrokenBy(`src/${from}/to-${to}.ts`)).toEqual(
      allowed.includes(`${from} → ${to}`) ? [] : [`arrow-${from}`],
    );
  });

  test.each(breaches)('%s catches %s', (rule, file) => {
    expect(rulesBrokenBy(file)).toContain(rule);
  });

  test.each(peaceful)('%s is left in peace', (file) => {
    expect(found.modules.map((module) => module.source)).toContain(file);
    expect(rulesBrokenBy(file)).toEqual([]);
  });

  test('every rule of the configuration is broken here once', async () => {
    const configuration: { default: { forbidden: { name: string }[] } } = await import(
      pathToFileURL(join(root, '.dependency-cruiser.mjs')).href
    );
    const rules = configuration.default.forbidden.map((rule) => rule.name);
    expect(new Set(breaches.map(([rule]) => rule))).toEqual(new Set(rules));
  });

  // With TypeScript 7 alone dependency-cruiser skips every .ts file, finds nothing wrong and exits 0.
  test('the check of the real tree reads its TypeScript', async () => {
    const { modules } = await cruise(root);
    const ours = modules.filter(({ source }) => /^src\/.*\.tsx?$/.test(source));
    expect(ours.length).toBeGreaterThan(10);
  });
});

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(tree, file)), { recursive: true });
  await writeFile(join(tree, file), text);
}

/** Runs dependency-cruiser over a folder the way `npm run check` does. It exits with the number of errors it found. */
async function cruise(folder: string): Promise<Found> {
  const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const run = promisify(execFile)(process.execPath, [program, '.', '--output-type', 'json'], {
    cwd: folder,
    maxBuffer: 100_000_000,
  });
  const { stdout, stderr } = await run.catch((failed: { stdout: string; stderr: string }) => failed);
  if (!stdout) throw new Error(stderr);
  return JSON.parse(stdout);
}

function rulesBrokenBy(file: string): string[] {
  const violations = found.summary.violations.filter((violation) => violation.from === file);
  return [...new Set(violations.map((violation) => violation.rule.name))].sort();
}
