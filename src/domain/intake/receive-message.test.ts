import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { ReceivedMessage } from '#contract/incoming-message.ts';
import { listContacts } from '#domain/contacts/list-contacts.ts';
import { readContact } from '#domain/contacts/read-contact.ts';
import { aChannel, aContact, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { aMail, aMessage, theDirectory } from '#test/support/message-factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { type LoadedChannel, loadChannel } from './load-channel.ts';
import { receiveMessage } from './receive-message.ts';

const database = ownDatabase();

async function aMailbox(): Promise<{
  workspace: Workspace;
  channel: LoadedChannel;
  receive: (message: ReceivedMessage) => Promise<number | null>;
}> {
  return channelOf('email');
}

async function channelOf(kind: string, settings: Record<string, unknown> = {}) {
  const workspace = await aWorkspace(database);
  const id = await aChannel(workspace, { kind, settings });
  const channel = await workspace.within((tx) => loadChannel(tx, workspace.workspaceId, id));
  const receive = async (message: ReceivedMessage) => {
    const result = await workspace.within((tx) => receiveMessage(tx, channel, message));
    if (result.result !== 'accepted') throw new Error(JSON.stringify(result));
    return result.contactId;
  };
  return { workspace, channel, receive };
}

describe('A message becomes a contact’s history', () => {
  test('the first message of an unknown sender makes a card with the sender’s value and name (R-REC-2)', async () => {
    const { workspace, receive } = await channelOf('whatsapp');
    await receive(aMessage({ from: { kind: 'whatsapp', value: '420602000111', name: 'Jana Horáková' } }));
    expect(await theDirectory(workspace)).toEqual([
      {
        name: 'Jana Horáková',
        values: ['phone:+420602000111 channel', 'whatsapp:+420602000111 channel'],
        conversations: 1,
        entries: 1,
      },
    ]);
  });

  test('the same event twice changes nothing (R-REC-9)', async () => {
    const { workspace, channel } = await channelOf('telegram');
    const message = aMessage({ from: { kind: 'telegram', value: '77', name: 'Petr' } });
    await workspace.within((tx) => receiveMessage(tx, channel, message));
    const before = await theDirectory(workspace);
    const again = await workspace.within((tx) => receiveMessage(tx, channel, message));
    expect(again).toEqual({ id: message.item.id, result: 'alreadyHad' });
    expect(await theDirectory(workspace)).toEqual(before);
  });

  test('a caller whose number a card has is linked to it, by number, and nothing is added to the card (R-REC-5)', async () => {
    const { workspace, receive } = await channelOf('phone');
    const jana = await aContact(workspace, { name: 'Jana', phone: '602 000 222' });
    expect(
      await receive(
        aMessage({
          type: 'call',
          from: { kind: 'phone', value: '602000222', name: 'Somebody' },
          call: { state: 'missed', from: '602000222', to: '800' },
        }),
      ),
    ).toBe(jana.id);
    expect(await theDirectory(workspace)).toMatchObject([{ name: 'Jana', values: ['phone:+420602000222 operator'] }]);
  });

  test('a claimed e-mail that a card has only suggests it, and makes no card while the suggestion stands (R-REC-5)', async () => {
    const { workspace, receive } = await channelOf('webchat');
    await aContact(workspace, { name: 'Jana', email: 'jana@example.cz' });
    const chat = aMessage({
      from: { kind: 'browser', value: randomUUID() },
      also: [{ kind: 'email', value: 'JANA@example.cz' }],
    });
    expect(await receive(chat)).toBeNull();
    const [conversation] = await workspace.within((tx) =>
      tx.selectFrom('conversation').select(['link', 'contactId']).execute(),
    );
    expect(conversation).toMatchObject({
      contactId: null,
      link: { rule: 'suggested', rejected: [{ reason: 'belowThreshold', strength: 'claimed' }] },
    });
    expect(await theDirectory(workspace)).toHaveLength(1);
  });

  test('a nameless visitor with nothing but a browser id fills no directory (R-REC-2)', async () => {
    const { workspace, receive } = await channelOf('webchat');
    expect(await receive(aMessage({ from: { kind: 'browser', value: randomUUID() } }))).toBeNull();
    expect(await theDirectory(workspace)).toEqual([]);
  });

  test('a claim is given up when another card brings the value with trust channel (R-ID-3)', async () => {
    const web = await channelOf('webchat');
    const { workspace } = web;
    await web.receive(
      aMessage({ from: { kind: 'browser', value: 'b-1' }, also: [{ kind: 'phone', value: '+420602000333' }] }),
    );
    const id = await aChannel(workspace, { kind: 'telegram' });
    const telegram = await workspace.within((tx) => loadChannel(tx, workspace.workspaceId, id));
    telegram.settings.otherTrust = 'channel';
    await workspace.within((tx) => receiveMessage(tx, telegram, aMessage({ from: { kind: 'telegram', value: '9' } })));
    await workspace.within((tx) =>
      receiveMessage(
        tx,
        telegram,
        aMessage({ from: { kind: 'telegram', value: '9' }, also: [{ kind: 'phone', value: '+420602000333' }] }),
      ),
    );
    const values = (await theDirectory(workspace)).map((card) => card.values);
    expect(values).toEqual([['browser:b-1 claimed'], ['phone:+420602000333 channel', 'telegram:9 channel']]);
  });
});

describe('A card that a message made', () => {
  test('is found by the beginning of its name, as one typed in would be (R-DIR-1)', async () => {
    const { workspace, receive } = await channelOf('whatsapp');
    const id = await receive(aMessage({ from: { kind: 'whatsapp', value: '420602000111', name: 'Jana Horáková' } }));
    for (const q of ['j', 'ho', 'hor', '602', String(id)]) {
      const { items } = await workspace.within((tx) =>
        listContacts(tx, workspace.admin, { q, limit: 50, state: 'active' }),
      );
      expect(
        items.map((row) => row.id),
        q,
      ).toEqual([id]);
    }
  });

  test('learns nothing from the same sender’s next conversation, and its history says nothing', async () => {
    const { workspace, receive } = await channelOf('whatsapp');
    const changes = () => workspace.within((tx) => tx.selectFrom('change').select('id').execute());
    const from = { kind: 'whatsapp' as const, value: '420602000111', name: 'Jana' };
    await receive(aMessage({ from, conversation: 'one' }));
    const before = await changes();
    await receive(aMessage({ from, conversation: 'two' }));
    expect(await changes()).toEqual(before);
  });
});

describe('A thread of mail is saved to one card (R-REC-8)', () => {
  test('(a) two or more addresses, none in the directory: a new card for the first', async () => {
    const { workspace, receive } = await aMailbox();
    await receive(aMail({ from: 'Anna <anna@example.cz>', cc: ['bob@example.cz'] }));
    expect(await theDirectory(workspace)).toMatchObject([{ name: 'Anna', values: ['email:anna@example.cz network'] }]);
  });

  test('(b) the first is not in the directory: the card of the first that is, going through them in order', async () => {
    const { workspace, receive } = await aMailbox();
    await aContact(workspace, { name: 'Cyril', email: 'cyril@example.cz' });
    const bob = await aContact(workspace, { name: 'Bob', email: 'bob@example.cz' });
    expect(await receive(aMail({ from: 'anna@example.cz', cc: ['bob@example.cz', 'cyril@example.cz'] }))).toBe(bob.id);
    const linked = await workspace.within((tx) =>
      tx.selectFrom('conversation').select('link').executeTakeFirstOrThrow(),
    );
    expect(linked.link).toMatchObject({ rule: 'threadLaterKnown' });
    expect((await theDirectory(workspace)).map((card) => card.values)).toEqual([
      ['email:bob@example.cz operator'],
      ['email:cyril@example.cz operator'],
    ]);
  });

  test('(c) all, or the first, are in the directory: the card found first', async () => {
    const { workspace, receive } = await aMailbox();
    await aContact(workspace, { name: 'Bob', email: 'bob@example.cz' });
    const anna = await aContact(workspace, { name: 'Anna', email: 'anna@example.cz' });
    expect(await receive(aMail({ from: 'anna@example.cz', cc: ['bob@example.cz'] }))).toBe(anna.id);
  });

  test('a thread the company begins goes to the first To', async () => {
    const { workspace, receive } = await aMailbox();
    await receive(aMail({ direction: 'out', from: 'support@example.com', to: ['anna@example.cz', 'bob@example.cz'] }));
    expect(await theDirectory(workspace)).toMatchObject([{ values: ['email:anna@example.cz network'] }]);
  });

  test('later participants never move it', async () => {
    const { workspace, receive } = await aMailbox();
    const bob = await aContact(workspace, { name: 'Bob', email: 'bob@example.cz' });
    const first = aMail({ from: 'anna@example.cz' });
    const anna = await receive(first);
    expect(await receive(aMail({ from: 'bob@example.cz', references: [first.mail?.messageId ?? ''] }))).toBe(anna);
    expect(anna).not.toBe(bob.id);
  });

  test('a mail that failed its check stands alone, links nobody, and makes no card (R-REC-5)', async () => {
    const { workspace, receive } = await aMailbox();
    const first = aMail({ from: 'anna@example.cz' });
    await receive(first);
    expect(
      await receive(aMail({ from: 'anna@example.cz', references: [first.mail?.messageId ?? ''], verdict: 'failed' })),
    ).toBeNull();
    expect(await theDirectory(workspace)).toMatchObject([{ conversations: 1 }]);
  });

  test('a mail that failed its check says which thread it claims to answer, and a later mail that failed too claims the same', async () => {
    const { workspace, receive } = await aMailbox();
    const first = aMail({ from: 'anna@example.cz' });
    await receive(first);
    const references = [first.mail?.messageId ?? ''];
    await receive(aMail({ from: 'anna@example.cz', references, verdict: 'failed' }));
    await receive(aMail({ from: 'anna@example.cz', references, verdict: 'failed' }));
    const conversations = await workspace.within((tx) =>
      tx.selectFrom('conversation').select(['id', 'details', 'verdict']).orderBy('verdict', 'desc').execute(),
    );
    const claimed = conversations.find((one) => one.verdict === null)?.id;
    expect(conversations.filter((one) => one.verdict === 'failed').map((one) => one.details)).toEqual([
      { looksLikeReplyTo: claimed },
      { looksLikeReplyTo: claimed },
    ]);
  });

  test('the reason of a link says what vouched for the sender (R-REC-6)', async () => {
    const { workspace, receive } = await aMailbox();
    const mail = aMail({ from: 'Anna <anna@example.cz>', verdict: 'aligned' });
    if (mail.mail) mail.mail.authenticatedBy = 'DMARC';
    await receive(mail);
    const { link } = await workspace.within((tx) =>
      tx.selectFrom('conversation').select('link').executeTakeFirstOrThrow(),
    );
    expect(link).toMatchObject({
      rule: 'created',
      strength: 'channel',
      authenticatedBy: 'DMARC',
      evidence: { display: 'anna@example.cz' },
    });
  });

  test('a mail that arrives late shows that two threads are one, and they read as one', async () => {
    const { workspace, receive } = await aMailbox();
    const [one, two, three] = [
      aMail({ at: '2026-05-01T10:00:00Z' }),
      aMail({ at: '2026-05-01T11:00:00Z' }),
      aMail({ at: '2026-05-01T12:00:00Z' }),
    ];
    two.mail!.references = [one.mail!.messageId!];
    three.mail!.references = [two.mail!.messageId!];
    await receive(one);
    await receive(three);
    await receive(two);
    const roots = await workspace.within((tx) =>
      tx.selectFrom('conversation').select(['rootId', 'entries']).where('mergedInto', 'is', null).execute(),
    );
    expect(roots).toHaveLength(1);
    expect(roots[0]?.entries).toBe(3);
    const activity = await workspace.within((tx) => tx.selectFrom('contactActivity').select('conversations').execute());
    expect(activity).toEqual([{ conversations: 1 }]);
  });
});

describe('At the same moment', () => {
  test('two first messages of one person make one card, each time (R-REC-9)', async () => {
    const { workspace, channel } = await channelOf('viber');
    for (let person = 0; person < 20; person++) {
      const from = { kind: 'viber' as const, value: `viber-${person}` };
      const messages = Array.from({ length: 6 }, (_, n) => aMessage({ from, conversation: `c-${person}-${n % 3}` }));
      await Promise.all(messages.map((message) => workspace.within((tx) => receiveMessage(tx, channel, message))));
    }
    const directory = await theDirectory(workspace);
    expect(directory).toHaveLength(20);
    for (const card of directory) expect(card).toMatchObject({ conversations: 3, entries: 6 });
  });
});

test('a value that an operator typed names the channel once that vouches for it (R-ID-4)', async () => {
  const { workspace, receive } = await channelOf('telegram', { otherTrust: 'channel' });
  const jana = await aContact(workspace, {
    name: 'Jana',
    email: 'jana@example.cz',
    identifiers: [{ kind: 'telegram', value: '7' }],
  });
  await receive(
    aMessage({ from: { kind: 'telegram', value: '7' }, also: [{ kind: 'email', value: 'jana@example.cz' }] }),
  );
  const values = await workspace.within((tx) => readContact(tx, workspace.admin, jana.id));
  const telegram = values.identifiers.find(({ kind }) => kind === 'telegram');
  expect(telegram).toMatchObject({ trust: 'channel', source: { by: 'channel', name: 'Info mailbox' } });
});
