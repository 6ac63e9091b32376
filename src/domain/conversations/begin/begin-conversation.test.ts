import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openMailReplies } from '#channels/email/send-reply.ts';
import type { BeginInput } from '#contract/begin.ts';
import { openBlobs } from '#db/blobs.ts';
import { replySending } from '#jobs/send-replies.ts';
import { aChannel, aContact, anOperator, aQueue, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { aMailServer, type MailServer } from '#test/support/mail-server.ts';
import { aMail, aMessage } from '#test/support/message-factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { binContact } from '../../contacts/bin-contact.ts';
import { createContact } from '../../contacts/create-contact.ts';
import { mergeContacts } from '../../contacts/merge-contacts.ts';
import { readHistory } from '../../history/read-history.ts';
import { loadChannel } from '../../intake/load-channel.ts';
import { receiveMessage } from '../../intake/receive-message.ts';
import type { Actor } from '../../operators/actor.ts';
import { takeBack } from '../../replies/take-back.ts';
import { closeConversation } from '../desk/close-conversation.ts';
import { listEntries } from '../list-entries.ts';
import { readConversation } from '../read-conversation.ts';
import { beginConversation } from './begin-conversation.ts';
import { waysToWrite } from './ways-to-write.ts';

const database = ownDatabase();
let workspace: Workspace;
let server: MailServer;
let directory: string;
let mailbox: string;
let messages: string;
let send: () => Promise<void>;
let close: () => void;
beforeAll(async () => {
  server = await aMailServer();
  directory = await mkdtemp(join(tmpdir(), 'vizitka-blobs-'));
  const sender = openMailReplies({ url: server.url, from: 'desk@example.com' }, await openBlobs(directory));
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
  workspace = await aWorkspace(database);
  mailbox = await aChannel(workspace, { account: 'support@example.com', settings: { own: ['support@example.com'] } });
  messages = await aChannel(workspace, {
    kind: 'whatsapp',
    name: 'WhatsApp',
    account: '+420601000000',
    settings: { deliverTo: 'https://example.com/replies' },
  });
});
afterAll(async () => {
  close();
  await server.close();
  await rm(directory, { recursive: true, force: true });
});

const toAddress = (value: string) => ({ kind: 'email' as const, value, account: '' });
const begin = (contactId: number, given: Partial<Parameters<typeof beginConversation>[3]> = {}, actor?: Actor) => {
  const input = {
    id: contactId,
    conversationId: randomUUID(),
    replyId: randomUUID(),
    channelId: mailbox,
    to: toAddress('anna@example.cz'),
    subject: 'Your meter',
    text: 'Good morning, when may we come?',
    attachments: [],
    despite: [] as BeginInput['despite'],
    delay: 0,
    ...given,
  };
  return workspace.within((tx) => beginConversation(tx, actor ?? workspace.operator, { mail: true }, input));
};
const ways = (id: number, actor: Actor = workspace.operator) =>
  workspace.within((tx) => waysToWrite(tx, actor, { mail: true }, id));
const read = (id: string) => workspace.within((tx) => readConversation(tx, workspace.operator, id));
const texts = async (id: string) =>
  (await workspace.within((tx) => listEntries(tx, workspace.operator, { id, limit: 50 }))).items.map(
    ({ text }) => text,
  );
const receive = (channelId: string, message: ReturnType<typeof aMessage>) =>
  workspace.within(async (tx) => receiveMessage(tx, await loadChannel(tx, workspace.workspaceId, channelId), message));
const refusal = (reason: string) => ({ code: 'CONFLICT', data: { reason } });

describe('a conversation that an operator begins (R-DIR-10)', () => {
  test('leaves as a mail, is linked by who began it, and the answer comes back into it (R-REC-8)', async () => {
    const card = await aContact(workspace, { name: 'Anna Nová', email: 'anna@example.cz' });
    const begun = await begin(card.id);
    expect(begun).toMatchObject({
      state: 'open',
      mine: true,
      subject: 'Your meter',
      contact: { id: card.id },
      waitingSince: null,
      lastDirection: 'out',
      link: { rule: 'begun', by: workspace.operator.name },
      participants: [{ role: 'to', value: 'anna@example.cz' }],
    });
    await send();
    const mail = server.mails.at(-1);
    expect(mail).toMatchObject({ subject: 'Your meter', to: [{ name: 'Anna Nová', address: 'anna@example.cz' }] });
    expect(mail?.envelope.from).toBe('support@example.com');
    const answer = aMail({
      from: 'anna@example.cz',
      at: new Date().toISOString(),
      subject: 'Re: Your meter',
      text: 'On Monday.',
      references: [mail?.messageId?.replace(/[<>]/g, '') ?? ''],
    });
    expect(await receive(mailbox, answer)).toMatchObject({ conversationId: begun.id });
    expect(await texts(begun.id)).toEqual(['Good morning, when may we come?', 'On Monday.']);
    expect(await read(begun.id)).toMatchObject({ assignee: { id: workspace.operator.id }, contact: { id: card.id } });
    const history = await workspace.within((tx) => readHistory(tx, workspace.operator, { id: card.id, limit: 10 }));
    expect(history.items).toMatchObject([{ type: 'conversation', id: begun.id }, {}]);
  });

  test('is one, however often it is sent with the same ids, also at once; and may be taken back', async () => {
    const card = await aContact(workspace, { name: 'Twice', email: 'twice@example.cz' });
    const input = { conversationId: randomUUID(), replyId: randomUUID(), to: toAddress('twice@example.cz'), delay: 10 };
    const both = await Promise.all([begin(card.id, input), begin(card.id, input)]);
    expect(both.map(({ id, entries }) => [id, entries])).toEqual(Array(2).fill([input.conversationId, 1]));
    await expect(begin(card.id, { ...input, replyId: randomUUID() })).rejects.toMatchObject({ code: 'CONFLICT' });
    const taken = await workspace.within((tx) =>
      takeBack(tx, workspace.operator, { id: input.conversationId, replyId: input.replyId }),
    );
    expect(taken.delivery?.state).toBe('cancelled');
    expect((await read(input.conversationId)).waitingSince).toBeNull();
  });

  test('asks before it writes to who is not to be contacted, and to an address that mails come back from', async () => {
    const card = await aContact(workspace, {
      name: 'Quiet',
      email: 'quiet@example.cz',
      attributes: { do_not_contact: 'ano', preferred_channel: 'Email' },
    });
    expect(card.attributes).toMatchObject({ do_not_contact: 'true', preferred_channel: 'email' });
    const to = toAddress('quiet@example.cz');
    await expect(begin(card.id, { to })).rejects.toMatchObject(refusal('doNotContact'));
    await workspace.within((tx) =>
      tx.updateTable('identifier').set({ undeliverableAt: new Date() }).where('key', '=', to.value).execute(),
    );
    await expect(begin(card.id, { to, despite: ['doNotContact'] })).rejects.toMatchObject(refusal('undeliverable'));
    expect(await begin(card.id, { to, despite: ['doNotContact', 'undeliverable'] })).toMatchObject({ state: 'open' });
    expect(await ways(card.id)).toMatchObject({ doNotContact: true, ways: [{ preferred: true }] });
  });

  test('has a subject as a mail, no variable without its value, and an address of that card', async () => {
    const card = await aContact(workspace, { name: 'Plain', email: 'plain@example.cz' });
    const to = toAddress('plain@example.cz');
    await expect(begin(card.id, { to, subject: ' ' })).rejects.toMatchObject({
      fields: { subject: expect.anything() },
    });
    await expect(begin(card.id, { to, text: 'Hello {{client.name}}' })).rejects.toMatchObject({
      data: { reason: 'missingVariables' },
    });
    await expect(begin(card.id)).rejects.toMatchObject({ code: 'INVALID', fields: { to: expect.anything() } });
    const values = { preferred_channel: 'pigeon', do_not_contact: 'perhaps' };
    for (const [name, value] of Object.entries(values))
      await expect(aContact(workspace, { name: 'No', attributes: { [name]: value } })).rejects.toMatchObject({
        fields: { [`attributes.${name}`]: expect.anything() },
      });
  });

  test('follows a merged card to its survivor, and is refused for one in the bin', async () => {
    const survivor = await aContact(workspace, { name: 'Kept', email: 'kept@example.cz' });
    const { contact: merged } = await workspace.within((tx) =>
      createContact(tx, workspace.admin, { identifiers: [{ kind: 'email', value: 'gone@example.cz' }] }),
    );
    await workspace.within((tx) => mergeContacts(tx, workspace.admin, { id: survivor.id, ids: [merged.id] }));
    const begun = await begin(merged.id, { to: toAddress('gone@example.cz') });
    expect(begun.contact).toMatchObject({ id: survivor.id });
    const card = await aContact(workspace, { name: 'Binned', email: 'binned@example.cz' });
    await workspace.within((tx) => binContact(tx, workspace.admin, { id: card.id, version: card.version }));
    await expect(begin(card.id, { to: toAddress('binned@example.cz') })).rejects.toMatchObject({
      code: 'CONFLICT',
      reason: 'inBin',
    });
  });

  test('is begun in a queue of one’s own; a mailbox of a hidden queue is offered to its members alone (R-HIS-5)', async () => {
    const card = await aContact(workspace, { name: 'Ours', email: 'ours@example.cz' });
    const hidden = await workspace.within((tx) => aQueue(tx, workspace.workspaceId, { readers: 'hidden' }));
    const secret = await aChannel(workspace, { account: 'secret@example.com', queue: hidden });
    const member = await workspace.within((tx) => anOperator(tx, workspace.workspaceId, { queues: [hidden] }));
    const offered = async (actor: Actor) => (await ways(card.id, actor)).ways.map(({ channel }) => channel.id);
    expect(await offered(workspace.operator)).not.toContain(secret);
    expect(await offered(member)).toContain(secret);
    const to = toAddress('ours@example.cz');
    await expect(begin(card.id, { to, queueId: workspace.otherQueue })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(begin(card.id, { to, channelId: secret })).rejects.toMatchObject({ code: 'INVALID' });
    expect(await begin(card.id, { to }, member)).toMatchObject({ queue: { id: hidden }, mine: true });
  });
});

describe('a conversation begun on a channel of messages', () => {
  const value = '+420602111222';
  const to = { kind: 'whatsapp' as const, value, account: '' };
  const said = (text: string, conversation?: string) =>
    aMessage({
      from: { kind: 'whatsapp', value },
      text,
      at: new Date().toISOString(),
      ...(conversation && { conversation }),
    });

  test('needs an id that the card has there, takes the answer, and is not begun twice while it is open', async () => {
    const phoneOnly = await aContact(workspace, { name: 'Phone only', phone: '+420602111333' });
    expect((await ways(phoneOnly.id)).ways).toEqual([]);
    const card = await aContact(workspace, { name: 'Petr', identifiers: [to] });
    const begun = await begin(card.id, { channelId: messages, to });
    expect(await receive(messages, said('Yes'))).toMatchObject({ conversationId: begun.id });
    await expect(begin(card.id, { channelId: messages, to })).rejects.toMatchObject({
      data: { reason: 'runsAlready', conversationId: begun.id },
    });
    await workspace.within((tx) => closeConversation(tx, workspace.operator, { id: begun.id, result: null }));
    const next = await begin(card.id, { channelId: messages, to });
    expect(next).toMatchObject({ related: { id: begun.id } });
    // the answer comes in a thread that the channel names: from now on it is this one’s
    expect(await receive(messages, said('Again', 'thread-7'))).toMatchObject({ conversationId: next.id });
    expect(await receive(messages, said('And again', 'thread-7'))).toMatchObject({ conversationId: next.id });
    await workspace.within((tx) => closeConversation(tx, workspace.operator, { id: next.id, result: null }));
    const third = await begin(card.id, { channelId: messages, to });
    expect(await receive(messages, said('Third', 'thread-7'))).toMatchObject({ conversationId: third.id });
  });
});
