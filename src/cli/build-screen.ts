import { spawn } from 'node:child_process';
import { readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const built = join(root, 'dist/web');
const sources = ['src/web', 'src/widget', 'src/contract', 'scripts/build-widget.ts', 'vite.config.ts'];

/**
 * Builds the screen when it is missing or older than its sources. The old one stays until the new one is whole. Where it cannot be
 * built, that is said, and the server does without (or with the old one).
 * @param say hears of it, a line at a time.
 */
export async function buildScreen(say: (line: string) => void): Promise<void> {
  const begun = new Date();
  const [there, newest] = await Promise.all([
    timeOf(join(built, 'index.html')),
    newestOf(sources.map((path) => join(root, path))),
  ]);
  if (there >= newest) return;
  const vite = findVite();
  if (!vite) {
    const what = there === 0 ? 'The screen is not built' : 'The screen is older than its sources';
    return say(
      `${what}, and Vite, which builds it, is not installed. Run “npm ci” (without --omit=dev) and start again.`,
    );
  }
  say('Building the screen, as it is new or was changed…');
  const next = `${built}.${process.pid}`;
  const failure = await runVite(vite, next);
  if (failure === null) await takeOver(next, begun);
  await rm(next, { recursive: true, force: true });
  if (failure !== null) say(`The screen could not be built; “npm run build” says more. ${failure}`);
}

async function takeOver(next: string, begun: Date): Promise<void> {
  await utimes(join(next, 'index.html'), begun, begun); // what changes while it is built is newer
  await rm(built, { recursive: true, force: true });
  await rename(next, built);
}

/** Its program, in a process of its own: a server needs no Vite, and none of it stays in memory. */
function findVite(): string | null {
  try {
    return join(createRequire(import.meta.url).resolve('vite/package.json'), '../bin/vite.js');
  } catch {
    return null;
  }
}

/** Started from a test or a development server, Vite would build what is slower and larger. */
const forUse = 'data:text/javascript,process.env.NODE_ENV=%22production%22';

/** @returns null when it is built, else its last words. */
async function runVite(vite: string, outDir: string): Promise<string | null> {
  const args = ['--import', forUse, vite, 'build', '--outDir', outDir, '--emptyOutDir', '--logLevel', 'error'];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve).on('error', () => resolve(null)));
  const [code, words] = await Promise.all([ended, text(child.stderr)]);
  return code === 0 ? null : words.trim().slice(0, 500);
}

async function newestOf(paths: string[]): Promise<number> {
  const times = await Promise.all(
    paths.map(async (path) => {
      const inside = await readdir(path, { recursive: true }).catch(() => []);
      return Math.max(await timeOf(path), ...(await Promise.all(inside.map((name) => timeOf(join(path, name))))));
    }),
  );
  return Math.max(...times);
}

/** When a file was last changed, in milliseconds; 0 when it is not there. */
async function timeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
}
