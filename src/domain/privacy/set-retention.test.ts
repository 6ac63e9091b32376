import { beforeEach, describe, expect, it } from 'vitest';
import type { RetentionEdit, RetentionKind, RetentionOf, RetentionPeriod } from '#contract/retention.ts';
import { aConversationWith } from '#test/support/conversation-factory.ts';
import { aChannel, aContact, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { daysAgo, keeps, removeAll } from '#test/support/retention-factory.ts';
import type { Actor } from '../operators/actor.ts';
import { holdConversation } from './holds.ts';
import { listRetention } from './list-retention.ts';
import { previewRetention, setRetention, takeBackRetention } from './set-retention.ts';

const database = ownDatabase();
let workspace: Workspace;
let channelId: string;
beforeEach(async () => {
  workspace = await aWorkspace(database);
  channelId = await aChannel(workspace);
});

const preview = (kind: RetentionKind, period: RetentionPeriod, of: Partial<RetentionEdit> = {}) =>
  workspace.within((tx) => previewRetention(tx, workspace.admin, { scope: 'workspace', kind, period, ...of }));
const set = (
  kind: RetentionKind,
  period: RetentionPeriod,
  { who = workspace.admin, ...more }: Partial<RetentionEdit> & { sure?: boolean; who?: Actor } = {},
) => workspace.within((tx) => setRetention(tx, who, { scope: 'workspace', kind, period, sure: true, ...more }));
const takeBack = (kind: RetentionKind) =>
  workspace.within((tx) => takeBackRetention(tx, workspace.admin, { scope: 'workspace', kind }));
const kindOf = (of: RetentionOf | undefined, kind: RetentionKind) => of?.settings.find((one) => one.kind === kind);
const list = async () => (await workspace.within((tx) => listRetention(tx, workspace.admin))).items;
const anEnded = (days: number, more: Partial<Parameters<typeof aConversationWith>[1]> = {}) =>
  aConversationWith(workspace, { channelId, at: daysAgo(days), entries: ['Good morning'], ...more });

describe('setting how long things are kept (R-HIS-7)', () => {
  it('shows the workspace, its queues and channels; as delivered all is kept for ever', async () => {
    const items = await list();
    expect(items.map(({ scope, name }) => [scope, name])).toEqual([
      ['workspace', 'Example'],
      ['queue', 'Sales'],
      ['queue', 'Support'],
      ['channel', 'Info mailbox'],
    ]);
    expect(items[0]?.settings.map(({ kind, period }) => [kind, period])).toEqual(
      ['text', 'attachments', 'recordings', 'unknown', 'changes', 'cards'].map((kind) => [kind, 'forever']),
    );
    expect(items[1]?.settings.map(({ kind, period }) => [kind, period])).toEqual(
      ['text', 'attachments', 'recordings', 'unknown'].map((kind) => [kind, 'inherit']),
    );
  });

  it('shows what a first period would take before it is saved, asks to be sure of it, and waits for 14 days', async () => {
    await anEnded(400);
    await anEnded(355); // 365 days old when it takes effect
    await anEnded(300);
    const held = await anEnded(500);
    await aConversationWith(workspace, { channelId, at: daysAgo(500), state: 'open', entries: ['Runs still'] });
    await workspace.within((tx) =>
      holdConversation(tx, workspace.admin, { id: held, reason: 'Complaint', until: null }),
    );
    const seen = await preview('text', 365);
    expect(seen).toMatchObject({ shortens: true, wouldGo: 2, held: 1, more: false });
    const wait = new Date(seen.effectiveAt).getTime() - Date.now();
    expect(Math.abs(wait - 14 * 86_400_000)).toBeLessThan(60_000);

    await expect(set('text', 365, { sure: false })).rejects.toMatchObject({
      code: 'CONFLICT',
      reason: 'retentionShortens',
    });
    expect(kindOf((await list())[0], 'text')).toMatchObject({ period: 'forever', next: null });
    const after = await set('text', 365);
    expect(kindOf(after, 'text')).toMatchObject({
      period: 'forever',
      next: { period: 365, by: 'Ada Administrator' },
    });
    expect((await removeAll(workspace)).conversations).toBe(0);
    expect((await removeAll(workspace, new Date(Date.now() + 13 * 86_400_000))).conversations).toBe(0);
    expect((await removeAll(workspace, new Date(Date.now() + 14 * 86_400_000 + 60_000))).conversations).toBe(2);
  });

  it('takes a period back that waits, once, and only until its day', async () => {
    await anEnded(400);
    await set('text', 30);
    expect(kindOf(await takeBack('text'), 'text')).toMatchObject({ period: 'forever', next: null });
    expect((await removeAll(workspace, new Date(Date.now() + 20 * 86_400_000))).conversations).toBe(0);
    await expect(takeBack('text')).rejects.toMatchObject({ code: 'CONFLICT', reason: 'retentionNotWaiting' });
    await keeps(workspace, 'attachments', 30);
    await expect(takeBack('attachments')).rejects.toMatchObject({ reason: 'retentionNotWaiting' });
  });

  it('lengthens at once, asking nothing; what waited gives way', async () => {
    await keeps(workspace, 'text', 30);
    await set('text', 10);
    expect(await preview('text', 365)).toMatchObject({ shortens: false, wouldGo: 0 });
    const after = await set('text', 365, { sure: false });
    expect(kindOf(after, 'text')).toMatchObject({ period: 365, next: null, by: 'Ada Administrator' });
    await set('text', 20);
    expect(kindOf(await set('text', 365, { sure: false }), 'text')).toMatchObject({ period: 365, next: null });
  });

  it('counts of a shorter period what the present one would have kept: files, recordings, changes, cards', async () => {
    await keeps(workspace, 'text', 365);
    await anEnded(400);
    await anEnded(200);
    expect(await preview('text', 100)).toMatchObject({ wouldGo: 1 });
    await anEnded(200, {
      entries: [{ text: '', kind: 'call', body: { call: { recording: 'https://pbx.example.com/1' } } }],
    });
    expect(await preview('recordings', 100)).toMatchObject({ wouldGo: 1 });
    expect(await preview('attachments', 100)).toMatchObject({ wouldGo: 0 });
    expect(await preview('unknown', 100)).toMatchObject({ wouldGo: 3 });
    const card = await aContact(workspace, { name: 'Anna' });
    await anEnded(200, { contactId: card.id });
    expect(await preview('unknown', 100)).toMatchObject({ wouldGo: 3 });
    expect(await preview('changes', 1)).toMatchObject({ wouldGo: 1 }); // in two weeks the card was made two weeks ago
    expect(await preview('changes', 20)).toMatchObject({ wouldGo: 0 });
    expect(await preview('cards', 20)).toMatchObject({ wouldGo: 0 });
    expect(await preview('cards', 5)).toMatchObject({ wouldGo: 1 });
  });

  it('lets a queue and a channel say otherwise, of conversations alone', async () => {
    await keeps(workspace, 'text', 100);
    const queue = { scope: 'queue' as const, id: workspace.queue };
    await anEnded(200);
    expect(kindOf(await set('text', 'forever', { ...queue, sure: false }), 'text')).toMatchObject({
      period: 'forever',
    });
    expect((await removeAll(workspace)).conversations).toBe(0);
    expect(await preview('text', 'inherit', queue)).toMatchObject({ shortens: true, wouldGo: 1 });
    for (const wrong of [() => set('changes', 30, queue), () => set('text', 'inherit')])
      await expect(wrong()).rejects.toMatchObject({ code: 'INVALID' });
    await expect(set('text', 30, { scope: 'queue', id: channelId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(set('text', 30, { scope: 'channel' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is the administrators’ right', async () => {
    const { operator, supervisor } = workspace;
    for (const who of [operator, supervisor]) {
      await expect(set('text', 30, { who })).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(workspace.within((tx) => listRetention(tx, who))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
  });
});
