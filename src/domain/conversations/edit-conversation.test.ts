import { beforeAll, describe, expect, it } from 'vitest';
import { aConversationWith } from '#test/support/conversation-factory.ts';
import { aChannel, aContact, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { aMessage } from '#test/support/message-factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { createField } from '../fields/create-field.ts';
import { readHistory } from '../history/read-history.ts';
import { undoChange } from '../history/undo-change.ts';
import { loadChannel } from '../intake/load-channel.ts';
import { receiveMessage } from '../intake/receive-message.ts';
import { editConversation } from './edit-conversation.ts';
import { readConversation } from './read-conversation.ts';

const database = ownDatabase();
let workspace: Workspace;
let channelId: string;

beforeAll(async () => {
  workspace = await aWorkspace(database);
  channelId = await aChannel(workspace, { kind: 'custom', settings: { automaticCard: 'never' } });
  await workspace.within((tx) =>
    createField(tx, workspace.admin, {
      name: 'customer_no',
      of: 'conversation',
      label: { en: 'Customer number' },
      type: 'text',
      choices: [],
      shape: '99999',
      identifies: true,
      several: false,
      filledBy: ['operator', 'restApi'],
      linkTemplate: null,
    }),
  );
});

const edit = (input: Parameters<typeof editConversation>[2]) =>
  workspace.within((tx) => editConversation(tx, workspace.operator, input));
const read = (id: string) => workspace.within((tx) => readConversation(tx, workspace.operator, id));
const undo = (changeId: string | null) =>
  workspace.within((tx) => undoChange(tx, workspace.operator, changeId ?? 'none'));

describe('parameters of a conversation (R-TAB-4)', () => {
  it('are edited also when it is closed, each edit one change with Undo, with who entered them', async () => {
    const id = await aConversationWith(workspace, { channelId, parameters: { page: '/cart', plan: 'basic' } });
    const edited = await edit({ id, parameters: { plan: 'gold', seats: 5, page: null } });
    expect(edited).toMatchObject({
      parameters: { plan: 'gold', seats: 5 },
      parameterSources: { plan: { by: 'operator', name: 'Olga Operátorová' } },
    });
    expect(edited.parameters).not.toHaveProperty('page');
    const { notRestored, change } = await undo(edited.changeId);
    expect(notRestored).toEqual([]);
    expect(change.items.map(({ target }) => target)).toEqual(['parameter:page', 'parameter:plan', 'parameter:seats']);
    expect(await read(id)).toMatchObject({ parameters: { page: '/cart', plan: 'basic' }, parameterSources: {} });
    await undo(change.id);
    expect((await read(id)).parameters).toEqual({ plan: 'gold', seats: 5 });
    expect((await edit({ id, parameters: { plan: 'gold' } })).changeId).toBeNull();
  });

  it('keep what was edited later than the change that is undone', async () => {
    const id = await aConversationWith(workspace, { channelId });
    const first = await edit({ id, parameters: { plan: 'gold', room: '1' } });
    await edit({ id, parameters: { plan: 'silver' } });
    const { notRestored } = await undo(first.changeId);
    expect(notRestored).toEqual([{ target: 'parameter:plan', contactId: null, reason: 'changedLater' }]);
    expect((await read(id)).parameters).toEqual({ plan: 'silver' });
  });

  it('stand against what later messages say, where a person entered them', async () => {
    const message = aMessage({
      from: { kind: 'browser', value: 'browser-of-parameters' },
      conversation: 'p-1',
      parameters: { plan: 'basic', page: '/' },
    });
    const receive = (parameters: Record<string, string>, at: string) =>
      workspace.within(async (tx) =>
        receiveMessage(tx, await loadChannel(tx, workspace.workspaceId, channelId), {
          item: { ...message.item, id: at, at, parameters },
        }),
      );
    const first = await receive({ plan: 'basic', page: '/' }, '2026-05-04T10:00:00.000Z');
    const id = first.result === 'accepted' ? first.conversationId : '';
    await edit({ id, parameters: { plan: 'gold' } });
    await receive({ plan: 'basic', page: '/cart' }, '2026-05-04T10:01:00.000Z');
    expect((await read(id)).parameters).toEqual({ plan: 'gold', page: '/cart' });
  });

  it('are refused where their field says so', async () => {
    const id = await aConversationWith(workspace, { channelId });
    const given = edit({ id, parameters: { customer_no: 'abc', queue: 'Sales' } });
    await expect(given).rejects.toMatchObject({
      code: 'INVALID',
      fields: { 'parameters.customer_no': expect.any(String), 'parameters.queue': expect.any(String) },
    });
  });

  it('that identify make recognition run again, and its undo takes back what followed (R-ID-6)', async () => {
    const contact = await aContact(workspace, {
      name: 'Customer',
      identifiers: [{ kind: 'custom:customer_no', value: '12345' }],
    });
    const id = await aConversationWith(workspace, {
      channelId,
      participants: [{ kind: 'browser', value: 'browser-that-nobody-has', trust: 0 }],
    });
    const edited = await edit({ id, parameters: { customer_no: '12345' } });
    expect(edited).toMatchObject({
      contact: { id: contact.id },
      link: { rule: 'matched', evidence: { kind: 'custom:customer_no', trust: 'operator' } },
    });
    const before = await read(id);
    expect(before.participants.map(({ kind }) => kind)).toContain('custom:customer_no');
    await undo(edited.changeId);
    const after = await read(id);
    expect(after).toMatchObject({ contact: null, parameters: {} });
    expect(after.participants.map(({ kind }) => kind)).toEqual(['browser']);
    expect((await edit({ id, parameters: { customer_no: '12345' } })).contact).toMatchObject({ id: contact.id });
  });
});

describe('tags of a conversation (R-TAB-5)', () => {
  it('are added and removed whatever their case and accents, with Undo, and are known to the company from then on', async () => {
    const id = await aConversationWith(workspace, { channelId });
    const added = await edit({ id, tags: { add: ['Reklamace', 'VIP'], remove: [] } });
    expect(added).toMatchObject({ tags: ['Reklamace', 'VIP'], tagSources: { VIP: { by: 'operator' } } });
    expect((await edit({ id, tags: { add: ['vip'], remove: [] } })).changeId).toBeNull();
    const removed = await edit({ id, tags: { add: [], remove: ['REKLAMACE'] } });
    expect(removed.tags).toEqual(['VIP']);
    await undo(removed.changeId);
    expect((await read(id)).tags).toEqual(['Reklamace', 'VIP']);
    await undo(added.changeId);
    expect((await read(id)).tags).toEqual([]);
    const other = await aConversationWith(workspace, { channelId });
    expect((await edit({ id: other, tags: { add: ['vip'], remove: [] } })).tags).toEqual(['VIP']);
  });

  it('stand in the history under their conversation, also of a card that nothing of it touched (R-HIS-1)', async () => {
    const contact = await aContact(workspace, { name: 'History' });
    const id = await aConversationWith(workspace, { channelId, contactId: contact.id });
    await edit({ id, tags: { add: ['Told'], remove: [] }, parameters: { plan: 'gold' } });
    const history = await workspace.within((tx) => readHistory(tx, workspace.operator, { id: contact.id, limit: 20 }));
    const conversation = history.items.find((item) => item.type === 'conversation');
    expect(conversation).toMatchObject({
      counts: { changes: 1 },
      changes: [
        {
          verb: 'editConversation',
          undoable: true,
          items: [
            { target: 'parameter:plan', before: null, after: 'gold' },
            { target: 'conversationTag', before: null, after: 'Told' },
          ],
        },
      ],
    });
  });

  it('are not edited by who may not see the conversation', async () => {
    const elsewhere = await aChannel(workspace, { kind: 'custom', queue: workspace.otherQueue });
    const id = await aConversationWith(workspace, { channelId: elsewhere, queue: workspace.otherQueue });
    await expect(edit({ id, tags: { add: ['x'], remove: [] } })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
