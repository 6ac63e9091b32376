import { beforeEach, describe, expect, test } from 'vitest';
import type { refusalAnswers } from '#contract/recognition.ts';
import { aContact, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { theDirectory } from '#test/support/message-factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { aReceiver, type Receiver } from '#test/support/receiver.ts';
import { mergeContacts } from '../contacts/merge-contacts.ts';
import { readContact } from '../contacts/read-contact.ts';
import { undoChange } from '../history/undo-change.ts';
import { readConversation } from './read-conversation.ts';
import { refuseClient } from './refuse-client.ts';

const database = ownDatabase();
let workspace: Workspace;
let phone: Receiver;
beforeEach(async () => {
  workspace = await aWorkspace(database);
  phone = await aReceiver(workspace, { kind: 'phone' });
});

const from = { kind: 'phone' as const, value: '602000111' };
const refuse = (
  id: string,
  answer: (typeof refusalAnswers)[number],
  more: { contactId?: number; by?: 'operator' } = {},
) =>
  workspace.within((tx) =>
    refuseClient(tx, more.by ? workspace.operator : workspace.supervisor, { id, answer, contactId: more.contactId }),
  );
const undo = (changeId: string | null) =>
  workspace.within((tx) => undoChange(tx, workspace.supervisor, changeId as string));
const read = (id: string) => workspace.within((tx) => readConversation(tx, workspace.admin, id));
const theNumber = () =>
  workspace.within((tx) =>
    tx
      .selectFrom('identifier')
      .select(['state', 'ownerId', 'refusedTimes'])
      .where('kind', '=', 'phone')
      .executeTakeFirstOrThrow(),
  );

describe('Not this person (R-REC-7): just this conversation', () => {
  test('unlinks it, remembers nothing else, and proposes to share the value from the second time on', async () => {
    const jana = await aContact(workspace, { name: 'Jana', phone: '602000111' });
    const one = await phone.receive({ from, conversation: '1' });
    expect(one.contact?.id).toBe(jana.id);
    const first = await refuse(one.id, 'justThisConversation', { by: 'operator' });
    expect(first).toEqual({ changeId: expect.any(String), proposeShared: false });
    expect(await read(one.id)).toMatchObject({
      contact: null,
      suggested: [],
      link: { rule: 'refused', by: 'Olga Operátorová', rejected: [{ contactId: jana.id, reason: 'refused' }] },
    });
    expect(await theNumber()).toEqual({ state: 'owned', ownerId: jana.id, refusedTimes: 1 });
    const two = await phone.receive({ from, conversation: '2' });
    expect(two.contact?.id).toBe(jana.id);
    expect((await refuse(two.id, 'justThisConversation')).proposeShared).toBe(true);
  });

  test('does not come back with the next message, nor makes a second card of the value', async () => {
    await aContact(workspace, { name: 'Jana', phone: '602000111' });
    const { id } = await phone.receive({ from, conversation: '1' });
    await refuse(id, 'justThisConversation');
    const also = [{ kind: 'email' as const, value: 'eva@example.cz' }];
    const after = await phone.receive({ from, conversation: '1', also });
    expect(after).toMatchObject({ id, contact: null, suggested: [] });
    expect(await theDirectory(workspace)).toHaveLength(1);
  });

  test('takes one suggested card away, and the others stay', async () => {
    const chat = await aReceiver(workspace, { kind: 'webchat' });
    const jana = await aContact(workspace, { name: 'Jana', email: 'jana@example.cz' });
    const eva = await aContact(workspace, { name: 'Eva', phone: '602000222' });
    const also = [
      { kind: 'email' as const, value: 'jana@example.cz' },
      { kind: 'phone' as const, value: '602000222' },
    ];
    const { id, suggested } = await chat.receive({ from: { kind: 'browser', value: 'b-1' }, also });
    expect(suggested.map((one) => one.id).sort()).toEqual([jana.id, eva.id].sort());
    const { changeId } = await refuse(id, 'justThisConversation', { contactId: jana.id });
    expect((await read(id)).suggested.map((one) => one.id)).toEqual([eva.id]);
    await undo(changeId);
    expect((await read(id)).suggested).toHaveLength(2);
  });

  test('is undone: it is linked as it was, and the value was refused once less', async () => {
    const jana = await aContact(workspace, { name: 'Jana', phone: '602000111' });
    const before = await phone.receive({ from });
    const { changeId } = await refuse(before.id, 'justThisConversation');
    await undo(changeId);
    const after = await read(before.id);
    expect([after.contact?.id, after.link]).toEqual([jana.id, before.link]);
    expect((await theNumber()).refusedTimes).toBe(0);
    const also = [{ kind: 'email' as const, value: 'jana@example.cz', trust: 'claimed' as const }];
    expect((await phone.receive({ from, also })).contact?.id).toBe(jana.id);
  });
});

describe('Not this person: this value is not theirs', () => {
  test('it is contested on that card and never links to it again; a new card may own it', async () => {
    const jana = await aContact(workspace, { name: 'Jana', phone: '602000111' });
    const one = await phone.receive({ from: { ...from, name: 'Eva' }, conversation: '1' });
    await refuse(one.id, 'valueNotTheirs');
    const after = await read(one.id);
    expect(after).toMatchObject({ contact: { name: 'Eva' }, link: { rule: 'created' } });
    const card = await workspace.within((tx) => readContact(tx, workspace.admin, jana.id));
    expect(card.identifiers).toMatchObject([{ kind: 'phone', state: 'contested' }]);
    expect(await theNumber()).toMatchObject({ state: 'owned', ownerId: after.contact?.id });
    expect((await phone.receive({ from, conversation: '2' })).contact?.id).toBe(after.contact?.id);
  });

  test('a person who merges the card that owns it into that one says that it is theirs after all', async () => {
    const jana = await aContact(workspace, { name: 'Jana', phone: '602000111' });
    const { id } = await phone.receive({ from: { ...from, name: 'Eva' }, conversation: '1' });
    await refuse(id, 'valueNotTheirs');
    const eva = (await read(id)).contact?.id ?? 0;
    const { changeId } = await workspace.within((tx) =>
      mergeContacts(tx, workspace.supervisor, { id: jana.id, ids: [eva] }),
    );
    expect((await phone.receive({ from, conversation: '2' })).contact?.id).toBe(jana.id);
    await undo(changeId);
    expect((await phone.receive({ from, conversation: '3' })).contact?.id).toBe(eva);
  });

  test('is undone whole: the value is theirs again, the conversation linked, and the card it began in the bin', async () => {
    const jana = await aContact(workspace, { name: 'Jana', phone: '602000111' });
    const before = await phone.receive({ from: { ...from, name: 'Eva' } });
    const { changeId } = await refuse(before.id, 'valueNotTheirs');
    const made = (await read(before.id)).contact?.id;
    const { notRestored, change } = await undo(changeId);
    expect(notRestored).toEqual([]);
    expect((await read(before.id)).contact?.id).toBe(jana.id);
    expect(await theNumber()).toMatchObject({ state: 'owned', ownerId: jana.id });
    const binned = await workspace.within((tx) => readContact(tx, workspace.admin, made ?? 0));
    expect(binned.state).toBe('binned');
    expect((await phone.receive({ from, conversation: '2' })).contact?.id).toBe(jana.id);
    // and done again
    await undo(change.id);
    expect(await theNumber()).not.toMatchObject({ ownerId: jana.id });
    expect((await read(before.id)).contact?.id).not.toBe(jana.id);
  });

  test('an id that is a number goes with that number (R-ID-1)', async () => {
    const viber = await aReceiver(workspace, { kind: 'whatsapp' });
    const number = { kind: 'whatsapp' as const, value: '420602000111' };
    const first = await viber.receive({ from: { ...number, name: 'Jana' }, conversation: '1' });
    const second = await viber.receive({ from: { ...number, name: 'Eva' }, conversation: '2' });
    await refuse(second.id, 'valueNotTheirs');
    const after = await read(second.id);
    expect(after.contact?.id).not.toBe(first.contact?.id);
    expect((await theDirectory(workspace)).find(({ conversations }) => conversations === 1)?.values).toEqual([
      'phone:+420602000111 channel',
      'whatsapp:+420602000111 channel',
    ]);
  });

  test('the conversation goes to another card where other evidence leads there', async () => {
    const telegram = await aReceiver(workspace, { kind: 'telegram', settings: { otherTrust: 'operator' } });
    const jana = await aContact(workspace, { name: 'Jana', identifiers: [{ kind: 'telegram', value: '7' }] });
    const eva = await aContact(workspace, { name: 'Eva', email: 'eva@example.cz' });
    const also = [{ kind: 'email' as const, value: 'eva@example.cz' }];
    const { id, contact } = await telegram.receive({ from: { kind: 'telegram', value: '7' }, also });
    expect(contact?.id).toBe(jana.id);
    const { changeId } = await refuse(id, 'valueNotTheirs');
    expect((await read(id)).contact?.id).toBe(eva.id);
    await undo(changeId);
    expect((await read(id)).contact?.id).toBe(jana.id);
  });
});

describe('Not this person: several people use it', () => {
  test('the value is shared, its card is offered, and the change can be undone', async () => {
    const jana = await aContact(workspace, { name: 'Jana', phone: '602000111' });
    const { id } = await phone.receive({ from });
    const { changeId } = await refuse(id, 'severalPeople');
    expect(await read(id)).toMatchObject({ contact: null, suggested: [{ id: jana.id, reason: 'sharedValue' }] });
    expect((await theNumber()).state).toBe('shared');
    await undo(changeId);
    expect(await theNumber()).toMatchObject({ state: 'owned', ownerId: jana.id });
    expect((await read(id)).contact?.id).toBe(jana.id);
  });

  test('asks for the right to share', async () => {
    await aContact(workspace, { name: 'Jana', phone: '602000111' });
    const { id } = await phone.receive({ from });
    await expect(refuse(id, 'severalPeople', { by: 'operator' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect((await read(id)).contact?.name).toBe('Jana');
  });
});

test('a card that the conversation neither is linked to nor suggests cannot be refused', async () => {
  const eva = await aContact(workspace, { name: 'Eva' });
  await aContact(workspace, { name: 'Jana', phone: '602000111' });
  const { id } = await phone.receive({ from });
  await expect(refuse(id, 'justThisConversation', { contactId: eva.id })).rejects.toMatchObject({ code: 'CONFLICT' });
});
