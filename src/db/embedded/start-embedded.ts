import { realpath, rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeAccess } from './access.ts';
import { clusterOf, createCluster, mustReach, openDataDirectory } from './data-directory.ts';
import { EmbeddedError } from './embedded-error.ts';
import { launch } from './launch.ts';
import { clearLeftBehind } from './left-behind.ts';
import { type Claim, claim, currentOwner } from './owner.ts';
import { findPackage, usableBinaries } from './packages.ts';
import { provideDatabase } from './provide-database.ts';
import { serverUser } from './server-user.ts';
import { makeSocketDirectory, serverName } from './socket-directory.ts';
import { urlMaker } from './url.ts';
import type { Watched } from './watchdog.ts';

/** A PostgreSQL server of our own; it ends when this process does. */
export interface EmbeddedServer {
  /**
   * The address over the private socket, for node-postgres's `connectionString`. `vizitka_owner` owns the database
   * `vizitka` and is superuser (migrations); `vizitka_server` has no privileges but what migrations grant it.
   */
  url(role: EmbeddedRole, database?: string): string;
  /** Ends all connections and the server, and waits for it (tenths of a second). May be called again. */
  stop(): Promise<void>;
}

export type EmbeddedRole = 'vizitka_owner' | 'vizitka_server';

export interface EmbeddedOptions {
  /** Where the data lie; made when missing. */
  dataDir: string;
  /** Called once if the server ends without `stop()`; nothing works from then on, so the process should end too. */
  onExit?: (reason: string) => void;
  /** Receives a line for people about anything out of the ordinary. */
  log?: (line: string) => void;
}

/**
 * Starts (or refuses) the embedded server on a data directory, where no other one can start until it has ended. Takes
 * half a second on an empty directory, some hundredths later; longer after a crash, while PostgreSQL recovers.
 * Throws EmbeddedError.
 */
export async function startEmbedded({ dataDir, onExit, log = () => {} }: EmbeddedOptions): Promise<EmbeddedServer> {
  const packageRoot = findPackage();
  const directory = await openDataDirectory(dataDir);
  const owner = await claim(directory, log).catch((error) => {
    throw asEmbeddedError(error, directory);
  });
  try {
    const user = await serverUser(clusterOf(directory));
    await mustReach(user, directory);
    const access = await writeAccess(directory);
    const binaries = await usableBinaries(packageRoot, directory, user);
    const name = serverName(directory);
    await clearLeftBehind(directory, name, log);
    await createCluster(directory, binaries, user, log);
    const socketDirectory = await makeSocketDirectory(name, user);
    const server = await launch({ directory, name, binaries, user, socketDirectory, access, log });
    return await serve(server, owner, socketDirectory, onExit);
  } catch (error) {
    await owner.release();
    throw asEmbeddedError(error, directory);
  }
}

/**
 * The URL maker of a server that another Vizitka process runs on this data directory, or undefined. For commands of
 * the CLI, which use the running server's socket rather than start a second one. Waits up to 15 s for one that is
 * just starting.
 */
export async function findRunning(dataDir: string): Promise<Pick<EmbeddedServer, 'url'> | undefined> {
  const directory = await realpath(dataDir).catch(() => undefined);
  for (const end = Date.now() + 15_000; directory && Date.now() < end; await sleep(50)) {
    const owner = await currentOwner(directory);
    if (!owner) return undefined;
    if (owner.socketDirectory) return { url: urlMaker(owner.socketDirectory) };
  }
  return undefined;
}

async function serve(server: Watched, owner: Claim, socketDirectory: string, onExit: EmbeddedOptions['onExit']) {
  const url = urlMaker(socketDirectory);
  try {
    await provideDatabase(url);
    await owner.serving(socketDirectory);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { url, stop: stopper(server, owner, socketDirectory, onExit) };
}

function stopper(
  server: Watched,
  owner: Claim,
  socketDirectory: string,
  onExit: EmbeddedOptions['onExit'],
): EmbeddedServer['stop'] {
  let stopping: Promise<void> | undefined;
  const tidy = async () => {
    await rm(socketDirectory, { recursive: true, force: true });
    await owner.release();
  };
  const unexpected = async (reason: string) => {
    if (stopping !== undefined) return;
    // Whatever cannot be tidied now, the next start clears.
    stopping = tidy().catch(() => {});
    await stopping;
    onExit?.(`The built-in database ended unexpectedly: ${reason}.`);
  };
  void server.ended.then(unexpected);
  return () => {
    stopping ??= server.stop().then(tidy);
    return stopping;
  };
}

function asEmbeddedError(error: unknown, directory: string): EmbeddedError {
  if (error instanceof EmbeddedError) return error;
  const { message } = error as Error;
  return new EmbeddedError('START_FAILED', `The built-in database did not start on ${directory}: ${message}`, {
    cause: error,
  });
}
