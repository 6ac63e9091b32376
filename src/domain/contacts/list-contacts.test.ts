import { describe, expect, test } from 'vitest';
import {
  aChannel,
  aContact,
  aConversation,
  anOperator,
  aQueue,
  aWorkspace,
  type Workspace,
} from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import type { Actor } from '../operators/actor.ts';
import { binContact } from './bin-contact.ts';
import { editContact } from './edit-contact.ts';
import { type ListInput, listContacts } from './list-contacts.ts';
import { readContact } from './read-contact.ts';
import { restoreContact } from './restore-contact.ts';

const database = ownDatabase();

async function list(workspace: Workspace, given: Partial<ListInput> & { actor?: Actor } = {}) {
  const { actor = workspace.admin, ...input } = given;
  return workspace.within((tx) => listContacts(tx, actor, { limit: 50, state: 'active', ...input }));
}

async function names(workspace: Workspace, given: Parameters<typeof list>[1]) {
  return (await list(workspace, given)).items.map(({ name }) => name);
}

test('filters by the last contact: from a moment, and before one', async () => {
  const workspace = await aWorkspace(database);
  const channelId = await aChannel(workspace);
  for (const [name, day] of [
    ['Of March', '2026-03-01'],
    ['Of May', '2026-05-01'],
  ] as const) {
    const { id: contactId } = await aContact(workspace, { name });
    await aConversation(workspace, { channelId, contactId, at: new Date(`${day}T10:00:00Z`) });
  }
  await aContact(workspace, { name: 'Never wrote' });
  expect(await names(workspace, { lastContactFrom: '2026-04-01T00:00:00Z' })).toEqual(['Of May']);
  expect(await names(workspace, { lastContactTo: '2026-04-01T00:00:00Z' })).toEqual(['Of March']);
  const none = { lastContactFrom: '2026-03-02T00:00:00Z', lastContactTo: '2026-04-01T00:00:00Z' };
  expect(await list(workspace, none)).toMatchObject({ items: [], about: 0 });
});

