import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { aConversationWith } from '#test/support/conversation-factory.ts';
import { aChannel, aContact, anOperator, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { aReply, given } from '#test/support/reply-factory.ts';
import { listEntries } from '../conversations/list-entries.ts';
import { searchEverything } from '../history/search-everything.ts';
import { editOwnSettings } from '../operators/own-settings.ts';
import { readDraft, saveDraft } from './drafts.ts';
import { markDelivered } from './mark-delivered.ts';
import { readReplyWay } from './reply-way.ts';
import { takeBack, tryAgain } from './take-back.ts';
import { writeNote } from './write-note.ts';

const database = ownDatabase();
let workspace: Workspace;
let mailbox: string;
beforeAll(async () => {
  workspace = await aWorkspace(database);
  mailbox = await aChannel(workspace, { account: 'support@example.com' });
});

const anna = { value: 'anna@example.cz', name: 'Anna' };

async function aMailOf(more: Partial<Parameters<typeof aConversationWith>[1]> = {}): Promise<string> {
  const conversation = { channelId: mailbox, state: 'waiting' as const, subject: 'Deposit', participants: [anna] };
  return given(workspace, await aConversationWith(workspace, { ...conversation, entries: ['Why?'], ...more }));
}

const entries = async (id: string) =>
  (await workspace.within((tx) => listEntries(tx, workspace.operator, { id, limit: 100 }))).items;
const found = async (q: string) =>
  (await workspace.within((tx) => searchEverything(tx, workspace.operator, { q, limit: 10 }))).items.length;
const conversation = (id: string) =>
  workspace.within((tx) => tx.selectFrom('conversation').selectAll().where('id', '=', id).executeTakeFirstOrThrow());

describe('a reply', () => {
  test('stands in the history at once, is found by search, and ends the waiting; the same id again is the same reply', async () => {
    const since = new Date('2026-05-04T10:00:00Z');
    const id = await aMailOf();
    await workspace.within((tx) =>
      tx.updateTable('conversation').set({ waitingSince: since }).where('id', '=', id).execute(),
    );
    const replyId = randomUUID();
    const input = { replyId, text: 'Because of the  zirconium\nmeter', delay: 10 };
    const [one, same] = [await aReply(workspace, id, input), await aReply(workspace, id, input)];
    expect(one).toMatchObject({
      kind: 'message',
      direction: 'out',
      subject: 'Re: Deposit',
      delivery: { state: 'waiting', error: null },
    });
    expect(one.sender).toEqual({ kind: 'operator', value: workspace.operator.id, name: 'Olga Operátorová' });
    expect(new Date(one.delivery?.until ?? 0).getTime() - Date.now()).toBeGreaterThan(8_000);
    expect(same.id).toBe(one.id);
    expect(await entries(id)).toHaveLength(2);
    expect(await conversation(id)).toMatchObject({
      lastText: 'Because of the zirconium meter',
      lastDirection: 'out',
      waitingSince: null,
      entries: 2,
    });
    expect(await found('zirconium')).toBe(1);
  });

  test('of which two arrive at once is one', async () => {
    const id = await aMailOf();
    const replyId = randomUUID();
    const both = await Promise.all([aReply(workspace, id, { replyId }), aReply(workspace, id, { replyId })]);
    expect(both.map((one) => one.id)).toEqual([replyId, replyId]);
    expect(await entries(id)).toHaveLength(2);
  });

  test('is written by who has the conversation, or collaborates in it: others accept first, administrators too', async () => {
    const id = await aMailOf();
    for (const actor of [workspace.admin, workspace.supervisor])
      await expect(aReply(workspace, id, {}, actor)).rejects.toMatchObject({
        code: 'FORBIDDEN',
        data: { reason: 'notYours' },
      });
    const helper = await workspace.within((tx) => anOperator(tx, workspace.workspaceId, { name: 'Hana' }));
    await expect(aReply(workspace, id, {}, helper)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await workspace.within((tx) =>
      tx
        .insertInto('conversationOperator')
        .values({
          workspaceId: workspace.workspaceId,
          operatorId: helper.id,
          conversationId: id,
          until: null,
          collaborates: true,
        })
        .execute(),
    );
    await expect(aReply(workspace, id, {}, helper)).resolves.toMatchObject({ sender: { name: 'Hana' } });
  });

  test('is refused when the client is another one than when the draft was begun, and taken with the present one', async () => {
    const { id: contactId } = await aContact(workspace, { name: 'Anna Nováková' });
    const id = await aMailOf({ contactId });
    const replyId = randomUUID();
    const refused = aReply(workspace, id, { replyId, contactId: null });
    await expect(refused).rejects.toMatchObject({ code: 'CONFLICT', data: { reason: 'clientChanged', contactId } });
    expect(await entries(id)).toHaveLength(1);
    await expect(aReply(workspace, id, { replyId, contactId })).resolves.toMatchObject({ id: replyId });
  });

  test('is refused while a variable of a template stands in it (R-TAB-7)', async () => {
    const id = await aMailOf();
    const refused = aReply(workspace, id, { text: 'Dear {{client.name}}, {{ parameter.meter }} {{mine}}' });
    await expect(refused).rejects.toMatchObject({
      code: 'INVALID',
      data: { reason: 'missingVariables', missing: ['client.name', 'parameter.meter'] },
    });
    await expect(aReply(workspace, id, { text: 'A plain {{mine}} is text' })).resolves.toBeTruthy();
  });

  test('has no way in a closed conversation, without a sender, an address or a channel', async () => {
    const reasonOf = async (id: string, mail = true) =>
      (await workspace.within((tx) => readReplyWay(tx, workspace.operator, { mail }, id))).reason;
    const id = await aMailOf();
    expect(await reasonOf(id)).toBeNull();
    expect(await reasonOf(id, false)).toBe('noSender');
    expect(await reasonOf(await aMailOf({ participants: [{ value: 'support@example.com' }] }))).toBe('noAddress');
    const whatsapp = await aChannel(workspace, { kind: 'whatsapp' });
    const chat = await aMailOf({ channelId: whatsapp, participants: [{ kind: 'whatsapp', value: '+420601000001' }] });
    expect(await reasonOf(chat)).toBe('noSender');
    await workspace.within((tx) =>
      tx.updateTable('channel').set({ enabled: false }).where('id', '=', whatsapp).execute(),
    );
    expect(await reasonOf(chat)).toBe('channelOff');
    await workspace.within((tx) =>
      tx.updateTable('conversation').set({ state: 'closed' }).where('id', '=', id).execute(),
    );
    await expect(aReply(workspace, id)).rejects.toMatchObject({ code: 'CONFLICT', data: { reason: 'closed' } });
  });

  test('goes to Reply-To before From, in copy to whom the mail names, never to ourselves', async () => {
    const id = await aMailOf({
      participants: [
        anna,
        { value: 'office@example.cz', role: 'replyTo' },
        { value: 'support@example.com', role: 'to' },
        { value: 'petr@example.cz', role: 'cc', name: 'Petr' },
      ],
    });
    const way = await workspace.within((tx) => readReplyWay(tx, workspace.operator, { mail: true }, id));
    expect(way).toMatchObject({
      can: true,
      reason: null,
      to: ['office@example.cz'],
      cc: ['Petr <petr@example.cz>'],
      delay: 10,
    });
  });

  test('waits for as long as its writer set for mail, unless they say otherwise with it', async () => {
    const writer = await workspace.within((tx) =>
      anOperator(tx, workspace.workspaceId, { name: 'Otto', queues: [workspace.queue] }),
    );
    const id = await given(workspace, await aMailOf(), writer);
    const waits = async (delay?: number) => {
      const { delivery } = await aReply(workspace, id, { delay }, writer);
      return Math.round((Date.parse(delivery?.until ?? '') - Date.now()) / 1_000);
    };
    expect(await waits()).toBe(10);
    await workspace.within((tx) => editOwnSettings(tx, writer, { mailDelay: 30 }));
    expect(await waits()).toBe(30);
    expect(await waits(5)).toBe(5);
    const way = await workspace.within((tx) => readReplyWay(tx, writer, { mail: true }, id));
    expect(way.delay).toBe(30);
  });

  test('in a web chat has left when it is written, and is delivered when the visitor’s browser fetched it', async () => {
    const channelId = await aChannel(workspace, { kind: 'webchat' });
    const id = await aMailOf({ channelId, participants: [{ kind: 'browser', value: 'b-1' }], subject: null });
    const [first, second, later] = [
      await aReply(workspace, id),
      await aReply(workspace, id),
      await aReply(workspace, id, { delay: 20 }),
    ];
    expect([first, second, later].map((one) => one.delivery?.state)).toEqual(['sent', 'sent', 'waiting']);
    await workspace.within((tx) => markDelivered(tx, workspace.workspaceId, id, first.id));
    expect((await entries(id)).map((one) => one.delivery?.state)).toEqual([undefined, 'delivered', 'sent', 'waiting']);
  });
});

describe('a reply that is taken back', () => {
  test('stays as cancelled, is found by no search, and the client waits again', async () => {
    const since = new Date('2026-05-04T10:00:00Z');
    const id = await aMailOf();
    await workspace.within((tx) =>
      tx.updateTable('conversation').set({ waitingSince: since }).where('id', '=', id).execute(),
    );
    const { id: replyId } = await aReply(workspace, id, { text: 'Molybdenum', delay: 10 });
    expect(await found('molybdenum')).toBe(1);
    const taken = await workspace.within((tx) => takeBack(tx, workspace.operator, { id, replyId }));
    expect(taken.delivery).toEqual({ state: 'cancelled', error: null, until: null });
    expect(await found('molybdenum')).toBe(0);
    expect(await conversation(id)).toMatchObject({ waitingSince: since, lastText: 'Why?', lastDirection: 'in' });
    const again = workspace.within((tx) => takeBack(tx, workspace.operator, { id, replyId }));
    await expect(again).rejects.toMatchObject({ code: 'CONFLICT', data: { reason: 'takenBackAlready' } });
  });

  test('has not left: one that is on its way or has left stays, and nobody else’s is touched', async () => {
    const id = await aMailOf();
    const { id: replyId } = await aReply(workspace, id, { delay: 10 });
    const byOther = workspace.within((tx) => takeBack(tx, workspace.supervisor, { id, replyId }));
    await expect(byOther).rejects.toMatchObject({ code: 'FORBIDDEN' });
    for (const state of ['sending', 'sent'] as const) {
      await workspace.within((tx) => tx.updateTable('sending').set({ state }).where('entryId', '=', replyId).execute());
      const late = workspace.within((tx) => takeBack(tx, workspace.operator, { id, replyId }));
      await expect(late).rejects.toMatchObject({ code: 'CONFLICT', data: { reason: 'alreadySent' } });
    }
  });

  test('is another than one that failed: that is sent again', async () => {
    const id = await aMailOf();
    const { id: replyId } = await aReply(workspace, id);
    const again = () => workspace.within((tx) => tryAgain(tx, workspace.operator, { id, replyId }));
    await expect(again()).rejects.toMatchObject({ code: 'CONFLICT' });
    const failed = { state: 'failed', error: 'No such mailbox', tries: 10 } as const;
    await workspace.within((tx) => tx.updateTable('sending').set(failed).where('entryId', '=', replyId).execute());
    expect((await again()).delivery).toMatchObject({ state: 'waiting', error: null });
  });
});

describe('a note (R-TAB-6)', () => {
  test('is found by search, is never on its way, and leaves the client waiting', async () => {
    const since = new Date('2026-05-04T10:00:00Z');
    const id = await aMailOf();
    await workspace.within((tx) =>
      tx.updateTable('conversation').set({ waitingSince: since }).where('id', '=', id).execute(),
    );
    const note = { id, noteId: randomUUID(), text: 'She means the Rhenium tariff' };
    const write = () => workspace.within((tx) => writeNote(tx, workspace.supervisor, note));
    const [one, same] = [await write(), await write()];
    expect(one).toMatchObject({ kind: 'note', delivery: null, sender: { name: 'Simon Supervisor' } });
    expect(same).toEqual(one);
    expect(await entries(id)).toHaveLength(2);
    expect(await found('rhenium')).toBe(1);
    expect(await conversation(id)).toMatchObject({ waitingSince: since, lastText: 'Why?', lastDirection: 'in' });
    const onItsWay = await workspace.within((tx) =>
      tx.selectFrom('sending').select('id').where('conversationId', '=', id).execute(),
    );
    expect(onItsWay).toEqual([]);
  });
});

test('a draft is each operator’s own, and is gone when it was sent', async () => {
  const id = await aMailOf();
  const draft = { id, mode: 'reply', text: 'Dear Anna', contactId: null } as const;
  await workspace.within((tx) => saveDraft(tx, workspace.operator, draft));
  const read = (actor = workspace.operator) => workspace.within((tx) => readDraft(tx, actor, id));
  expect(await read()).toMatchObject({ mode: 'reply', text: 'Dear Anna', contactId: null });
  expect(await read(workspace.supervisor)).toMatchObject({ text: '', updatedAt: null });
  await aReply(workspace, id);
  expect((await read()).text).toBe('');
});
