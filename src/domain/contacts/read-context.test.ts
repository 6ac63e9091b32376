import { beforeAll, describe, expect, test } from 'vitest';
import { aConversationWith } from '#test/support/conversation-factory.ts';
import { aChannel, aContact, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { readHistory } from '../history/read-history.ts';
import { holdContact } from '../privacy/holds.ts';
import { holdsOfContact } from '../privacy/read-holds.ts';
import { listDuplicates } from './duplicates/list-duplicates.ts';
import { notedReason, notePossibleDuplicate } from './duplicates/note-duplicate.ts';
import { mergeContacts } from './merge-contacts.ts';
import { readContact } from './read-contact.ts';
import { readContext } from './read-context.ts';

const database = ownDatabase();
let workspace: Workspace;
let card: number;
let merged: number;

beforeAll(async () => {
  workspace = await aWorkspace(database);
  const { within, admin, workspaceId } = workspace;
  const channelId = await aChannel(workspace);
  [card, merged] = [
    (await aContact(workspace, { name: 'Jana Nováková', email: 'jana@example.cz' })).id,
    (await aContact(workspace, { name: 'Jana N.', email: 'jn@example.cz' })).id,
  ];
  const other = await aContact(workspace, { name: 'Jana Novakova' });
  for (let day = 1; day <= 60; day++) {
    const at = new Date(Date.UTC(2026, 2, day));
    const state = day % 20 === 0 ? 'open' : 'closed';
    await aConversationWith(workspace, {
      channelId,
      contactId: day % 2 ? card : merged,
      subject: `talk ${day}`,
      at,
      state,
    });
  }
  await aConversationWith(workspace, {
    channelId,
    contactId: other.id,
    participants: [{ value: 'boss@example.cz' }, { value: 'jn@example.cz', role: 'cc' }],
  });
  await within((tx) => mergeContacts(tx, admin, { id: card, ids: [merged] }));
  const note = { by: 'recognition' as const, reasons: [notedReason('oneConversation')] };
  await within((tx) => notePossibleDuplicate(tx, workspaceId, card, other.id, note));
  await within((tx) => holdContact(tx, admin, { id: card, reason: 'Complaint', until: null }));
});

describe('all that a card opens with', () => {
  test.each(['its own number', 'the number of a card merged into it'])(
    'is, by %s, what each of its routes answers',
    async (by) => {
      const { within, operator } = workspace;
      const context = await within((tx) => readContext(tx, operator, by === 'its own number' ? card : merged));
      const parts = await within(async (tx) => ({
        contact: await readContact(tx, operator, card),
        history: await readHistory(tx, operator, { id: card, limit: 50 }),
        duplicates: await listDuplicates(tx, operator, { contact: card, state: 'open', min: 0.5, limit: 20 }),
        holds: await holdsOfContact(tx, operator, { id: card }),
      }));
      expect(context).toEqual(parts);
      expect(context.contact).toMatchObject({ id: card, mergedIds: [merged] });
      expect(context.history.items).toHaveLength(50);
      expect(
        context.history.items.filter((item) => item.type === 'conversation' && item.status === 'open'),
      ).toHaveLength(3);
      expect(context.history.nextCursor).not.toBeNull();
      expect([context.duplicates.items.length, context.holds.items.length]).toEqual([1, 1]);
    },
  );

  test('is not found in another workspace, nor of no card', async () => {
    const other = await aWorkspace(database);
    const ask = (id: number, actor = workspace.admin) =>
      database.inWorkspace(actor.workspaceId, (tx) => readContext(tx, actor, id));
    await expect(ask(card, other.admin)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(ask(999_999)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
