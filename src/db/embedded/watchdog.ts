import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { BARE_ENVIRONMENT, type ServerUser } from './server-user.ts';

/** A server that ends when we do. */
export interface Watched {
  /** The server's own process number. */
  pid: number;
  /** Settles when it ended, with the reason in words. */
  ended: Promise<string>;
  /** Asks for the fast shutdown and waits for the end. */
  stop(): Promise<void>;
}

/**
 * Starts the program under a small shell that reads a pipe from us. However we end, kill -9 included, the kernel closes
 * the pipe, and the shell sends SIGINT: PostgreSQL's fast shutdown. Its complaints go to `errorFile`.
 */
export async function startWatched(
  program: string,
  args: string[],
  options: { user: ServerUser; errorFile: string },
): Promise<Watched> {
  const errors = openSync(options.errorFile, 'w', 0o600);
  const shell = spawn('/bin/sh', ['-c', WATCH, 'vizitka-postgres', program, ...args], {
    ...options.user,
    cwd: '/',
    env: BARE_ENVIRONMENT,
    // A session of its own: Ctrl-C in the terminal must reach us alone, so that we finish before the database does.
    detached: true,
    stdio: ['pipe', 'pipe', errors],
  });
  closeSync(errors);
  shell.stdin?.on('error', () => {});
  const ended = endOf(shell);
  const pid = await Promise.race([serverNumber(shell), ended.then(() => 0)]);
  const stop = async () => {
    shell.stdin?.end();
    await ended;
  };
  return { pid, ended, stop };
}

// The shell ignores the signals that a service manager sends to all processes at once: the server gets them itself.
const WATCH = `
  trap '' TERM INT HUP
  exec 3<&0
  "$@" </dev/null >&2 3<&- &
  server=$!
  echo "$server"
  exec >&-
  (read -r line; kill -INT "$server") <&3 2>/dev/null &
  reader=$!
  wait "$server"
  code=$?
  kill -KILL "$reader" 2>/dev/null
  exit "$code"
`;

async function serverNumber(shell: ChildProcess): Promise<number> {
  if (!shell.stdout) return 0;
  const [line] = await once(createInterface(shell.stdout), 'line');
  return Number(line);
}

async function endOf(shell: ChildProcess): Promise<string> {
  const reason = await new Promise<string>((resolve) => {
    shell.once('error', (error) => resolve(error.message));
    shell.once('exit', (code, signal) => resolve(inWords(code, signal)));
  });
  shell.stdin?.destroy();
  return reason;
}

// A shell reports a child killed by signal n as 128 + n.
function inWords(code: number | null, signal: string | null): string {
  if (signal) return `its watchdog was killed by ${signal}`;
  return code && code > 128 ? `it was killed by signal ${code - 128}` : `it ended with exit status ${code}`;
}
