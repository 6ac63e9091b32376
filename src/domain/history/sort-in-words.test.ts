import { expect, test } from 'vitest';
import { aConversationWith } from '#test/support/conversation-factory.ts';
import { aChannel, aContact, aWorkspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { readHistory } from './read-history.ts';
import { searchEverything } from './search-everything.ts';
import { sortInWords } from './sort-in-words.ts';

const database = ownDatabase();

test('what came in is sorted into the indexes of words once, by whoever stands at the door, and is found before and after', async () => {
  const workspace = await aWorkspace(database);
  const card = await aContact(workspace, { name: 'Sorted' });
  const channelId = await aChannel(workspace);
  const id = await aConversationWith(workspace, { channelId, contactId: card.id, entries: ['první věta', 'druhá'] });
  const found = async () => ({
    here: (await workspace.within((tx) => readHistory(tx, workspace.admin, { id: card.id, q: 'vet', limit: 5 }))).items,
    anywhere: (await workspace.within((tx) => searchEverything(tx, workspace.admin, { q: 'vet', limit: 5 }))).items,
  });
  const before = await found();
  expect(before.here).toMatchObject([{ id }]);
  expect(before.anywhere).toMatchObject([{ conversationId: id }]);
  expect(await database.atTheDoor(sortInWords)).toBeGreaterThan(0);
  expect(await database.atTheDoor(sortInWords)).toBe(0);
  expect(await found()).toEqual(before);
});
