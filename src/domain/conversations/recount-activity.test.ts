import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import type { Tx } from '#db/database.ts';
import { aChannel, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { aMessage } from '#test/support/message-factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { mergeContacts } from '../contacts/merge-contacts.ts';
import { undoChange } from '../history/undo-change.ts';
import { loadChannel } from '../intake/load-channel.ts';
import { receiveMessage } from '../intake/receive-message.ts';
import { unlinkConversation } from './unlink-conversation.ts';

const database = ownDatabase();
let workspace: Workspace;
let channels: string[];
beforeAll(async () => {
  workspace = await aWorkspace(database);
  const settings = { ownTrust: 'channel' };
  channels = [
    await aChannel(workspace, { kind: 'custom', name: 'One', settings }),
    await aChannel(workspace, { kind: 'custom', name: 'Other', settings, queue: workspace.otherQueue }),
  ];
});

async function receive(tx: Tx, who: string, conversation: string, at: string, channel = channels[0] as string) {
  const loaded = await loadChannel(tx, workspace.workspaceId, channel);
  const message = aMessage({ from: { kind: 'custom:crm', value: who }, conversation, at });
  const result = await receiveMessage(tx, loaded, message);
  if (result.result !== 'accepted' || result.contactId === null) throw new Error('It was not received.');
  return { id: result.conversationId, contactId: result.contactId };
}
const unlink = (id: string) => workspace.within((tx) => unlinkConversation(tx, workspace.admin, { id }));

/** Does `first` and, before it is committed, begins `second`, which has to wait for it. */
async function crossing(first: (tx: Tx) => Promise<unknown>, second: () => Promise<unknown>): Promise<void> {
  let waiting: Promise<unknown> | undefined;
  await workspace.within(async (tx) => {
    await first(tx);
    waiting = second();
    waiting.catch(() => {}); // it is awaited below
    while (!(await isBlocked(tx))) await sleep(5);
  });
  await waiting;
}

async function isBlocked(tx: Tx): Promise<boolean> {
  const { rows } =
    await sql`select from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))`.execute(tx);
  return rows.length > 0;
}

/** Conversations and last contact of a card, by its queues, and the last contact of its directory row. */
async function activityOf(contactId: number) {
  return workspace.within(async (tx) => {
    const { rows } = await sql<{ conversations: number; lastAt: Date }>`
      select conversations, last_at from contact_activity where contact_id = ${contactId} order by last_at`.execute(tx);
    const card = await tx.selectFrom('contact').select('lastContactAt').where('id', '=', contactId).executeTakeFirst();
    return {
      queues: rows.map(({ conversations, lastAt }) => [conversations, lastAt.toISOString().slice(0, 10)]),
      last: card?.lastContactAt?.toISOString().slice(0, 10) ?? null,
    };
  });
}

test('a conversation that leaves a merged card while the merge is undone is counted no more where its card stands now', async () => {
  const first = await workspace.within((tx) => receive(tx, 'A', 'a1', '2026-03-01T10:00:00Z'));
  await workspace.within((tx) => receive(tx, 'A', 'a2', '2026-02-01T10:00:00Z'));
  const other = await workspace.within((tx) => receive(tx, 'B', 'b1', '2026-01-01T10:00:00Z'));
  const { changeId } = await workspace.within((tx) =>
    mergeContacts(tx, workspace.admin, { id: other.contactId, ids: [first.contactId] }),
  );
  await crossing(
    (tx) => undoChange(tx, workspace.admin, changeId as string),
    () => unlink(first.id),
  );
  expect(await activityOf(first.contactId)).toEqual({ queues: [[1, '2026-02-01']], last: '2026-02-01' });
  expect(await activityOf(other.contactId)).toEqual({ queues: [[1, '2026-01-01']], last: '2026-01-01' });
});

test('a conversation that begins while the only other one leaves the card is counted', async () => {
  const { id, contactId } = await workspace.within((tx) => receive(tx, 'C', 'c1', '2026-03-01T10:00:00Z'));
  await crossing(
    (tx) => receive(tx, 'C', 'c2', '2026-01-01T10:00:00Z'),
    () => unlink(id),
  );
  expect(await activityOf(contactId)).toEqual({ queues: [[1, '2026-01-01']], last: '2026-01-01' });
});

test('a message that is older than the conversation that leaves the card meanwhile becomes its last contact', async () => {
  const [, other] = channels;
  const { id, contactId } = await workspace.within((tx) => receive(tx, 'D', 'd1', '2026-03-01T10:00:00Z'));
  await workspace.within((tx) => receive(tx, 'D', 'd2', '2026-01-01T10:00:00Z', other));
  await crossing(
    (tx) => unlinkConversation(tx, workspace.admin, { id }),
    () => workspace.within((tx) => receive(tx, 'D', 'd2', '2026-02-01T10:00:00Z', other)),
  );
  expect(await activityOf(contactId)).toEqual({ queues: [[1, '2026-02-01']], last: '2026-02-01' });
});
