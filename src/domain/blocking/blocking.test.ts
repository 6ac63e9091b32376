import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import type { BlockInput } from '#contract/blocking.ts';
import type { ReceivedMessage } from '#contract/incoming-message.ts';
import { aDesk } from '#test/support/desk-factory.ts';
import { aChannel, aContact, type Workspace } from '#test/support/factory.ts';
import { aMail, aMessage, theDirectory } from '#test/support/message-factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { mergeContacts } from '../contacts/merge-contacts.ts';
import { makeDue } from '../conversations/follow-ups/make-due.ts';
import { planFollowUp } from '../conversations/follow-ups/plan-follow-up.ts';
import { listConversations } from '../conversations/list-conversations.ts';
import { undoChange } from '../history/undo-change.ts';
import { loadChannel } from '../intake/load-channel.ts';
import { receiveMessage } from '../intake/receive-message.ts';
import type { Actor, KeyActor } from '../operators/actor.ts';
import { blockSender } from './block-sender.ts';
import { liftBlock, listBlocked } from './blocked-senders.ts';
import { readSender } from './sender-of.ts';

const database = ownDatabase();
let desk: Awaited<ReturnType<typeof aDesk>>;
let workspace: Workspace;
beforeEach(async () => {
  desk = await aDesk(database);
  ({ workspace } = desk);
});

const now = () => new Date().toISOString();
async function comes(message: ReceivedMessage, channelId = desk.channelId): Promise<string> {
  const channel = await workspace.within((tx) => loadChannel(tx, workspace.workspaceId, channelId));
  const result = await workspace.within((tx) => receiveMessage(tx, channel, message));
  if (result.result !== 'accepted') throw new Error(JSON.stringify(result));
  return result.conversationId;
}
const says = (text: string, value = '420602000111', more: Partial<Parameters<typeof aMessage>[0]> = {}) =>
  comes(aMessage({ from: { kind: 'whatsapp', value, name: 'Pavel' }, conversation: value, text, at: now(), ...more }));
const block = (id: string, who: Actor, given: Partial<BlockInput> = {}) =>
  workspace.within((tx) =>
    blockSender(tx, who, { id, how: 'blocked', days: null, reason: null, sure: false, ...given }),
  );
const lift = (id: string, who: Actor) => workspace.within((tx) => liftBlock(tx, who, { id }));
const blocked = async (who: Actor, q?: string) =>
  (await workspace.within((tx) => listBlocked(tx, who, { limit: 50, q }))).items;
const keptOut = async (who: Actor) =>
  (await workspace.within((tx) => listConversations(tx, who, { limit: 50, keptOut: 'any' }))).items.map(({ id }) => id);
const undo = (changeId: string | null, who: Actor) => workspace.within((tx) => undoChange(tx, who, changeId ?? ''));
const announced = async () =>
  (await workspace.within((tx) => sql<{ n: number }>`select count(*)::int as n from outbox`.execute(tx))).rows[0]?.n;

