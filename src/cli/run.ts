import type { Command } from 'commander';
import { Refusal } from '#contract/errors.ts';
import { EmbeddedError } from '#db/embedded/embedded-error.ts';
import { openSignInPool } from '#db/sign-in-pool.ts';
import type { SystemActor } from '#domain/operators/actor.ts';
import { allWorkspaces, type Workspace } from '#domain/operators/workspaces.ts';
import { type Auth, openAuth } from '#http/auth/auth.ts';
import { provideSecret } from '#http/auth/secret.ts';
import { type Config, ConfigError, type Flags, readConfig } from '../config.ts';
import { borrowStore, type ProvidedStore } from './provide-store.ts';

/** Adds the options that every command has which reaches the store. */
export function onStore(command: Command): Command {
  return command.option('--data <dir>', 'data directory (default: VIZITKA_DATA, else the usual place)');
}

/** Adds the option that names a workspace; with only one it may be left out. */
export function inWorkspaceOption(command: Command): Command {
  return onStore(command).option('--workspace <slug>', 'which workspace (may be left out when there is one)');
}

/**
 * Does a command's work with the store, whether a server runs on the data directory or not, and closes it again.
 * @throws UNAVAILABLE when the database ends meanwhile: what was committed stays.
 */
export async function withStore<Result>(
  flags: Flags,
  work: (store: ProvidedStore, config: Config) => Promise<Result>,
): Promise<Result> {
  const config = readConfig(flags);
  const store = await borrowStore(config, { log: (line) => console.error(line) });
  try {
    return await work(store, config);
  } catch (error) {
    if (!isStoreLost(error)) throw error;
    const words = `The database ended in the middle: ${(error as Error).message}. What was kept stays; run the same again for the rest.`;
    throw new Refusal('UNAVAILABLE', words);
  } finally {
    await store.close();
  }
}

/** The server is gone or going (SQLSTATE classes 08 and 57P), or its socket is. */
function isStoreLost(error: unknown): boolean {
  const { code = '', message = '', syscall } = error as { code?: string; message?: string; syscall?: string };
  if (/^(?:08|57P|ECONN|EPIPE)/.test(code) || (code === 'ENOENT' && syscall === 'connect')) return true;
  return /^(?:Connection terminated|Client has encountered a connection error)/.test(message);
}

/** The same with the sign-in: for commands about people. */
export async function withSignIn<Result>(
  flags: Flags,
  work: (store: ProvidedStore, auth: Auth) => Promise<Result>,
): Promise<Result> {
  return withStore(flags, async (store, { secret, keyFile, origin }) => {
    const pool = openSignInPool(store.directUrl);
    try {
      return await work(store, openAuth({ pool, secret: secret ?? (await provideSecret(keyFile)), origin }));
    } finally {
      await pool.end();
    }
  });
}

/** The workspace that a command means, and the console as an actor in it. NOT_FOUND when there is none of that name, or several and none was named. */
export async function chosenWorkspace(
  store: ProvidedStore,
  slug: string | undefined,
): Promise<{ workspace: Workspace; actor: SystemActor }> {
  const all = await store.database.atTheDoor(allWorkspaces);
  const workspace = slug === undefined && all.length === 1 ? all[0] : all.find((one) => one.slug === slug);
  if (workspace) return { workspace, actor: { type: 'system', workspaceId: workspace.id, id: null, name: 'console' } };
  if (all.length === 0)
    throw new Refusal('NOT_FOUND', 'There is no workspace yet: “vizitka workspace create” makes one.');
  const names = all.map((one) => one.slug).join(', ');
  const wrong = slug === undefined ? 'There are several workspaces' : `There is no workspace “${slug}”`;
  throw new Refusal('NOT_FOUND', `${wrong}. Name one with --workspace: ${names}.`);
}

/** Says what went wrong, for people, and ends with a code: 2 for a wrong setting, else 1. */
export function fail(error: unknown): void {
  const known = error instanceof Refusal || error instanceof ConfigError || error instanceof EmbeddedError;
  const text = error instanceof Error ? error.message || String(error) : String(error);
  console.error(`vizitka: ${known ? text : inWords(error, text)}`);
  process.exitCode = error instanceof ConfigError ? 2 : 1;
}

function inWords(error: unknown, text: string): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === '42883' || code === '3F000')
    return 'The database is not prepared for this Vizitka. Run “vizitka migrate” first.';
  return code === 'ECONNREFUSED' || code === 'ENOTFOUND'
    ? `The database of DATABASE_URL cannot be reached: ${text}`
    : text;
}

/** Prints rows as columns, or as one line of JSON. */
export function print<Row extends object>(rows: Row[], options: { json?: boolean | undefined }): void {
  if (options.json) {
    console.log(JSON.stringify(rows));
    return;
  }
  const names = Object.keys(rows[0] ?? {});
  const texts = [names, ...rows.map((row) => names.map((name) => cell(row[name as keyof Row])))];
  const widths = names.map((_, place) => Math.max(...texts.map((line) => line[place]?.length ?? 0)));
  for (const line of texts)
    console.log(
      line
        .map((text, place) => text.padEnd(widths[place] ?? 0))
        .join('  ')
        .trimEnd(),
    );
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return '-';
  if (value instanceof Date) return value.toISOString();
  return Array.isArray(value) ? value.join(',') : String(value);
}
