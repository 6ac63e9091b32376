import { beforeAll, expect, it } from 'vitest';
import { aDesk } from '#test/support/desk-factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import type { Actor } from '../../operators/actor.ts';
import { type ConversationFilter, listConversations } from '../list-conversations.ts';

const database = ownDatabase();
let desk: Awaited<ReturnType<typeof aDesk>>;
beforeAll(async () => {
  desk = await aDesk(database);
});

const list = async (who: Actor, filter: Partial<ConversationFilter>) => {
  const { items, nextCursor } = await desk.workspace.within((tx) =>
    listConversations(tx, who, { limit: 50, ...filter }),
  );
  return { ids: items.map(({ id }) => id), nextCursor };
};

it('shows a supervisor what an operator has and had, newest first, of what one may read (R-DSK-1)', async () => {
  const at = (minutes: number) => new Date(Date.now() - minutes * 60_000);
  const [running, ended, others, elsewhere] = [
    await desk.waiting({ at: at(3) }),
    await desk.waiting({ at: at(2) }),
    await desk.waiting({ at: at(1) }),
    await desk.waiting({ at: at(1), queue: desk.workspace.otherQueue }),
  ];
  for (const id of [running, ended]) await desk.accept(id, desk.olga);
  await desk.close(ended, desk.olga);
  await desk.accept(others, desk.petr);
  await desk.accept(elsewhere, desk.eva);
  const olgas = { operator: [desk.olga.id] };
  expect((await list(desk.simon, olgas)).ids).toEqual([ended, running]);
  expect((await list(desk.simon, { ...olgas, state: ['open'] })).ids).toEqual([running]);
  const first = await list(desk.simon, { operator: [desk.olga.id, desk.petr.id], limit: 2 });
  expect(first.ids).toEqual([others, ended]);
  const rest = await list(desk.simon, { operator: [desk.olga.id, desk.petr.id], cursor: first.nextCursor ?? '' });
  expect(rest.ids).toEqual([running]);
  expect((await list(desk.simon, { operator: [desk.eva.id] })).ids).toEqual([]);
  expect((await list(desk.workspace.admin, { operator: [desk.eva.id] })).ids).toEqual([elsewhere]);
});
