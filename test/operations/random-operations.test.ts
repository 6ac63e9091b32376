import { expect, test } from 'vitest';
import { aDatabase } from '#test/support/database.ts';
import { connected } from '#test/support/test-databases.ts';
import { runOperations } from './run-operations.ts';

/** `npm run test:operations` does more than a usual run; `OPERATIONS=1000 SEED=7 npm run test:operations` does as many, with the same luck again. */
const usual = process.env.npm_lifecycle_event === 'test:operations' ? 200_000 : 50_000;
const total = Number(process.env.OPERATIONS ?? usual);
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 1_000_000));

test(`${total} random edits, links, merges, splits, imports and undos by several at once leave all as it must be (SEED=${seed})`, {
  timeout: 60_000 + total * 20,
}, async () => {
  const store = await aDatabase();
  await findCollisionsSoon(store.adminUrl);
  const { problems, done, seconds, counts } = await runOperations({
    url: store.url,
    seed,
    total,
    workers: 4,
    checks: Math.max(5, Math.min(50, Math.round(total / 2_500))),
  });
  await store.drop();
  const told = [...counts].map(([name, outcomes]) => `${name} ${JSON.stringify(outcomes)}`).join('\n');
  process.stdout.write(
    `SEED=${seed}: ${done} operations in ${seconds.toFixed(1)} s, ${Math.round(done / seconds)} a second\n${told}\n`,
  );
  expect(problems).toEqual([]);
});

/** Two that wait for each other stand still for a second, as the store comes. Only a superuser may say otherwise. */
async function findCollisionsSoon(adminUrl: string): Promise<void> {
  const sooner = `do $$ begin execute format('alter database %I set deadlock_timeout = ''50ms''', current_database()); end $$`;
  await connected(adminUrl, (client) => client.query(sooner)).catch(() => {});
}
