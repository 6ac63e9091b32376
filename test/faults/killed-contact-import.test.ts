import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { realpath, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findRunning, startEmbedded } from '#db/embedded/start-embedded.ts';
import { aDataDirectory } from '#test/support/data-directory.ts';
import { connected } from '#test/support/test-databases.ts';
import { rounds } from './rounds.ts';

const program = fileURLToPath(new URL('../../bin/vizitka.js', import.meta.url));
const rows = 1_500;

let dataDir: string;
let file: string;
beforeEach(async () => {
  dataDir = await realpath(await aDataDirectory());
  file = join(dataDir, 'clients.csv');
  const table = Array.from({ length: rows }, (_, n) => `${n},Client ${n},c${n % (rows - 100)}@example.cz,${n % 7}`);
  await writeFile(file, `external_id,name,email,city\n${table.join('\n')}\n`);
});
afterEach(async () => {
  await rm(dataDir, { recursive: true, force: true });
});

describe('An import of contacts that is killed, and then run again', () => {
  test.runIf(process.platform === 'linux')(
    'makes no card twice and leaves none out',
    { timeout: 120_000 * rounds },
    async () => {
      for (let round = 0; round < 2 * rounds; round++) {
        const running = begin();
        await untilThere(running, Math.floor((Math.random() * (rows - 400) * (round + 1)) / (2 * rounds)) + 1);
        running.child.kill('SIGKILL');
        expect((await running.ended).code).not.toBe(0);
      }
      const again = await begin().ended;
      expect(again).toMatchObject({ code: 0, summary: { rows, refused: [] } });
      const third = await begin().ended;
      expect(third.summary).toEqual({ rows, created: 0, updated: 0, unchanged: rows, conflicts: 0, refused: [] });
      expect(await found()).toEqual({ cards: rows, keys: rows, owned: rows - 100, standing: rows, changes: rows });
    },
  );
});

function begin() {
  const child = spawn(process.execPath, [program, 'import', 'contacts', file, '--json', '--data', dataDir], {
    env: { PATH: process.env.PATH, HOME: dataDir },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let answer = '';
  child.stdout?.on('data', (chunk) => {
    answer += chunk;
  });
  const ended = once(child, 'close').then(([code]) => ({
    code: code as number | null,
    summary: answer.trim() ? JSON.parse(answer) : null,
  }));
  return { child, ended };
}

/** Waits until so many cards are there, or the import has ended. */
async function untilThere({ ended }: ReturnType<typeof begin>, count: number): Promise<void> {
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  while (!isOver && (await cards().catch(() => 0)) < count) await sleep(5);
}

async function cards(): Promise<number> {
  const server = await findRunning(dataDir);
  if (!server) return 0;
  return connected(server.url('vizitka_owner'), async (client) => {
    const { rows: counted } = await client.query<{ n: number }>(
      'select count(*)::int as n from vizitka.contact_import_key',
    );
    return counted[0]?.n ?? 0;
  });
}

async function found() {
  const server = await startEmbedded({ dataDir });
  try {
    return await connected(server.url('vizitka_owner'), async (client) => {
      await client.query(`select set_config('app.workspace', id::text, false) from vizitka.all_workspaces()`);
      const { rows: counted } = await client.query(`
        select (select count(*)::int from vizitka.contact) as cards, (select count(*)::int from vizitka.contact_import_key) as keys,
          (select count(*)::int from vizitka.identifier where state = 'owned') as owned,
          (select count(*)::int from vizitka.contact_identifier) as standing, (select count(*)::int from vizitka.change) as changes`);
      return counted[0];
    });
  } finally {
    await server.stop();
  }
}
