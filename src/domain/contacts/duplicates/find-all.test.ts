import { describe, expect, test } from 'vitest';
import { aContact, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { cardRecords } from './card-records.ts';
import { emptyMemory } from './changed-cards.ts';
import { decideDuplicate } from './decide-duplicate.ts';
import { findAll } from './find-all.ts';
import { keepFinding } from './keep-finding.ts';
import { listDuplicates } from './list-duplicates.ts';
import { notedReason, notePossibleDuplicate } from './note-duplicate.ts';
import { askForRun, claimRun, keepRun, readSearch } from './search-run.ts';

const database = ownDatabase();

const { signal } = new AbortController();

async function runOver(workspace: Workspace, given: { signal?: AbortSignal } = {}) {
  const run = await workspace.within((tx) => claimRun(tx, workspace.workspaceId));
  if (!run) throw new Error('another run is under way');
  return findAll(database, workspace.workspaceId, run, { signal, seen: new Date(Date.now() - 10_000), ...given });
}

async function queue(workspace: Workspace, state: 'open' | 'later' | 'decided' = 'open') {
  return (await workspace.within((tx) => listDuplicates(tx, workspace.admin, { state, min: 0.3, limit: 50 }))).items;
}

/** The same person twice, as two operators would write her, among others. */
async function twins(workspace: Workspace): Promise<[number, number]> {
  const one = await aContact(workspace, {
    name: 'Jana Nováková',
    email: 'jana.novakova@example.com',
    attributes: { birth_date: '1984-02-29', street: 'Lipová 12', city: 'Brno', postcode: '602 00' },
  });
  for (const name of ['Petr Svoboda', 'Eva Dvořáková', 'Tomáš Černý', 'Marek Veselý'])
    await aContact(workspace, { name, email: `${name.slice(0, 3)}@example.cz`, attributes: { city: 'Praha' } });
  const other = await aContact(workspace, {
    name: 'Novakova Jana',
    phone: '602 111 222',
    attributes: { birth_date: '1984-02-29', street: 'Lipova 12', city: 'Brno', postcode: '60200' },
  });
  return [one.id, other.id];
}

const twinsOf = ([a, b]: [number, number]) => ({ a: { id: a }, b: { id: b } });

describe('a run over all cards (R-BEY-3)', () => {
  test('compares numbers by their key and shows them as they were written', async () => {
    const workspace = await aWorkspace(database);
    const { id } = await aContact(workspace, { name: 'Jana Nováková', phone: '602 111 222' });
    const [record] = await workspace.within((tx) => cardRecords(tx, workspace.workspaceId, [id]));
    expect(record).toMatchObject({ phones: ['+420602111222'], phonesAsWritten: ['602 111 222'] });
  });

  test('finds the same person written twice, says why, and nobody else', async () => {
    const workspace = await aWorkspace(database);
    const pair = await twins(workspace);
    const { cards } = await runOver(workspace);
    const found = await queue(workspace);
    expect(cards).toBe(6);
    expect(found).toMatchObject([{ ...twinsOf(pair), state: 'open', by: 'matcher', decidedBy: null }]);
    expect(found[0]?.score).toBeGreaterThan(0.5);
    expect(found[0]?.reasons.map(({ field }) => field)).toContain('birthDate');
  });

  test('keeps what was decided, and takes back what is not probable any more', async () => {
    const workspace = await aWorkspace(database);
    const [a, b] = await twins(workspace);
    await runOver(workspace);
    await workspace.within((tx) => decideDuplicate(tx, workspace.operator, { a, b, decision: 'notDuplicate' }));
    await workspace.within((tx) =>
      tx
        .insertInto('duplicatePair')
        .values({
          workspaceId: workspace.workspaceId,
          aId: a,
          bId: a + 1,
          score: 0.9,
          by: 'matcher',
          reason: null,
          decidedBy: null,
          decidedAt: null,
          changeId: null,
        })
        .execute(),
    );
    expect(await queue(workspace)).toHaveLength(1); // somebody who is not alike at all
    await runOver(workspace);
    expect(await queue(workspace)).toEqual([]);
    expect(await queue(workspace, 'decided')).toMatchObject([{ ...twinsOf([a, b]), state: 'notDuplicate' }]);
  });

  test('keeps a note of recognition, at 0.5 at least, and adds its own reasons behind', async () => {
    const workspace = await aWorkspace(database);
    const [a] = await twins(workspace);
    await workspace.within((tx) =>
      notePossibleDuplicate(tx, workspace.workspaceId, a, a + 1, {
        by: 'recognition',
        reasons: [notedReason('oneConversation')],
      }),
    );
    await runOver(workspace);
    const noted = (await queue(workspace)).find(({ by }) => by === 'recognition');
    expect(noted).toMatchObject({ ...twinsOf([a, a + 1]), score: 0.5 });
    expect(noted?.reasons[0]).toMatchObject({ field: 'noted', code: 'oneConversation' });
    expect(noted?.reasons.length).toBeGreaterThan(1);
  });

  test('works for a workspace with two cards, and for one without any', async () => {
    const workspace = await aWorkspace(database);
    expect(await runOver(workspace)).toMatchObject({ cards: 0, suggested: 0 });
    for (const name of ['Jan Novák', 'Jan Novak'])
      await aContact(workspace, { name, attributes: { birth_date: '1980-01-02', street: 'Dlouhá 7', city: 'Brno' } });
    expect(await runOver(workspace)).toMatchObject({ cards: 2, suggested: 1 });
  });
});

describe('runs of several processes', () => {
  test('are one at a time in a workspace', async () => {
    const [workspace, other] = [await aWorkspace(database), await aWorkspace(database)];
    const claim = (of: Workspace) => of.within((tx) => claimRun(tx, of.workspaceId));
    const claims = await Promise.all([claim(workspace), claim(workspace), claim(workspace)]);
    expect(claims.filter((run) => run !== null)).toHaveLength(1);
    expect(await claim(other)).not.toBeNull();
  });

  test('of which one does what was asked for, while the others wait for changes', async () => {
    const workspace = await aWorkspace(database);
    const pair = await twins(workspace);
    await workspace.within((tx) => askForRun(tx, workspace.workspaceId));
    await Promise.all([1, 2, 3].map(() => keepFinding(database, workspace.workspaceId, emptyMemory(), signal)));
    expect(await queue(workspace)).toMatchObject([twinsOf(pair)]);
    const search = await workspace.within((tx) => readSearch(tx, workspace.workspaceId));
    expect(search).toMatchObject({ asked: false, running: false, learnedFrom: 6 });
  });

  test('lose it to another when they fall silent, and stop then', async () => {
    const workspace = await aWorkspace(database);
    const { workspaceId } = workspace;
    const first = await workspace.within((tx) => claimRun(tx, workspaceId));
    await workspace.within((tx) =>
      tx
        .updateTable('duplicateSearch')
        .set({ runAliveAt: new Date(Date.now() - 61_000) })
        .execute(),
    );
    const second = await workspace.within((tx) => claimRun(tx, workspaceId));
    expect(second).not.toBeNull();
    expect(await workspace.within((tx) => keepRun(tx, workspaceId, first as Date, 0.5))).toBe(false);
    expect(await workspace.within((tx) => keepRun(tx, workspaceId, second as Date, 0.5))).toBe(true);
  });

  test('leave it to the next one when they are stopped', async () => {
    const workspace = await aWorkspace(database);
    await twins(workspace);
    await expect(runOver(workspace, { signal: AbortSignal.abort(new Error('stopping')) })).rejects.toThrow('stopping');
    expect(await workspace.within((tx) => readSearch(tx, workspace.workspaceId))).toMatchObject({ asked: true });
    await keepFinding(database, workspace.workspaceId, emptyMemory(), signal);
    expect(await queue(workspace)).toHaveLength(1);
  });

  test('learn anew when the cards have doubled, and go one by one until then', async () => {
    const workspace = await aWorkspace(database);
    const learnedFrom = async () =>
      (await workspace.within((tx) => readSearch(tx, workspace.workspaceId)))?.learnedFrom ?? null;
    const memory = emptyMemory();
    const look = () => keepFinding(database, workspace.workspaceId, memory, signal);
    await look();
    expect(await learnedFrom()).toBeNull(); // nothing to compare
    for (const name of ['Adam', 'Bára']) await aContact(workspace, { name });
    await look();
    expect(await learnedFrom()).toBe(2);
    const pair = await twins(workspace);
    await look();
    expect([await learnedFrom(), await queue(workspace)]).toMatchObject([2, [twinsOf(pair)]]);
    for (let n = 0; n < 6; n++) await aContact(workspace, { name: `Somebody ${n}` });
    await look();
    expect(await learnedFrom()).toBe(14);
  });
});
