import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImportRow, MatchRule } from '#contract/contact-import.ts';
import { aRow, asStream } from '#test/support/contact-rows.ts';
import { aContact, aWorkspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { checkContacts } from './check-contacts.ts';
import { importContacts } from './import-contacts.ts';

const database = ownDatabase();

describe('looking at a file of contacts', () => {
  it('says of each row what it will do, and saves nothing', async () => {
    const workspace = await aWorkspace(database);
    const owner = await aContact(workspace, { name: 'Owner', email: 'owner@example.cz' });
    const rows: ImportRow[] = [];
    const given = [
      aRow({ row: 2, key: 'a', name: 'New', phone: '602 118 001' }),
      aRow({ row: 3, key: 'b', name: 'Taken', email: 'owner@example.cz' }),
      aRow({ row: 4, key: 'c', name: 'By row 2', phone: '+420602118001' }),
      aRow({ row: 5, key: 'a', name: 'New', phone: '602 118 001' }),
      aRow({ row: 6, name: 'x', email: 'at home' }),
    ];
    const counts = await checkContacts(database, workspace.admin, {
      rows: asStream(given),
      source: 'a.csv',
      match: 'none',
      onRow: (row) => void rows.push(row),
    });
    expect(counts).toEqual({ rows: 5, create: 1, update: 0, skip: 1, conflict: 2, invalid: 1 });
    expect(rows).toMatchObject([
      { row: 2, action: 'create', reason: 'new', name: 'New', phone: '602 118 001', contactId: null },
      {
        row: 3,
        action: 'conflict',
        reason: 'valueTaken',
        taken: [{ kind: 'email', value: 'owner@example.cz', contactId: owner.id }],
        problem: `“owner@example.cz” is on card ${owner.id}.`,
      },
      { row: 4, action: 'conflict', taken: [{ contactId: 0, row: 2 }], problem: expect.stringContaining('row 2') },
      { row: 5, action: 'skip', reason: 'nothingNew' },
      {
        row: 6,
        action: 'invalid',
        reason: 'invalid',
        email: 'at home',
        problem: '“at home” is not an e-mail address.',
      },
    ]);
    const { n } = await workspace.within((tx) =>
      tx.selectFrom('contact').select(tx.fn.countAll<number>().as('n')).executeTakeFirstOrThrow(),
    );
    expect(n).toBe(1);
  });

  it('tells of an update what it changes', async () => {
    const workspace = await aWorkspace(database);
    const given = { source: 'a.csv', match: 'none' as const };
    const first = asStream([aRow({ key: 'a', name: 'Before', email: 'a@example.cz', city: 'Brno' })]);
    await importContacts(database, workspace.admin, { ...given, rows: first, batchId: randomUUID() });
    const rows: ImportRow[] = [];
    const second = asStream([aRow({ key: 'a', name: 'After', email: ['a@example.cz', 'b@example.cz'], city: 'Brno' })]);
    await checkContacts(database, workspace.admin, { ...given, rows: second, onRow: (row) => void rows.push(row) });
    expect(rows[0]?.changes).toEqual([
      { field: 'name', before: 'Before', after: 'After' },
      { field: 'email', before: null, after: 'b@example.cz' },
    ]);
  });

  it('never differs from what the import then does', async () => {
    const row = fc.record(
      {
        name: fc.constantFrom('Jana', 'Petr', 'Eva'),
        email: fc.constantFrom(
          'a@example.cz',
          'b@example.cz',
          'c@example.cz',
          'bad@example',
          'noreply@example.cz',
          '-',
        ),
        phone: fc.constantFrom('602118001', '602118002', '000'),
        city: fc.constantFrom('Brno', 'Praha'),
      },
      { requiredKeys: [] },
    );
    const rule = fc.constantFrom<MatchRule>('none', 'skip', 'share');
    const files = fc.array(fc.array(row, { maxLength: 8 }), { minLength: 2, maxLength: 2 });
    await fc.assert(
      fc.asyncProperty(files, rule, async (both, match) => {
        const workspace = await aWorkspace(database);
        for (const [file, given] of both.entries()) {
          const rows = given.map((one, place) => aRow({ ...one, row: place + 2, key: `${file}-${place}` }));
          const asked = { source: 'a.csv', match };
          const told = await checkContacts(database, workspace.admin, { ...asked, rows: asStream(rows), onRow() {} });
          const done = await importContacts(database, workspace.admin, {
            ...asked,
            rows: asStream(rows),
            batchId: randomUUID(),
          });
          expect({
            created: told.create + told.conflict,
            updated: told.update,
            unchanged: told.skip,
            conflicts: told.conflict,
            refusedCount: told.invalid,
          }).toEqual({
            created: done.created,
            updated: done.updated,
            unchanged: done.unchanged,
            conflicts: done.conflicts,
            refusedCount: done.refusedCount,
          });
        }
      }),
      { numRuns: 25 },
    );
  });
});
