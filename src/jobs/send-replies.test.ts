import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '#db/database.ts';
import { type Left, NotSent, type ReplySender, type ReplyToSend } from '#domain/replies/reply-sender.ts';
import { aConversationWith } from '#test/support/conversation-factory.ts';
import { aDatabase } from '#test/support/database.ts';
import { aChannel, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { aReply, given } from '#test/support/reply-factory.ts';
import { replySending } from './send-replies.ts';

let store: Awaited<ReturnType<typeof aDatabase>>;
let databases: Database[];
let workspace: Workspace;
let channelId: string;
beforeAll(async () => {
  store = await aDatabase();
  databases = [openDatabase(store.url, { connections: 4 }), openDatabase(store.url, { connections: 4 })];
  workspace = await aWorkspace(databases[0] as Database);
  channelId = await aChannel(workspace, { account: 'support@example.com' });
});
afterAll(async () => {
  for (const database of databases ?? []) await database.close();
  await store?.drop();
});

/** A process that sends: notes what it is given, and does with it what the test says. */
function aProcess(place: 0 | 1, send: (reply: ReplyToSend) => Promise<Left>, lease?: number) {
  const failures: unknown[] = [];
  const email: ReplySender = { send };
  const log = { error: (about: object) => void failures.push(about) };
  const sending = replySending(databases[place] as Database, { email, others: email }, log, lease);
  return { ...sending, failures };
}

const sent = async () => ({ providerId: null });

async function aMailConversation(): Promise<string> {
  const participants = [{ value: 'anna@example.cz' }];
  return given(
    workspace,
    await aConversationWith(workspace, { channelId, state: 'open', participants, entries: ['Why?'] }),
  );
}

const sendings = () => workspace.within((tx) => tx.selectFrom('sending').selectAll().orderBy('entryAt').execute());
const stateOf = async (entryId: string) => (await sendings()).find((one) => one.entryId === entryId);

test('several processes at once send each reply once', async () => {
  const ids: string[] = [];
  for (let n = 0; n < 30; n++) ids.push((await aReply(workspace, await aMailConversation())).id);
  const left: string[] = [];
  const note = async ({ id }: ReplyToSend) => {
    left.push(id);
    await pause(Math.random() * 10);
    return { providerId: null };
  };
  const processes = [aProcess(0, note), aProcess(1, note)];
  while ((await sendings()).some((one) => one.state !== 'sent')) await Promise.all(processes.map((one) => one.turn()));
  expect(left.toSorted()).toEqual(ids.toSorted());
  expect(processes.flatMap((one) => one.failures)).toEqual([]);
});

test('replies of one conversation leave in the order in which they were written, also when the first is tried again', async () => {
  const id = await aMailConversation();
  const first = await aReply(workspace, id, { text: 'First' });
  await aReply(workspace, id, { text: 'Second' });
  const left: string[] = [];
  const process = aProcess(0, async ({ text }) => {
    left.push(text);
    if (left.length === 1) throw new NotSent('The mail server is busy (451).');
    return { providerId: null };
  });
  for (let turn = 0; turn < 5; turn++) {
    await process.turn();
    await process.settle();
    await workspace.within((tx) =>
      tx.updateTable('sending').set({ nextTry: new Date() }).where('entryId', '=', first.id).execute(),
    );
  }
  expect(left).toEqual(['First', 'First', 'Second']);
});

test('what a process that died had claimed is sent by another when its lease is over, and the dead one settles nothing any more', async () => {
  const reply = await aReply(workspace, await aMailConversation());
  const { promise: dead, resolve: revive } = Promise.withResolvers<Left>();
  const left: ReplyToSend[] = [];
  const dying = aProcess(
    0,
    (given) => {
      left.push(given);
      return dead;
    },
    300,
  );
  await dying.turn();
  const other = aProcess(
    1,
    (given) => {
      left.push(given);
      return sent();
    },
    300,
  );
  await other.turn();
  await other.settle();
  expect(left).toHaveLength(1);
  expect(await stateOf(reply.id)).toMatchObject({ state: 'sending', tries: 1 });
  await pause(350);
  await other.turn();
  await other.settle();
  expect(await stateOf(reply.id)).toMatchObject({ state: 'sent', tries: 2 });
  expect(new Set(left.map(({ id, mail }) => `${id} ${mail?.messageId}`)).size).toBe(1); // the same mail
  revive({ providerId: 'late' });
  await dying.settle();
  expect((await stateOf(reply.id))?.providerId).not.toBe('late');
  await pause(350);
  await other.turn();
  await other.settle();
  expect(left).toHaveLength(2);
});

test('waits for the time in which a reply may be taken back, and never sends one that was', async () => {
  const waiting = await aReply(workspace, await aMailConversation(), { delay: 30 });
  const left: string[] = [];
  const process = aProcess(0, ({ id }) => {
    left.push(id);
    return sent();
  });
  await process.turn();
  await process.settle();
  expect(left).toEqual([]);
  await workspace.within((tx) =>
    tx
      .updateTable('sending')
      .set({ state: 'cancelled', nextTry: new Date() })
      .where('entryId', '=', waiting.id)
      .execute(),
  );
  await process.turn();
  await process.settle();
  expect(left).toEqual([]);
});

test('gives up after ten tries or a day, with the last reason; an error of our own is tried again too', async () => {
  const [one, old, broken] = [
    await aReply(workspace, await aMailConversation()),
    await aReply(workspace, await aMailConversation()),
    await aReply(workspace, await aMailConversation()),
  ];
  const yesterday = new Date(Date.now() - 25 * 3_600_000);
  await workspace.within((tx) => tx.updateTable('sending').set({ tries: 9 }).where('entryId', '=', one.id).execute());
  await workspace.within((tx) =>
    tx.updateTable('sending').set({ notBefore: yesterday }).where('entryId', '=', old.id).execute(),
  );
  const process = aProcess(0, async ({ id }) => {
    if (id === broken.id) throw new TypeError('undefined is not a function');
    throw new NotSent('The mail server is busy (451).');
  });
  await process.turn();
  await process.settle();
  for (const { id } of [one, old])
    expect(await stateOf(id)).toMatchObject({ state: 'failed', error: 'The mail server is busy (451).' });
  expect(await stateOf(broken.id)).toMatchObject({ state: 'waiting', tries: 1 });
  expect(process.failures).toHaveLength(1);
});

test('one workspace whose server hangs keeps no other waiting', async () => {
  const other = await aWorkspace(databases[0] as Database);
  const otherChannel = await aChannel(other, { account: 'other@example.com' });
  for (let n = 0; n < 10; n++) await aReply(workspace, await aMailConversation());
  const { promise: hangs, resolve: wake } = Promise.withResolvers<Left>();
  const left: string[] = [];
  const process = aProcess(0, (given) => {
    left.push(given.workspaceId);
    return given.workspaceId === workspace.workspaceId ? hangs : sent();
  });
  await process.turn();
  const conversation = { channelId: otherChannel, participants: [{ value: 'anna@example.cz' }], entries: ['Why?'] };
  const reply = await aReply(other, await given(other, await aConversationWith(other, conversation)));
  await process.turn();
  expect(left.filter((id) => id === workspace.workspaceId)).toHaveLength(6);
  const state = () =>
    other.within((tx) => tx.selectFrom('sending').select('state').where('entryId', '=', reply.id).executeTakeFirst());
  while ((await state())?.state !== 'sent') await pause(10);
  wake({ providerId: null });
  await process.settle();
});
