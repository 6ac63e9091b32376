import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Contact } from '#contract/contact.ts';
import { aChannel, aContact, aConversation, aQueue, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { readHistory } from '../history/read-history.ts';
import { undoChange } from '../history/undo-change.ts';
import { attachValues } from './attach-values.ts';
import { createContact } from './create-contact.ts';
import { editContact } from './edit-contact.ts';
import { readContact } from './read-contact.ts';

const database = ownDatabase();
let workspace: Workspace;

beforeAll(async () => {
  workspace = await aWorkspace(database);
});

type Edit = Parameters<typeof editContact>[2]['edit'];
const edit = (card: Pick<Contact, 'id' | 'version'>, change: Edit, actor = workspace.operator) =>
  workspace.within((tx) => editContact(tx, actor, { id: card.id, version: card.version, edit: change }));
const read = (id: number) => workspace.within((tx) => readContact(tx, workspace.admin, id));
const undo = (changeId: string | null) => workspace.within((tx) => undoChange(tx, workspace.admin, changeId as string));
const values = (card: Contact) => card.identifiers.map(({ value, state, main }) => [value, state, main]);
const email = (value: string, more: { ifTaken?: 'refuse' | 'move' | 'share' } = {}) => ({
  identifiers: { add: [{ kind: 'email' as const, value, ...more }] },
});
/** What an undo has to bring back to the byte. */
const exact = ({ version: _, updatedAt: _at, identifiers, ...card }: Contact) =>
  JSON.stringify({ ...card, identifiers: identifiers.map(({ lastSeen: _seen, ...value }) => value) });

describe('a value that another card has (R-ID-5)', () => {
  test('is refused with that card and the ways on that the actor has', async () => {
    const owner = await aContact(workspace, { name: 'Ateliér', email: 'ways@example.com' });
    const other = await aContact(workspace, { name: 'Jana' });
    const byOperator = await edit(other, email('WAYS@example.com')).catch((error) => error);
    const bySupervisor = await edit(other, email('ways@example.com'), workspace.supervisor).catch((error) => error);
    expect(byOperator).toMatchObject({
      code: 'CONFLICT',
      message: `“WAYS@example.com” is on the card of Ateliér (${owner.id}). Open that card, move the value here or merge the two cards.`,
      data: { contact: { id: owner.id, name: 'Ateliér' }, ways: ['open', 'move', 'merge'] },
      fields: { 'identifiers.add.0.value': expect.stringContaining('Ateliér') },
    });
    expect(bySupervisor.data.ways).toEqual(['open', 'move', 'merge', 'share']);
  });

  test('moves: it leaves the other card, whose main hands over, in one change of both; undo restores both', async () => {
    const owner = await aContact(workspace, {
      name: 'Owner',
      identifiers: [
        { kind: 'email', value: 'moved@example.com', label: 'work' },
        { kind: 'email', value: 'stays@example.com' },
      ],
    });
    const other = await aContact(workspace, { name: 'Other', email: 'other@example.com' });
    const saved = await edit(other, { name: 'Other renamed', ...email('moved@example.com', { ifTaken: 'move' }) });
    expect(values(saved.contact)).toEqual([
      ['other@example.com', 'owned', true],
      ['moved@example.com', 'owned', false],
    ]);
    const left = await read(owner.id);
    expect(values(left)).toEqual([['stays@example.com', 'owned', true]]);
    expect([saved.contact.version, left.version]).toEqual([2, 2]);

    const undone = await undo(saved.changeId);
    expect(undone.notRestored).toEqual([]);
    expect(exact(await read(owner.id))).toBe(exact(owner));
    expect(exact(await read(other.id))).toBe(exact(other));
    await undo(undone.change.id);
    expect(exact(await read(other.id))).toBe(exact(saved.contact));
    expect(values(await read(owner.id))).toEqual(values(left));
  });

  test('moves to a new card too, and from a card with a higher number to one with a lower', async () => {
    const low = await aContact(workspace, { name: 'Low' });
    const high = await aContact(workspace, { name: 'High', email: 'low-high@example.com' });
    const saved = await edit(low, email('low-high@example.com', { ifTaken: 'move' }));
    expect((await undo(saved.changeId)).notRestored).toEqual([]);
    expect(exact(await read(high.id))).toBe(exact(high));
    const made = await workspace.within((tx) =>
      createContact(tx, workspace.operator, {
        name: 'New',
        identifiers: [{ kind: 'email', value: 'low-high@example.com', ifTaken: 'move' }],
      }),
    );
    expect(values(made.contact)).toEqual([['low-high@example.com', 'owned', true]]);
    expect(values(await read(high.id))).toEqual([]);
    const history = await workspace.within((tx) =>
      readHistory(tx, workspace.admin, { id: high.id, limit: 1, channel: undefined }),
    );
    expect(history.items[0]).toMatchObject({ type: 'change', verb: 'createContact' });
    expect((await undo(made.changeId)).notRestored).toEqual([]);
    expect(exact(await read(high.id))).toBe(exact(high));
  });

  test('an edited value moves as an added one does', async () => {
    const owner = await aContact(workspace, { name: 'Owner', phone: '602 333 001' });
    const other = await aContact(workspace, { name: 'Other', phone: '602 333 002' });
    const id = other.identifiers[0]!.id;
    const change = (ifTaken?: 'move') => ({
      identifiers: { change: [{ id, value: '+420 602 333 001', ...(ifTaken && { ifTaken }) }] },
    });
    const refused = await edit(other, change()).catch((error) => error);
    expect(refused.fields).toHaveProperty(['identifiers.change.0.value']);
    const saved = await edit(other, change('move'));
    expect(saved.contact.identifiers).toMatchObject([{ id, value: '+420602333001', state: 'owned', main: true }]);
    expect(values(await read(owner.id))).toEqual([]);
    await undo(saved.changeId);
    expect(exact(await read(owner.id))).toBe(exact(owner));
    expect(exact(await read(other.id))).toBe(exact(other));
  });

  test('is shared by supervisors alone: it stands on both and is nobody’s; undo gives it back', async () => {
    const owner = await aContact(workspace, { name: 'Info', email: 'info@shared.example.com' });
    const other = await aContact(workspace, { name: 'Second' });
    const share = email('info@shared.example.com', { ifTaken: 'share' });
    const refused = await edit(other, share).catch((error) => error);
    expect(refused.code).toBe('FORBIDDEN');
    expect(exact(await read(owner.id))).toBe(exact(owner));
    const saved = await edit(other, share, workspace.supervisor);
    expect(values(saved.contact)).toEqual([['info@shared.example.com', 'shared', true]]);
    expect(await read(owner.id)).toMatchObject({ version: 2, identifiers: [{ state: 'shared' }] });
    const undone = await undo(saved.changeId);
    expect(undone.notRestored).toEqual([]);
    expect(exact(await read(owner.id))).toBe(exact(owner));
    expect(exact(await read(other.id))).toBe(exact(other));
    await undo(undone.change.id);
    expect(values(await read(owner.id))).toEqual([['info@shared.example.com', 'shared', true]]);
  });

  test('is put on silently as contested where the actor may not see the card that has it, whatever they ask', async () => {
    const hidden = await workspace.within((tx) => aQueue(tx, workspace.workspaceId, { readers: 'hidden' }));
    const channelId = await aChannel(workspace, { queue: hidden });
    const secret = await aContact(workspace, { name: 'Secret', email: 'secret@example.com' });
    await aConversation(workspace, { channelId, queue: hidden, contactId: secret.id });
    for (const ifTaken of ['refuse', 'move', 'share'] as const) {
      const other = await aContact(workspace, { name: 'Curious' });
      const saved = await edit(other, email('secret@example.com', { ifTaken }), workspace.supervisor);
      expect(values(saved.contact)).toEqual([['secret@example.com', 'contested', true]]);
      const id = saved.contact.identifiers[0]!.id;
      const owned = await edit(saved.contact, { identifiers: { change: [{ id, state: 'owned' }] } });
      expect(owned).toMatchObject({ changeId: null, contact: { identifiers: [{ state: 'contested' }] } });
    }
    expect(exact(await read(secret.id))).toBe(exact(secret));
  });
});

describe('the state of a value that stands on the card', () => {
  test('a contested value becomes this card’s; the other keeps it standing; undo gives it back', async () => {
    const owner = await aContact(workspace, { name: 'First', email: 'whose@example.com' });
    const other = await aContact(workspace, { name: 'Second' });
    await workspace.within(async (tx) => {
      await sql`insert into contact_identifier (workspace_id, contact_id, kind, account, key, id, display, trust, source, main, first_seen)
        select workspace_id, ${other.id}, kind, account, key, ${randomUUID()}, display, 0, '{"by":"channel"}', true, first_seen
        from contact_identifier where workspace_id = ${workspace.workspaceId} and contact_id = ${owner.id}`.execute(tx);
      await sql`insert into refusal (workspace_id, kind, account, key, contact_id, change_id)
        values (${workspace.workspaceId}, 'email', '', 'whose@example.com', ${other.id}, ${randomUUID()})`.execute(tx);
    });
    const before = await read(other.id);
    const change = { identifiers: { change: [{ id: before.identifiers[0]!.id, state: 'owned' as const }] } };
    const saved = await edit(before, change);
    expect(saved.contact.identifiers).toMatchObject([{ state: 'owned', trust: 'operator' }]);
    expect(await read(owner.id)).toMatchObject({ version: 2, identifiers: [{ state: 'contested' }] });
    expect(await workspace.within((tx) => tx.selectFrom('refusal').select('contactId').execute())).toEqual([]);
    const undone = await undo(saved.changeId);
    expect(undone.notRestored).toEqual([]);
    expect(exact(await read(owner.id))).toBe(exact(owner));
    expect(exact(await read(other.id))).toBe(exact(before));
  });

  test('sharing and ending it are the supervisors’; ending it leaves the value contested elsewhere', async () => {
    const owner = await aContact(workspace, { name: 'Family', phone: '602 444 001' });
    const shared = (card: Contact, state: 'owned' | 'shared') => ({
      identifiers: { change: [{ id: card.identifiers[0]!.id, state }] },
    });
    await expect(edit(owner, shared(owner, 'shared'))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const line = await edit(owner, shared(owner, 'shared'), workspace.supervisor);
    const child = await aContact(workspace, { name: 'Child', phone: '602 444 001' });
    expect([...values(line.contact), ...values(child)].map(([, state]) => state)).toEqual(['shared', 'shared']);
    await expect(edit(child, shared(child, 'owned'))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const owned = await edit(child, shared(child, 'owned'), workspace.supervisor);
    expect(values(owned.contact)[0]?.[1]).toBe('owned');
    expect((await read(owner.id)).identifiers[0]?.state).toBe('contested');
    await undo(owned.changeId);
    expect([(await read(owner.id)).identifiers[0]?.state, (await read(child.id)).identifiers[0]?.state]).toEqual([
      'shared',
      'shared',
    ]);
    await undo(line.changeId);
    expect((await read(owner.id)).identifiers[0]?.state).toBe('owned');
    expect((await read(child.id)).identifiers[0]?.state).toBe('contested');
  });

  test('a value that changed hands later is not taken back by an undo, which says so', async () => {
    const first = await aContact(workspace, { name: 'First', email: 'twice-moved@example.com' });
    const second = await aContact(workspace, { name: 'Second' });
    const third = await aContact(workspace, { name: 'Third' });
    const saved = await edit(second, email('twice-moved@example.com', { ifTaken: 'move' }));
    await edit(third, email('twice-moved@example.com', { ifTaken: 'move' }));
    const undone = await undo(saved.changeId).catch((error) => error);
    const notRestored = undone.notRestored ?? undone.data.notRestored;
    expect(notRestored).toContainEqual(expect.objectContaining({ contactId: first.id, reason: 'changedLater' }));
    expect(values(await read(third.id))).toEqual([['twice-moved@example.com', 'owned', true]]);
  });
});

describe('two at once', () => {
  test('who move the same value to two cards leave it with one owner, and the other is told', async () => {
    for (let round = 0; round < 5; round++) {
      const value = `race-${round}@example.com`;
      const cards = [
        await aContact(workspace, { name: 'A' }),
        await aContact(workspace, { name: 'Owner', email: value }),
        await aContact(workspace, { name: 'B' }),
      ] as const;
      const results = await Promise.allSettled([
        edit(cards[0], email(value, { ifTaken: 'move' })),
        edit(cards[2], email(value, { ifTaken: 'move' })),
      ]);
      for (const result of results) {
        if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'CONFLICT' });
      }
      expect(results.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0);
      const owners = (await Promise.all(cards.map(({ id }) => read(id)))).filter((card) => card.identifiers.length > 0);
      expect(owners.map(values)).toEqual([[[value, 'owned', true]]]);
    }
  });

  test('who take values from each other’s cards never wait crosswise', async () => {
    const one = await aContact(workspace, { name: 'One', email: 'cross-1@example.com' });
    const two = await aContact(workspace, { name: 'Two', email: 'cross-2@example.com' });
    const results = await Promise.allSettled([
      edit(one, email('cross-2@example.com', { ifTaken: 'move' })),
      edit(two, email('cross-1@example.com', { ifTaken: 'move' })),
    ]);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'STALE' });
    }
    const cards = [await read(one.id), await read(two.id)];
    expect(cards.flatMap((card) => card.identifiers.map(({ state }) => state))).toEqual(['owned', 'owned']);
  });
});

