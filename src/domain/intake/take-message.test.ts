import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { moveConversation } from '#domain/conversations/move-conversation.ts';
import { aChannel, aContact, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { aMessage } from '#test/support/message-factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { type LoadedChannel, loadChannel } from './load-channel.ts';
import { readMessage, receiveMessage } from './receive-message.ts';
import { takeMessage } from './take-message.ts';

const database = ownDatabase();
let [channel, workspace] = [{} as LoadedChannel, {} as Workspace];
beforeEach(async () => {
  workspace = await aWorkspace(database);
  channel = await workspace.within(async (tx) =>
    loadChannel(tx, workspace.workspaceId, await aChannel(workspace, { kind: 'whatsapp' })),
  );
});

const jana = { kind: 'whatsapp' as const, value: '420602000111', name: 'Jana' };
const message = (conversation: string) => aMessage({ from: jana, conversation });
const take = async (given: ReturnType<typeof message>, into = workspace) => {
  const read = await readMessage(channel, given);
  return into.within((tx) =>
    takeMessage(tx, { ...channel, workspaceId: into.workspaceId }, read.message, read.delivery, read.evidence),
  );
};

describe('a message that is taken', () => {
  test('is told what the directory knows of its values where no conversation runs, whoever has them', async () => {
    const card = await aContact(workspace, { identifiers: [{ kind: 'whatsapp', value: jana.value }] });
    const taken = await take(message('one'));
    expect(taken?.running).toBeNull();
    expect(taken?.known).toMatchObject([
      { kind: 'whatsapp', ownerId: card.id, cards: [{ contactId: card.id, binned: false, refused: false }] },
      { kind: 'phone', ownerId: null, cards: [] },
    ]);
  });

  test('is told of the conversation that runs, with its client and what was said of them, and of nothing else', async () => {
    await workspace.within((tx) => receiveMessage(tx, channel, message('one')));
    const other = await aContact(workspace, { name: 'Hana' });
    const { rows } = await workspace.within((tx) => sql<{ id: string }>`select id from conversation`.execute(tx));
    const id = rows[0]?.id ?? '';
    await workspace.within((tx) =>
      moveConversation(tx, workspace.workspaceId, {
        conversationId: id,
        to: other.id,
        link: null,
        linkTrust: 3,
        linkBy: 'operator',
      }),
    );
    const endedAt = new Date('2026-05-04T10:00:00.123Z');
    await workspace.within((tx) =>
      tx.updateTable('conversation').set({ state: 'closed', endedAt, assigneeId: workspace.operator.id }).execute(),
    );
    const taken = await take(message('one'));
    expect(taken).toMatchObject({
      known: null,
      running: {
        id,
        rootId: id,
        contactId: other.id,
        linkBy: 'operator',
        linkTrust: 'channel',
        createdHere: false,
        isWaiting: false,
        mayGoBack: true,
        endedAt,
        setAside: [],
        evidence: [
          {
            kind: 'whatsapp',
            key: '+420602000111',
            role: 'from',
            origin: 'sender',
            name: 'Jana',
            trust: 3,
            firstIn: id,
          },
          { kind: 'phone', key: '+420602000111', role: 'from', origin: 'sender', name: null, trust: 3, firstIn: id },
        ],
      },
    });
  });

  test('is taken once, and is nobody’s in another workspace', async () => {
    const one = message('one');
    expect(await take(one)).toEqual({ running: null, known: expect.any(Array) });
    expect(await take(one)).toBeNull();
    const theirs = await aWorkspace(database);
    const read = await readMessage(channel, message('two'));
    const across = theirs.within((tx) => takeMessage(tx, channel, read.message, read.delivery, read.evidence));
    await expect(across).rejects.toMatchObject({ code: '42501' });
  });

  test('waits for another of the same client, and sees what that one left', async () => {
    const first = await readMessage(channel, message('one'));
    const second = await readMessage(channel, message('two'));
    let waiting: Promise<unknown> = Promise.resolve();
    const order: string[] = [];
    await workspace.within(async (tx) => {
      await takeMessage(tx, channel, first.message, first.delivery, first.evidence);
      waiting = workspace.within(async (other) => {
        const taken = await takeMessage(other, channel, second.message, second.delivery, second.evidence);
        order.push('second');
        expect(taken?.known).toMatchObject([
          { kind: 'whatsapp', cards: [] },
          { kind: 'phone', cards: [{ trust: 2 }] },
        ]);
      });
      await new Promise((done) => setTimeout(done, 100));
      await aContact({ ...workspace, within: (work) => work(tx) }, { phone: '+420602000111' });
      order.push('first');
    });
    await waiting;
    expect(order).toEqual(['first', 'second']);
  });
});
