import { beforeEach, expect, test } from 'vitest';
import { aContact, aQueue, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { aReceiver, type Receiver } from '#test/support/receiver.ts';
import { undoChange } from '../history/undo-change.ts';
import { listEarlier } from './earlier-conversations.ts';
import { linkConversation } from './link-conversation.ts';
import { linkEarlier } from './link-earlier.ts';
import { readConversation } from './read-conversation.ts';
import { unlinkConversation } from './unlink-conversation.ts';

const database = ownDatabase();
let workspace: Workspace;
let phone: Receiver;
beforeEach(async () => {
  workspace = await aWorkspace(database);
  phone = await aReceiver(workspace, { kind: 'phone', settings: { automaticCard: 'never' } });
});

const from = { kind: 'phone' as const, value: '602000111' };
const read = (id: string, actor = workspace.operator) => workspace.within((tx) => readConversation(tx, actor, id));
const offers = async (id: string, actor = workspace.operator) =>
  (await workspace.within((tx) => listEarlier(tx, actor, { id }))).items.map((one) => one.id);
const link = (id: string, contactId: number) =>
  workspace.within((tx) =>
    linkConversation(tx, workspace.operator, {
      id,
      contactId,
      identifiers: [{ kind: 'phone', value: '+420602000111' }],
    }),
  );

test('earlier unknown conversations with the same identifiers are offered, the newest first, and counted (R-REC-3)', async () => {
  const one = await phone.receive({ from, conversation: '1', at: '2026-05-01T10:00:00Z' });
  const two = await phone.receive({ from, conversation: '2', at: '2026-05-02T10:00:00Z' });
  const last = await phone.receive({ from, conversation: '3', at: '2026-05-03T10:00:00Z' });
  await phone.receive({ from: { ...from, value: '602000222' }, conversation: '4' });
  expect((await read(last.id)).earlier).toBe(0); // nobody knows yet who it is
  const jana = await aContact(workspace, { name: 'Jana' });
  await link(last.id, jana.id);
  expect((await read(last.id)).earlier).toBe(2);
  expect(await offers(last.id)).toEqual([two.id, one.id]);
});

test('none that a person took from a card, said not to be theirs, failed its check, or that one may not read', async () => {
  const jana = await aContact(workspace, { name: 'Jana', phone: '602000111' });
  const taken = await phone.receive({ from, conversation: '1' });
  await workspace.within((tx) => unlinkConversation(tx, workspace.operator, { id: taken.id }));
  const hidden = await workspace.within((tx) => aQueue(tx, workspace.workspaceId, { readers: 'hidden' }));
  const other = await aReceiver(workspace, {
    kind: 'phone',
    account: 'second',
    queue: hidden,
    settings: { linksFrom: 'channel' },
  });
  const unseen = await other.receive({ from, conversation: '2' });
  const linked = await phone.receive({ from, conversation: '3' });
  expect([linked.contact?.id, unseen.contact]).toEqual([jana.id, null]);
  expect(await offers(linked.id)).toEqual([]);
  expect(await offers(linked.id, workspace.admin)).toEqual([unseen.id]);
  expect((await read(linked.id)).earlier).toBe(0);
});

test('the chosen ones are linked in one change, which can be undone', async () => {
  const one = await phone.receive({ from, conversation: '1' });
  const two = await phone.receive({ from, conversation: '2' });
  const jana = await aContact(workspace, { name: 'Jana' });
  const last = await phone.receive({ from, conversation: '3' });
  await link(last.id, jana.id);
  const { changeId } = await workspace.within((tx) =>
    linkEarlier(tx, workspace.operator, { id: last.id, conversations: [one.id, two.id] }),
  );
  expect([await read(one.id), await read(two.id)]).toMatchObject([
    { contact: { id: jana.id }, link: { rule: 'operator', evidence: { kind: 'phone' }, by: 'Olga Operátorová' } },
    { contact: { id: jana.id } },
  ]);
  expect((await read(last.id)).earlier).toBe(0);
  await workspace.within((tx) => undoChange(tx, workspace.operator, changeId as string));
  expect([(await read(one.id)).contact, (await read(two.id)).contact]).toEqual([null, null]);
  expect((await read(last.id)).earlier).toBe(2);
});

test('what is not offered cannot be linked along', async () => {
  const stranger = await phone.receive({ from: { ...from, value: '602000222' }, conversation: '1' });
  const jana = await aContact(workspace, { name: 'Jana' });
  const last = await phone.receive({ from, conversation: '2' });
  await link(last.id, jana.id);
  await expect(
    workspace.within((tx) => linkEarlier(tx, workspace.operator, { id: last.id, conversations: [stranger.id] })),
  ).rejects.toMatchObject({ code: 'CONFLICT' });
});
