import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { MatchRule } from '#contract/contact-import.ts';
import { aRow, asStream } from '#test/support/contact-rows.ts';
import { aContact, aWorkspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { undoMany } from '../../history/undo-many.ts';
import { readContacts } from '../read-contacts.ts';
import { importContacts } from './import-contacts.ts';

const database = ownDatabase();

it.each<MatchRule>(['none', 'update', 'merge', 'share'])(
  'an import with the match rule “%s” is undone as one',
  async (match) => {
    const workspace = await aWorkspace(database);
    const owner = await aContact(workspace, { name: 'Owner', email: 'owner@example.cz', attributes: { city: 'Brno' } });
    const read = async () =>
      (await workspace.within((tx) => readContacts(tx, workspace.admin, [owner.id]))).map(
        ({ version: _, updatedAt: _at, identifiers, ...card }) => ({
          ...card,
          identifiers: identifiers.map(({ lastSeen: _seen, ...value }) => value),
        }),
      );
    const before = await read();
    const rows = [
      aRow({
        key: 'a',
        name: 'Owner',
        email: 'owner@example.cz',
        phone: '602 118 001',
        tags: ['vip'],
        extra: { note: 'x' },
      }),
      aRow({ key: 'b', name: 'New', email: 'new@example.cz' }),
    ];
    const run = async (batchId: string) =>
      importContacts(database, workspace.admin, { rows: asStream(rows), source: 'a.csv', match, batchId });
    const batchId = randomUUID();
    const first = await run(batchId);
    const undone = await undoMany(database, workspace.admin, { batchId, dryRun: false });
    expect(undone).toMatchObject({ notRestored: 0, refused: [] });
    expect(await read()).toEqual(before);
    const { n } = await workspace.within((tx) =>
      tx
        .selectFrom('contact')
        .select(tx.fn.countAll<number>().as('n'))
        .where('state', '=', 'active')
        .where('workspaceId', '=', workspace.workspaceId)
        .executeTakeFirstOrThrow(),
    );
    expect(n).toBe(1);
    expect(await run(randomUUID())).toEqual(first);
  },
);
