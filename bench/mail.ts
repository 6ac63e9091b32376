import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importMail } from '#channels/email/import-mail.ts';
import { openBlobs } from '#db/blobs.ts';
import type { Database } from '#db/database.ts';
import { bareRows } from './bare-rows.ts';
import type { Generated } from './generate.ts';
import { dice, text } from './invented.ts';

export interface MailFigure {
  messages: number;
  perSecond: number;
  /** Rows of as many messages without any decision, as many in a transaction. */
  barePerSecond: number;
  share: number;
}

/** An import of a mail file from its bytes to the stored messages, beside bare rows of messages that each begin a conversation. */
export async function benchMail(database: Database, made: Generated, path: string): Promise<MailFigure> {
  const blobs = await mkdtemp(join(tmpdir(), 'vizitka-bench-blobs-'));
  try {
    const start = performance.now();
    const { read } = await importMail(database, await openBlobs(blobs), {
      workspaceId: made.workspaceId,
      path,
      own: ['support@example.com'],
    });
    const perSecond = (read * 1_000) / (performance.now() - start);
    const barePerSecond = await bare(database, made);
    return { messages: read, perSecond, barePerSecond, share: perSecond / barePerSecond };
  } finally {
    await rm(blobs, { recursive: true, force: true });
  }
}

async function bare(database: Database, made: Generated): Promise<number> {
  const roll = dice(4);
  const [batches, together] = [15, 64];
  const start = performance.now();
  for (let batch = 0; batch < batches; batch++) {
    await database.inWorkspace(made.workspaceId, async (tx) => {
      for (let n = 0; n < together; n++)
        await bareRows(tx, made, 'conversation', { card: 1 + roll.below(made.contacts), text: text(roll, 110) });
    });
  }
  return (batches * together * 1_000) / (performance.now() - start);
}
