import { beforeEach, describe, expect, test } from 'vitest';
import { mostViews, type ViewEdit, type ViewInput } from '#contract/view.ts';
import { aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import type { Actor, KeyActor } from './actor.ts';
import { createView, deleteView, editView, listViews } from './views.ts';

const database = ownDatabase();
let workspace: Workspace;

beforeEach(async () => {
  workspace = await aWorkspace(database);
});

const save = (given: Partial<ViewInput> & { name: string }, actor: Actor = workspace.operator) =>
  workspace.within((tx) => createView(tx, actor, { query: {}, ...given }));
const edit = (id: string, given: ViewEdit, actor: Actor = workspace.operator) =>
  workspace.within((tx) => editView(tx, actor, { id, edit: given }));
const remove = (id: string, actor: Actor = workspace.operator) => workspace.within((tx) => deleteView(tx, actor, id));
const names = async (actor: Actor = workspace.operator) =>
  (await workspace.within((tx) => listViews(tx, actor))).map(({ name }) => name);

describe('Saved views of the directory (R-DIR-1)', () => {
  test('a view keeps search, filters, order and columns, and is listed in its place', async () => {
    const query = { q: 'novak', sort: '-name', tag: 'VIP', last: 'week', columns: ['email', 'tags'] } as const;
    const view = await save({ name: 'VIP this week', query: { ...query, columns: [...query.columns] } });
    await save({ name: 'Second' });
    expect(await workspace.within((tx) => listViews(tx, workspace.operator))).toEqual([
      { id: view.id, name: 'VIP this week', query, place: 0 },
      { id: expect.any(String), name: 'Second', query: {}, place: 1 },
    ]);
  });

  test('it can be renamed, given other contents and moved; the rest of it stays', async () => {
    const [a, b] = [await save({ name: 'A', query: { q: 'a' } }), await save({ name: 'B' })];
    await save({ name: 'C' });
    expect(await edit(a.id, { name: 'A2' })).toEqual({ ...a, name: 'A2' });
    expect(await edit(a.id, { query: { tag: 'VIP' } })).toEqual({ ...a, name: 'A2', query: { tag: 'VIP' } });
    expect(await edit(a.id, { place: 9 })).toMatchObject({ place: 2 });
    expect(await names()).toEqual(['B', 'C', 'A2']);
    await edit(a.id, { place: 1 });
    expect(await names()).toEqual(['B', 'A2', 'C']);
    expect(await edit(b.id, { name: 'b' })).toMatchObject({ name: 'b', place: 0 }); // its own name in another case
  });

  test('a deleted one can be saved again where it was', async () => {
    await save({ name: 'A' });
    const b = await save({ name: 'B', query: { has: 'phone' } });
    await save({ name: 'C' });
    const { id: _, ...was } = await remove(b.id);
    expect(await names()).toEqual(['A', 'C']);
    await save(was);
    expect(await names()).toEqual(['A', 'B', 'C']);
    await expect(remove(b.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('one operator has no two of one name, and not more than fifty', async () => {
    const [a, b] = [await save({ name: 'Žluté' }), await save({ name: 'B' })];
    await expect(save({ name: 'žluté' })).rejects.toMatchObject({
      code: 'CONFLICT',
      fields: { name: expect.any(String) },
    });
    await expect(edit(b.id, { name: 'ŽLUTÉ' })).rejects.toMatchObject({ code: 'CONFLICT' });
    const twice = await Promise.allSettled([save({ name: 'Twice' }), save({ name: 'twice' })]);
    expect(twice.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    for (let n = 3; n < mostViews; n++) await save({ name: `View ${n}` });
    await expect(save({ name: 'One too many' })).rejects.toMatchObject({ code: 'CONFLICT' });
    await remove(a.id);
    await save({ name: 'One too many' });
    expect(await names()).toHaveLength(mostViews);
  });

  test('another operator and another workspace have none of it', async () => {
    const view = await save({ name: 'Mine' });
    const other = await aWorkspace(database);
    expect(await names(workspace.admin)).toEqual([]);
    expect(
      await other.within((tx) => listViews(tx, { ...workspace.operator, workspaceId: other.workspaceId })),
    ).toEqual([]);
    const refused = { code: 'NOT_FOUND' };
    await expect(edit(view.id, { name: 'Theirs' }, workspace.admin)).rejects.toMatchObject(refused);
    await expect(remove(view.id, workspace.admin)).rejects.toMatchObject(refused);
    await expect(other.within((tx) => deleteView(tx, other.operator, view.id))).rejects.toMatchObject(refused);
    await save({ name: 'Mine' }, workspace.admin); // the same name is another one of theirs
    expect(await names()).toEqual(['Mine']);
  });

  test('an API key has none, and is told so', async () => {
    const { workspaceId } = workspace;
    const key: KeyActor = {
      type: 'apiKey',
      workspaceId,
      id: 'k',
      name: 'Shop',
      role: 'administrator',
      scopes: ['*'],
      queues: null,
    };
    await expect(names(key)).rejects.toMatchObject({ code: 'FORBIDDEN', message: expect.stringContaining('API key') });
    await expect(save({ name: 'Shop' }, key)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