describe('a blocked sender (R-DSK-5)', () => {
  it('has their conversation closed; what they write later is kept, waits for nobody, and no screen is told', async () => {
    const id = await says('You are all fools');
    await desk.accept(id, desk.olga);
    const done = await block(id, desk.olga, { reason: 'Insults' });
    expect(done).toMatchObject({ state: 'closed', keptOut: 'blocked', waitingSince: null });
    expect(await desk.view(desk.olga, 'all')).not.toContain(id);
    expect(await keptOut(desk.olga)).toEqual([id]);

    const before = await announced();
    expect(await says('And more')).toBe(id);
    expect(await announced()).toBe(before);
    expect(await desk.read(id, desk.olga)).toMatchObject({ state: 'closed', unread: false, lastText: 'And more' });
    expect(await desk.counts(desk.olga)).toMatchObject({ mine: 0, waiting: 0 });
    const said = (await desk.entries(id, desk.olga)).filter(({ kind }) => kind === 'message');
    expect(said.map(({ text }) => text)).toEqual(['You are all fools', 'And more']);
    expect(await desk.events(id, desk.olga)).toEqual(['accepted', 'blocked']);
  });

  it('begins a closed conversation without a card or a link; somebody else is let in as ever', async () => {
    await block(await says('Spam'), desk.olga);
    await aContact(workspace, { name: 'Other', identifiers: [{ kind: 'telegram', value: '77' }] });
    const cards = (await theDirectory(workspace)).length;
    const id = await says('Call me', '420602000111', { conversation: 'another' });
    expect(await desk.read(id, desk.olga)).toMatchObject({
      state: 'closed',
      keptOut: 'blocked',
      contact: null,
      link: null,
    });
    expect(await theDirectory(workspace)).toHaveLength(cards);
    expect(await desk.read(await says('Hello', '420602000222'), desk.olga)).toMatchObject({
      state: 'waiting',
      keptOut: null,
    });
  });

  it('is let in by the clock when the time is over, and what came before the block is not kept out', async () => {
    const id = await says('Spam');
    await block(id, desk.olga, { days: 7 });
    const [one] = await blocked(desk.olga);
    expect(Date.parse(one?.until ?? '') - Date.parse(one?.at ?? '')).toBe(7 * 86_400_000);
    const earlier = await says('Earlier', '420602000111', {
      conversation: 'old',
      at: new Date(Date.now() - 3_600_000).toISOString(),
    });
    expect(await desk.read(earlier, desk.olga)).toMatchObject({ state: 'waiting', keptOut: null });
    await workspace.within((tx) => sql`update blocked_sender set until = now() - interval '1 second'`.execute(tx));
    expect(await blocked(desk.olga)).toEqual([]);
    await says('Sorry');
    expect(await desk.read(id, desk.olga)).toMatchObject({ state: 'waiting', keptOut: null });
    await block(id, desk.olga); // an old block stands in nobody's way
    expect(await blocked(desk.olga)).toHaveLength(1);
  });

  it('is lifted with what it kept out, which is recognised then; Undo blocks again', async () => {
    const card = await aContact(workspace, { name: 'Pavel Dlouhý', phone: '+420602000333' });
    const first = await says('Hello', '420602000333');
    await block(first, desk.olga, { reason: 'By mistake' });
    const later = await says('Why?', '420602000333', { conversation: 'another' });
    expect(await desk.read(later, desk.olga)).toMatchObject({ contact: null, keptOut: 'blocked' });
    const [one] = await blocked(desk.olga, 'mistake');
    const { changeId } = await lift(one?.id ?? '', desk.olga);
    expect(await desk.read(later, desk.olga)).toMatchObject({
      contact: { id: card.id },
      keptOut: null,
      state: 'closed',
    });
    expect(await keptOut(desk.olga)).toEqual([]);
    await expect(lift(one?.id ?? '', desk.olga)).rejects.toMatchObject({ reason: 'liftedAlready' });

    await undo(changeId, desk.olga);
    expect(await blocked(desk.olga)).toHaveLength(1);
    expect((await keptOut(desk.olga)).sort()).toEqual([first, later].sort());
    expect(await desk.read(later, desk.olga)).toMatchObject({ contact: null, keptOut: 'blocked' });
  });

  it('is called back by nobody before they are let in again (R-DSK-4)', async () => {
    const id = await says('Call me', '420602000123');
    await block(id, desk.olga);
    await workspace.within((tx) =>
      planFollowUp(tx, desk.simon, {
        conversationId: id,
        kind: 'callback',
        dueAt: new Date(Date.now() + 60_000).toISOString(),
        phone: '+420602000123',
        operatorId: null,
        until: null,
      }),
    );
    const due = () => workspace.within((tx) => makeDue(tx, workspace.workspaceId, new Date(Date.now() + 120_000)));
    expect(await due()).toBe(0);
    const [one] = await blocked(desk.olga);
    await lift(one?.id ?? '', desk.olga);
    expect(await due()).toBe(1);
    expect(await desk.read(id, desk.olga)).toMatchObject({ state: 'waiting' });
  });

  it('stays blocked whatever becomes of cards: it is the identifier (R-BEY-2)', async () => {
    const id = await says('Spam', '420602000444');
    const card = (await desk.read(id, desk.olga)).contact?.id ?? 0;
    await block(id, desk.olga);
    const other = await aContact(workspace, { name: 'Pavel', phone: '+420602000999' });
    await workspace.within((tx) =>
      mergeContacts(tx, workspace.supervisor, { id: other.id, ids: [card], choices: {} } as never),
    );
    await says('Again', '420602000444');
    expect(await desk.read(id, desk.olga)).toMatchObject({ state: 'closed', keptOut: 'blocked' });
  });

  it('in a thread of mail is the writer of the last mail; others of the thread are let in', async () => {
    const mailbox = await aChannel(workspace, { account: 'support@example.com' });
    const first = aMail({ from: 'Anna <anna@example.cz>', cc: ['Boris <boris@example.cz>'], at: now() });
    const id = await comes(first, mailbox);
    const references = [first.mail?.messageId ?? ''];
    await comes(aMail({ from: 'Boris <boris@example.cz>', references, at: now() }), mailbox);
    expect(await workspace.within((tx) => readSender(tx, desk.olga, { id }))).toMatchObject({
      value: 'boris@example.cz',
      standing: null,
      warning: null,
    });
    await block(id, desk.olga);
    await comes(aMail({ from: 'Boris <boris@example.cz>', references, at: now() }), mailbox);
    expect(await desk.read(id, desk.olga)).toMatchObject({ state: 'closed', keptOut: 'blocked' });
    await comes(aMail({ from: 'Anna <anna@example.cz>', references, at: now() }), mailbox);
    expect(await desk.read(id, desk.olga)).toMatchObject({ state: 'waiting', keptOut: null });
    await comes(aMail({ from: 'Boris <boris@example.cz>', references, at: now() }), mailbox);
    expect(await desk.read(id, desk.olga)).toMatchObject({ state: 'waiting', keptOut: null, entries: 5 });
  });
});