describe('search as you type (R-DIR-1)', () => {
  test('finds by name, e-mail, phone, any identifier and the id; accents and case do not matter', async () => {
    const workspace = await aWorkspace(database);
    const novak = await aContact(workspace, {
      name: 'Jan Novák',
      email: 'Jan.Novak@example.com',
      phone: '602 118 222',
    });
    await aContact(workspace, {
      name: 'Petr Svoboda',
      identifiers: [{ kind: 'custom:customer', value: 'OBJ-123456' }],
      attributes: { company: 'Žluťoučký kůň s.r.o.' },
    });
    await aContact(workspace, { name: '100% Bavlna_a' });
    for (const q of [
      'novak',
      'NOVÁK',
      'jan nov',
      'nov jan',
      'n',
      'no',
      'novak@exa',
      'mple.com',
      '602118',
      '602 118',
      '+420 602-118',
      '0602 118',
      '00420602118222',
      '118222',
      String(novak.id),
    ]) {
      expect.soft(await names(workspace, { q }), q).toContain('Jan Novák');
    }
    expect(await names(workspace, { q: 'obj-1234' })).toEqual(['Petr Svoboda']);
    expect((await list(workspace, { q: '123456' })).items).toMatchObject([
      {
        name: 'Petr Svoboda',
        company: 'Žluťoučký kůň s.r.o.',
        other: { kind: 'custom:customer', display: 'OBJ-123456' },
      },
    ]);
    expect(await names(workspace, { q: 'zlutoucky KUN' })).toEqual(['Petr Svoboda']);
    expect(await names(workspace, { q: '0%' })).toEqual([]);
    expect(await names(workspace, { q: '00%' })).toEqual(['100% Bavlna_a']);
    expect(await names(workspace, { q: 'a_a' })).toEqual(['100% Bavlna_a']);
    expect(await names(workspace, { q: 'ov' })).toEqual([]);
    expect(await names(workspace, { q: 'x'.repeat(1_000) })).toEqual([]);
    expect(await names(workspace, { q: `'); drop table contact; -- "\\` })).toEqual([]);
    expect(await names(workspace, { q: '   ' })).toHaveLength(3);
  });

  test('an exact value comes first, then names, then what contains it, each by last contact', async () => {
    const workspace = await aWorkspace(database);
    const channelId = await aChannel(workspace);
    const at = async (name: string, day: number, more: Parameters<typeof aContact>[1] = {}) => {
      const { id } = await aContact(workspace, { name, ...more });
      await aConversation(workspace, { channelId, contactId: id, at: new Date(Date.UTC(2026, 3, day)) });
    };
    await at('Inside', 9, { email: 'xnovakx@example.com' });
    await at('Eva Nováková', 3);
    await at('Novák', 1);
    await at('Novákovi', 5);
    expect(await names(workspace, { q: 'novak' })).toEqual(['Novák', 'Novákovi', 'Eva Nováková', 'Inside']);
    const first = await list(workspace, { q: 'novak', limit: 3 });
    expect(first).toMatchObject({ about: 4, nextCursor: expect.any(String) });
    expect(await names(workspace, { q: 'novak', limit: 3, cursor: first.nextCursor as string })).toEqual(['Inside']);
  });

  test('rows tell the main values, channels, tags, last contact and possible duplicates', async () => {
    const workspace = await aWorkspace(database);
    const channelId = await aChannel(workspace);
    const one = await aContact(workspace, {
      name: 'Row',
      email: 'row@example.com',
      phone: '+420602111222',
      tags: ['VIP'],
    });
    const other = await aContact(workspace, { identifiers: [{ kind: 'telegram', value: '77001' }] });
    await aConversation(workspace, { channelId, contactId: one.id, at: new Date('2026-04-01T10:00:00Z') });
    await workspace.within((tx) =>
      tx
        .insertInto('duplicatePair')
        .values({ workspaceId: workspace.workspaceId, aId: one.id, bId: other.id, reason: '{}' })
        .execute(),
    );
    expect((await list(workspace, { sort: 'id' })).items).toEqual([
      {
        id: one.id,
        name: 'Row',
        company: null,
        email: { display: 'row@example.com', trust: 'operator', state: 'owned' },
        phone: { display: '+420602111222', trust: 'operator', state: 'owned' },
        other: null,
        channels: ['email'],
        tags: ['VIP'],
        lastContactAt: '2026-04-01T10:00:00.000Z',
        duplicates: 1,
      },
      {
        id: other.id,
        name: null,
        company: null,
        email: null,
        phone: null,
        other: { kind: 'telegram', display: '77001', trust: 'operator', state: 'owned' },
        channels: [],
        tags: [],
        lastContactAt: null,
        duplicates: 1,
      },
    ]);
    expect(await names(workspace, { tag: ['VIP'] })).toEqual(['Row']);
    expect(await names(workspace, { has: ['telegram', 'viber'] })).toEqual([null]);
    expect(await names(workspace, { channel: ['email'] })).toEqual(['Row']);
    expect(await names(workspace, { channel: ['phone'] })).toEqual([]);
  });

  test('the bin is a list of its own, searched alike', async () => {
    const workspace = await aWorkspace(database);
    const card = await aContact(workspace, { name: 'Binned Novák' });
    await aContact(workspace, { name: 'Kept Novák' });
    await workspace.within((tx) => binContact(tx, workspace.admin, { id: card.id, version: 1 }));
    expect(await names(workspace, { q: 'nov' })).toEqual(['Kept Novák']);
    expect(await names(workspace, { state: 'binned' })).toEqual(['Binned Novák']);
    expect(await names(workspace, { state: 'binned', q: 'nov' })).toEqual(['Binned Novák']);
    expect(await names(workspace, { state: 'binned', q: 'kept' })).toEqual([]);
  });

  test('what is no cursor of this list is refused', async () => {
    const workspace = await aWorkspace(database);
    const cursors = [
      'x',
      '',
      'bnVsbA',
      ...[
        ['-lastContact', 0, 'no date', 1],
        ['-lastContact', 9, null, 1],
        ['name', 0, 'a', 1],
        ['-lastContact', 0, null, 1.5],
      ].map((key) => Buffer.from(JSON.stringify(key)).toString('base64url')),
    ];
    for (const cursor of cursors)
      await expect(list(workspace, { cursor }), cursor).rejects.toMatchObject({
        code: 'INVALID',
        fields: { cursor: expect.any(String) },
      });
  });

  test('a card all of whose conversations are hidden is not found, and hidden contacts do not sort (R-HIS-5)', async () => {
    const workspace = await aWorkspace(database);
    const channelId = await aChannel(workspace);
    const queue = await workspace.within((tx) => aQueue(tx, workspace.workspaceId, { readers: 'hidden' }));
    const insider = await workspace.within((tx) => anOperator(tx, workspace.workspaceId, { queues: [queue] }));
    const [hidden, partly, open] = [
      await aContact(workspace, { name: 'Hidden' }),
      await aContact(workspace, { name: 'Partly' }),
      await aContact(workspace, { name: 'Open' }),
    ];
    await aConversation(workspace, { channelId, contactId: hidden.id, queue });
    await aConversation(workspace, { channelId, contactId: partly.id, at: new Date('2026-01-01T00:00:00Z') });
    await aConversation(workspace, { channelId, contactId: partly.id, queue, at: new Date('2026-06-01T00:00:00Z') });
    await aConversation(workspace, { channelId, contactId: open.id, at: new Date('2026-03-01T00:00:00Z') });
    expect(await names(workspace, { actor: workspace.operator })).toEqual(['Open', 'Partly']);
    expect(await names(workspace, { actor: insider })).toEqual(['Partly', 'Hidden', 'Open']);
    expect(await names(workspace, { actor: workspace.operator, q: 'hidden' })).toEqual([]);
    expect(await names(workspace, { actor: workspace.operator, q: String(hidden.id) })).not.toContain('Hidden');
    expect((await list(workspace, { actor: workspace.operator, q: 'part' })).items[0]?.lastContactAt).toBe(
      '2026-01-01T00:00:00.000Z',
    );
  });
});

