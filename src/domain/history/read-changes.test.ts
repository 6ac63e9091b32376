import { beforeAll, expect, test } from 'vitest';
import type { Contact } from '#contract/contact.ts';
import { aChannel, aConversation, anOperator, aQueue, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { binContact } from '../contacts/bin-contact.ts';
import { createContact } from '../contacts/create-contact.ts';
import { editContact } from '../contacts/edit-contact.ts';
import { readContact } from '../contacts/read-contact.ts';
import type { OperatorActor } from '../operators/actor.ts';
import { readChange } from './read-changes.ts';
import { recordChange } from './record-change.ts';
import { undoChange } from './undo-change.ts';

const database = ownDatabase();
let workspace: Workspace;
let channelId: string;

beforeAll(async () => {
  workspace = await aWorkspace(database);
  channelId = await aChannel(workspace);
});

type Edit = Parameters<typeof editContact>[2]['edit'];
const edit = (card: Contact, change: Edit, actor = workspace.operator) =>
  workspace.within((tx) => editContact(tx, actor, { id: card.id, version: card.version, edit: change }));
const undo = (changeId: string | null, actor = workspace.operator) =>
  workspace.within((tx) => undoChange(tx, actor, changeId as string));
const _bin = (card: Contact, actor = workspace.operator) =>
  workspace.within((tx) => binContact(tx, actor, { id: card.id, version: card.version }));
const read = (id: number) => workspace.within((tx) => readContact(tx, workspace.admin, id));
const _linkOf = (id: string) =>
  workspace.within((tx) =>
    tx
      .selectFrom('conversation')
      .select(['contactId', 'link', 'linkBy', 'linkTrust'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow(),
  );

/** What Undo has to bring back to the byte: everything but what counts edits and sightings. */
function _exact({ version: _, updatedAt: _at, identifiers, ...card }: Contact) {
  return JSON.stringify({
    ...card,
    identifiers: identifiers.map(({ lastSeen: _seen, firstSeen: _first, ...value }) => value),
  });
}

test('a value and a change from a conversation one may not know of read without its name and id (R-HIS-5)', async () => {
  const [card, conversation, outsider] = await workspace
    .within(async (tx) => {
      const { contact } = await createContact(tx, workspace.operator, { name: 'Seen' });
      return [
        contact,
        await aQueue(tx, workspace.workspaceId, { readers: 'hidden' }),
        await anOperator(tx, workspace.workspaceId, { queues: [workspace.queue] }),
      ] as [Contact, string, OperatorActor];
    })
    .then(
      async ([contact, queue, operator]) =>
        [contact, await aConversation(workspace, { channelId, queue, contactId: contact.id }), operator] as const,
    );
  await aConversation(workspace, { channelId, contactId: card.id });
  const saved = await edit(card, { identifiers: { add: [{ kind: 'email', value: 'seen@example.com' }] } });
  const source = { by: 'channel', name: 'Secret mailbox', conversationId: conversation };
  await workspace.within((tx) =>
    tx
      .updateTable('contactIdentifier')
      .set({ source: JSON.stringify(source) })
      .where('contactId', '=', card.id)
      .execute(),
  );
  const changeId = await workspace.within((tx) =>
    recordChange(
      tx,
      { type: 'channel', workspaceId: workspace.workspaceId, id: channelId, name: 'Secret mailbox' },
      {
        verb: 'recognise',
        conversationId: conversation,
        items: [
          {
            contactId: card.id,
            target: 'identifier',
            before: null,
            after: {
              kind: 'email',
              account: '',
              key: 'seen@example.com',
              display: 'seen@example.com',
              trust: 3,
              source,
            },
          },
        ],
      },
    ),
  );
  const asOutsider = await workspace.within(async (tx) => ({
    contact: await readContact(tx, outsider, saved.contact.id),
    change: await readChange(tx, outsider, changeId as string),
  }));
  expect(asOutsider.contact.identifiers[0]?.source).toEqual({ by: 'channel' });
  expect(asOutsider.change).toMatchObject({
    conversationId: null,
    actor: { type: 'channel', id: null, name: null },
    undoable: false,
    items: [{ after: { trust: 'channel', source: { by: 'channel' } } }],
  });
  expect(JSON.stringify(asOutsider)).not.toMatch(new RegExp(`Secret|${conversation}`));
  await expect(undo(changeId, outsider)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const asAdmin = await read(card.id);
  expect(asAdmin.identifiers[0]?.source).toEqual(source);
});
