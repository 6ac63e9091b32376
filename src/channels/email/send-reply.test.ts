import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Entry } from '#contract/conversation.ts';
import type { ReceivedMessage } from '#contract/incoming-message.ts';
import { type Blobs, openBlobs } from '#db/blobs.ts';
import { type Database, openDatabase } from '#db/database.ts';
import { listEntries } from '#domain/conversations/list-entries.ts';
import { keepAttachments } from '#domain/intake/keep-attachments.ts';
import { loadChannel } from '#domain/intake/load-channel.ts';
import { ownMailChannel } from '#domain/intake/own-mail-channel.ts';
import { receiveMessage } from '#domain/intake/receive-message.ts';
import { replySending } from '#jobs/send-replies.ts';
import { aDatabase } from '#test/support/database.ts';
import { aWorkspace, type Workspace } from '#test/support/factory.ts';
import { aMailServer, type MailServer } from '#test/support/mail-server.ts';
import { aMail } from '#test/support/message-factory.ts';
import { aReply, given } from '#test/support/reply-factory.ts';
import { openMailReplies } from './send-reply.ts';

let server: MailServer;
let store: Awaited<ReturnType<typeof aDatabase>>;
let database: Database;
let blobs: Blobs;
let directory: string;
let workspace: Workspace;
let channelId: string;
let send: () => Promise<void>;
let close: () => void;
beforeAll(async () => {
  server = await aMailServer();
  store = await aDatabase();
  database = openDatabase(store.url);
  directory = await mkdtemp(join(tmpdir(), 'vizitka-blobs-'));
  blobs = await openBlobs(directory);
  workspace = await aWorkspace(database);
  channelId = await workspace.within(async (tx) => {
    const id = await ownMailChannel(tx, workspace.workspaceId, ['support@example.com']);
    await tx.updateTable('channel').set({ enabled: true, queueId: workspace.queue }).where('id', '=', id).execute();
    return id;
  });
  const sender = openMailReplies({ url: server.url, from: 'desk@example.com' }, blobs);
  close = sender.close;
  const sending = replySending(
    database,
    { email: sender, others: sender },
    { error: (about) => expect(about).toBeNull() },
  );
  send = async () => {
    await sending.turn();
    await sending.settle();
  };
});
afterAll(async () => {
  close?.();
  await server?.close();
  await database?.close();
  await store?.drop();
  await rm(directory, { recursive: true, force: true });
});

const receive = (message: ReceivedMessage) =>
  workspace.within(async (tx) => receiveMessage(tx, await loadChannel(tx, workspace.workspaceId, channelId), message));

/** A mail that came in and is the operator's now. */
async function aConversation(
  mail: Parameters<typeof aMail>[0] = {},
): Promise<{ id: string; messageId: string; contactId: number | null }> {
  const message = aMail({
    to: ['Support <support@example.com>', 'Petr <petr@example.cz>'],
    cc: ['jan@example.cz'],
    ...mail,
  });
  const result = await receive(message);
  if (result.result !== 'accepted') throw new Error(result.result);
  const { contactId } = await workspace.within((tx) =>
    tx.selectFrom('conversation').select('contactId').where('id', '=', result.conversationId).executeTakeFirstOrThrow(),
  );
  return { id: await given(workspace, result.conversationId), messageId: message.mail?.messageId ?? '', contactId };
}

const entries = async (id: string): Promise<Entry[]> =>
  (await workspace.within((tx) => listEntries(tx, workspace.operator, { id, limit: 100 }))).items;
const deliveryOf = async (id: string, entryId: string) =>
  (await entries(id)).find((one) => one.id === entryId)?.delivery;

test('a reply leaves from the channel’s own address to all whom the mail names, in its thread, with what hangs on it', async () => {
  const { id, messageId, contactId } = await aConversation({ subject: 'Odp: RE: Záloha za listopad' });
  const attachments = await keepAttachments(blobs, [
    { name: 'Účet.txt', type: 'text/plain', size: 5, content: Buffer.from('nazdar').toString('base64') },
  ]);
  const { id: replyId } = await aReply(workspace, id, { text: 'Dobrý den,\nžluťoučký kůň.', contactId, attachments });
  await send();
  const mail = server.mails.at(-1);
  expect(mail).toMatchObject({
    from: { name: 'Example', address: 'support@example.com' },
    to: [{ name: 'Anna', address: 'anna@example.cz' }],
    cc: [{ name: 'Petr', address: 'petr@example.cz' }, { address: 'jan@example.cz' }],
    subject: 'Re: Záloha za listopad',
    messageId: `<reply.${replyId}@example.com>`,
    inReplyTo: `<${messageId}>`,
    references: `<${messageId}>`,
    envelope: { from: 'support@example.com', to: ['anna@example.cz', 'petr@example.cz', 'jan@example.cz'] },
  });
  expect(mail?.text?.trim()).toBe('Dobrý den,\nžluťoučký kůň.');
  expect(mail?.attachments.map((one) => [one.filename, Buffer.from(one.content as ArrayBuffer).toString()])).toEqual([
    ['Účet.txt', 'nazdar'],
  ]);
  expect(await deliveryOf(id, replyId)).toEqual({ state: 'sent', error: null, until: null });
});

test('an answer to a reply comes back into its conversation, and the next reply goes on in the thread', async () => {
  const { id, messageId, contactId } = await aConversation();
  const { id: replyId } = await aReply(workspace, id, { contactId });
  const answer = aMail({
    references: [`reply.${replyId}@example.com`],
    at: new Date().toISOString(),
    text: 'Thank you',
  });
  expect(await receive(answer)).toMatchObject({ conversationId: id });
  await aReply(workspace, id, { contactId, text: 'You are welcome' });
  await send();
  await send(); // in the order in which they were written
  const [first, second] = server.mails.slice(-2);
  expect([first?.text?.trim(), second?.text?.trim()]).toEqual(['Good morning', 'You are welcome']);
  expect(second?.inReplyTo).toBe(`<${answer.mail?.messageId}>`);
  expect(second?.references).toContain(`<reply.${replyId}@example.com>`);
  expect(first?.references).toBe(`<${messageId}>`);
});

