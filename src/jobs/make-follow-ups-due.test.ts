import { expect, it } from 'vitest';
import { aDesk } from '#test/support/desk-factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { makeFollowUpsDue } from './make-follow-ups-due.ts';

const database = ownDatabase();

it('makes due what has come to its time in every workspace, once, and leaves what is planned for later (R-DSK-4)', async () => {
  const companies = [await aDesk(database), await aDesk(database)];
  const now = new Date(Date.now() + 3_600_000);
  const planned: { desk: (typeof companies)[number]; id: string; isDue: boolean }[] = [];
  for (const desk of companies) {
    for (const [hours, isDue] of [
      [0.5, true],
      [2, false],
    ] as const) {
      const id = await desk.waiting({ state: 'closed' });
      await desk.plan(id, desk.olga, { dueAt: new Date(Date.now() + hours * 3_600_000).toISOString() });
      planned.push({ desk, id, isDue });
    }
  }
  const made = await Promise.all([makeFollowUpsDue(database, now), makeFollowUpsDue(database, now)]);
  expect(made[0] + made[1]).toBe(2);
  for (const { desk, id, isDue } of planned) {
    expect(await desk.read(id, desk.olga)).toMatchObject({ state: isDue ? 'waiting' : 'closed' });
    expect(await desk.events(id, desk.olga)).toEqual(isDue ? ['callbackPlanned', 'callbackDue'] : ['callbackPlanned']);
  }
});
