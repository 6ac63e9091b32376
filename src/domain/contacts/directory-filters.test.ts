import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { aChannel, aContact, aConversation, aQueue, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import type { Actor } from '../operators/actor.ts';
import { decideDuplicate } from './duplicates/decide-duplicate.ts';
import { notedReason, notePossibleDuplicate } from './duplicates/note-duplicate.ts';
import { type ListInput, listContacts } from './list-contacts.ts';

const database = ownDatabase();

const list = (workspace: Workspace, given: Partial<ListInput>, actor: Actor = workspace.operator) =>
  workspace.within((tx) => listContacts(tx, actor, { limit: 50, state: 'active', sort: 'name', ...given }));
const names = async (...asked: Parameters<typeof list>) => (await list(...asked)).items.map(({ name }) => name);

async function note(workspace: Workspace, a: number, b: number): Promise<void> {
  const reasons = [notedReason('oneConversation')];
  await workspace.within((tx) =>
    notePossibleDuplicate(tx, workspace.workspaceId, a, b, { by: 'recognition', reasons }),
  );
}

describe('cards with known problems (R-DIR-1)', () => {
  test('duplicates: stand in a pair that waits for a decision', async () => {
    const workspace = await aWorkspace(database);
    const made: number[] = [];
    for (const name of ['Adam', 'Bára', 'Cyril', 'Dana']) made.push((await aContact(workspace, { name })).id);
    const [adam = 0, bara = 0, cyril = 0, dana = 0] = made;
    await note(workspace, adam, bara);
    await note(workspace, cyril, dana);
    const problem = { problem: ['duplicates' as const] };
    expect(await names(workspace, problem)).toEqual(['Adam', 'Bára', 'Cyril', 'Dana']);
    expect(await list(workspace, { ...problem, q: 'bara' })).toMatchObject({ items: [{ id: bara, duplicates: 1 }] });
    await workspace.within((tx) =>
      decideDuplicate(tx, workspace.operator, { a: adam, b: bara, decision: 'notDuplicate' }),
    );
    expect(await list(workspace, problem)).toMatchObject({ items: [{ id: cyril }, { id: dana }], about: 2 });
  });

  test('duplicates: not one of a card that may not be seen (R-HIS-5)', async () => {
    const workspace = await aWorkspace(database);
    const [seen, other] = [await aContact(workspace, { name: 'Seen' }), await aContact(workspace, { name: 'Hidden' })];
    const queue = await workspace.within((tx) => aQueue(tx, workspace.workspaceId, { readers: 'hidden' }));
    await aConversation(workspace, { channelId: await aChannel(workspace, { queue }), queue, contactId: other.id });
    await note(workspace, seen.id, other.id);
    expect(await names(workspace, { problem: ['duplicates'] })).toEqual([]);
    expect(await names(workspace, { problem: ['duplicates'] }, workspace.admin)).toEqual(['Hidden', 'Seen']);
  });

  test('conflicts: hold a value that is contested, or values of a merge that wait to be settled', async () => {
    const workspace = await aWorkspace(database);
    const merged = await aContact(workspace, { name: 'Merged' });
    const contested = await aContact(workspace, { name: 'Contested', email: 'both@example.com' });
    await aContact(workspace, { name: 'Plain', email: 'plain@example.com' });
    await workspace.within(async (tx) => {
      const lost = { name: [{ value: 'M.', source: 'import', rank: 6, at: '2026-01-01T00:00:00Z', contactId: 1 }] };
      await tx
        .updateTable('contact')
        .set({ conflicts: JSON.stringify(lost) })
        .where('id', '=', merged.id)
        .execute();
      await sql`update identifier set state = 'contested', owner_id = null where owner_id = ${contested.id}`.execute(
        tx,
      );
    });
    expect(await names(workspace, { problem: ['conflicts'] })).toEqual(['Contested', 'Merged']);
  });

  test('undeliverable: have an address that mail came back from; several problems are alternatives', async () => {
    const workspace = await aWorkspace(database);
    const { id } = await aContact(workspace, { name: 'Bounced', email: 'gone@example.com' });
    const [one, other] = [await aContact(workspace, { name: 'One' }), await aContact(workspace, { name: 'Other' })];
    await note(workspace, one.id, other.id);
    await workspace.within((tx) =>
      tx.updateTable('identifier').set({ undeliverableAt: new Date() }).where('ownerId', '=', id).execute(),
    );
    expect(await names(workspace, { problem: ['undeliverable'] })).toEqual(['Bounced']);
    expect(await names(workspace, { problem: ['undeliverable', 'duplicates'] })).toEqual(['Bounced', 'One', 'Other']);
  });
});

describe('cards with an attribute (R-DIR-1)', () => {
  test('are found whatever the accents and the case, and by any value', async () => {
    const workspace = await aWorkspace(database);
    await aContact(workspace, { name: 'Adam', attributes: { city: 'ŽĎÁR nad Sázavou', language: 'cs' } });
    await aContact(workspace, { name: 'Bára', attributes: { city: 'Brno' } });
    await aContact(workspace, { name: 'Cyril', attributes: { company: 'City: Brno' } });
    expect(await names(workspace, { attribute: ['city:zdar NAD sazavou'] })).toEqual(['Adam']);
    expect(await names(workspace, { attribute: ['city:Zdar'] })).toEqual([]);
    expect(await names(workspace, { attribute: ['city:'] })).toEqual(['Adam', 'Bára']);
    expect(await names(workspace, { attribute: ['company:city: brno'] })).toEqual(['Cyril']);
  });

  test('are found in whatever letters they and the question are written', async () => {
    const workspace = await aWorkspace(database);
    await aContact(workspace, { name: 'Adam', attributes: { city: 'Łódź' } });
    await aContact(workspace, { name: 'Bára', attributes: { city: 'Прага' } });
    await aContact(workspace, { name: 'Cyril', attributes: { city: 'Praga' } });
    expect(await names(workspace, { attribute: ['city:LODZ'] })).toEqual(['Adam']);
    expect(await names(workspace, { attribute: ['city:łódź'] })).toEqual(['Adam']);
    expect(await names(workspace, { attribute: ['city:ПРАГА'] })).toEqual(['Bára', 'Cyril']);
    expect(await names(workspace, { attribute: ['city:praga'] })).toEqual(['Bára', 'Cyril']);
  });

  test('may have one of several values, and have to have every attribute named', async () => {
    const workspace = await aWorkspace(database);
    await aContact(workspace, { name: 'Adam', attributes: { city: 'Praha', language: 'cs' } });
    await aContact(workspace, { name: 'Bára', attributes: { city: 'Brno', language: 'cs' } });
    await aContact(workspace, { name: 'Cyril', attributes: { city: 'Brno', language: 'en' } });
    expect(await names(workspace, { attribute: ['city:praha', 'city:brno', 'language:cs'] })).toEqual(['Adam', 'Bára']);
  });

  test('are asked for by name and value', async () => {
    const workspace = await aWorkspace(database);
    await expect(list(workspace, { attribute: ['Brno'] })).rejects.toMatchObject({
      code: 'INVALID',
      fields: { attribute: expect.stringContaining('name:value') },
    });
  });
});