test('a copy of a reply in one’s own mailbox is no second entry, however it is imported', async () => {
  const { id, contactId } = await aConversation();
  const { id: replyId } = await aReply(workspace, id, { contactId });
  const copy = aMail({ from: 'support@example.com', to: ['anna@example.cz'], direction: 'out', text: 'Good morning' });
  const facts = { messageId: `reply.${replyId}@example.com`, references: [], automatic: null };
  expect(await receive({ ...copy, mail: { ...facts, verdict: 'none' } })).toMatchObject({ result: 'alreadyHad' });
  expect(await receive({ ...copy, mail: { ...facts, verdict: 'failed' } })).toMatchObject({ result: 'accepted' });
  expect(await entries(id)).toHaveLength(2);
  await send();
});

test('an address that is refused, and a mail that comes back, fail with the reason, and the client waits again', async () => {
  const refused = await aConversation({ from: 'refused@example.cz', to: ['support@example.com'], cc: [] });
  const one = await aReply(workspace, refused.id, { contactId: refused.contactId });
  const { id, contactId } = await aConversation();
  await workspace.within((tx) =>
    tx
      .updateTable('conversation')
      .set({ waitingSince: new Date('2026-05-04T10:00:00Z') })
      .where('id', '=', id)
      .execute(),
  );
  const other = await aReply(workspace, id, { contactId });
  await send();
  expect(await deliveryOf(refused.id, one.id)).toMatchObject({
    state: 'failed',
    error: expect.stringContaining('refused the address (550)'),
  });
  const bounce = aMail({ from: 'MAILER-DAEMON@example.cz', automatic: 'bounce' });
  const recipients = [{ address: 'anna@example.cz', permanent: true, status: '5.1.1', diagnostic: 'User unknown' }];
  const originalMessageId = `reply.${other.id}@example.com`;
  await receive({
    ...bounce,
    mail: {
      ...bounce.mail,
      messageId: 'bounce@example.cz',
      references: [],
      verdict: 'none',
      automatic: 'bounce',
      bounce: { recipients, originalMessageId },
    },
  });
  expect(await deliveryOf(id, other.id)).toMatchObject({
    state: 'failed',
    error: 'It came back. anna@example.cz: User unknown',
  });
  const { waitingSince } = await workspace.within((tx) =>
    tx.selectFrom('conversation').select('waitingSince').where('id', '=', id).executeTakeFirstOrThrow(),
  );
  expect(waitingSince).not.toBeNull();
});

test('one of several addresses that is refused is named, and the others have it', async () => {
  const { id, contactId } = await aConversation({ cc: ['refused@example.cz'] });
  const { id: replyId } = await aReply(workspace, id, { contactId });
  await send();
  const delivery = await deliveryOf(id, replyId);
  expect(delivery).toMatchObject({ state: 'sent', error: 'The mail server refused it for refused@example.cz.' });
});

test('names and subjects that are headers of their own stay what they are', async () => {
  const { id, contactId } = await aConversation({
    from: 'Eve\r\nBcc: eve@example.com <anna@example.cz>',
    subject: 'Hi\r\nBcc: eve@example.com',
  });
  const attachments = await keepAttachments(blobs, [
    { name: 'a\r\nBcc: eve@example.com', type: 'text/plain\r\nBcc: eve@example.com', size: 1, content: 'YQ==' },
  ]);
  await aReply(workspace, id, { contactId, attachments });
  await send();
  const mail = server.mails.at(-1);
  expect(mail?.attachments).toMatchObject([
    { filename: 'a Bcc: eve@example.com', mimeType: 'application/octet-stream' },
  ]);
  expect(mail?.headers.map((header) => header.key)).not.toContain('bcc');
  expect(mail?.envelope.to).not.toContain('eve@example.com');
  expect(mail?.subject).toBe('Re: Hi Bcc: eve@example.com');
});

test('A reply carries the mail that it answers below it, as text and cleaned HTML, and the history keeps what is new apart', async () => {
  const mail = aMail({ from: 'Quoted <quoted@example.cz>', text: 'Good morning', subject: 'Quote' });
  const received = await receive({ ...mail, item: { ...mail.item, html: '<p>Good <b>morning</b></p>' } });
  if (received.result !== 'accepted') throw new Error(received.result);
  const { conversationId: id, contactId } = received;
  await given(workspace, id);
  const reply = await aReply(workspace, id, { text: 'Good day & <welcome>', contactId, quote: true });
  await send();
  const sent = server.mails.at(-1);
  expect(sent?.text?.trim().split('\n')).toEqual([
    'Good day & <welcome>',
    '',
    expect.stringMatching(/^On 4 May 2026 at 10:00 UTC, Quoted <quoted@example.cz> wrote:$/),
    '> Good morning',
  ]);
  expect(sent?.html).toContain('Good day &amp; &lt;welcome&gt;');
  expect(sent?.html).toMatch(/<blockquote type="cite"[^>]*>\s*<p>Good <b>morning<\/b>/);
  expect(reply.text?.slice(0, reply.newLength ?? 0)).toBe('Good day & <welcome>');
  const without = await aReply(workspace, id, { text: 'Alone', contactId, quote: false });
  await send();
  expect(server.mails.at(-1)).toMatchObject({ text: 'Alone\n' });
  expect(without.newLength).toBeNull();
});
