import { expect, it } from 'vitest';
import { aDesk } from '#test/support/desk-factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { expireAllHandovers } from './expire-handovers.ts';

const database = ownDatabase();

it('ends what ran out in every workspace, once, and leaves what still waits (R-TAB-6)', async () => {
  const asked: { desk: Awaited<ReturnType<typeof aDesk>>; id: string }[] = [];
  for (let company = 0; company < 2; company++) {
    const desk = await aDesk(database);
    for (const isOver of [true, false]) {
      const id = await desk.waiting();
      await desk.accept(id, desk.olga);
      await desk.redirect(id, desk.olga, { to: desk.petr.id });
      if (!isOver) continue;
      asked.push({ desk, id });
      const until = new Date(Date.now() - 1_000);
      await desk.workspace.within((tx) =>
        tx.updateTable('handover').set({ until }).where('conversationId', '=', id).execute(),
      );
    }
  }
  const expired = await Promise.all([expireAllHandovers(database), expireAllHandovers(database)]);
  expect(expired[0] + expired[1]).toBe(2);
  for (const { desk, id } of asked) {
    expect(await desk.read(id, desk.olga)).toMatchObject({ assignee: { id: desk.olga.id }, asked: null });
    expect(await desk.events(id, desk.olga)).toEqual(['accepted', 'asked', 'expired']);
  }
});
