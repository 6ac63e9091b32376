import { beforeEach, expect, test } from 'vitest';
import { aContact, aQueue, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { aReceiver, type Receiver } from '#test/support/receiver.ts';
import { undoChange } from '../history/undo-change.ts';
import { answerContrary } from './answer-contrary.ts';
import { linkConversation } from './link-conversation.ts';
import { readConversation } from './read-conversation.ts';

const database = ownDatabase();
let workspace: Workspace;
let telegram: Receiver;
let jana: { id: number };
let eva: { id: number };
let id: string;
beforeEach(async () => {
  workspace = await aWorkspace(database);
  telegram = await aReceiver(workspace, { kind: 'telegram', settings: { otherTrust: 'channel' } });
  jana = await aContact(workspace, { name: 'Jana' });
  eva = await aContact(workspace, { name: 'Eva', email: 'eva@example.cz', phone: '602000222' });
  ({ id } = await telegram.receive({ from: { kind: 'telegram', value: '7', trust: 'network' } }));
  await workspace.within((tx) => linkConversation(tx, workspace.operator, { id, contactId: jana.id }));
});

const says = (value: string, kind: 'email' | 'phone' = 'email') =>
  telegram.receive({ from: { kind: 'telegram', value: '7', trust: 'network' }, also: [{ kind, value }] });
const answer = (given: 'switch' | 'keep') =>
  workspace.within((tx) => answerContrary(tx, workspace.operator, { id, answer: given }));
const read = (actor = workspace.operator) => workspace.within((tx) => readConversation(tx, actor, id));
const undo = (changeId: string | null) =>
  workspace.within((tx) => undoChange(tx, workspace.operator, changeId as string));

test('a conversation that a person linked is moved by nobody else: what speaks for another card waits for an answer (R-REC-4)', async () => {
  const after = await says('eva@example.cz');
  expect(after).toMatchObject({
    contact: { id: jana.id },
    contrary: {
      contact: { id: eva.id, name: 'Eva' },
      evidence: { kind: 'email', display: 'eva@example.cz', trust: 'channel' },
    },
  });
});

test('Switch links it to that card, by the person, and can be undone', async () => {
  await says('eva@example.cz');
  const { changeId } = await answer('switch');
  expect(await read()).toMatchObject({
    contact: { id: eva.id },
    contrary: null,
    link: { rule: 'operator', by: 'Olga Operátorová' },
  });
  await undo(changeId);
  expect(await read()).toMatchObject({ contact: { id: jana.id }, contrary: { contact: { id: eva.id } } });
});

test('Keep leaves it, and the same card by the same value is not asked about again', async () => {
  await says('eva@example.cz');
  const { changeId } = await answer('keep');
  expect(await read()).toMatchObject({ contact: { id: jana.id }, contrary: null });
  await telegram.receive({ from: { kind: 'telegram', value: '7', trust: 'channel' } });
  expect((await read()).contrary).toBeNull();
  expect((await says('602000222', 'phone')).contrary).toBeNull(); // the address weighs more, and it was answered
  await expect(answer('keep')).rejects.toMatchObject({ code: 'CONFLICT' });
  await undo(changeId);
  expect((await read()).contrary).toMatchObject({ contact: { id: eva.id } });
});

test('nobody is told of a card that they may not see', async () => {
  const hidden = await workspace.within((tx) => aQueue(tx, workspace.workspaceId, { readers: 'hidden' }));
  const other = await aReceiver(workspace, { kind: 'whatsapp', queue: hidden });
  const made = await other.receive({ from: { kind: 'whatsapp', value: '420602000999', name: 'Hidden' } });
  expect(await says('+420602000999', 'phone')).toMatchObject({ contrary: { contact: { id: made.contact?.id } } });
  expect((await read()).contrary).toBeNull();
  await expect(answer('switch')).rejects.toMatchObject({ code: 'CONFLICT' });
});

test('before a person linked or accepted it, it moves by itself, with its reason', async () => {
  const telegramOf = (value: string) => ({ kind: 'telegram' as const, value, trust: 'network' as const });
  const petr = await aContact(workspace, { name: 'Petr', identifiers: [{ kind: 'telegram', value: '8' }] });
  const first = await telegram.receive({ from: telegramOf('8') });
  expect(first).toMatchObject({ contact: { id: petr.id }, linkTrust: 'network' });
  const after = await telegram.receive({ from: telegramOf('8'), also: [{ kind: 'email', value: 'eva@example.cz' }] });
  expect(after).toMatchObject({
    id: first.id,
    contact: { id: eva.id },
    contrary: null,
    link: { rule: 'matched', by: null, rejected: [{ contactId: petr.id, reason: 'weakerEvidence' }] },
  });
});
