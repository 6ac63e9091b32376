import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openMailReplies } from '#channels/email/send-reply.ts';
import type { AutomaticReplies } from '#contract/automatic-replies.ts';
import type { ReceivedMessage } from '#contract/incoming-message.ts';
import { openBlobs } from '#db/blobs.ts';
import { listEntries } from '#domain/conversations/list-entries.ts';
import { loadChannel } from '#domain/intake/load-channel.ts';
import { ownMailChannel } from '#domain/intake/own-mail-channel.ts';
import { receiveMessage } from '#domain/intake/receive-message.ts';
import { editQueue } from '#domain/operators/queue-settings.ts';
import { sayByItself } from '#domain/replies/automatic/say-by-itself.ts';
import { tellWaiting } from '#domain/replies/automatic/tell-waiting.ts';
import { editWorkspace } from '#domain/workspaces/edit-workspace.ts';
import { aChannel, aContact, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { aMailServer, type MailServer } from '#test/support/mail-server.ts';
import { aMail, aMessage } from '#test/support/message-factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { aReply, given } from '#test/support/reply-factory.ts';
import { sayAllByItself } from './say-by-itself.ts';
import { replySending } from './send-replies.ts';

const database = ownDatabase();
const minute = 60_000;
const replies: AutomaticReplies = {
  closed: { en: 'Dear {{client.name}}, we open {{workspace.opens}}.', cs: 'Otevíráme {{workspace.opens}}.' },
  greeting: { en: 'Good morning {{client.name}}, {{workspace.name}} here.', cs: 'Dobrý den, tady {{workspace.name}}.' },
  waiting: { en: 'It takes longer today.' },
};

let workspace: Workspace;
let queue: string;
beforeEach(async () => {
  workspace = await aWorkspace(database, { country: 'GB' });
  queue = workspace.queue;
  await workspace.within((tx) => editQueue(tx, workspace.admin, { id: queue, ...aQueueThatTalks() }));
});

function aQueueThatTalks() {
  return {
    name: 'Talking',
    readers: 'members' as const,
    routing: 'take' as const,
    warnAfter: 120,
    limitAfter: 300,
    wrapUp: false,
    wrapSeconds: 60,
    results: [],
    requires: { parameters: [], tag: false },
    hours: null,
    replies,
    members: [workspace.operator.id, workspace.supervisor.id],
  };
}

/** Open from eight to four on every day but holidays. */
const openAllWeek = (holidays: string[] = []) =>
  workspace.within((tx) =>
    editWorkspace(tx, workspace.admin, {
      hours: {
        timeZone: 'Europe/Prague',
        week: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '08:00', to: '16:00' })),
      },
      holidays: holidays.map((day) => ({ day, name: '' })),
    }),
  );

const receive = (channelId: string, message: ReceivedMessage) =>
  workspace.within(async (tx) => {
    const result = await receiveMessage(tx, await loadChannel(tx, workspace.workspaceId, channelId), message);
    if (result.result !== 'accepted') throw new Error(result.result);
    return result.conversationId;
  });
const say = (now = new Date()) => sayByItself(database, workspace.workspaceId, { mail: true }, now);
const said = async (id: string) =>
  (await workspace.within((tx) => listEntries(tx, workspace.admin, { id, limit: 100 }))).items.flatMap((entry) =>
    entry.automatic ? [[entry.automatic, entry.text]] : [],
  );
const conversation = (id: string) =>
  workspace.within((tx) => tx.selectFrom('conversation').selectAll().where('id', '=', id).executeTakeFirstOrThrow());

/** Words that came in just now, in a chat unless the test says otherwise. */
async function words(more: Partial<Parameters<typeof aMessage>[0]> = {}, kind = 'webchat') {
  const channelId = await aChannel(workspace, { kind, queue });
  const from = { kind: 'browser' as const, value: `browser-${channelId}`, name: 'Petr' };
  const at = new Date().toISOString();
  const id = await receive(channelId, aMessage({ from, at, conversation: 'thread', ...more }));
  return { id, channelId, from };
}

