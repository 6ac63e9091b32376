import { realpath, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startEmbedded } from '#db/embedded/start-embedded.ts';
import { aDataDirectory } from '#test/support/data-directory.ts';
import { connected } from '#test/support/test-databases.ts';
import { faultsOf } from './faults-of.ts';
import { beginImport, killAll, killImport, killServer, untilStored } from './import-process.ts';
import { inventedMailbox, type Ledger, ownAddress } from './invented-mailbox.ts';
import { rounds } from './rounds.ts';

let dataDir: string;
let file: string;
let ledger: Ledger;
const mails = 250 * rounds;

beforeEach(async () => {
  dataDir = await realpath(await aDataDirectory());
  file = join(dataDir, 'mailbox.mbox');
  const made = inventedMailbox(mails);
  ledger = made.ledger;
  await writeFile(file, made.mbox);
});
afterEach(async () => {
  await rm(dataDir, { recursive: true, force: true });
});

/** A moment in the middle: so many messages are stored. The last ones are left for the next import. */
const somewhere = () => 1 + Math.floor(Math.random() * (mails - 100));

const lostWord = /The database ended in the middle: .* run the same again/;

async function faults(): Promise<string[]> {
  const server = await startEmbedded({ dataDir });
  try {
    return await connected(server.url('vizitka_owner'), (client) => faultsOf(client, ledger));
  } finally {
    await server.stop();
  }
}

describe('An import of mail that is interrupted, and then run again', () => {
  const kills = {
    'kill -9 of the import': killImport,
    'kill -9 of the import with its database server and all its processes': (running: ReturnType<typeof beginImport>) =>
      killAll(running, dataDir),
  };
  for (const [title, kill] of Object.entries(kills)) {
    test.runIf(process.platform === 'linux')(
      `loses nothing and stores nothing twice: ${title}`,
      { timeout: 120_000 * rounds },
      async () => {
        for (let round = 0; round < 2 * rounds; round++) {
          const running = beginImport(file, dataDir, ownAddress);
          await untilStored(running, dataDir, Math.ceil((somewhere() * (round + 1)) / (2 * rounds)));
          await kill(running);
          expect((await running.ended).code).not.toBe(0);
        }
        const again = await beginImport(file, dataDir, ownAddress).ended;
        expect(again).toMatchObject({ code: 0, summary: { refused: [] } });
        expect(await faults()).toEqual([]);
        const third = await beginImport(file, dataDir, ownAddress).ended;
        expect(third.summary).toMatchObject({ stored: 0, conversations: 0, contacts: 0 });
      },
    );
  }

  test.runIf(process.platform === 'linux')(
    'ends with a clear word when its database is killed, and a second import adds the rest',
    { timeout: 120_000 * rounds },
    async () => {
      for (let round = 0; round < rounds; round++) {
        const running = beginImport(file, dataDir, ownAddress);
        await untilStored(running, dataDir, Math.ceil((somewhere() * (round + 1)) / rounds));
        await killServer(dataDir);
        const end = await running.ended;
        expect(end).toMatchObject({ code: 1, summary: null });
        expect(end.said).toMatch(lostWord);
        expect(end.said).not.toMatch(/^\s+at /m);
      }
      expect(await beginImport(file, dataDir, ownAddress).ended).toMatchObject({ code: 0, summary: { refused: [] } });
      expect(await faults()).toEqual([]);
    },
  );
});

describe('Two imports of one file at once on one data directory', () => {
  test('store everything once, and whoever loses the database says so', { timeout: 120_000 * rounds }, async () => {
    const first = beginImport(file, dataDir, ownAddress);
    await untilStored(first, dataDir, 1);
    const second = beginImport(file, dataDir, ownAddress);
    const [one, other] = [await first.ended, await second.ended];
    expect(one).toMatchObject({ code: 0, summary: { refused: [] } });
    if (other.code !== 0) expect(other.said).toMatch(lostWord);
    expect(await beginImport(file, dataDir, ownAddress).ended).toMatchObject({
      code: 0,
      summary: { stored: 0, refused: [] },
    });
    expect(await faults()).toEqual([]);
  });
});