describe('marking as spam (R-REC-2)', () => {
  it('takes back the card that was made for it alone; Undo brings back the card, the link, and the conversation as it waited', async () => {
    const id = await says('Cheap watches', '420602000555');
    const before = await desk.read(id, desk.olga);
    expect(before.contact).not.toBeNull();
    const { changeId, keptOut: mark } = await block(id, desk.olga, { how: 'spam' });
    expect(mark).toBe('spam');
    expect(await desk.read(id, desk.olga)).toMatchObject({ contact: null, state: 'closed' });
    expect((await theDirectory(workspace)).map(({ name }) => name)).not.toContain('Pavel');
    await says('Cheaper watches', '420602000555', { conversation: 'next' });
    expect((await theDirectory(workspace)).map(({ name }) => name)).not.toContain('Pavel');

    await undo(changeId, desk.olga);
    expect(await desk.read(id, desk.olga)).toMatchObject({
      contact: { id: before.contact?.id },
      state: 'waiting',
      waitingSince: before.waitingSince,
      keptOut: null,
    });
    expect(await blocked(desk.olga)).toEqual([]);
    await says('Hello', '420602000555');
    expect(await desk.read(id, desk.olga)).toMatchObject({ state: 'waiting' });
  });

  it('leaves a card that somebody worked on, that was there before, or that has another conversation', async () => {
    const known = await aContact(workspace, { name: 'Known', phone: '+420602000666' });
    const id = await says('Hello', '420602000666');
    await block(id, desk.olga, { how: 'spam' });
    expect((await desk.read(id, desk.olga)).contact?.id).toBe(known.id);

    const two = await says('Hello', '420602000777');
    const card = (await desk.read(two, desk.olga)).contact?.id;
    const other = await says('Hello', '420602000777', { conversation: 'second' });
    expect((await desk.read(other, desk.olga)).contact?.id).toBe(card);
    await block(two, desk.olga, { how: 'spam' });
    expect((await desk.read(two, desk.olga)).contact?.id).toBe(card);
  });
});

describe('who cannot be blocked, and who may', () => {
  it('refuses the company’s own value, marks its conversation as spam alone, and warns where several people use one', async () => {
    const mailbox = await aChannel(workspace, { account: 'support@example.com' });
    const id = await comes(aMail({ from: 'support@example.com', at: now() }), mailbox);
    await workspace.within((tx) =>
      sql`insert into excluded_value (workspace_id, kind, key, why) values (${workspace.workspaceId}, 'email', 'support@example.com', 'own') on conflict do nothing`.execute(
        tx,
      ),
    );
    await expect(block(id, desk.olga)).rejects.toMatchObject({ code: 'CONFLICT', reason: 'ownValue' });
    expect(await block(id, desk.olga, { how: 'spam' })).toMatchObject({ keptOut: 'spam' });
    expect(await blocked(desk.olga)).toEqual([]);

    const switchboard = await says('Hello', '420602000888');
    await workspace.within((tx) =>
      sql`update identifier set state = 'shared', owner_id = null where key = '+420602000888'`.execute(tx),
    );
    await expect(block(switchboard, desk.olga)).rejects.toMatchObject({ code: 'CONFLICT', reason: 'sharedValue' });
    expect(await block(switchboard, desk.olga, { sure: true })).toMatchObject({ keptOut: 'blocked' });
  });

  it('lets operators block whom they have, and lift their own; supervisors lift anybody’s; nobody else', async () => {
    const id = await says('Spam');
    await expect(block(id, desk.eva)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await desk.accept(id, desk.petr);
    await expect(block(id, desk.olga)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const key: KeyActor = {
      type: 'apiKey',
      workspaceId: workspace.workspaceId,
      id: '0',
      name: 'k',
      role: 'administrator',
      scopes: ['conversations:read'],
      queues: null,
    };
    await expect(block(id, key)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const { changeId } = await block(id, desk.petr);
    const [one] = await blocked(desk.olga);
    expect(one).toMatchObject({ by: { name: 'Petr Dvořák' }, mayLift: false, conversationId: id });
    expect((await blocked(desk.eva))[0]).toMatchObject({ conversationId: null });
    await expect(lift(one?.id ?? '', desk.olga)).rejects.toMatchObject({ reason: 'notYourBlock' });
    await expect(undo(changeId, desk.olga)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(lift(one?.id ?? '', key)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await lift(one?.id ?? '', desk.simon);
    expect(await blocked(desk.simon)).toEqual([]);
  });
});