test('a number is found by its equivalent: with and without the mobile sign of Brazil, Argentina and Mexico (R-ID-2)', async () => {
  const workspace = await aWorkspace(database);
  await aContact(workspace, { name: 'Short', phone: '+55 31 8765 4321' });
  await aContact(workspace, { name: 'Long', phone: '+54 9 11 2345 6789' });
  expect(await names(workspace, { q: '+55 31 98765-4321' })).toEqual(['Short']);
  expect(await names(workspace, { q: '+541123456789' })).toEqual(['Long']);
});

test('a list by tag and by attribute follows what cards become: edited, heard of, in the bin and back', async () => {
  const workspace = await aWorkspace(database);
  const channelId = await aChannel(workspace);
  const [ada, bob] = [
    await aContact(workspace, { name: 'Ada' }),
    await aContact(workspace, { name: 'Bob', tags: ['VIP'] }),
  ];
  const ofTag = () => names(workspace, { tag: ['VIP'] });
  expect(await ofTag()).toEqual(['Bob']);
  const edit = { tags: { add: ['VIP'] }, attributes: { city: 'Žďár' } };
  await workspace.within((tx) => editContact(tx, workspace.admin, { id: ada.id, version: ada.version, edit }));
  expect(await ofTag()).toEqual(['Bob', 'Ada']);
  expect(await names(workspace, { attribute: ['city:zdar'] })).toEqual(['Ada']);
  for (const [contactId, day] of [
    [ada.id, 3],
    [bob.id, 1],
    [bob.id, 5],
  ] as const) {
    await aConversation(workspace, { channelId, contactId, at: new Date(Date.UTC(2026, 3, day)) });
    expect(await ofTag()).toEqual(day === 5 ? ['Bob', 'Ada'] : ['Ada', 'Bob']);
  }
  const now = await workspace.within((tx) => readContact(tx, workspace.admin, ada.id));
  await workspace.within((tx) => binContact(tx, workspace.admin, { id: ada.id, version: now.version }));
  expect(await list(workspace, { tag: ['VIP'] })).toMatchObject({ items: [{ name: 'Bob' }], about: 1 });
  expect(await names(workspace, { tag: ['VIP'], state: 'binned' })).toEqual(['Ada']);
  await workspace.within((tx) => restoreContact(tx, workspace.admin, ada.id));
  expect(await names(workspace, { attribute: ['city:ZDAR'] })).toEqual(['Ada']);
});
