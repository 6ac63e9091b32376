import { type Database, openDatabase } from '#db/database.ts';
import { findRunning, startEmbedded } from '#db/embedded/start-embedded.ts';
import { migrate } from '#db/migrate.ts';
import { allWorkspaces } from '#domain/operators/workspaces.ts';
import type { Config } from '../config.ts';

/** The store, reachable and of this version. */
export interface ProvidedStore {
  database: Database;
  /** Connections that keep settings of their session: the sign-in's. */
  directUrl: string;
  adminUrl: string;
  /** What it is, in a word for people. */
  kind: 'embedded' | 'running' | 'external';
  /** Closes the connections, and the embedded server if it was started here. */
  close(): Promise<void>;
}

export interface StoreHooks {
  /** The embedded server ended by itself; nothing works from then on. */
  onExit?: (reason: string) => void;
  onError?: (error: Error) => void;
  log?: (line: string) => void;
}

/**
 * Opens the store for a server: starts the embedded one (refused while another server runs on the data directory) or takes
 * DATABASE_URL, and brings it to this version.
 */
export async function provideStore(config: Config, hooks: StoreHooks = {}): Promise<ProvidedStore> {
  if (!config.database) return startOwn(config, hooks);
  const { url, adminUrl, directUrl } = config.database;
  const store = opened('external', { url, adminUrl, directUrl }, hooks);
  try {
    await migrateOrTrust(store, url);
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

/**
 * Opens the store for a command: the one of DATABASE_URL, of the server that runs on the data directory, or an embedded one
 * for as long as the command takes.
 */
export async function borrowStore(config: Config, hooks: StoreHooks = {}): Promise<ProvidedStore> {
  if (config.database) return opened('external', config.database, hooks);
  const running = await findRunning(config.dataDir);
  if (!running) return startOwn(config, hooks);
  const url = running.url('vizitka_server');
  return opened('running', { url, directUrl: url, adminUrl: running.url('vizitka_owner') }, hooks);
}

async function startOwn({ dataDir }: Config, hooks: StoreHooks): Promise<ProvidedStore> {
  const { onExit, log } = hooks;
  const server = await startEmbedded({ dataDir, ...(onExit && { onExit }), ...(log && { log }) });
  const url = server.url('vizitka_server');
  const adminUrl = server.url('vizitka_owner');
  const store = opened('embedded', { url, directUrl: url, adminUrl }, hooks);
  const close = async () => {
    await store.close();
    await server.stop();
  };
  try {
    await migrate(adminUrl);
  } catch (error) {
    await close();
    throw error;
  }
  return { ...store, close };
}

function opened(
  kind: ProvidedStore['kind'],
  urls: { url: string; directUrl: string; adminUrl: string },
  hooks: StoreHooks,
): ProvidedStore {
  const { url, directUrl, adminUrl } = urls;
  const { onError } = hooks;
  // a pooler that may stand between would hand the next transaction a connection without the plans
  const database = openDatabase(url, { keepsPlans: url === directUrl, ...(onError && { onError }) });
  return { kind, database, directUrl, adminUrl, close: () => database.close() };
}

// An app that is not given the owner's URL may start on a store that `vizitka migrate` prepared.
async function migrateOrTrust(store: ProvidedStore, url: string): Promise<void> {
  try {
    await migrate(store.adminUrl, loginOf(url));
  } catch (error) {
    if (!deepest(error).includes('permission denied')) throw error;
    await store.database.atTheDoor(allWorkspaces).catch(() => {
      throw new Error(
        `The database is not prepared for Vizitka, and this login may not do it: ${deepest(error)}. ` +
          'Set DATABASE_ADMIN_URL to a login that may create schemas, extensions and roles, or run “vizitka migrate” with it once.',
        { cause: error },
      );
    });
  }
}

/** The login that a libpq-style URL names; addresses over a Unix socket, which URL refuses, included. */
export function loginOf(url: string): string | undefined {
  const [, login] = /^\w+:\/\/([^:@/?]+)(?::[^@/]*)?@/.exec(url) ?? [];
  return login && decodeURIComponent(login);
}

function deepest(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
