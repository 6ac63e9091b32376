import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aConversationWith } from '#test/support/conversation-factory.ts';
import { aChannel, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { aMailServer, type MailServer } from '#test/support/mail-server.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { aReply, given } from '#test/support/reply-factory.ts';
import { rounds } from './rounds.ts';

let server: MailServer;
const database = ownDatabase();
let workspace: Workspace;
let channelId: string;
const running: ChildProcess[] = [];
beforeAll(async () => {
  server = await aMailServer();
  workspace = await aWorkspace(database);
  channelId = await aChannel(workspace, { account: 'support@example.com' });
});
afterAll(async () => {
  await Promise.all(running.map(kill));
  await server.close();
});

const lease = 1_500;
const inOneProcess = 6; // of one workspace at once: jobs/send-replies.ts

function begin(): ChildProcess {
  const program = fileURLToPath(new URL('./sending-process.ts', import.meta.url));
  const child = spawn(process.execPath, [program, database.url, server.url, String(lease)], { stdio: 'inherit' });
  running.push(child);
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function aWaitingReply(): Promise<string> {
  const participants = [{ value: 'anna@example.cz' }];
  const id = await given(workspace, await aConversationWith(workspace, { channelId, participants, entries: ['Why?'] }));
  return (await aReply(workspace, id)).id;
}

const unsent = () =>
  workspace.within((tx) => tx.selectFrom('sending').select('entryId').where('state', '<>', 'sent').execute());

test(
  'replies whose process is killed in the middle all leave, and at most those under way twice, as the same mail',
  async () => {
    for (let round = 0; round < rounds; round++) {
      server.mails.length = 0;
      const ids: string[] = [];
      for (let n = 0; n < 30; n++) ids.push(await aWaitingReply());
      const dying = [begin(), begin()];
      while (server.mails.length < 4) await pause(2);
      await Promise.all(dying.map(kill));
      begin();
      while ((await unsent()).length > 0) await pause(50);
      await Promise.all(running.map(kill));
      const left = server.mails.map((mail) => mail.messageId ?? '');
      expect([...new Set(left)].toSorted()).toEqual(ids.map((id) => `<reply.${id}@example.com>`).toSorted());
      expect(left.length - ids.length).toBeLessThanOrEqual(2 * inOneProcess);
      for (const id of new Set(left)) expect(left.filter((one) => one === id).length).toBeLessThanOrEqual(2);
    }
  },
  60_000 * rounds,
);
