import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Contact } from '#contract/contact.ts';
import { aChannel, aContact, aConversation, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { aMessage } from '#test/support/message-factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { readChange } from '../history/read-changes.ts';
import { undoChange } from '../history/undo-change.ts';
import { loadChannel } from '../intake/load-channel.ts';
import { receiveMessage } from '../intake/receive-message.ts';
import { binContact } from './bin-contact.ts';
import { createContact } from './create-contact.ts';
import { listContacts } from './list-contacts.ts';
import { purgeBin } from './purge-bin.ts';
import { readContact } from './read-contact.ts';
import { restoreContact } from './restore-contact.ts';

const database = ownDatabase();
let workspace: Workspace;

beforeAll(async () => {
  workspace = await aWorkspace(database);
});

const day = 24 * 60 * 60_000;
const bin = async (card: Contact, daysAgo: number) => {
  const { changeId } = await workspace.within((tx) =>
    binContact(tx, workspace.admin, { id: card.id, version: card.version }),
  );
  const at = new Date(Date.now() - daysAgo * day);
  await workspace.within((tx) => sql`update contact set binned_at = ${at} where id = ${card.id}`.execute(tx));
  return changeId as string;
};
const purge = (atMost = 100) =>
  workspace.within((tx) => purgeBin(tx, workspace.workspaceId, new Date(Date.now() - 30 * day), atMost));
const binned = () =>
  workspace.within(async (tx) =>
    (await listContacts(tx, workspace.admin, { state: 'binned', limit: 50 })).items.map(({ id }) => id),
  );

/** Every row of the workspace that still holds a word, table by table. */
async function whereStands(word: string): Promise<string[]> {
  return workspace.within(async (tx) => {
    const { rows: tables } = await sql<{ name: string }>`
      select relname as name from pg_class where relnamespace = 'vizitka'::regnamespace and relkind in ('r', 'p') and not relispartition`.execute(
      tx,
    );
    const standing: string[] = [];
    for (const { name } of tables) {
      const { rows } = await sql`select from ${sql.table(name)} t where t::text ilike ${`%${word}%`} limit 1`.execute(
        tx,
      );
      if (rows.length > 0) standing.push(name);
    }
    return standing;
  });
}

describe('30 days in the bin, then purged (R-DIR-8)', () => {
  test('nothing of the card is left but its number: it is not listed, not found and not restored', async () => {
    const { contact: card, changeId: made } = await workspace.within((tx) =>
      createContact(tx, workspace.admin, {
        name: 'Quizzaciously Gone',
        identifiers: [
          { kind: 'email', value: 'quizzaciously@example.com', label: 'quizzaciously' },
          { kind: 'custom:quizzaciously', value: '17' },
        ],
        attributes: { city: 'Quizzaciously', company: 'Quizzaciously' },
        tags: ['quizzaciously'],
      }),
    );
    await workspace.within((tx) =>
      sql`insert into contact_import_key (workspace_id, source, key, contact_id)
        values (${workspace.workspaceId}, 'shop', 'quizzaciously-1', ${card.id})`.execute(tx),
    );
    expect(await whereStands('quizzaciously')).toContain('identifier');
    const changeId = await bin(card, 31);
    expect(await binned()).toContain(card.id);
    expect(await purge()).toBe(1);
    expect(await whereStands('quizzaciously')).toEqual([]);
    expect(await binned()).not.toContain(card.id);
    await expect(workspace.within((tx) => readContact(tx, workspace.admin, card.id))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(workspace.within((tx) => restoreContact(tx, workspace.admin, card.id))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    for (const change of [changeId, made as string]) {
      await expect(workspace.within((tx) => undoChange(tx, workspace.admin, change))).rejects.toMatchObject({
        code: 'CONFLICT',
        message: 'Nothing of this change is left to undo: what it changed is gone.',
      });
    }
    const fact = await workspace.within((tx) => readChange(tx, workspace.admin, changeId));
    expect(fact).toMatchObject({ verb: 'binContact', actor: { name: 'Ada Administrator' }, at: expect.any(String) });
    expect(fact.items.every(({ before, after }) => before === null && after === null)).toBe(true);
    expect((await aContact(workspace, { name: 'Next' })).id).toBeGreaterThan(card.id); // R-DIR-4
  });

  test('it recognises nobody: who writes from its value is somebody new, on a card of their own', async () => {
    const card = await aContact(workspace, { identifiers: [{ kind: 'whatsapp', value: '+420602333001' }] });
    const channelId = await aChannel(workspace, { kind: 'whatsapp' });
    const conversation = await aConversation(workspace, { channelId, contactId: card.id });
    const changeId = await bin(card, 31);
    expect(await purge()).toBe(1);
    const received = await workspace.within(async (tx) =>
      receiveMessage(
        tx,
        await loadChannel(tx, workspace.workspaceId, channelId),
        aMessage({ from: { kind: 'whatsapp', value: '+420602333001' } }),
      ),
    );
    expect(received).toMatchObject({ result: 'accepted', contactId: expect.any(Number) });
    expect((received as { contactId: number }).contactId).toBeGreaterThan(card.id);
    await expect(workspace.within((tx) => undoChange(tx, workspace.admin, changeId))).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('gone'),
    });
    const { contactId } = await workspace.within((tx) =>
      tx.selectFrom('conversation').select('contactId').where('id', '=', conversation).executeTakeFirstOrThrow(),
    );
    expect(contactId).toBeNull();
  });

  test('other cards keep what is theirs: the values they share with it, and their own thirty days', async () => {
    const card = await aContact(workspace, { name: 'Old', email: 'common@example.com', phone: '+420602333002' });
    await bin(card, 31);
    const heir = await aContact(workspace, { name: 'Heir', email: 'common@example.com' });
    const younger = await aContact(workspace, { name: 'Younger', email: 'younger@example.com' });
    await bin(younger, 29);
    expect(await purge()).toBe(1);
    expect(await workspace.within((tx) => readContact(tx, workspace.admin, heir.id))).toEqual(heir);
    expect(await binned()).toEqual([younger.id]);
    const { change } = await workspace.within((tx) => restoreContact(tx, workspace.admin, younger.id));
    expect(change.verb).toBe('restoreContact');
    expect(await whereStands('+420602333002')).toEqual([]);
  });

  test('a large bin goes a bounded number at a time, the oldest first', async () => {
    const cards = [];
    for (const daysAgo of [40, 60, 50]) {
      const card = await aContact(workspace, { name: `From ${daysAgo} days ago` });
      await bin(card, daysAgo);
      cards.push(card.id);
    }
    expect(await purge(2)).toBe(2);
    expect(await binned()).toEqual([cards[0]]);
    expect([await purge(2), await purge(2)]).toEqual([1, 0]);
  });
});
