import { randomInt } from 'node:crypto';
import { rm } from 'node:fs/promises';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '#db/embedded/start-embedded.ts';
import { migrate } from '#db/migrate.ts';
import { aDataDirectory, removeLeftoverDirectories } from './data-directory.ts';
import { dropDatabases, dropLeftovers, LOCK_SPACE, prefixOf, withDatabase } from './test-databases.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The maintenance database of the run's server, as a role that may make databases and roles. */
    adminUrl: string;
    /** The migrated database that `aDatabase()` clones. */
    templateName: string;
  }
}

interface Server {
  adminUrl: string;
  stop(): Promise<void>;
}

/**
 * One PostgreSQL server for the whole run, with one migrated template database. The server is the one of
 * TEST_DATABASE_URL (PostgreSQL 15 or newer, a role that may make databases and roles), else an embedded one.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await aServer();
  const run = randomInt(2 ** 31);
  const client = new pg.Client({ connectionString: server.adminUrl });
  client.on('error', () => {});
  const finish = async () => {
    await dropDatabases(client, run).catch(() => {});
    await client.end();
    await server.stop();
  };
  try {
    await client.connect();
    await client.query('select pg_advisory_lock($1, $2)', [LOCK_SPACE, run]);
    await dropLeftovers(client);
    project.provide('adminUrl', server.adminUrl);
    project.provide('templateName', await makeTemplate(client, run, server.adminUrl));
    return finish;
  } catch (error) {
    await finish();
    throw error;
  }
}

async function aServer(): Promise<Server> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return { adminUrl: given, stop: async () => {} };
  await removeLeftoverDirectories();
  const dataDir = await aDataDirectory();
  const server = await startEmbedded({ dataDir });
  return {
    adminUrl: server.url('vizitka_owner', 'postgres'),
    stop: async () => {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function makeTemplate(client: pg.Client, run: number, adminUrl: string): Promise<string> {
  const name = `${prefixOf(run)}template`;
  // template0: the server's template1 may hold what its owner put there, or another encoding.
  await client.query(`create database ${name} template template0 encoding 'UTF8'`);
  await migrate(withDatabase(adminUrl, name));
  // A clone fails while anybody, autovacuum included, is connected to the template.
  await client.query(`alter database ${name} with allow_connections false`);
  return name;
}
