import { type KyselyPlugin, type QueryResult, sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import type { ReceivedMessage } from '#contract/incoming-message.ts';
import { binContact } from '#domain/contacts/bin-contact.ts';
import { createContact } from '#domain/contacts/create-contact.ts';
import { editContact } from '#domain/contacts/edit-contact.ts';
import { mergeContacts } from '#domain/contacts/merge-contacts.ts';
import { readContact } from '#domain/contacts/read-contact.ts';
import { aChannel, aContact, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { aMessage, theDirectory } from '#test/support/message-factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { type LoadedChannel, loadChannel } from './load-channel.ts';
import { receiveMessage } from './receive-message.ts';

const database = ownDatabase();
let workspace: Workspace;
let channel: LoadedChannel;
beforeEach(async () => {
  workspace = await aWorkspace(database);
  const id = await aChannel(workspace, { kind: 'whatsapp' });
  channel = await workspace.within((tx) => loadChannel(tx, workspace.workspaceId, id));
});

const jana = { kind: 'whatsapp' as const, value: '420602000111', name: 'Jana' };
const cardOfJana = () =>
  aContact(workspace, { name: 'Jana Nováková', identifiers: [{ kind: 'whatsapp', value: jana.value }] });

/** Receives a message. `after`: what others do, and commit, once so many statements of it are done. */
async function receive(message: ReceivedMessage, after: Record<number, () => Promise<unknown>> = {}) {
  let statements = 0;
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    async transformResult({ result }): Promise<QueryResult<Record<string, unknown>>> {
      statements += 1;
      await after[statements]?.();
      return result;
    },
  };
  const result = await workspace.within((tx) => receiveMessage(tx.withPlugin(plugin), channel, message));
  return { statements, result };
}

const linked = async () => {
  const { rows } = await workspace.within((tx) =>
    sql<{
      contactId: number | null;
      rule: string;
    }>`select contact_id, link ->> 'rule' as rule from conversation`.execute(tx),
  );
  return rows;
};

describe('a message takes few statements', () => {
  test('three of a new sender, two of a known one and of a running conversation', async () => {
    const first = await receive(aMessage({ from: jana, conversation: 'one' }));
    expect(first).toMatchObject({ statements: 3, result: { result: 'accepted' } });
    expect((await receive(aMessage({ from: jana, conversation: 'one' }))).statements).toBe(2);
    expect((await receive(aMessage({ from: jana, conversation: 'two' }))).statements).toBe(2);
    expect((await receive(aMessage({ from: { ...jana, name: '' }, conversation: 'three' }))).statements).toBe(2);
    expect(await theDirectory(workspace)).toMatchObject([{ name: 'Jana', conversations: 3, entries: 4 }]);
    const { rows } = await workspace.within((tx) =>
      sql<{ verb: string; targets: string[] }>`select c.verb, array_agg(i.target order by i.n) as targets from change c
        join change_item i on i.workspace_id = c.workspace_id and i.change_id = c.id group by c.id, c.verb`.execute(tx),
    );
    expect(rows).toEqual([{ verb: 'recognise', targets: ['state', 'name', 'identifier', 'identifier'] }]);
  });
});

describe('a value that a person typed in', () => {
  const trusts = async () => {
    const { rows } = await workspace.within((tx) =>
      sql<{
        trust: number;
        by: string;
      }>`select trust, source ->> 'by' as by from contact_identifier order by kind`.execute(tx),
    );
    return rows;
  };

  test('is vouched for by the channel from the first message on, which takes no statement more', async () => {
    await aContact(workspace, { phone: '+420602000111', identifiers: [{ kind: 'whatsapp', value: jana.value }] });
    expect(await trusts()).toMatchObject([{ trust: 2 }, { trust: 2 }]);
    expect((await receive(aMessage({ from: { ...jana, name: '' } }))).statements).toBe(2);
    const raised = { trust: 3, by: 'channel' };
    expect(await trusts()).toEqual([raised, raised]);
    expect(await workspace.within((tx) => tx.selectFrom('change').where('verb', '=', 'recognise').execute())).toEqual(
      [],
    );
  });

  test('makes a card of its own where the person took it away between the look and the write', async () => {
    const card = await aContact(workspace, {
      phone: '+420602000111',
      identifiers: [{ kind: 'whatsapp', value: jana.value }],
    });
    const remove = () =>
      workspace.within((tx) =>
        editContact(tx, workspace.operator, {
          id: card.id,
          version: card.version,
          edit: { identifiers: { remove: card.identifiers.map(({ id }) => id) } },
        }),
      );
    await receive(aMessage({ from: jana }), { 1: remove });
    const directory = await theDirectory(workspace);
    expect(directory.map(({ values, conversations }) => [values.length, conversations])).toEqual([
      [0, 0],
      [2, 1],
    ]);
  });
});

describe('a name that a known sender brings', () => {
  const said = (name: string, at: string, conversation: string) =>
    receive(aMessage({ from: { ...jana, name }, at, conversation }));
  const card = async () => {
    const [row] = await workspace.within((tx) =>
      tx.selectFrom('contact').select(['name', 'nameAt', 'nameSource', 'version', 'lastContactAt']).execute(),
    );
    return row;
  };

  test('is newer by each message that says it again, also where that is no later contact', async () => {
    await said('Jana', '2026-05-04T10:00:00.000Z', 'a');
    await said('Jana', '2026-05-06T10:00:00.000Z', 'b');
    const after = await card();
    expect(after).toMatchObject({ name: 'Jana', nameAt: new Date('2026-05-06T10:00:00.000Z'), version: 1 });
    await receive(aMessage({ from: { ...jana, name: '' }, at: '2026-05-09T10:00:00.000Z', conversation: 'c' }));
    await said('Jana', '2026-05-08T10:00:00.000Z', 'd');
    expect(await card()).toMatchObject({
      nameAt: new Date('2026-05-08T10:00:00.000Z'),
      lastContactAt: new Date('2026-05-09T10:00:00.000Z'),
      version: 1,
    });
    await said('Jana', '2026-05-05T10:00:00.000Z', 'e');
    expect(await card()).toMatchObject({ nameAt: new Date('2026-05-08T10:00:00.000Z') });
  });

  test('replaces what they said before, is told, and finds the card; never what a person wrote', async () => {
    await said('Jana', '2026-05-04T10:00:00.000Z', 'a');
    await said('Jana Nová', '2026-05-05T10:00:00.000Z', 'b');
    await said('Jana Stará', '2026-05-03T10:00:00.000Z', 'c');
    expect(await card()).toMatchObject({ name: 'Jana Nová', version: 2 });
    const { rows } = await workspace.within((tx) =>
      sql<{ before: { value: string }; after: { value: string } }>`
        select before, after from change_item where target = 'name' and before is not null`.execute(tx),
    );
    expect(rows).toMatchObject([{ before: { value: 'Jana' }, after: { value: 'Jana Nová' } }]);
  });

  test('goes to the card that the one it was decided on was merged into since', async () => {
    const [one, other] = [await cardOfJana(), await aContact(workspace, { name: 'Hana', email: 'hana@example.cz' })];
    const merge = () =>
      workspace.within((tx) => mergeContacts(tx, workspace.operator, { id: other.id, ids: [one.id] }));
    await receive(aMessage({ from: jana }), { 1: merge });
    const merged = await workspace.within((tx) => readContact(tx, workspace.admin, one.id));
    expect(merged).toMatchObject({ id: other.id });
    const activity = await workspace.within((tx) => tx.selectFrom('contactActivity').select('contactId').execute());
    expect(activity).toEqual([{ contactId: other.id }]);
  });
});

describe('what happens between the look and the write', () => {
  test('a card that is laid into the bin gets no conversation: it is decided anew', async () => {
    const card = await cardOfJana();
    const bin = () => workspace.within((tx) => binContact(tx, workspace.admin, { id: card.id, version: card.version }));
    const { result } = await receive(aMessage({ from: jana }), { 1: bin });
    expect(result).toMatchObject({ result: 'accepted', contactId: null });
    expect(await linked()).toEqual([{ contactId: null, rule: 'suggested' }]);
    const entries = await workspace.within((tx) => tx.selectFrom('entry').select('contactId').execute());
    expect(entries).toEqual([{ contactId: null }]);
  });

  test('a value that somebody types in goes to their card, and nothing is left of the one that was about to be made', async () => {
    const type = () =>
      workspace.within((tx) =>
        createContact(tx, workspace.operator, {
          name: 'Typed',
          identifiers: [{ kind: 'whatsapp', value: jana.value }],
        }),
      );
    const { result } = await receive(aMessage({ from: jana }), { 1: type });
    const directory = await theDirectory(workspace);
    expect(directory).toMatchObject([{ name: 'Typed', conversations: 1, entries: 1 }]);
    expect(result).toMatchObject({ result: 'accepted', contactId: expect.any(Number) });
    const { rows } = await workspace.within((tx) =>
      sql<{ cards: number; orphans: number }>`select (select count(*) from contact) as cards,
        (select count(*) from identifier i where not exists (select from contact_identifier c where c.kind = i.kind and c.key = i.key)) as orphans`.execute(
        tx,
      ),
    );
    expect(rows).toEqual([{ cards: 1, orphans: 0 }]);
  });
});
