import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';

type Node = { name: string; command: string[] };

/** A program that says how it was started and then does what its first argument names. */
const program = `
const [what, ...rest]: string[] = process.argv.slice(2);
let heard = 0;
if (what === 'count') for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {
  if (heard++ === 0) setTimeout(() => { console.log('heard ' + heard); process.exit(5); }, 300);
});
if (what !== 'exit') setInterval(() => {}, 1000);
console.log(JSON.stringify({ pid: process.pid, typescript: process.features.typescript, rest }));
if (what === 'exit') process.exitCode = Number(rest[0]);
`;

const packaged = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
const trees: string[] = [];

/** A checkout in a folder of its own, with or without the Node that \`npm ci\` brings along. */
function checkout(withPackagedNode: boolean): string {
  const tree = mkdtempSync(join(tmpdir(), 'vizitka-start-'));
  trees.push(tree);
  for (const folder of ['bin', 'src', `node_modules/${packaged}/bin`])
    mkdirSync(join(tree, folder), { recursive: true });
  writeFileSync(join(tree, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(tree, 'src/cli.ts'), program);
  copyFileSync(fileURLToPath(new URL('../../bin/vizitka.js', import.meta.url)), join(tree, 'bin/vizitka.js'));
  if (withPackagedNode) {
    const home = join(tree, 'node_modules', packaged);
    writeFileSync(join(home, 'package.json'), JSON.stringify({ name: packaged, bin: { node: 'bin/node' } }));
    writeFileSync(join(home, 'bin/node'), `#!/bin/sh\nexec '${process.execPath}' "$@"\n`, { mode: 0o755 });
  }
  return tree;
}

const complete = checkout(true);
const bare = checkout(false);
afterAll(() => trees.forEach((tree) => void rmSync(tree, { recursive: true, force: true })));

/** The Nodes of this machine that cannot run TypeScript, and a stand-in for them that is always there. */
function olderNodes(): Node[] {
  const features = 'process.version + " " + process.features.typescript';
  const paths = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'node'));
  const found = [...new Set(paths.filter((path) => existsSync(path)).map((path) => realpathSync(path)))]
    .map((path) => ({ path, says: String(spawnSync(path, ['-p', features]).stdout) }))
    .filter(({ says }) => says.startsWith('v') && !says.includes('strip'));
  return [
    { name: 'a Node with type stripping switched off', command: [process.execPath, '--no-experimental-strip-types'] },
    ...found.map(({ path, says }) => ({ name: `Node ${says.split(' ')[0]}`, command: [path] })),
  ];
}

function start(node: string[], tree: string, ...args: string[]): ChildProcess {
  const [command = '', ...flags] = node;
  return spawn(command, [...flags, join(tree, 'bin/vizitka.js'), ...args], { detached: true });
}

async function ending(child: ChildProcess) {
  const [out, err, [code, signal]] = await Promise.all([
    child.stdout ? text(child.stdout) : '',
    child.stderr ? text(child.stderr) : '',
    once(child, 'exit'),
  ]);
  return { out, err, code, signal };
}

/** Resolves when the program has said its first line, that is, when it listens to signals. */
const started = (child: ChildProcess) => (child.stdout ? once(child.stdout, 'data') : undefined);

test('a Node that runs TypeScript starts the program in its own process', async () => {
  const child = start([process.execPath], complete, 'exit', '3', 'two words');
  const { out, code } = await ending(child);
  expect(JSON.parse(out)).toEqual({ pid: child.pid, typescript: 'strip', rest: ['3', 'two words'] });
  expect(code).toBe(3);
});

describe.each(olderNodes())('$name', ({ command }) => {
  test('hands over to the packaged Node and passes its exit code on', async () => {
    const child = start(command, complete, 'exit', '7', 'two words');
    const { out, code } = await ending(child);
    expect(JSON.parse(out)).toMatchObject({ typescript: 'strip', rest: ['7', 'two words'] });
    expect(JSON.parse(out).pid).not.toBe(child.pid);
    expect(code).toBe(7);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('passes %s on, once', async (signal) => {
    const child = start(command, complete, 'count');
    const end = ending(child);
    await started(child);
    child.kill(signal);
    expect(await end).toMatchObject({ code: 5, out: expect.stringContaining('heard 1') });
  });

  test('passes Ctrl-C on once, though the terminal tells the whole group', async () => {
    const child = start(command, complete, 'count');
    const end = ending(child);
    await started(child);
    process.kill(-(child.pid ?? Number.NaN), 'SIGINT');
    expect(await end).toMatchObject({ code: 5, out: expect.stringContaining('heard 1') });
  });

  test('dies of the signal the program died of', async () => {
    const child = start(command, complete, 'sleep');
    const end = ending(child);
    await started(child);
    child.kill('SIGTERM');
    expect(await end).toMatchObject({ code: null, signal: 'SIGTERM' });
  });

  test('says what is missing and what to do when there is no packaged Node', async () => {
    const { out, err, code } = await ending(start(command, bare, 'exit', '0'));
    expect(out).toBe('');
    expect(err).toMatch(/needs Node\.js 22\.18 or newer.*npm ci/s);
    expect(code).toBe(1);
  });
});
