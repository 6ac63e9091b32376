import type { KyselyPlugin } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import type { IncomingMessage } from '#contract/incoming-message.ts';
import { aConversationWith } from '#test/support/conversation-factory.ts';
import { aChannel, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { aMessage } from '#test/support/message-factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { editConversation } from '../conversations/edit-conversation.ts';
import { readConversation } from '../conversations/read-conversation.ts';
import { loadChannel } from '../intake/load-channel.ts';
import { receiveMessage } from '../intake/receive-message.ts';
import { readyRule } from './rule-hits.ts';
import { suggestTags } from './suggest-tags.ts';
import { createTagRule, deleteTagRule, editTagRule, listTagRules } from './tag-rules.ts';
import { listTags, renameTag, saveTag } from './tag-settings.ts';

const database = ownDatabase();
let workspace: Workspace;
let channelId: string;

beforeAll(async () => {
  workspace = await aWorkspace(database);
  channelId = await aChannel(workspace, { kind: 'custom' });
});

const plain = { ground: null, ink: null, retired: false };
const tag = (id: string, add: string[], remove: string[] = []) =>
  workspace.within((tx) => editConversation(tx, workspace.operator, { id, tags: { add, remove } }));
const read = (id: string) => workspace.within((tx) => readConversation(tx, workspace.operator, id));
const receive = async (item: Partial<IncomingMessage>) => {
  const received = await workspace.within(async (tx) =>
    receiveMessage(
      tx,
      await loadChannel(tx, workspace.workspaceId, channelId),
      aMessage({ from: { kind: 'whatsapp', value: '+420601000001' }, ...item }),
    ),
  );
  return received.result === 'accepted' ? received.conversationId : '';
};

describe('tags of the company (R-TAB-5)', () => {
  it('have colours that read on each other: an ink is proposed, and one that does not read is refused with it', async () => {
    const save = (ground: string, ink: string | null) =>
      workspace.within((tx) => saveTag(tx, workspace.admin, { ...plain, name: 'Coloured', ground, ink }));
    expect(await save('#ffee00', null)).toMatchObject({ ink: '#000000' });
    expect(await save('#112233', '#ffffff')).toMatchObject({ ground: '#112233', ink: '#ffffff' });
    await expect(save('#ffee00', '#ffffff')).rejects.toMatchObject({ code: 'INVALID', data: { ink: '#000000' } });
    const byOperator = workspace.within((tx) => saveTag(tx, workspace.operator, { ...plain, name: 'Mine' }));
    await expect(byOperator).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('are renamed everywhere they stand; onto another one they become one', async () => {
    const [one, both] = [
      await aConversationWith(workspace, { channelId }),
      await aConversationWith(workspace, { channelId }),
    ];
    await tag(one, ['Complain']);
    await tag(both, ['Complain', 'Complaint']);
    const rule = await workspace.within((tx) =>
      createTagRule(tx, workspace.admin, {
        tag: 'Complain',
        words: ['angry'],
        match: 'word',
        channels: [],
        enabled: false,
      }),
    );
    const renamed = await workspace.within((tx) =>
      renameTag(tx, workspace.admin, { name: 'complain', to: 'Complaint' }),
    );
    expect(renamed.name).toBe('Complaint');
    expect((await read(both)).tags).toEqual(['Complaint']);
    expect(await read(one)).toMatchObject({ tags: ['Complaint'], tagSources: { Complaint: { by: 'operator' } } });
    const names = (await workspace.within((tx) => listTags(tx, workspace.operator))).map(({ name }) => name);
    expect(names.filter((name) => name.startsWith('Complain'))).toEqual(['Complaint']);
    const rules = await workspace.within((tx) => listTagRules(tx, workspace.admin));
    expect(rules.find(({ id }) => id === rule.id)?.tag).toBe('Complaint');
    const none = workspace.within((tx) => renameTag(tx, workspace.admin, { name: 'Nothing', to: 'Else' }));
    await expect(none).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('are suggested by name, and those that the operator used last, but neither retired ones nor those that stand there', async () => {
    const id = await aConversationWith(workspace, { channelId });
    const other = await aConversationWith(workspace, { channelId });
    await tag(other, ['Älter']);
    await tag(other, ['Newer', 'Gone']);
    await tag(id, ['Stands']);
    await workspace.within((tx) => saveTag(tx, workspace.admin, { ...plain, name: 'Gone', retired: true }));
    const { tags, mine } = await workspace.within((tx) => suggestTags(tx, workspace.operator, id));
    const names = tags.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['Älter', 'Newer']));
    expect(names.some((name) => name === 'Gone' || name === 'Stands')).toBe(false);
    expect(mine.slice(0, 2)).toEqual(['Newer', 'Älter']);
    expect((await workspace.within((tx) => listTags(tx, workspace.operator))).at(-1)?.name).toBe('Gone');
    expect((await workspace.within((tx) => suggestTags(tx, workspace.supervisor, id))).mine).toEqual([]);
  });
});

describe('tag rules (R-TAB-5)', () => {
  it('tag a conversation by the words of its client, once, also when somebody took the tag away', async () => {
    const rule = await workspace.within((tx) =>
      createTagRule(tx, workspace.admin, {
        tag: 'Return',
        words: ['vrácení', 'refund'],
        match: 'word',
        channels: ['custom'],
        enabled: true,
      }),
    );
    const id = await receive({ conversation: 'r-1', text: 'Prosím o VRACENI peněz' });
    expect(await read(id)).toMatchObject({ tags: ['Return'], tagSources: { Return: { by: 'rule', name: 'vrácení' } } });
    await tag(id, [], ['Return']);
    await receive({ conversation: 'r-1', text: 'refund!', at: '2026-05-04T10:05:00.000Z' });
    expect((await read(id)).tags).toEqual([]);
    const out = await receive({
      conversation: 'r-2',
      direction: 'out',
      text: 'refund',
      client: { kind: 'whatsapp', value: '+420601000002' },
    });
    expect((await read(out)).tags).toEqual([]);
    await workspace.within((tx) => editTagRule(tx, workspace.admin, { ...rule, channels: ['email'], match: 'part' }));
    expect((await read(await receive({ conversation: 'r-3', text: 'refund' }))).tags).toEqual([]);
    expect(await workspace.within((tx) => deleteTagRule(tx, workspace.admin, rule.id))).toMatchObject({
      match: 'part',
    });
    const unsaid = workspace.within((tx) =>
      createTagRule(tx, workspace.admin, { tag: 'X', words: ['!!'], match: 'word', channels: [], enabled: true }),
    );
    await expect(unsaid).rejects.toMatchObject({ code: 'INVALID' });
  });

  it('cost the intake no statement where they do not hit', async () => {
    const counted = async (words: string[]) => {
      let statements = 0;
      const plugin: KyselyPlugin = {
        transformQuery({ node }) {
          statements += 1;
          return node;
        },
        transformResult: async ({ result }) => result,
      };
      await workspace.within(async (tx) => {
        const channel = await loadChannel(tx, workspace.workspaceId, channelId);
        const tagRules = words.map((word) => readyRule({ tag: 'Counted', match: 'word', words: [word] }));
        const message = aMessage({ from: { kind: 'whatsapp', value: '+420601000009' }, text: 'nothing of interest' });
        await receiveMessage(tx.withPlugin(plugin), { ...channel, tagRules }, message);
      });
      return statements;
    };
    const begins = await counted([]); // the conversation
    const without = await counted([]);
    expect(begins).toBeGreaterThanOrEqual(without);
    expect(await counted(['refund', 'complaint'])).toBe(without);
    expect(await counted(['interest'])).toBeGreaterThan(without);
  });
});

describe('where operators make no tags of their own (R-TAB-5)', () => {
  it('those of the list are taken in any spelling, others refused with a word; what stands stays, and rules set theirs', async () => {
    const other = await aWorkspace(database);
    const channel = await aChannel(other, { kind: 'custom' });
    const add = (id: string, ...names: string[]) =>
      other.within((tx) => editConversation(tx, other.operator, { id, tags: { add: names, remove: [] } }));
    const id = await aConversationWith(other, { channelId: channel, entries: ['Dobrý den'] });
    await add(id, 'Own');
    await other.within((tx) => saveTag(tx, other.admin, { ...plain, name: 'Reklamace' }));
    for (const name of ['Own', 'Old'])
      await other.within((tx) => saveTag(tx, other.admin, { ...plain, name, retired: true }));
    expect((await other.within((tx) => suggestTags(tx, other.operator, id))).free).toBe(true);
    await other.within((tx) =>
      tx
        .updateTable('workspace')
        .set({ settings: JSON.stringify({ freeTags: false }) })
        .execute(),
    );
    const refused = { code: 'INVALID', reason: 'tagNotListed' };
    await expect(add(id, 'reklamace', 'New')).rejects.toMatchObject(refused);
    await expect(add(id, 'Old')).rejects.toMatchObject(refused);
    expect((await add(id, 'REKLAMACE', 'own')).tags).toEqual(['Own', 'Reklamace']);
    const suggested = await other.within((tx) => suggestTags(tx, other.operator, id));
    expect(suggested).toMatchObject({ free: false, tags: [] });

    const rule = { tag: 'Refund', words: ['refund'], match: 'word' as const, channels: [], enabled: true };
    await other.within((tx) => createTagRule(tx, other.admin, rule));
    const received = await other.within(async (tx) =>
      receiveMessage(
        tx,
        await loadChannel(tx, other.workspaceId, channel),
        aMessage({ from: { kind: 'whatsapp', value: '+420601000001' }, text: 'a refund, please' }),
      ),
    );
    const ruled = received.result === 'accepted' ? received.conversationId : '';
    expect((await other.within((tx) => readConversation(tx, other.operator, ruled))).tags).toEqual(['Refund']);
  });
});