describe('what a queue says by itself (R-DSK-6)', () => {
  test('is a greeting to the first words while open, once, however often and from wherever it is asked for', async () => {
    const { id, channelId, from } = await words();
    expect((await Promise.all([say(), say(), say()])).reduce((sum, one) => sum + one)).toBe(1);
    expect(await said(id)).toEqual([['greeting', 'Good morning Petr, Example here.']]);
    await receive(channelId, aMessage({ from, at: new Date().toISOString(), conversation: 'thread', text: 'Hello?' }));
    expect(await say()).toBe(0);
    const other = await words();
    await sayAllByItself(database, { mail: true });
    expect(await said(other.id)).toHaveLength(1);
  });

  test('ends no waiting, is no answer, and leaves the client’s words in the list', async () => {
    const { id } = await words({ text: 'My meter is broken' });
    const before = await conversation(id);
    await say();
    const after = await conversation(id);
    const same = {
      waitingSince: before.waitingSince,
      answeredAt: null,
      waited: null,
      state: 'waiting',
      lastInAt: before.lastInAt,
    };
    expect(after).toMatchObject({ ...same, lastText: 'My meter is broken', lastDirection: 'in', entries: 2 });
    await given(workspace, id);
    await aReply(workspace, id);
    expect(await conversation(id)).toMatchObject({ waitingSince: null, answeredAt: expect.any(Date) });
  });

  test('is that it is closed, with the time at which it opens, on holidays too', async () => {
    const today = new Date();
    const days = [0, 1].map((ahead) => new Date(today.getTime() + ahead * 86_400_000).toISOString().slice(0, 10));
    await openAllWeek(days);
    const at = new Date(`${days[0]}T12:00:00Z`);
    const { id } = await words({ at: at.toISOString(), parameters: { language: 'cs-CZ' } }, 'whatsapp');
    await workspace.within((tx) =>
      tx
        .updateTable('channel')
        .set({ settings: JSON.stringify({ deliverTo: 'https://example.com' }) })
        .execute(),
    );
    await workspace.within((tx) =>
      tx
        .updateTable('conversation')
        .set({ state: 'waiting', waitingSince: at, endedAt: null })
        .where('id', '=', id)
        .execute(),
    );
    expect(await say(new Date(at.getTime() + minute))).toBe(1);
    expect(await said(id)).toEqual([['closed', expect.stringMatching(/^Otevíráme (v|ve) \S+ \d+\. \S+ od 8:00\.$/)]]);
  });

  test('is that it takes longer, once the warning of the queue is over', async () => {
    const { id } = await words();
    await say();
    const { waitingSince } = await conversation(id);
    const past = new Date((waitingSince?.getTime() ?? 0) + 121_000);
    expect(await say(new Date(past.getTime() - 2_000))).toBe(0);
    expect(await say(past)).toBe(1);
    expect(await said(id)).toEqual([
      ['greeting', 'Good morning Petr, Example here.'],
      ['waiting', 'It takes longer today.'],
    ]);
    expect((await conversation(id)).toldWaitingAt).toEqual(past);
    expect(await say(new Date(past.getTime() + minute))).toBe(0);
  });

  test('is in the client’s language, else the workspace’s, and names them as they did, never as their card', async () => {
    await aContact(workspace, { name: 'Petr Tajný', phone: '+420601000001' });
    const czech = await words({ parameters: { language: 'cs' } });
    const from = { kind: 'phone' as const, value: '+420601000001' };
    const other = await words({ from, parameters: { language: 'de' } });
    await say();
    expect(await said(czech.id)).toEqual([['greeting', 'Dobrý den, tady Example.']]);
    expect(await said(other.id)).toEqual([['greeting', 'Good morning, Example here.']]);
    await workspace.within((tx) => editWorkspace(tx, workspace.admin, { language: 'cs' }));
    const third = await words({ parameters: { language: 'de' } });
    await say();
    expect(await said(third.id)).toEqual([['greeting', 'Dobrý den, tady Example.']]);
  });

  test('is not said to somebody whom an operator answered, nor to a call, nor for ever after', async () => {
    const answered = await words();
    await given(workspace, answered.id);
    await aReply(workspace, answered.id);
    const call = await words({ type: 'call', call: { state: 'missed', from: '+420601000001', to: '+420601000002' } });
    const old = await words();
    const { firstAt } = await conversation(old.id);
    await workspace.within((tx) =>
      tx
        .updateTable('conversation')
        .set({ firstAt: new Date(firstAt.getTime() - 6 * minute) })
        .where('id', '=', old.id)
        .execute(),
    );
    expect(await say()).toBe(0);
    expect([...(await said(answered.id)), ...(await said(call.id)), ...(await said(old.id))]).toEqual([]);
  });

  test('goes to everybody in a queue when a supervisor says so, once each', async () => {
    const conversations = [await words(), await words()];
    await expect(
      workspace.within((tx) => tellWaiting(tx, workspace.operator, { mail: true }, { id: queue })),
    ).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    const tell = (id = queue) =>
      workspace.within((tx) => tellWaiting(tx, workspace.supervisor, { mail: true }, { id }));
    expect(await tell()).toEqual({ told: 2, left: 0 });
    expect(await tell()).toEqual({ told: 0, left: 2 });
    for (const { id } of conversations) expect(await said(id)).toEqual([['waiting', 'It takes longer today.']]);
    await workspace.within((tx) => editQueue(tx, workspace.admin, { id: queue, ...aQueueThatTalks(), replies: {} }));
    await expect(tell()).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(tell(workspace.otherQueue)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('by mail (R-DSK-6, RFC 3834)', () => {
  let server: MailServer;
  let directory: string;
  let mailSender: ReturnType<typeof openMailReplies>;
  let send: () => Promise<void>;
  beforeAll(async () => {
    server = await aMailServer();
    directory = await mkdtemp(join(tmpdir(), 'vizitka-blobs-'));
    mailSender = openMailReplies({ url: server.url, from: 'desk@example.com' }, await openBlobs(directory));
  });
  afterAll(async () => {
    mailSender?.close();
    await server?.close();
    await rm(directory, { recursive: true, force: true });
  });

  let channelId: string;
  beforeEach(async () => {
    channelId = await workspace.within(async (tx) => {
      const id = await ownMailChannel(tx, workspace.workspaceId, ['support@example.com']);
      await tx.updateTable('channel').set({ enabled: true, queueId: queue }).where('id', '=', id).execute();
      return id;
    });
    const sending = replySending(
      database,
      { email: mailSender, others: mailSender },
      { error: (about) => expect(about).toBeNull() },
    );
    send = async () => {
      await sending.turn();
      await sending.settle();
    };
  });
  const aMailNow = (more: Parameters<typeof aMail>[0] = {}) => aMail({ at: new Date().toISOString(), ...more });

  test('it leaves to who wrote, alone, in the thread, as an automatic answer', async () => {
    const mail = aMailNow({ cc: ['jan@example.cz'], subject: 'Re: Deposit' });
    mail.item.participants?.push({ kind: 'email', value: 'victim@example.org', role: 'replyTo' });
    const id = await receive(channelId, mail);
    expect(await say()).toBe(1);
    await send();
    const sent = server.mails.at(-1);
    expect(sent).toMatchObject({
      subject: 'Auto: Deposit',
      inReplyTo: `<${mail.mail?.messageId}>`,
      envelope: { from: 'support@example.com', to: ['anna@example.cz'] },
    });
    expect(sent?.headers).toContainEqual(expect.objectContaining({ key: 'auto-submitted', value: 'auto-replied' }));
    expect(sent?.text?.trim()).toBe('Good morning Anna, Example here.');
    expect(await said(id)).toHaveLength(1);
  });

  test('machines are answered nothing: automatic, bulk and bounced mail, failed checks, addresses that nobody reads, our own', async () => {
    const nobody = [
      aMailNow({ automatic: 'autoReply' }),
      aMailNow({ automatic: 'bulk' }),
      aMailNow({ automatic: 'bounce', from: 'MAILER-DAEMON@example.cz' }),
      aMailNow({ verdict: 'failed' }),
      aMailNow({ from: 'no-reply@example.cz' }),
      aMailNow({ from: 'list-request@example.cz' }),
      aMailNow({ from: 'support@example.com' }),
    ];
    for (const mail of nobody) await receive(channelId, mail);
    const before = server.mails.length;
    expect(await say()).toBe(0);
    await send();
    expect(server.mails).toHaveLength(before);
  });

  test('nobody is told twice a day, so that two machines do not go on for ever', async () => {
    await receive(channelId, aMailNow({ subject: 'One' }));
    expect(await say()).toBe(1);
    await receive(channelId, aMailNow({ subject: 'Two' }));
    expect(await say()).toBe(0);
    await workspace.within((tx) =>
      tx
        .updateTable('automaticReply')
        .set({ at: new Date(Date.now() - 25 * 60 * minute) })
        .execute(),
    );
    await receive(channelId, aMailNow({ subject: 'Three' }));
    expect(await say()).toBe(1);
  });
});
