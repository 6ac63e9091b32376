import { beforeAll, describe, expect, test } from 'vitest';
import type { Contact } from '#contract/contact.ts';
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
import { readChange } from '../history/read-changes.ts';
import { undoChange } from '../history/undo-change.ts';
import { binContact } from './bin-contact.ts';
import { editContact } from './edit-contact.ts';
import { mergeContacts } from './merge-contacts.ts';

const database = ownDatabase();
let workspace: Workspace;
let channelId: string;

beforeAll(async () => {
  workspace = await aWorkspace(database);
  channelId = await aChannel(workspace);
});

type Merge = Omit<Parameters<typeof mergeContacts>[2], 'id' | 'ids'>;
const merge = (into: Contact, ids: Contact[], more: Merge = {}, actor = workspace.operator) =>
  workspace.within((tx) => mergeContacts(tx, actor, { id: into.id, ids: ids.map(({ id }) => id), ...more }));
const undo = (changeId: string | null, actor = workspace.supervisor) =>
  workspace.within((tx) => undoChange(tx, actor, changeId as string));

async function twoCards() {
  const one = await aContact(workspace, {
    name: 'Jana Nováková',
    identifiers: [{ kind: 'custom:crm', value: `A${++count}` }],
  });
  const other = await aContact(workspace, {
    name: 'J. Nováková',
    identifiers: [{ kind: 'custom:crm', value: `B${count}` }],
  });
  return [one, other] as const;
}
let count = 0;

describe('a merge is refused', () => {
  test('of a card with itself, of one twice, of one in the bin, of what is merged already, with a choice that is none', async () => {
    const [one, other] = await twoCards();
    const [third] = await twoCards();
    await expect(merge(one, [one])).rejects.toMatchObject({ code: 'INVALID' });
    await expect(merge(one, [other, other])).rejects.toMatchObject({ code: 'INVALID' });
    await expect(merge(one, [other], { choose: { name: third.id } })).rejects.toMatchObject({
      code: 'INVALID',
      fields: { 'choose.name': expect.any(String) },
    });
    await merge(one, [other]);
    await expect(merge(one, [other])).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(merge(third, [one, other])).rejects.toMatchObject({ code: 'INVALID' });
    await workspace.within((tx) => binContact(tx, workspace.admin, { id: third.id, version: third.version }));
    await expect(merge(one, [third])).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(merge(one, [{ ...third, id: 999_999 }])).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('when the card changed since it was looked at', async () => {
    const [one, other] = await twoCards();
    await workspace.within((tx) =>
      editContact(tx, workspace.operator, { id: one.id, version: one.version, edit: { name: 'Changed' } }),
    );
    await expect(merge(one, [other], { version: one.version })).rejects.toMatchObject({ code: 'STALE' });
    await merge(one, [other], { version: one.version + 1 });
  });

  test('with conversations one may not see, without saying why; a supervisor may (R-HIS-5)', async () => {
    const [one, other] = await twoCards();
    await aConversation(workspace, { channelId, contactId: other.id, queue: workspace.otherQueue });
    const refusal = { code: 'FORBIDDEN', message: 'You may not merge these cards. A supervisor may.' };
    await expect(merge(one, [other])).rejects.toMatchObject(refusal);
    await expect(merge(one, [other], { dryRun: true })).rejects.toMatchObject(refusal);
    const { changeId } = await merge(one, [other], {}, workspace.supervisor);
    await expect(undo(changeId, workspace.operator)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await undo(changeId);
  });

  test('of a card all of whose conversations are hidden: it does not exist', async () => {
    const [one, other] = await twoCards();
    const hidden = await workspace.within((tx) => aQueue(tx, workspace.workspaceId, { readers: 'hidden' }));
    await aConversation(workspace, { channelId, contactId: other.id, queue: hidden });
    await expect(merge(one, [other], {}, workspace.supervisor)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('of two that people worked on, when no person asks; the plan warns of it', async () => {
    const [one, other] = await twoCards();
    const rule = { type: 'import' as const, workspaceId: workspace.workspaceId, id: null, name: 'file.csv' };
    const asked = { id: one.id, ids: [other.id] };
    await expect(workspace.within((tx) => mergeContacts(tx, rule, asked))).rejects.toMatchObject({ code: 'CONFLICT' });
    expect((await merge(one, [other], { dryRun: true })).warnings).toEqual(['bothCurated']);
  });
});

test('the plan warns of different persons: subjects, dates of birth, what was said before', async () => {
  const one = await aContact(workspace, {
    name: 'One',
    identifiers: [{ kind: 'subject', value: 'u-1' }],
    attributes: { birth_date: '1990-01-02' },
  });
  const other = await aContact(workspace, {
    name: 'One',
    identifiers: [{ kind: 'subject', value: 'u-2' }],
    attributes: { birth_date: '1990-02-01' },
  });
  await workspace.within((tx) =>
    tx
      .insertInto('duplicatePair')
      .values({ workspaceId: workspace.workspaceId, aId: one.id, bId: other.id, reason: null, state: 'notDuplicate' })
      .execute(),
  );
  const plan = await merge(one, [other], { dryRun: true });
  expect(plan.warnings).toEqual(['differentSubjects', 'differentBirthDates', 'saidNotTheSame', 'bothCurated']);
  expect(plan.fields[0]).toMatchObject({ field: 'name', why: 'same', conflict: false });
});

test('who may not see a card is not told of it by the change of its merge', async () => {
  const [one, other] = await twoCards();
  const hidden = await workspace.within((tx) => aQueue(tx, workspace.workspaceId, { readers: 'hidden' }));
  const insider = await workspace.within((tx) =>
    anOperator(tx, workspace.workspaceId, { queues: [hidden], role: 'supervisor' }),
  );
  await aConversation(workspace, { channelId, contactId: other.id, queue: hidden });
  const { changeId } = await merge(one, [other], {}, insider);
  await undo(changeId, insider);
  const told = await workspace.within((tx) => readChange(tx, workspace.operator, changeId as string));
  expect(JSON.stringify(told.items)).not.toMatch(new RegExp(`:${other.id}[,}]`));
});
