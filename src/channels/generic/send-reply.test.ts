import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deliverRepliesTo } from '#domain/intake/deliver-replies-to.ts';
import { readChannel } from '#domain/intake/edit-channel.ts';
import { NotSent, type ReplyToSend } from '#domain/replies/reply-sender.ts';
import { makeSealer } from '#http/auth/sealer.ts';
import { replySending } from '#jobs/send-replies.ts';
import { aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { aReceiver, type Receiver } from '#test/support/receiver.ts';
import { aReply, given } from '#test/support/reply-factory.ts';
import { aWebhookReceiver, type WebhookReceiver } from '#test/support/webhook-receiver.ts';
import { isPublicAddress } from './public-address.ts';
import { openWebhookReplies } from './send-reply.ts';

const sealer = makeSealer('a secret of the tests, long enough for it');
const bytes = { read: async () => ({ bytes: new Blob(['nazdar']).stream() }) };
const sender = openWebhookReplies({ bytes, sealer, allowedHosts: ['127.0.0.1'] });

let company: WebhookReceiver;
const database = ownDatabase();
let workspace: Workspace;
let gateway: Receiver;
let secret: string;
beforeAll(async () => {
  company = await aWebhookReceiver();
  workspace = await aWorkspace(database);
  gateway = await aReceiver(workspace, { kind: 'whatsapp' });
  const to = { id: gateway.channelId, url: company.url };
  secret = (await workspace.within((tx) => deliverRepliesTo(tx, workspace.admin, sealer, to))).secret ?? '';
});
afterAll(async () => {
  await company?.close();
});

async function send(): Promise<void> {
  const sending = replySending(
    database,
    { email: null, others: sender },
    { error: (about) => expect(about).toBeNull() },
  );
  await sending.turn();
  await sending.settle();
}

async function aChat(): Promise<{ id: string; contactId: number | null }> {
  const from = { kind: 'whatsapp', value: `4206020${String(Math.random()).slice(2, 7)}`, name: 'Petr' } as const;
  const { id, contact } = await gateway.receive({ from, conversation: `thread-${randomUUID()}` });
  return { id: await given(workspace, id), contactId: contact?.id ?? null };
}

const stateOf = (entryId: string) =>
  workspace.within((tx) =>
    tx
      .selectFrom('sending')
      .select(['state', 'error', 'tries', 'providerId'])
      .where('entryId', '=', entryId)
      .executeTakeFirstOrThrow(),
  );

describe('a reply to a company’s own address', () => {
  test('is signed as Standard Webhooks has it, with the reply’s id, the client and the channel’s own conversation', async () => {
    const { id, contactId } = await aChat();
    const reply = await aReply(workspace, id, { contactId, text: 'Dobrý den' });
    await send();
    const { headers, body } = company.got.at(-1) as WebhookReceiver['got'][number];
    const read = new Webhook(secret).verify(body, headers as Record<string, string>);
    expect(read).toMatchObject({
      type: 'reply.written',
      data: {
        id: reply.id,
        conversationId: id,
        conversation: expect.stringMatching(/^thread-/),
        channel: { id: gateway.channelId, kind: 'whatsapp' },
        to: { kind: 'whatsapp', value: expect.stringMatching(/^\+4206020/), name: 'Petr' },
        operator: { id: workspace.operator.id, name: 'Olga Operátorová' },
        text: 'Dobrý den',
        attachments: [],
      },
    });
    expect(headers['webhook-id']).toBe(reply.id);
    expect(() => new Webhook(secret).verify(body.replace('Dobrý', 'Zlý'), headers as Record<string, string>)).toThrow();
    expect(await stateOf(reply.id)).toMatchObject({ state: 'sent', tries: 1 });
  });

  test('is tried again after a passing error, as the same message, and not after a final one', async () => {
    const { id, contactId } = await aChat();
    const reply = await aReply(workspace, id, { contactId });
    company.answers.push({ status: 503 }, { status: 200, body: '{"id":"wamid.1"}' });
    await send();
    expect(await stateOf(reply.id)).toMatchObject({
      state: 'waiting',
      tries: 1,
      error: expect.stringContaining('503'),
    });
    await workspace.within((tx) =>
      tx.updateTable('sending').set({ nextTry: new Date() }).where('entryId', '=', reply.id).execute(),
    );
    await send();
    expect(await stateOf(reply.id)).toEqual({ state: 'sent', tries: 2, error: null, providerId: 'wamid.1' });
    expect(company.got.slice(-2).map((one) => one.headers['webhook-id'])).toEqual([reply.id, reply.id]);
    const final = await aReply(workspace, id, { contactId });
    company.answers.push({ status: 422 });
    await send();
    expect(await stateOf(final.id)).toMatchObject({ state: 'failed', tries: 1, error: expect.stringContaining('422') });
  });

  test('that its provider echoes is had already, by the provider’s id or by ours', async () => {
    const { id, contactId } = await aChat();
    const reply = await aReply(workspace, id, { contactId });
    company.answers.push({ body: '{"id":"wamid.2"}' });
    await send();
    for (const echo of ['wamid.2', reply.id]) {
      const echoed = gateway.receive({ id: echo, direction: 'out', from: { kind: 'whatsapp', value: '420602000001' } });
      await expect(echoed).rejects.toThrow('alreadyHad');
    }
  });

  test('follows no redirection', async () => {
    const { id, contactId } = await aChat();
    const reply = await aReply(workspace, id, { contactId });
    company.answers.push({ status: 302, headers: { location: company.url } });
    const before = company.got.length;
    await send();
    expect(company.got.length).toBe(before + 1);
    expect(await stateOf(reply.id)).toMatchObject({ state: 'failed', error: expect.stringContaining('redirection') });
  });

  test('keeps its secret: it is sealed in the store, and told only when it is made', async () => {
    const read = await workspace.within((tx) => readChannel(tx, workspace.admin, { id: gateway.channelId }));
    expect(read.settings.deliverTo).toBe(company.url);
    expect(JSON.stringify(read)).not.toContain('eliverSecret');
    const rows = await workspace.within((tx) => tx.selectFrom('channel').select('settings').execute());
    expect(JSON.stringify(rows)).not.toContain(secret.slice(6));
    const byOther = workspace.within((tx) =>
      deliverRepliesTo(tx, workspace.supervisor, sealer, { id: gateway.channelId, url: 'https://example.com' }),
    );
    await expect(byOther).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('an address of a private network', () => {
  const secretOf = (id: string) => ({ deliverSecret: sealer.seal(secret, `signing replies of ${id}`) });
  const aReplyTo = (url: string): ReplyToSend => ({
    id: randomUUID(),
    workspaceId: randomUUID(),
    workspaceName: 'Example',
    conversationId: randomUUID(),
    at: new Date(),
    text: 'Good morning',
    newLength: null,
    quotedHtml: null,
    operator: { id: randomUUID(), name: 'Olga' },
    channel: { id: 'c', kind: 'custom', name: 'Gateway', account: '', settings: { deliverTo: url, ...secretOf('c') } },
    mail: null,
    address: null,
    attachments: [],
  });
  const closed = openWebhookReplies({ bytes, sealer, allowedHosts: [] });

  test.each([
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://localhost/',
    'https://10.0.0.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://[fd00::1]/',
    'http://example.com/',
  ])('%s is refused, for good', async (url) => {
    const refused = closed.send(aReplyTo(url));
    await expect(refused).rejects.toThrow('no public address');
    await expect(refused).rejects.toMatchObject({ isFinal: true });
  });

  test('is known by its range, however it is written', () => {
    const hidden = [
      '0.0.0.0',
      '192.168.1.1',
      '100.64.0.1',
      '::',
      '::7f00:1',
      '64:ff9b::7f00:1',
      '2002:7f00:1::',
      'fe80::1',
      'x',
    ];
    expect(hidden.filter(isPublicAddress)).toEqual([]);
    const open = ['8.8.8.8', '2606:4700::1', '::ffff:8.8.8.8'];
    expect(open.filter(isPublicAddress)).toEqual(open.slice(0, 2).concat('::ffff:8.8.8.8'));
  });

  test('that answers nothing in time is tried again', async () => {
    company.answers.push({ hangs: true });
    const hasty = openWebhookReplies({ bytes, sealer, allowedHosts: ['127.0.0.1'], patience: 200 });
    const late = hasty.send(aReplyTo(company.url)).catch((error: unknown) => error);
    expect(await late).toBeInstanceOf(NotSent);
    expect(await late).toMatchObject({ isFinal: false, message: expect.stringContaining('takes too long') });
  });
});
