import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { HistoryItem } from '#contract/history.ts';
import { hits } from '#contract/words.ts';
import { aConversationWith } from '#test/support/conversation-factory.ts';
import { aChannel, aContact, anOperator, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { editContact } from '../contacts/edit-contact.ts';
import { acceptConversation } from '../conversations/desk/accept-conversation.ts';
import { editConversation } from '../conversations/edit-conversation.ts';
import { writeNote } from '../replies/write-note.ts';
import type { HistoryFilter } from './history-filter.ts';
import { readHistory } from './read-history.ts';

const database = ownDatabase();
let workspace: Workspace;
let channelId: string;

beforeAll(async () => {
  workspace = await aWorkspace(database);
  channelId = await aChannel(workspace);
});

const day = (n: number) => new Date(Date.UTC(2026, 3, n, 9));

async function history(id: number, more: { q?: string; limit?: number; cursor?: string | undefined } & HistoryFilter) {
  return workspace.within((tx) => readHistory(tx, workspace.operator, { id, limit: 50, ...more }));
}
async function conversations(id: number, q: string) {
  const { items } = await history(id, { q });
  return items.filter((item) => item.type === 'conversation');
}
async function everyPage(id: number, limit: number, q: string): Promise<HistoryItem[]> {
  const items: HistoryItem[] = [];
  let cursor: string | undefined;
  do {
    const page = await history(id, { q, limit, cursor });
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return items;
}
const nameOf = (item: HistoryItem) =>
  item.type === 'conversation' ? item.subject : item.type === 'change' ? item.verb : 'hidden';

describe('search in a history (R-HIS-3)', () => {
  it('finds all words in any order by their beginnings and phrases, accents folded, with up to three marked pieces', async () => {
    const card = await aContact(workspace, { name: 'Searched' });
    const long = 'Dlouhý úvod. '.repeat(30);
    await aConversationWith(workspace, {
      channelId,
      contactId: card.id,
      subject: 'Stěhování',
      at: day(1),
      entries: [
        `${long}Posílám žádost o přepis elektroměru v Žďáru.`,
        'přepis žádosti',
        'Žádost o přepis podruhé',
        'žádost, přepis počtvrté',
        'nic',
      ],
    });
    await aConversationWith(workspace, {
      channelId,
      contactId: card.id,
      subject: 'Jiné',
      at: day(2),
      entries: ['žádost bez toho druhého'],
    });
    const [found, ...others] = await conversations(card.id, 'PREPIS zadost');
    expect(others).toEqual([]);
    expect(found).toMatchObject({ subject: 'Stěhování', counts: { entries: 5, hits: 4 } });
    expect(found?.hits).toHaveLength(3);
    const piece = found?.hits[0]?.snippet ?? '';
    expect(piece.length).toBeLessThan(180);
    expect(hits(piece, 'prepis zadost').map(({ start, end }) => piece.slice(start, end))).toEqual(['žádost', 'přepis']);
    expect((await conversations(card.id, 'stehovani')).map(nameOf)).toEqual(['Stěhování']);
    expect((await conversations(card.id, '"bez toho"')).map(nameOf)).toEqual(['Jiné']);
    expect((await history(card.id, { q: '"toho bez"' })).items).toEqual([]);
  });

  it('finds changes by what was and what is, and threads in which the card only takes part', async () => {
    const card = await aContact(workspace, { name: 'Žofie Původní', email: 'zofie@example.com' });
    await workspace.within((tx) =>
      editContact(tx, workspace.operator, { id: card.id, version: card.version, edit: { name: 'Nová' } }),
    );
    await aConversationWith(workspace, {
      channelId,
      subject: 'Společné',
      entries: ['kopie pro Žofii'],
      participants: [{ value: 'x@example.com' }, { value: 'zofie@example.com', role: 'cc' }],
    });
    expect((await history(card.id, { q: 'puvodni' })).items.map(nameOf)).toEqual(['editContact', 'createContact']);
    expect((await history(card.id, { q: 'kopie' })).items.map(nameOf)).toEqual(['Společné']);
  });

  it('finds notes of colleagues by words of a phrase, marks and accents aside', async () => {
    const card = await aContact(workspace, { name: 'Noted' });
    const id = await aConversationWith(workspace, {
      channelId,
      contactId: card.id,
      subject: 'Odečet',
      at: day(3),
      entries: ['dobrý den'],
    });
    const text = 'Volat až po druhé; klíče má sousedka.';
    await workspace.within((tx) => writeNote(tx, workspace.operator, { id, noteId: randomUUID(), text }));
    const [found] = await conversations(card.id, '"klice ma"');
    expect(found).toMatchObject({ id, counts: { hits: 1 }, hits: [{ snippet: expect.stringContaining('klíče má') }] });
    expect(await conversations(card.id, '"ma klice"')).toEqual([]);
    expect((await conversations(card.id, 'soused odectu')).map(nameOf)).toEqual([]); // never in one entry
  });

  it('leaves only what was on a channel, within a time, with an operator or a tag, searched or not', async () => {
    const card = await aContact(workspace, { name: 'Filtered' });
    const whatsapp = await aChannel(workspace, { kind: 'whatsapp', name: 'WhatsApp' });
    const said = (subject: string, n: number, channel = channelId) =>
      aConversationWith(workspace, {
        channelId: channel,
        contactId: card.id,
        subject,
        state: 'waiting',
        at: day(n),
        entries: ['slovo'],
      });
    const [mail, late, chat] = [await said('mail', 1), await said('late mail', 20), await said('chat', 10, whatsapp)];
    const { workspaceId } = workspace;
    const petr = await workspace.within((tx) =>
      anOperator(tx, workspaceId, { name: 'Petr', queues: [workspace.queue] }),
    );
    await workspace.within((tx) => acceptConversation(tx, petr, { id: late }));
    const tags = { add: ['Reklamace'], remove: [] };
    await workspace.within((tx) => editConversation(tx, workspace.operator, { id: mail, tags }));
    await workspace.within((tx) =>
      editContact(tx, petr, { id: card.id, version: card.version, edit: { attributes: { city: 'Slovod' } } }),
    );
    const shown = async (filter: HistoryFilter) => {
      const all = [(await history(card.id, filter)).items, (await history(card.id, { ...filter, q: 'slovo' })).items];
      const [walked, found] = all.map((items) => items.map(nameOf).filter((name) => name !== 'createContact'));
      expect(found).toEqual(walked);
      return walked;
    };
    expect(await shown({})).toEqual(['late mail', 'chat', 'mail', 'editContact']);
    expect(await shown({ channel: ['whatsapp'] })).toEqual(['chat']);
    expect(await shown({ channel: ['whatsapp', 'email'] })).toEqual(['late mail', 'chat', 'mail']);
    expect(await shown({ from: day(5).toISOString() })).toEqual(['late mail', 'chat', 'editContact']);
    expect(await shown({ from: day(5).toISOString(), to: day(15).toISOString() })).toEqual(['chat']);
    expect(await shown({ operator: [petr.id] })).toEqual(['late mail', 'editContact']);
    expect(await shown({ tag: ['Reklamace'] })).toEqual(['mail']);
    expect(await shown({ tag: ['Reklamace'], channel: ['whatsapp'] })).toEqual([]);
    expect(chat).toBeDefined();
  });

  it('tells nobody by a filter who worked in what they may not read, nor its tags (R-HIS-5)', async () => {
    const card = await aContact(workspace, { name: 'Of others' });
    const queue = workspace.otherQueue;
    const { workspaceId } = workspace;
    const eva = await workspace.within((tx) => anOperator(tx, workspaceId, { name: 'Eva', queues: [queue] }));
    const id = await aConversationWith(workspace, {
      channelId,
      queue,
      contactId: card.id,
      state: 'waiting',
      at: day(1),
      entries: ['x'],
    });
    await workspace.within((tx) => acceptConversation(tx, eva, { id }));
    await workspace.within((tx) => editConversation(tx, eva, { id, tags: { add: ['Tajné'], remove: [] } }));
    const shown = async (filter: HistoryFilter) => (await history(card.id, filter)).items.map(nameOf);
    expect(await shown({ channel: ['email'] })).toEqual(['hidden']);
    expect(await shown({ operator: [eva.id] })).toEqual([]);
    expect(await shown({ tag: ['Tajné'] })).toEqual([]);
  });

  it('pages through the same hits whether they are gathered or walked', async () => {
    const card = await aContact(workspace, { name: 'Heavy' });
    const words = (n: number) => (n % 40 === 0 ? 'vzácné slovo' : 'běžné slovo');
    for (let n = 0; n < 60; n++) {
      await aConversationWith(workspace, {
        channelId,
        contactId: card.id,
        subject: `c${n}`,
        at: day(n % 28),
        entries: Array.from({ length: 90 }, () => words(n)),
      });
    }
    expect(await everyPage(card.id, 7, 'slovo')).toHaveLength(60); // 5,400 hits: walked
    expect((await everyPage(card.id, 1, 'vzac')).map(nameOf).toSorted()).toEqual(['c0', 'c40']); // by the index
  });

  it('finds in a long history what is open, and what began long ago and goes on, where they stand', async () => {
    const card = await aContact(workspace, { name: 'Of years' });
    const month = (n: number, hours = 0) => new Date(Date.UTC(2022, n, 10, 9) + hours * 3_600_000);
    const talk = (subject: string, at: Date, entries: { at: Date; text: string }[], state?: 'open') =>
      aConversationWith(workspace, {
        channelId,
        contactId: card.id,
        subject,
        at,
        entries,
        ...(state && { state }),
      });
    for (let n = 0; n < 50; n++)
      await talk(`m${n}`, month(n), [{ at: month(n), text: n % 2 ? 'sudá faktura' : 'lichá' }]);
    await talk('open', month(3), [{ at: month(3), text: 'faktura' }], 'open');
    await talk('goes on', month(5, 1), [
      { at: month(5, 2), text: 'nic' },
      { at: month(45), text: 'faktura po letech' },
    ]);
    const expected = ['open', ...Array.from({ length: 25 }, (_, n) => `m${49 - 2 * n}`)];
    expected.splice(expected.indexOf('m5'), 0, 'goes on');
    for (const limit of [4, 50]) expect((await everyPage(card.id, limit, 'faktur')).map(nameOf)).toEqual(expected);
  });
});
