import { describe, expect, test } from 'vitest';
import { aContact, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { attachValues, standOnCard } from '../attach-values.ts';
import { binContact } from '../bin-contact.ts';
import { editContact } from '../edit-contact.ts';
import { refreshSearch } from '../refresh-search.ts';
import { emptyMemory, type SearchMemory } from './changed-cards.ts';
import { decideDuplicate } from './decide-duplicate.ts';
import { findAll } from './find-all.ts';
import { findChanged } from './find-changed.ts';
import { listDuplicates } from './list-duplicates.ts';
import { notedReason, notePossibleDuplicate } from './note-duplicate.ts';
import { claimRun, type Run } from './search-run.ts';

const database = ownDatabase();
let workspace: Workspace;
let memory: SearchMemory;

const { signal } = new AbortController();
const jana = { name: 'Jana Nováková', attributes: { birth_date: '1984-02-29', street: 'Lipová 12', city: 'Brno' } };

/** A workspace whose cards were compared before. */
async function comparedBefore(): Promise<void> {
  workspace = await aWorkspace(database);
  memory = emptyMemory();
  for (const name of ['Petr Svoboda', 'Eva Dvořáková', 'Tomáš Černý']) await aContact(workspace, { name });
  await runOver();
}

async function runOver(): Promise<void> {
  const run = await workspace.within((tx) => claimRun(tx, workspace.workspaceId));
  await findAll(database, workspace.workspaceId, run as Run, { signal, seen: new Date() });
}

const look = (settled: number | null = null) =>
  findChanged(database, workspace.workspaceId, memory, { settled, signal });

async function queue(state: 'open' | 'later' | 'decided' = 'open') {
  const { items } = await workspace.within((tx) => listDuplicates(tx, workspace.admin, { state, min: 0.3, limit: 50 }));
  return items.map(({ a, b, ...pair }) => ({ pair: [a.id, b.id], ...pair }));
}

async function twins(): Promise<[number, number]> {
  const one = await aContact(workspace, { ...jana, email: 'jana@example.com' });
  const other = await aContact(workspace, { ...jana, name: 'Novakova Jana', phone: '602 111 222' });
  await look();
  return [one.id, other.id];
}

const decide = ([a, b]: [number, number], decision: 'notDuplicate' | 'later' | 'open') =>
  workspace.within((tx) => decideDuplicate(tx, workspace.operator, { a, b, decision }));

describe('a card that changed (R-BEY-3)', () => {
  test('finds its twin at once, without a run over all cards', async () => {
    await comparedBefore();
    const pair = await twins();
    expect(await queue()).toMatchObject([{ pair, state: 'open', by: 'matcher' }]);
  });

  test('is looked at once for every change, also by a process that knows nothing of the others', async () => {
    await comparedBefore();
    await twins();
    expect(await look()).toBe(0);
    const future = Date.now() + 60_000;
    expect(await look(future)).toBe(0); // now the store knows up to where
    memory = emptyMemory();
    expect(await look(future)).toBe(0);
    await aContact(workspace, { name: 'Somebody New' });
    expect(await look()).toBe(1);
  });

  test('leaves the queue when it is not alike any more, and comes back when it is', async () => {
    await comparedBefore();
    const [, b] = await twins();
    const edit = (version: number, name: string, birth_date: string, street: string) =>
      workspace.within((tx) =>
        editContact(tx, workspace.operator, { id: b, version, edit: { name, attributes: { birth_date, street } } }),
      );
    const { contact } = await edit(1, 'Zdeněk Król', '1951-11-03', 'Mánesova 3');
    await look();
    expect(await queue()).toEqual([]);
    await edit(contact.version, 'Jana Novakova', '1984-02-29', 'Lipová 12');
    await look();
    expect(await queue()).toHaveLength(1);
  });

  test('is not told of while it lies in the bin', async () => {
    await comparedBefore();
    const [a, b] = await twins();
    await workspace.within((tx) => binContact(tx, workspace.operator, { id: b, version: 1 }));
    await look();
    expect(await queue()).toEqual([]);
    const keys = await workspace.within((tx) => tx.selectFrom('duplicateKey').select('contactId').distinct().execute());
    expect(keys.map(({ contactId }) => contactId)).toContain(a);
    expect(keys.map(({ contactId }) => contactId)).not.toContain(b);
  });

  test('is found by a value that a message brought, which counts up no version', async () => {
    await comparedBefore();
    const one = await aContact(workspace, { name: 'Eva Černá', attributes: { birth_date: '1984-02-29' } });
    const other = await aContact(workspace, { name: 'Eva Černá', phone: '602 111 222' });
    await look();
    const before = await queue();
    await workspace.within(async (tx) => {
      const value = { kind: 'custom:customer' as const, account: '', key: 'OBJ-1', display: 'OBJ-1' };
      const seen = { trust: 3, source: { by: 'channel' as const }, seenAt: new Date() };
      await attachValues(tx, workspace.workspaceId, one.id, [{ ...value, ...seen }]);
      await standOnCard(tx, workspace.workspaceId, other.id, [{ ...value, ...seen }]);
      await refreshSearch(tx, workspace.workspaceId, other.id);
    });
    expect(await look()).toBe(1);
    const [found] = await queue();
    expect(found?.pair).toEqual([one.id, other.id]);
    expect(found?.score).toBeGreaterThan(before[0]?.score ?? 0);
  });

  test('is scored when recognition noted its pair, in front of whose reasons the note stays', async () => {
    await comparedBefore();
    const pair = await twins();
    await workspace.within((tx) => tx.deleteFrom('duplicatePair').execute());
    await workspace.within((tx) =>
      notePossibleDuplicate(tx, workspace.workspaceId, pair[1], pair[0], {
        by: 'recognition',
        reasons: [notedReason('oneConversation')],
        reason: { rule: 'contradiction' },
      }),
    );
    expect(await queue()).toMatchObject([{ pair, score: 0.5, by: 'recognition' }]);
    expect(await look()).toBe(1);
    const [noted] = await queue();
    expect(noted?.score).toBeGreaterThan(0.5); // the background says how probable it is
    expect(noted?.reasons[0]).toMatchObject({ field: 'noted', code: 'oneConversation' });
  });
});

describe('what was decided', () => {
  test('not a duplicate: is never asked again, whatever is found, noted or edited later', async () => {
    await comparedBefore();
    const pair = await twins();
    await decide(pair, 'notDuplicate');
    await workspace.within((tx) =>
      editContact(tx, workspace.operator, { id: pair[1], version: 1, edit: { name: 'Jana Nováková' } }),
    );
    await look();
    await workspace.within((tx) =>
      notePossibleDuplicate(tx, workspace.workspaceId, pair[0], pair[1], {
        by: 'import',
        reasons: [notedReason('importedRow')],
      }),
    );
    await runOver();
    expect(await queue()).toEqual([]);
    expect(await queue('decided')).toMatchObject([{ pair, state: 'notDuplicate', decidedBy: 'Olga Operátorová' }]);
  });

  test('not a duplicate: holds for the card that one of the two is merged into', async () => {
    await comparedBefore();
    const pair = await twins();
    await decide(pair, 'notDuplicate');
    const survivor = await aContact(workspace, { ...jana, name: 'J. Nováková' });
    await workspace.within((tx) =>
      tx
        .updateTable('contact')
        .set({ state: 'merged', mergedInto: survivor.id, survivorId: survivor.id, updatedAt: new Date() })
        .where('id', '=', pair[1])
        .execute(),
    );
    await look();
    await workspace.within((tx) =>
      notePossibleDuplicate(tx, workspace.workspaceId, survivor.id, pair[0], {
        by: 'recognition',
        reasons: [notedReason('oneConversation')],
      }),
    );
    await runOver();
    expect(await queue()).toEqual([]);
  });

  test('later: waits behind the others, whatever the score becomes', async () => {
    await comparedBefore();
    const pair = await twins();
    await decide(pair, 'later');
    await runOver();
    expect(await queue()).toEqual([]);
    expect(await queue('later')).toMatchObject([{ pair, state: 'later' }]);
    await decide(pair, 'open');
    expect(await queue()).toMatchObject([{ pair, state: 'open', decidedBy: null, changeId: null }]);
  });

  test('a merged pair: is not opened again by a note', async () => {
    await comparedBefore();
    const [a, b] = await twins();
    await workspace.within((tx) => tx.updateTable('duplicatePair').set({ state: 'merged' }).execute());
    await workspace.within((tx) =>
      notePossibleDuplicate(tx, workspace.workspaceId, a, b, {
        by: 'recognition',
        reasons: [notedReason('oneConversation')],
      }),
    );
    const states = await workspace.within((tx) => tx.selectFrom('duplicatePair').select('state').execute());
    expect(states).toEqual([{ state: 'merged' }]);
  });
});
