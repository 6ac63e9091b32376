import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal } from '#contract/errors.ts';
import { openDatabase } from '#db/database.ts';
import { readContacts } from '#domain/contacts/read-contacts.ts';
import { brokenInvariants } from './invariants.ts';
import { operations } from './operations.ts';
import { randomFrom } from './random.ts';
import type { Worker } from './worker.ts';
import { aWorld, count, type World } from './world.ts';

interface Run {
  url: string;
  seed: number;
  /** How many operations, all workers together. */
  total: number;
  workers: number;
  /** How often all stop and look whether what must hold does. */
  checks: number;
}

/** What a run came to: `problems` is empty when all went well. */
export interface Outcome {
  problems: string[];
  done: number;
  seconds: number;
  counts: World['counts'];
}

const settings = '-c synchronous_commit=off -c plan_cache_mode=force_generic_plan';

/**
 * Lets several workers, each with a connection of its own, do random things to some hundred cards, and looks at intervals whether all that must hold
 * still does. Refusals are part of it; everything else that is thrown is a fault, and so is a collision of two that is not got over.
 */
export async function runOperations({ url, seed, total, workers, checks }: Run): Promise<Outcome> {
  // durability and plans are tried elsewhere
  const quick = `${url}${url.includes('?') ? '&' : '?'}options=${encodeURIComponent(settings)}`;
  const database = openDatabase(quick);
  const world = await aWorld(database);
  const crew: Worker[] = Array.from({ length: workers }, (_, n) => ({
    world,
    database: openDatabase(quick, { connections: 1, keepsPlans: true }),
    random: randomFrom(seed * 1_000 + n),
  }));
  const problems: string[] = [];
  const seen = { versions: new Map<number, number>(), searched: new Map<number, string>() };
  const begun = performance.now();
  let done = 0;
  for (let round = 1; round <= checks && problems.length === 0; round++) {
    const goal = Math.floor((total * round) / checks);
    const work = async (worker: Worker) => {
      while (done < goal && problems.length === 0) {
        const times = await doOne(worker, problems);
        done += times;
      }
    };
    await Promise.all(crew.map(work));
    problems.push(...(await world.workspace.within((tx) => brokenInvariants(tx, seen))));
  }
  const seconds = (performance.now() - begun) / 1_000;
  if (problems.length === 0) problems.push(...(await lostNumbers(world)));
  await Promise.all([database, ...crew.map((worker) => worker.database)].map((one) => one.close()));
  return { problems, done, seconds, counts: world.counts };
}

const sum = operations.reduce((weight, operation) => weight + operation.weight, 0);

function anOperation(place: number) {
  let rest = place;
  for (const operation of operations) {
    rest -= operation.weight;
    if (rest < 0) return operation;
  }
  return operations[0]!;
}

async function doOne(worker: Worker, problems: string[]): Promise<number> {
  const operation = anOperation((worker.random.int(1e6) / 1e6) * sum);
  try {
    const times = await operation.run(worker);
    count(worker.world, operation.name, 'done');
    return times;
  } catch (error) {
    if (error instanceof Refusal && error.code !== 'INTERNAL') {
      count(worker.world, operation.name, error.code);
      await sleep(0);
      return 1;
    }
    problems.push(`${operation.name} threw: ${(error as Error).stack}`);
    return 1;
  }
}

/** Every number that a card ever had leads to a card. */
async function lostNumbers({ workspace, cards }: World): Promise<string[]> {
  const lost: string[] = [];
  for (let from = 0; from < cards.length; from += together) {
    const some = cards.slice(from, from + together);
    const led = await workspace.within((tx) => readContacts(tx, workspace.admin, some));
    const found = new Set(led.flatMap(({ id, mergedIds }) => [id, ...mergedIds]));
    lost.push(...some.filter((id) => !found.has(id)).map((id) => `the number ${id} leads nowhere`));
  }
  return lost;
}

const together = 200;
