import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { aDesk } from '#test/support/desk-factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { closeAllSilent } from './close-silent.ts';
import { offerWhatWaits } from './offer-waiting.ts';

const database = ownDatabase();

it('offers and closes in every workspace that has something to offer or to close, once (R-DSK-1, R-DSK-2)', async () => {
  const ids: string[] = [];
  for (let company = 0; company < 2; company++) {
    const desk = await aDesk(database);
    const { within, queue } = desk.workspace;
    await within((tx) => sql`update queue set routing = 'offer' where id = ${queue}`.execute(tx));
    ids.push(await desk.waiting());
    const silent = await desk.waiting({ at: new Date(Date.now() - 3 * 86_400_000), state: 'open' });
    await within((tx) => sql`update conversation set assignee_id = ${desk.olga.id} where id = ${silent}`.execute(tx));
  }
  const made = await Promise.all([offerWhatWaits(database), offerWhatWaits(database)]);
  expect(made[0] + made[1]).toBe(ids.length);
  const closed = await Promise.all([closeAllSilent(database), closeAllSilent(database)]);
  expect(closed[0] + closed[1]).toBe(2);
});
