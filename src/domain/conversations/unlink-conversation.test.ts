import { beforeAll, expect, test } from 'vitest';
import { aChannel, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { aMessage } from '#test/support/message-factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { readContact } from '../contacts/read-contact.ts';
import { undoChange } from '../history/undo-change.ts';
import { loadChannel } from '../intake/load-channel.ts';
import { receiveMessage } from '../intake/receive-message.ts';
import { readConversation } from './read-conversation.ts';
import { unlinkConversation } from './unlink-conversation.ts';

const database = ownDatabase();
let workspace: Workspace;
let channelId: string;
beforeAll(async () => {
  workspace = await aWorkspace(database);
  channelId = await aChannel(workspace, { kind: 'custom', settings: { ownTrust: 'channel', otherTrust: 'channel' } });
});

const receive = (conversation: string, value: string, also: string[]) =>
  workspace.within(async (tx) => {
    const channel = await loadChannel(tx, workspace.workspaceId, channelId);
    const values = also.map((email) => ({ kind: 'email' as const, value: email }));
    return receiveMessage(tx, channel, aMessage({ from: { kind: 'custom:crm', value }, also: values, conversation }));
  });
const read = (id: number) => workspace.within((tx) => readContact(tx, workspace.admin, id));
const unlink = (id: string, values?: 'all' | 'none' | string[]) =>
  workspace.within((tx) => unlinkConversation(tx, workspace.operator, { id, values }));

test('values that came from a conversation leave its card with it: all, chosen or none; Undo returns both (R-HIS-9)', async () => {
  const first = await receive('one', 'C-1', []);
  const second = await receive('two', 'C-1', ['a@example.com', 'b@example.com']);
  if (first.result !== 'accepted' || second.result !== 'accepted') throw new Error('refused');
  const [contactId, conversationId] = [second.contactId as number, second.conversationId];
  const before = await read(contactId);
  const came = before.identifiers.filter(({ source }) => source.conversationId === conversationId);
  expect(came.map(({ value }) => value)).toEqual(['a@example.com', 'b@example.com']);

  const left = {
    all: ['C-1'],
    none: ['C-1', 'a@example.com', 'b@example.com'],
    chosen: ['C-1', 'b@example.com'],
  };
  for (const [values, rest] of [
    ['all', left.all],
    ['none', left.none],
    [[came[0]!.id], left.chosen],
  ] as const) {
    const { changeId } = await unlink(conversationId, typeof values === 'string' ? values : [...values]);
    expect((await read(contactId)).identifiers.map(({ value }) => value)).toEqual(rest);
    expect((await workspace.within((tx) => readConversation(tx, workspace.admin, conversationId))).contact).toBeNull();
    const undone = await workspace.within((tx) => undoChange(tx, workspace.operator, changeId as string));
    expect(undone.notRestored).toEqual([]);
    expect((await read(contactId)).identifiers).toEqual(before.identifiers);
    const told = await workspace.within((tx) => readConversation(tx, workspace.admin, conversationId));
    expect(told.contact?.id).toBe(contactId);
  }
});

test('only values that came from it leave with it', async () => {
  const received = await receive('three', 'C-3', []);
  if (received.result !== 'accepted') throw new Error('refused');
  const card = await read(received.contactId as number);
  const other = await receive('four', 'C-3', ['c@example.com']);
  if (other.result !== 'accepted') throw new Error('refused');
  await expect(unlink(other.conversationId, [card.identifiers[0]!.id])).rejects.toMatchObject({
    code: 'INVALID',
    fields: { 'values.0': expect.any(String) },
  });
});
