import { describe, expect, test } from 'vitest';
import { aChannel, aContact, aConversation, aQueue, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { readHistory } from '../../history/read-history.ts';
import { undoChange } from '../../history/undo-change.ts';
import type { Actor, KeyActor } from '../../operators/actor.ts';
import { mergeContacts } from '../merge-contacts.ts';
import { beginFinding } from './begin-finding.ts';
import { decideDuplicate } from './decide-duplicate.ts';
import { duplicatesStatus } from './duplicates-status.ts';
import { listDuplicates } from './list-duplicates.ts';
import { notedReason, notePossibleDuplicate } from './note-duplicate.ts';
import { readDuplicate } from './read-duplicate.ts';

const database = ownDatabase();
let workspace: Workspace;

/** Two cards that recognition noted. */
async function aPair(names: [string, string] = ['Jana Nováková', 'Jana Novakova']): Promise<[number, number]> {
  const [a, b] = [await aContact(workspace, { name: names[0] }), await aContact(workspace, { name: names[1] })];
  const note = { by: 'recognition' as const, reasons: [notedReason('oneConversation')], reason: { secret: 'quoted' } };
  await workspace.within((tx) => notePossibleDuplicate(tx, workspace.workspaceId, b.id, a.id, note));
  return [a.id, b.id];
}

async function withPair(): Promise<[number, number]> {
  workspace = await aWorkspace(database);
  return aPair();
}

type Decision = 'notDuplicate' | 'later' | 'open';
const decide = ([a, b]: [number, number], decision: Decision, actor: Actor = workspace.operator) =>
  workspace.within((tx) => decideDuplicate(tx, actor, { a, b, decision }));
const read = ([a, b]: [number, number], actor: Actor = workspace.operator) =>
  workspace.within((tx) => readDuplicate(tx, actor, { a, b }));
const list = (given: Partial<Parameters<typeof listDuplicates>[2]> = {}, actor: Actor = workspace.operator) =>
  workspace.within((tx) => listDuplicates(tx, actor, { state: 'open', min: 0.5, limit: 50, ...given }));
const undo = (id: string | null, actor: Actor = workspace.operator) =>
  workspace.within((tx) => undoChange(tx, actor, id ?? ''));

describe('deciding about a pair (R-BEY-3)', () => {
  test('is one change in the histories of both cards, with who decided', async () => {
    const pair = await withPair();
    const decided = await decide([pair[1], pair[0]], 'notDuplicate');
    expect(decided).toMatchObject({ state: 'notDuplicate', decidedBy: 'Olga Operátorová', a: { id: pair[0] } });
    for (const id of pair) {
      const { items } = await workspace.within((tx) => readHistory(tx, workspace.operator, { id, limit: 50 }));
      expect(items.find((item) => item.type === 'change' && item.verb === 'decideDuplicate')).toMatchObject({
        id: decided.changeId,
        items: [
          { target: 'duplicate', before: { state: 'open' }, after: { state: 'notDuplicate' } },
          { target: 'duplicate', before: { state: 'open' }, after: { state: 'notDuplicate' } },
        ],
      });
    }
    expect((await list()).items).toEqual([]);
  });

  test('changes nothing when it is said again', async () => {
    const pair = await withPair();
    const first = await decide(pair, 'later');
    expect(await decide(pair, 'later', workspace.admin)).toEqual(first);
  });

  test('can be undone, to what was decided before; and that undone again', async () => {
    const pair = await withPair();
    const later = await decide(pair, 'later', workspace.admin);
    const { changeId } = await decide(pair, 'notDuplicate');
    const undone = await undo(changeId);
    expect(undone.notRestored).toEqual([]);
    expect(await read(pair)).toEqual(later);
    await undo(undone.change.id);
    expect(await read(pair)).toMatchObject({ state: 'notDuplicate', decidedBy: 'Olga Operátorová', changeId });
  });

  test('is not undone over a later decision', async () => {
    const pair = await withPair();
    const { changeId } = await decide(pair, 'notDuplicate');
    await decide(pair, 'later', workspace.admin);
    await expect(undo(changeId)).rejects.toMatchObject({
      code: 'CONFLICT',
      data: { notRestored: [{ target: 'duplicate', reason: 'changedLater' }] },
    });
  });

  test('needs the right to write cards, as every write of a key', async () => {
    const pair = await withPair();
    const { workspaceId } = workspace;
    const key: KeyActor = {
      type: 'apiKey',
      workspaceId,
      id: '00000000-0000-4000-8000-000000000000',
      name: 'Reader',
      role: 'administrator',
      scopes: ['contacts:read'],
      queues: null,
    };
    expect((await list({}, key)).items).toHaveLength(1);
    await expect(decide(pair, 'later', key)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(workspace.within((tx) => beginFinding(tx, key))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await read(pair)).toMatchObject({ state: 'open' });
  });

  test('is about pairs that somebody suggested', async () => {
    const [a] = await withPair();
    const { id } = await aContact(workspace, { name: 'Petr Svoboda' });
    await expect(decide([a, id], 'notDuplicate')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('a card that may not be seen (R-HIS-5)', () => {
  test('is told of nowhere: no pair, no count, no history, no decision', async () => {
    const pair = await withPair();
    const hidden = await workspace.within((tx) => aQueue(tx, workspace.workspaceId, { readers: 'hidden' }));
    const channelId = await aChannel(workspace, { queue: hidden });
    await aConversation(workspace, { channelId, queue: hidden, contactId: pair[1] });
    await decide(pair, 'later', workspace.admin);
    for (const state of ['open', 'later', 'decided'] as const) expect((await list({ state })).items).toEqual([]);
    expect(await workspace.within((tx) => duplicatesStatus(tx, workspace.operator))).toMatchObject({
      open: 0,
      later: 0,
    });
    await expect(read(pair)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(decide(pair, 'open')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const { items } = await workspace.within((tx) => readHistory(tx, workspace.operator, { id: pair[0], limit: 50 }));
    expect(JSON.stringify(items)).not.toContain('"duplicate"');
    const seen = await list({ state: 'later' }, workspace.admin);
    expect(seen.items).toMatchObject([{ a: { conversations: 0 }, b: { conversations: 1 } }]);
  });

  test('does not count in the conversations of one that may be seen', async () => {
    const pair = await withPair();
    const hidden = await workspace.within((tx) => aQueue(tx, workspace.workspaceId, { readers: 'hidden' }));
    const channelId = await aChannel(workspace);
    await aConversation(workspace, { channelId, contactId: pair[0] });
    await aConversation(workspace, { channelId, queue: hidden, contactId: pair[0] });
    expect((await read(pair)).a.conversations).toBe(1);
    expect((await read(pair, workspace.admin)).a.conversations).toBe(2);
    expect(JSON.stringify(await read(pair))).not.toContain('quoted');
  });
});

describe('the review queue', () => {
  test('goes page by page, the most probable first', async () => {
    await withPair();
    for (const name of ['Eva', 'Petr', 'Adam']) await aPair([`${name} Malá`, `${name} Mala`]);
    await workspace.within(async (tx) => {
      const pairs = await tx.selectFrom('duplicatePair').select(['aId', 'bId']).orderBy('aId').execute();
      for (const [place, { aId }] of pairs.entries())
        await tx
          .updateTable('duplicatePair')
          .set({ score: [0.61, 0.97, 0.61, 0.7][place] as number })
          .where('aId', '=', aId)
          .execute();
    });
    const scores: number[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page: Awaited<ReturnType<typeof list>> = await list({ limit: 1, cursor });
      scores.push(...page.items.map(({ score }) => score));
      cursor = page.nextCursor;
    }
    expect(scores).toEqual([0.97, 0.7, 0.61, 0.61]);
    expect((await list({ min: 0.7 })).items).toHaveLength(2);
    const [first] = (await list()).items;
    expect((await list({ contact: first?.b.id })).items).toEqual([first]);
  });

  test('counts what waits, and says that a run was asked for', async () => {
    const pair = await withPair();
    await aPair(['Eva Malá', 'Eva Mala']);
    await decide(pair, 'notDuplicate');
    const status = await workspace.within((tx) => beginFinding(tx, workspace.operator));
    expect(status).toMatchObject({ open: 1, later: 0, decided: 1, run: { done: 0, of: 4 }, lastRunAt: null });
    expect(await workspace.within((tx) => beginFinding(tx, workspace.operator))).toEqual(status);
  });

  test('leads from merged cards to the pair of the card that is left, and has the merge among what was decided', async () => {
    const [a, b] = await withPair();
    const [c] = await aPair(['Jana N.', 'Jana No.']);
    await workspace.within((tx) =>
      notePossibleDuplicate(tx, workspace.workspaceId, a, c, { by: 'import', reasons: [notedReason('importedRow')] }),
    );
    await workspace.within((tx) => mergeContacts(tx, workspace.operator, { id: a, ids: [b] }));
    expect(await read([b, c])).toMatchObject({ a: { id: a }, b: { id: c }, by: 'import' });
    expect((await list({ state: 'decided' })).items).toMatchObject([
      { a: { id: a }, b: { id: b, name: 'Jana Novakova' }, state: 'merged' },
    ]);
    await expect(decide([a, b], 'open')).rejects.toMatchObject({ code: expect.stringMatching(/CONFLICT|NOT_FOUND/) });
  });
});
