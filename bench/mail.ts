import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { importMail } from '#channels/email/import-mail.ts';
import { openBlobs } from '#db/blobs.ts';
import { type Database, openDatabase } from '#db/database.ts';
import { startEmbedded } from '#db/embedded/start-embedded.ts';
import { migrate } from '#db/migrate.ts';
import { bareRows } from './floor/bare-rows.ts';
import { type Generated, generate } from './generate.ts';
import { dice, person, text } from './invented.ts';

/**
 * An import of a mail file from its bytes to the stored messages, beside bare rows of messages that each begin a conversation, as many in a transaction. In a store of
 * its own, which is gone afterwards.
 * @returns what came of it, in one line.
 */
export async function benchMail(path: string): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'vizitka-bench-'));
  await chmod(dataDir, 0o755); // as root the server runs under another user id
  const server = await startEmbedded({ dataDir });
  const database = openDatabase(server.url('vizitka_server'));
  try {
    await migrate(server.url('vizitka_owner'));
    const made = await filled(server.url('vizitka_owner'));
    const blobs = await openBlobs(join(dataDir, 'blobs'));
    const start = performance.now();
    const { read } = await importMail(database, blobs, {
      workspaceId: made.workspaceId,
      path,
      own: ['support@example.com'],
    });
    const perSecond = (read * 1_000) / (performance.now() - start);
    const barePerSecond = await bare(database, made);
    return `import of mail: ${read} messages, ${perSecond.toFixed(0)} a second; bare rows ${barePerSecond.toFixed(0)} a second (${((100 * perSecond) / barePerSecond).toFixed(0)} %)`;
  } finally {
    await database.close();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function filled(ownerUrl: string): Promise<Generated> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    return await generate(client, { contacts: 10_000, conversations: 30_000, entries: 100_000 });
  } finally {
    await client.end();
  }
}

async function bare(database: Database, made: Generated): Promise<number> {
  const roll = dice(4);
  const [batches, together] = [15, 64];
  const start = performance.now();
  for (let batch = 0; batch < batches; batch++) {
    await database.inWorkspace(made.workspaceId, async (tx) => {
      for (let n = 0; n < together; n++) {
        const card = 1 + roll.below(made.contacts);
        const { name, phone } = person(card);
        await bareRows(tx, made, { card, name, phone, text: text(roll, 110), thread: null });
      }
    });
  }
  return (batches * together * 1_000) / (performance.now() - start);
}
