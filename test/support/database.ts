import { randomUUID } from 'node:crypto';
import type { DatabaseError } from 'pg';
import { inject } from 'vitest';
import { connected, withDatabase } from './test-databases.ts';

/**
 * A database of one test file, cloned from the run's migrated template (30 to 60 ms): call it in beforeAll, `drop()` it
 * in afterAll. `url` and `adminUrl` are the same login; the app itself drops to `vizitka_app` in each transaction.
 */
export async function aDatabase(): Promise<{ url: string; adminUrl: string; drop(): Promise<void> }> {
  const server = inject('adminUrl');
  const template = inject('templateName');
  const name = template.replace(/template$/, randomUUID().slice(0, 8));
  await clone(server, template, name);
  const url = withDatabase(server, name);
  const drop = () =>
    connected(server, async (client) => void (await client.query(`drop database if exists ${name} with (force)`)));
  return { url, adminUrl: url, drop };
}

async function clone(server: string, template: string, name: string): Promise<void> {
  const create = `create database ${name} template ${template}`;
  await connected(server, async (client) => {
    try {
      await client.query(`${create} strategy file_copy`);
    } catch (error) {
      if (!REFUSED.includes((error as DatabaseError).code ?? '')) throw error;
      await client.query(create);
    }
  });
}

// Servers that do not know or do not allow the choice: syntax error, invalid parameter, feature not supported, no privilege.
const REFUSED = ['42601', '22023', '0A000', '42501'];
