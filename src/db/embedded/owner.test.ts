import { readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aDataDirectory } from '#test/support/data-directory.ts';
import { claim, currentOwner, type Owner } from './owner.ts';
import { place, startOf } from './processes.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await aDataDirectory();
});
afterEach(() => rm(dataDir, { recursive: true }));

const silent = () => {};
const pathOf = (id: string) => join(dataDir, `owner-${id}.json`);

async function anOwner(given: Partial<Owner>): Promise<Owner> {
  const self = { pid: process.pid, start: startOf(process.pid) ?? '', place: place(), host: 'here' };
  const owner: Owner = { id: '1-other', state: 'serving', since: 0, socketDirectory: '/tmp/x', ...self, ...given };
  await writeFile(pathOf(owner.id), `${JSON.stringify(owner)}\n`);
  return owner;
}

describe('a data directory', () => {
  it('is claimed by exactly one of twenty', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => claim(dataDir, silent)));
    const winners = outcomes.filter((outcome) => outcome.status === 'fulfilled');
    expect(winners).toHaveLength(1);
    expect(await readdir(dataDir)).toHaveLength(1);
    await winners[0]?.value.release();
    expect(await readdir(dataDir)).toEqual([]);
  });

  it('is refused while a living process holds it, with its number', async () => {
    await anOwner({ pid: process.ppid, start: startOf(process.ppid) ?? '' });
    await expect(claim(dataDir, silent)).rejects.toMatchObject({
      code: 'ALREADY_RUNNING',
      message: expect.stringContaining(`process ${process.ppid}, since 1970-01-01T00:00:00.000Z`),
    });
  });

  it('is taken over from a dead process, also when another one has its number by now', async () => {
    await anOwner({ id: '2-dead', pid: 2 ** 22 + 1 });
    await anOwner({ id: '3-reused', start: 'another moment' });
    const claimed = await claim(dataDir, silent);
    expect(await readdir(dataDir)).toHaveLength(1);
    await claimed.release();
  });

  it('is taken over when the owner’s file was torn by a power cut', async () => {
    await writeFile(pathOf('4-torn'), '{"id":"4-to');
    const claimed = await claim(dataDir, silent);
    await claimed.release();
  });

  it('is refused while a container of another place shows signs of life', async () => {
    await anOwner({ place: 'elsewhere', host: 'other-container', pid: 1 });
    const beat = setInterval(() => void utimes(pathOf('1-other'), new Date(), new Date()), 50);
    await expect(claim(dataDir, silent)).rejects.toMatchObject({
      message: expect.stringContaining('process 1 on other-container'),
    });
    clearInterval(beat);
  });

  it('is taken over from another place that has been silent for minutes', async () => {
    await anOwner({ place: 'elsewhere', pid: process.pid });
    await utimes(pathOf('1-other'), new Date(), new Date(Date.now() - 120_000));
    await (await claim(dataDir, silent)).release();
  });
});

describe('the current owner', () => {
  it('is known with its socket from the moment it serves until it lets go', async () => {
    const claimed = await claim(dataDir, silent);
    expect(await currentOwner(dataDir)).toMatchObject({ state: 'holding', pid: process.pid });
    await claimed.serving('/tmp/vizitka-0123456789ab');
    expect(await currentOwner(dataDir)).toMatchObject({ socketDirectory: '/tmp/vizitka-0123456789ab' });
    await claimed.release();
    expect(await currentOwner(dataDir)).toBeUndefined();
  });

  it('is nobody when it is dead', async () => {
    await anOwner({ pid: 2 ** 22 + 1 });
    expect(await currentOwner(dataDir)).toBeUndefined();
  });
});
