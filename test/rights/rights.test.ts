import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ownDatabase } from '#test/support/own-database.ts';
import { everyWay, wrongWith } from './every-way.ts';
import { key, numberOfPeople, readers, type World } from './model.ts';
import { step } from './step.ts';
import { intoHiding, mergedIntoHiding, take } from './steps.ts';
import { aWorld } from './world.ts';

const database = ownDatabase();

/** `ROUNDS=200 SEED=7 npx vitest run test/rights` does as many, with the same luck again. */
const rounds = Number(process.env.ROUNDS ?? 4);
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 1_000_000));

it(`shows everybody just what a plain reading of the rules lets them see, whatever is redirected, merged, linked, asked and closed (R-HIS-5, R-HIS-8, R-HIS-10; SEED=${seed})`, {
  timeout: 120_000 + rounds * 60_000,
}, async () => {
  const memberships = fc.array(fc.array(fc.nat({ max: 2 }), { maxLength: 2 }), {
    minLength: numberOfPeople,
    maxLength: numberOfPeople,
  });
  const kinds = fc.shuffledSubarray([...readers], { minLength: readers.length });
  const steps = fc.array(step, { minLength: 15, maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(memberships, kinds, steps, fc.boolean(), async (own, ofQueues, all, hides) => {
      const world = await aWorld(database, own, ofQueues);
      for (const one of all) await take(world, one);
      if (hides) for (const one of [...intoHiding(world), ...mergedIntoHiding(world)]) await take(world, one);
      await everybodyLooks(world);
    }),
    { numRuns: rounds, seed, endOnFailure: true },
  );
});

/** Every way is asked by everybody. All that is wrong is told at once: what one fault shows in says what it is. */
async function everybodyLooks(world: World): Promise<void> {
  const wrong: unknown[] = [];
  for (let who = 0; who <= key; who++) {
    for (const name of Object.keys(everyWay)) wrong.push(...(await wrongWith(world, who, name)));
  }
  expect(wrong).toEqual([]);
}
