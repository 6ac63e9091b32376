import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { hits } from '#contract/words.ts';
import type { Tx } from '#db/database.ts';
import { aConversationWith } from '#test/support/conversation-factory.ts';
import { aChannel, aContact, anOperator, aQueue, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import type { Actor } from '../operators/actor.ts';
import { searchEverything } from './search-everything.ts';

const database = ownDatabase();

async function search(workspace: Workspace, q: string, actor: Actor = workspace.operator, limit = 50) {
  return (await workspace.within((tx) => searchEverything(tx, actor, { q, limit }))).items;
}

describe('search over everything (R-HIS-10)', () => {
  it('tells where each hit is, who it is with, and a piece to mark', async () => {
    const workspace = await aWorkspace(database);
    const card = await aContact(workspace, { name: 'Jana Horáková' });
    const channelId = await aChannel(workspace, { name: 'Info' });
    const at = new Date('2026-03-01T08:00:00.000Z');
    const id = await aConversationWith(workspace, {
      channelId,
      contactId: card.id,
      subject: 'Faktura',
      at,
      entries: ['Dobrý den, prosím přepište smlouvu.'],
    });
    const [hit, ...others] = await search(workspace, 'smlouv prepiste');
    expect(others).toEqual([]);
    expect(hit).toMatchObject({
      conversationId: id,
      at: at.toISOString(),
      subject: 'Faktura',
      topic: 'Jana Horáková',
      contactId: card.id,
      channel: { kind: 'email', name: 'Info' },
    });
    expect(hits(hit?.snippet ?? '', 'smlouv').map(({ start, end }) => hit?.snippet.slice(start, end))).toEqual([
      'smlouvu',
    ]);
    expect(await search(workspace, 'neexistuje')).toEqual([]);
    expect(await search(workspace, '!?')).toEqual([]);
  });

  it('finds nothing of queues one may not read, of another workspace, and of hidden queues even for who took part', async () => {
    const workspace = await aWorkspace(database);
    const { workspaceId } = workspace;
    const channelId = await aChannel(workspace);
    const hidden = await workspace.within((tx) => aQueue(tx, workspaceId, { readers: 'hidden' }));
    const took = [workspace.operator.id];
    const said = (subject: string, queue: string, operators: string[] = []) =>
      aConversationWith(workspace, { channelId, subject, queue, operators, entries: ['stejné slovo'] });
    await said('mine', workspace.queue);
    await said('theirs', workspace.otherQueue);
    await said('took part', workspace.otherQueue, took);
    await said('secret', hidden, took);
    const subjects = async (actor: Actor) =>
      (await search(workspace, 'stejne', actor)).map((hit) => hit.subject).toSorted();
    expect(await subjects(workspace.operator)).toEqual(['mine', 'took part']);
    expect(await subjects(workspace.admin)).toEqual(['mine', 'secret', 'theirs', 'took part']);
    expect(await subjects(await workspace.within((tx) => anOperator(tx, workspaceId, {})))).toEqual([]);
    const other = await aWorkspace(database);
    expect(await search(other, 'stejne', other.admin)).toEqual([]);
  });

  it('reaches the index of words by a door that keeps to the workspace chosen, and opens to nobody without one', async () => {
    const [ours, theirs] = [await aWorkspace(database), await aWorkspace(database)];
    await aConversationWith(ours, { channelId: await aChannel(ours), entries: ['heslo'] });
    const ask = async (tx: Tx) => {
      const { rows } =
        await sql`select id from newest_entries_saying('''heslo''', '''heslo''', null, '{}', null, null, null, 10)`.execute(
          tx,
        );
      return rows.length;
    };
    expect(await ours.within(ask)).toBe(1);
    expect(await theirs.within(ask)).toBe(0);
    expect(await database.atTheDoor(ask)).toBe(0);
  });

  it('gives every hit exactly once, newest first, over words frequent now, rare, and of long ago, while new ones arrive', async () => {
    const workspace = await aWorkspace(database);
    const channelId = await aChannel(workspace);
    const entries = [];
    for (let n = 0; n < 2_400; n++) {
      const at = new Date(Date.UTC(2026, 4, 4) - Math.floor(n / 3) * 3_600_000 * (n > 2_100 ? 60 : 1)); // three of one moment; the last reach back years
      entries.push({
        at,
        text: `frequent ${n % 100 === 0 ? 'rare' : ''} ${n > 2_350 ? 'longago' : ''}`,
        place: String(n % 3),
      });
    }
    await aConversationWith(workspace, { channelId, at: new Date(Date.UTC(2026, 4, 4)), entries });
    for (const [q, count] of [
      ['frequent', 2_400],
      ['rare', 24],
      ['longago', 49],
    ] as const) {
      const ids: string[] = [];
      const times: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await workspace.within((tx) =>
          searchEverything(tx, workspace.operator, { q, limit: count > 100 ? 200 : 10, cursor }),
        );
        ids.push(...page.items.map((hit) => hit.entryId));
        times.push(...page.items.map((hit) => hit.at));
        cursor = page.nextCursor ?? undefined;
        await aConversationWith(workspace, {
          channelId,
          at: new Date(Date.UTC(2026, 5, 1)),
          entries: ['frequent rare longago'],
        });
      } while (cursor);
      const late = times.filter((at) => at.startsWith('2026-06')).length;
      expect(new Set(ids).size).toBe(count + late);
      expect(ids).toHaveLength(count + late);
      expect(times).toEqual(times.toSorted().toReversed());
    }
  });
});
