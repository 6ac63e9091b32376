import { expect, test } from 'vitest';
import { aContact, aWorkspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { aReceiver } from '#test/support/receiver.ts';
import { linkConversation } from '../conversations/link-conversation.ts';

const database = ownDatabase();

test('whoever has a number that was given anew does not become its old owner by calling twice; a person may say that it is them (R-REC-5)', async () => {
  const workspace = await aWorkspace(database);
  const phone = await aReceiver(workspace, { kind: 'phone' });
  const jana = await aContact(workspace, { name: 'Jana', phone: '602000111' });
  await workspace.within((tx) =>
    tx
      .updateTable('identifier')
      .set({ lastSeen: new Date('2025-03-01') })
      .where('kind', '=', 'phone')
      .execute(),
  );
  const call = (conversation: string, at: string) =>
    phone.receive({ from: { kind: 'phone', value: '602000111' }, conversation, at });
  const first = await call('1', '2026-05-04T10:00:00Z');
  expect(first).toMatchObject({ contact: null, suggested: [{ id: jana.id, reason: 'numberQuiet' }] });
  expect(await call('2', '2026-05-05T10:00:00Z')).toMatchObject({
    contact: null,
    suggested: [{ reason: 'numberQuiet' }],
  });
  await workspace.within((tx) => linkConversation(tx, workspace.operator, { id: first.id, contactId: jana.id }));
  expect((await call('3', '2026-05-06T10:00:00Z')).contact?.id).toBe(jana.id);
});
