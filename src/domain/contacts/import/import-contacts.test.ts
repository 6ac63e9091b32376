import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { MatchRule } from '#contract/contact-import.ts';
import { aRow, asStream } from '#test/support/contact-rows.ts';
import { aContact, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { connected } from '#test/support/test-databases.ts';
import { undoChange } from '../../history/undo-change.ts';
import { binContact } from '../bin-contact.ts';
import { editContact } from '../edit-contact.ts';
import { readContact } from '../read-contact.ts';
import { importContacts } from './import-contacts.ts';
import type { ContactsToImport } from './import-run.ts';
import type { RowRead } from './row-to-import.ts';

const database = ownDatabase();
let workspace: Workspace;
beforeAll(async () => {
  workspace = await aWorkspace(database);
  await connected(database.url, (client) =>
    client.query(`alter table vizitka.contact add constraint some_limit check (name <> 'Nobody the store takes')`),
  );
});

describe('importing contacts', () => {
  it('makes a card of each row, findable, with its key, and changes nothing the second time', async () => {
    const rows = [
      aRow({
        key: 'c1',
        name: 'Jana Horáková',
        email: 'jana@example.cz',
        phone: '602 118 001',
        city: 'Olomouc',
        tags: ['vip'],
      }),
      aRow({
        key: 'c2',
        name: 'Petr Novák',
        email: ['petr@example.cz', 'novak@example.com'],
        extra: { tariff: 'Yearly' },
      }),
    ];
    expect(await run(rows)).toMatchObject({ rows: 2, created: 2, updated: 0, unchanged: 0, conflicts: 0, refused: [] });
    const jana = await cardOf('c1');
    expect(jana).toMatchObject({
      name: 'Jana Horáková',
      nameSource: 'import',
      attributes: { city: 'Olomouc' },
      tags: ['vip'],
      version: 1,
      externalIds: [{ source: 'crm.csv', id: 'c1' }],
    });
    expect(jana.identifiers).toMatchObject([
      {
        kind: 'email',
        value: 'jana@example.cz',
        main: true,
        state: 'owned',
        trust: 'operator',
        source: { by: 'import', name: 'crm.csv' },
      },
      { kind: 'phone', value: '+420602118001', display: '602 118 001', main: true },
    ]);
    expect((await cardOf('c2')).extra).toEqual({ tariff: 'Yearly' });
    expect(await run(rows)).toMatchObject({ rows: 2, created: 0, updated: 0, unchanged: 2, conflicts: 0 });
    expect((await cardOf('c1')).version).toBe(1);
  });

  it('updates the card of a known key: a newer import replaces an older one, and never what a person entered (R-DIR-5)', async () => {
    await run([aRow({ key: 'u1', name: 'Eva Malá', city: 'Brno', email: 'eva@example.cz' })]);
    const { id, version } = await cardOf('u1');
    await workspace.within((tx) =>
      editContact(tx, workspace.operator, { id, version, edit: { attributes: { city: 'Praha' } } }),
    );
    const again = aRow({ key: 'u1', name: 'Eva Velká', city: 'Ostrava', email: 'velka@example.cz' });
    expect(await run([again])).toMatchObject({ created: 0, updated: 1 });
    const card = await cardOf('u1');
    expect(card).toMatchObject({ name: 'Eva Velká', attributes: { city: 'Praha' }, version: 3 });
    expect(card.identifiers.map(({ value, main }) => [value, main])).toEqual([
      ['eva@example.cz', true],
      ['velka@example.cz', false],
    ]);
  });

  it('knows a row without a key by what it says', async () => {
    const rows = [aRow({ name: 'Keyless', phone: '602 118 009' })];
    expect(await run([...rows, ...rows])).toMatchObject({ created: 1, unchanged: 1 });
    expect(await run(rows)).toMatchObject({ created: 0, unchanged: 1 });
  });

  it('adds, and replaces nothing, where a key comes twice in one file, so that the same file still changes nothing the second time', async () => {
    const rows = [
      aRow({ key: 't1', name: 'Twice One', email: 'one@example.com' }),
      aRow({ key: 't1', name: 'Twice Two', email: 'two@example.com', city: 'Zlín' }),
    ];
    expect(await run(rows)).toMatchObject({ created: 1, updated: 1 });
    expect(await cardOf('t1')).toMatchObject({ name: 'Twice One', attributes: { city: 'Zlín' } });
    expect((await cardOf('t1')).identifiers).toHaveLength(2);
    expect(await run(rows)).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
  });

  it('refuses a row that is none, by its number, and imports the others', async () => {
    const rows = [
      aRow({ key: 'r1', name: 'Good' }),
      aRow({ key: 'r2', name: 'Bad', email: 'hana.mala@example' }),
      aRow({ key: 'r3' }),
      { row: 9, bytes: 0, refused: 'Its quotes do not match.' },
      aRow({ key: 'r5', name: 'x'.repeat(501) }),
      aRow({ key: 'r6', name: 'a\u0000b' }),
      aRow({ key: 'r7', name: 'Nobody the store takes' }),
      aRow({ key: 'r8', name: 'Good too' }),
    ];
    const { refused, ...counts } = await run(rows);
    expect(counts).toMatchObject({ rows: 8, created: 2 });
    expect(refused.map(({ reason }) => reason)).toEqual([
      'The address “hana.mala@example” has no ending, such as .cz.',
      'The row has no name and no identifier.',
      'Its quotes do not match.',
      'The name is longer than 500 characters.',
      'The row holds a NUL character, or half of a character.',
      expect.stringContaining('The row could not be saved'),
    ]);
  });

  it('keeps beside the card what never identifies anybody (R-ID-7)', async () => {
    await run([aRow({ key: 'n1', name: 'No Reply', email: 'noreply@example.com', phone: '000 000 000' })]);
    expect(await cardOf('n1')).toMatchObject({
      identifiers: [],
      extra: { email: 'noreply@example.com', phone: '000 000 000' },
    });
  });

  it('refuses a row whose card lies in the bin', async () => {
    const rows = [aRow({ key: 'b1', name: 'In the bin', email: 'bin@example.cz' })];
    await run(rows);
    const { id, version } = await cardOf('b1');
    await workspace.within((tx) => binContact(tx, workspace.admin, { id, version }));
    expect(await run(rows)).toMatchObject({
      created: 0,
      refused: [{ reason: `Its card ${id} is in the bin. Restore it there, or delete it for good, and import again.` }],
    });
  });

  it('is one change for each row, which Undo takes back', async () => {
    const batchId = randomUUID();
    await run([aRow({ key: 'z1', name: 'Undone', email: 'undone@example.cz', extra: { a: 'b' } })], { batchId });
    const { id } = await cardOf('z1');
    const [change] = await changesOf(batchId);
    expect(change).toMatchObject({ verb: 'importContact', reason: { source: 'crm.csv', row: 1 } });
    await workspace.within((tx) => undoChange(tx, workspace.admin, change?.id as string));
    const card = await workspace.within((tx) => readContact(tx, workspace.admin, id));
    expect(card).toMatchObject({ state: 'binned' });
    expect(
      await run([aRow({ key: 'z1', name: 'Undone', email: 'undone@example.cz', extra: { a: 'b' } })]),
    ).toMatchObject({
      created: 1,
      conflicts: 0,
    });
  });
});

describe('a row whose value another card has', () => {
  const rules: [MatchRule, object][] = [
    ['none', { created: 1, conflicts: 1 }],
    ['skip', { created: 0, unchanged: 1 }],
    ['update', { created: 0, updated: 1 }],
    ['merge', { created: 0, updated: 1 }],
    ['share', { created: 1, conflicts: 0 }],
  ];
  for (const [match, counts] of rules) {
    it(`is taken as the rule says: ${match}`, async () => {
      const email = `${match}@example.cz`;
      const owner = await aContact(workspace, { name: 'Owner', email });
      const rows = [aRow({ key: match, name: 'Imported', email, phone: `602 118 1${match.length}0` })];
      expect(await run(rows, { match })).toMatchObject(counts);
      const ofOwner = await workspace.within((tx) => readContact(tx, workspace.admin, owner.id));
      expect(ofOwner.name).toBe('Owner');
      if (match === 'skip') return expect(ofOwner.version).toBe(1);
      const card = await cardOf(match);
      expect(card.id === owner.id).toBe(match === 'update' || match === 'merge');
      const states = { none: 'contested', share: 'shared', update: 'owned', merge: 'owned' };
      expect(card.identifiers.find(({ value }) => value === email)?.state).toBe(states[match as 'none']);
      expect(ofOwner.identifiers[0]?.state).toBe(match === 'share' ? 'shared' : 'owned');
      expect(await pairs(card.id, owner.id)).toBe(match === 'none' ? 1 : 0);
      expect(await run(rows, { match })).toMatchObject({ created: 0, updated: 0, unchanged: 1, conflicts: 0 });
    });
  }

  it('becomes a card of its own under “update” where its values are on two cards', async () => {
    await aContact(workspace, { name: 'First', email: 'first@example.cz' });
    await aContact(workspace, { name: 'Second', phone: '+420602118200' });
    const row = aRow({ key: 'two', name: 'Both', email: 'first@example.cz', phone: '602 118 200' });
    expect(await run([row], { match: 'update' })).toMatchObject({ created: 1, conflicts: 1 });
    expect((await cardOf('two')).identifiers.map(({ state }) => state)).toEqual(['contested', 'contested']);
  });

  it('meets rows of its own file as it meets other cards', async () => {
    const rows = [
      aRow({ key: 's1', name: 'Switchboard One', phone: '602 118 300' }),
      aRow({ key: 's2', name: 'Switchboard Two', phone: '602 118 300' }),
      aRow({ key: 's3', name: 'Switchboard Three', phone: '+420 602 118 300' }),
    ];
    expect(await run(rows)).toMatchObject({ created: 3, conflicts: 2 });
    expect(await run(rows)).toMatchObject({ unchanged: 3, conflicts: 0 });
  });

  it('goes where a person decided for it', async () => {
    const owner = await aContact(workspace, { name: 'Decided', email: 'decided@example.cz' });
    const rows = [
      aRow({ key: 'd1', row: 2, name: 'Into', email: 'into@example.cz' }),
      aRow({ key: 'd2', row: 3, name: 'Skipped', email: 'skipped@example.cz' }),
      aRow({ key: 'd3', row: 4, name: 'Apart', email: 'decided@example.cz' }),
    ];
    const decisions = { '2': owner.id, '3': 'skip' as const, '4': 'create' as const };
    expect(await run(rows, { decisions, match: 'update' })).toMatchObject({
      created: 1,
      updated: 1,
      unchanged: 1,
      conflicts: 0,
    });
    expect((await cardOf('d1')).id).toBe(owner.id);
    expect((await cardOf('d3')).id).not.toBe(owner.id);
  });
});

describe('an import that is cancelled', () => {
  it('ends after its present batch, and goes on when it is run again', async () => {
    const rows = Array.from({ length: 700 }, (_, n) => aRow({ key: `x${n}`, name: `Cancelled ${n}` }));
    const stop = new AbortController();
    const first = await run(rows, { signal: stop.signal, onProgress: () => stop.abort() });
    expect(first).toMatchObject({ cancelled: true, created: expect.any(Number) });
    expect(first.created).toBeLessThan(700);
    expect(await run(rows)).toMatchObject({ cancelled: false, created: 700 - first.created, unchanged: first.created });
  });
});

describe('imports at the same time', () => {
  it('make no card twice', async () => {
    const rows = Array.from({ length: 60 }, (_, n) =>
      aRow({ key: `p${n}`, name: `Parallel ${n}`, email: `parallel${n % 50}@example.cz` }),
    );
    const summaries = await Promise.all([run(rows), run(rows.toReversed()), run(rows)]);
    const created = summaries.reduce((sum, summary) => sum + summary.created, 0);
    expect([created, summaries.flatMap(({ refused }) => refused)]).toEqual([60, []]);
  });
});

let batches = 0;

async function run(rows: RowRead[], given: Partial<ContactsToImport> = {}) {
  batches += 1;
  return importContacts(database, workspace.admin, {
    rows: asStream(rows),
    source: 'crm.csv',
    match: 'none',
    batchId: given.batchId ?? `00000000-0000-4000-8000-${String(batches).padStart(12, '0')}`,
    ...given,
  });
}

async function cardOf(key: string) {
  return workspace.within(async (tx) => {
    const { contactId } = await tx
      .selectFrom('contactImportKey')
      .select('contactId')
      .where('key', '=', key)
      .where('workspaceId', '=', workspace.workspaceId)
      .executeTakeFirstOrThrow();
    return readContact(tx, workspace.admin, contactId);
  });
}

async function changesOf(batchId: string) {
  return workspace.within((tx) =>
    tx.selectFrom('change').select(['id', 'verb', 'reason']).where('batchId', '=', batchId).execute(),
  );
}

async function pairs(a: number, b: number): Promise<number> {
  const rows = await workspace.within((tx) =>
    tx
      .selectFrom('duplicatePair')
      .select('aId')
      .where('aId', '=', Math.min(a, b))
      .where('bId', '=', Math.max(a, b))
      .execute(),
  );
  return rows.length;
}
