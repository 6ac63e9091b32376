import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { aContact, anOperator, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { editContact } from '../contacts/edit-contact.ts';
import { mergeContacts } from '../contacts/merge-contacts.ts';
import { readContact } from '../contacts/read-contact.ts';
import type { OperatorActor } from '../operators/actor.ts';
import { recordChange } from './record-change.ts';
import { undoChange } from './undo-change.ts';
import { undoMany } from './undo-many.ts';

const database = ownDatabase();
let workspace: Workspace;
beforeAll(async () => {
  workspace = await aWorkspace(database);
});

const newcomer = () => workspace.within((tx) => anOperator(tx, workspace.workspaceId, { queues: [workspace.queue] }));
const read = (id: number) => workspace.within((tx) => readContact(tx, workspace.admin, id));
const rename = async (actor: OperatorActor, id: number, name: string) => {
  const { version } = await read(id);
  const { changeId } = await workspace.within((tx) => editContact(tx, actor, { id, version, edit: { name } }));
  await new Promise((resolve) => setTimeout(resolve, 2)); // two changes of one moment have no order
  return changeId as string;
};
const undo = (asked: Parameters<typeof undoMany>[2], actor = workspace.supervisor) => undoMany(database, actor, asked);

describe('undo of many changes (R-BEY-1)', () => {
  test('takes back what an operator did between two times, the newest first, and as a batch it can be done again', async () => {
    const actor = await newcomer();
    const card = await aContact(workspace, { name: 'First' });
    await rename(actor, card.id, 'Second');
    const from = new Date().toISOString();
    await rename(actor, card.id, 'Third');
    await rename(actor, card.id, 'Fourth');
    const done = await undo({ operatorId: actor.id, from });
    expect(done).toEqual({
      found: 2,
      undone: 2,
      notRestored: 0,
      refused: [],
      batchId: expect.any(String),
      remaining: 0,
    });
    expect((await read(card.id)).name).toBe('Second');
    const again = await undo({ batchId: done.batchId as string });
    expect(again).toMatchObject({ found: 2, undone: 2 });
    expect((await read(card.id)).name).toBe('Fourth');
    expect(await undo({ operatorId: actor.id })).toMatchObject({ found: 3, undone: 3 });
    expect((await read(card.id)).name).toBe('First');
    expect(await undo({ operatorId: actor.id })).toMatchObject({ found: 0, undone: 0, batchId: null });
  });

  test('one that cannot be undone stops no other; a dry run only says so', async () => {
    const actor = await newcomer();
    const [one, other] = [await aContact(workspace, { name: 'One' }), await aContact(workspace, { name: 'Other' })];
    const first = await rename(actor, one.id, 'One changed');
    await rename(actor, other.id, 'Other changed');
    await rename(workspace.admin, one.id, 'One of somebody else');
    const refused = [{ changeId: first, reason: expect.stringContaining('later changes') }];
    const tried = await undo({ operatorId: actor.id, dryRun: true });
    expect(tried).toEqual({ found: 2, undone: 1, notRestored: 0, refused, batchId: null, remaining: 0 });
    expect((await read(other.id)).name).toBe('Other changed');
    expect(await undo({ operatorId: actor.id })).toMatchObject({ found: 2, undone: 1, refused });
    expect((await read(other.id)).name).toBe('Other');
  });

  test('by rule, by import and by verb', async () => {
    const source = `${randomUUID()}.csv`;
    const cards = await Promise.all([1, 2, 3].map((n) => aContact(workspace, { name: `Card ${n}` })));
    const [one, two, three] = cards.map(({ id }) => id) as [number, number, number];
    const batchId = randomUUID();
    await workspace.within(async (tx) => {
      const by = (name: string) => ({ type: 'import' as const, workspaceId: workspace.workspaceId, id: null, name });
      for (const [place, id] of [one, two].entries())
        await recordChange(tx, by(source), {
          verb: 'importContact',
          batchId,
          reason: { source, row: place + 1 },
          items: [{ contactId: id, target: 'tag', before: 'imported', after: null }],
        });
      await recordChange(tx, by('rule'), {
        verb: 'recognise',
        reason: { rule: source },
        items: [{ contactId: three, target: 'tag', before: 'recognised', after: null }],
      });
    });
    const merged = await workspace.within((tx) => mergeContacts(tx, workspace.admin, { id: one, ids: [two] }));
    expect(await undo({ source })).toMatchObject({ found: 2, undone: 2 });
    expect(await undo({ rule: source })).toMatchObject({ found: 1, undone: 1 });
    expect((await read(three)).tags).toEqual(['recognised']);
    const { admin } = workspace;
    expect(await undo({ operatorId: admin.id, verbs: ['mergeContacts'] })).toMatchObject({ found: 1, undone: 1 });
    expect(merged.changeId).not.toBeNull();
    expect((await read(two)).id).toBe(two);
  });

  test('asks for the rights of each: an operator takes back only their own', async () => {
    const actor = await newcomer();
    const card = await aContact(workspace, { name: 'Mine' });
    const changeId = await rename(workspace.supervisor, card.id, 'Yours');
    const asked = { operatorId: workspace.supervisor.id, from: new Date(Date.now() - 1_000).toISOString() };
    const { found, undone, refused } = await undo(asked, actor);
    expect([undone, refused.length]).toEqual([0, found]);
    expect(refused.map((one) => one.changeId)).toContain(changeId);
    await expect(undo({})).rejects.toMatchObject({ code: 'INVALID' });
  });

  test('what was undone is left alone', async () => {
    const actor = await newcomer();
    const card = await aContact(workspace, { name: 'Once' });
    const changeId = await rename(actor, card.id, 'Twice');
    await workspace.within((tx) => undoChange(tx, actor, changeId));
    expect(await undo({ operatorId: actor.id })).toMatchObject({ found: 0, undone: 0 });
  });
});