describe('attacks', () => {
  test('a claim never takes an owned value, raises itself or changes what a person entered', async () => {
    const owner = await aContact(workspace, {
      name: 'Victim',
      identifiers: [{ kind: 'email', value: 'Victim@example.com', label: 'home', main: true }],
    });
    const attacker = await aContact(workspace, { name: 'Attacker' });
    const claim = {
      kind: 'email' as const,
      account: '',
      key: 'victim@example.com',
      display: 'VICTIM@EXAMPLE.COM',
      trust: 0,
      source: { by: 'channel' as const },
      seenAt: new Date('2020-01-01T00:00:00Z'),
    };
    const { taken, added } = await workspace.within((tx) =>
      attachValues(tx, workspace.workspaceId, attacker.id, [claim]),
    );
    expect([taken.map(({ ownerId }) => ownerId), added]).toEqual([[owner.id], []]);
    const other = { ...claim, key: 'second@example.com', display: 'second@example.com' };
    await workspace.within((tx) => attachValues(tx, workspace.workspaceId, owner.id, [claim, other]));
    const after = await read(owner.id);
    expect(after.identifiers).toMatchObject([
      { display: 'Victim@example.com', label: 'home', trust: 'operator', main: true, source: { by: 'operator' } },
      { display: 'second@example.com', trust: 'claimed', main: false },
    ]);
    expect((await read(attacker.id)).identifiers).toEqual([]);
  });
});
