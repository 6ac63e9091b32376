import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const fiveMinutes = 300_000;

/** What keeps Chromium quiet and quick on a machine without a screen. Playwright adds `--headless`. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * The browser of the journeys: CHROMIUM_PATH, an installed Chromium or Chrome, or, as root on a Debian-like system,
 * Debian's package, installed now (a few hundred MB, at most five minutes per step). Returns its path, or undefined
 * when there is none and none could be installed; then it has said why on standard error.
 */
export function findOrInstallChromium(): string | undefined {
  const named = process.env.CHROMIUM_PATH;
  if (named) return existsSync(named) ? named : missing(`CHROMIUM_PATH names ${named}, which does not exist.`);
  const installed = places.find((place) => existsSync(place));
  if (installed) return installed;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get'))
    return missing('There is no Chromium on this machine.');
  console.log('Installing Chromium for the browser journeys (apt-get install chromium) …');
  const failure = aptGet('update') ?? aptGet('install', '--yes', '--no-install-recommends', 'chromium');
  return failure ? missing(`Chromium could not be installed (${failure}).`) : places.find((place) => existsSync(place));
}

function missing(why: string): undefined {
  console.error(`${why} Install one (Debian: apt-get install chromium) or set CHROMIUM_PATH to its program.`);
}

/** Runs apt-get quietly; returns what went wrong, if anything. */
function aptGet(...args: string[]): string | undefined {
  const run = spawnSync('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=120', '-o', 'Dpkg::Use-Pty=0', ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: fiveMinutes,
    encoding: 'utf8',
  });
  if (run.status === 0) return undefined;
  return run.error?.message ?? run.stderr.trim().split('\n').at(-1) ?? `apt-get ended with ${run.status}`;
}
