import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Session, WidgetEntries } from '#contract/widget.ts';
import { linkConversation } from '#domain/conversations/link-conversation.ts';
import { listEntries } from '#domain/conversations/list-entries.ts';
import { readConversation } from '#domain/conversations/read-conversation.ts';
import { readHistory } from '#domain/history/read-history.ts';
import { editChannel } from '#domain/intake/edit-channel.ts';
import type { Actor } from '#domain/operators/actor.ts';
import { forgetVisitors } from '#domain/visitors/forget-visitors.ts';
import { inviteVisitor } from '#domain/visitors/invite-visitor.ts';
import { listVisitors } from '#domain/visitors/list-visitors.ts';
import { anApp, type TestApp } from '#test/support/app.ts';
import { aChannel, aContact, anOperator, aWorkspace, type Workspace } from '#test/support/factory.ts';

let app: TestApp;
let workspace: Workspace;
let channel: string;
beforeAll(async () => {
  app = await anApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  workspace = await aWorkspace(app.database);
  channel = await aChannel(workspace, { kind: 'webchat' });
});

const page = { url: 'https://shop.example.com/moving?token=secret#part', title: 'Moving house' };
const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';
const at = (path: string) => `/widget/v1/${workspace.slug}/${channel}/${path}`;
const post = (path: string, session: Session | null, body: unknown = {}) =>
  app.call('POST', at(path), {
    body,
    headers: { 'user-agent': firefox, ...(session && { authorization: `Bearer ${session.token}` }) },
  });
const aSession = async (more = {}) =>
  (await post('sessions', null, { page, language: 'cs', ...more })).body as unknown as Session;
const here = (session: Session) => post('here', session, { page });
const anId = () => randomUUID().replace(/[\d-]/g, 'x');
const seenBy = async (actor: Actor) => (await workspace.within((tx) => listVisitors(tx, actor))).items;
const invite = (id: string, again = false, actor: Actor = workspace.operator) =>
  workspace.within((tx) => inviteVisitor(tx, actor, { id, text: 'May I help you?', again }));

/** As if so many seconds had passed for everybody on the site. */
const later = (seconds: number) =>
  workspace.within(async (tx) => {
    await sql`update visitor_here set at = at - make_interval(secs => ${seconds}), since = since - make_interval(secs => ${seconds})`.execute(
      tx,
    );
    await sql`update visitor set seen_at = seen_at - make_interval(secs => ${seconds}), invited_at = invited_at - make_interval(secs => ${seconds})`.execute(
      tx,
    );
  });

async function aVisitor(): Promise<{ session: Session; id: string }> {
  const session = await aSession();
  await here(session);
  const [newest] = await seenBy(workspace.admin);
  return { session, id: newest?.id ?? '' };
}

describe('Who is on the site', () => {
  it('shows with browser, page and language to who takes the channel’s conversations, and to nobody else', async () => {
    await here(await aSession());
    const [visitor, ...others] = await seenBy(workspace.operator);
    expect(others).toEqual([]);
    expect(visitor).toMatchObject({
      here: true,
      page: { title: 'Moving house', path: '/moving' },
      browser: 'Firefox 140',
      system: 'Windows',
      language: 'cs',
      visits: 1,
      contact: null,
      wrote: false,
    });
    const stranger = await workspace.within((tx) =>
      anOperator(tx, workspace.workspaceId, { queues: [workspace.otherQueue] }),
    );
    expect(await seenBy(stranger)).toEqual([]);
    expect(await seenBy(workspace.admin)).toHaveLength(1);
  });

  it('leaves no address, nothing behind ? and # of a page, and within half a minute nothing at all', async () => {
    const session = await aSession();
    await here(session);
    const kept = await workspace.within(
      async (tx) =>
        (await sql<{ row: string }>`select to_jsonb(h)::text as row from visitor_here h`.execute(tx)).rows[0]?.row,
    );
    expect(kept).not.toMatch(/secret|127\.0\.0\.1|part/);
    await later(31);
    expect(await seenBy(workspace.operator)).toEqual([]);
    await here(session);
    await post('here', session, { page, gone: true });
    expect(await seenBy(workspace.operator)).toHaveLength(1); // the next page may take over
    await later(6);
    expect(await seenBy(workspace.operator)).toEqual([]);
  });

  it('counts a visit after half an hour without any page', async () => {
    const { session } = await aVisitor();
    await later(60);
    await post('sessions', session, { page });
    await here(session);
    expect((await seenBy(workspace.admin))[0]?.visits).toBe(1);
    await later(31 * 60);
    await post('sessions', session, { page });
    await here(session);
    expect((await seenBy(workspace.admin))[0]?.visits).toBe(2);
  });

  it('is not told where the channel does not want to know, and forgotten after a month', async () => {
    await workspace.within((tx) =>
      editChannel(tx, workspace.admin, { id: channel, settings: { seesVisitors: 'never' } }),
    );
    const session = await aSession();
    expect((await here(session)).body).toMatchObject({ open: true, invitation: null });
    expect(await seenBy(workspace.admin)).toEqual([]);
    await later(31 * 86_400);
    expect(await workspace.within((tx) => forgetVisitors(tx, workspace.workspaceId))).toBe(1);
    expect((await here(session)).status).toBe(401);
  });
});

describe('An invitation by an operator (R-HIS-1)', () => {
  it('comes up with their name; who answers has a conversation that is theirs, begun by their words, and says so', async () => {
    const { session, id } = await aVisitor();
    await invite(id);
    expect((await here(session)).body).toMatchObject({
      invitation: { name: 'Olga Operátorová', text: 'May I help you?' },
    });
    const { body } = await post('invitation', session, { accepted: true });
    expect((await post('invitation', session, { accepted: true })).body).toEqual(body);
    const conversationId = String(body.conversationId);
    const conversation = await workspace.within((tx) => readConversation(tx, workspace.operator, conversationId));
    expect(conversation).toMatchObject({
      state: 'open',
      assignee: { id: workspace.operator.id },
      invitedBy: { id: workspace.operator.id, name: 'Olga Operátorová' },
      mine: true,
    });
    const { items } = await workspace.within((tx) =>
      listEntries(tx, workspace.operator, { id: conversationId, limit: 9 }),
    );
    expect(items.map(({ text, direction, sender }) => [text, direction, sender.name])).toEqual([
      ['May I help you?', 'out', 'Olga Operátorová'],
    ]);
    await post('messages', session, { id: anId(), text: 'Yes, please.' });
    const { entries, operator } = (
      await app.call('GET', at('entries'), { headers: { authorization: `Bearer ${session.token}` } })
    ).body as unknown as WidgetEntries;
    expect(entries.map(({ from, name, text }) => [from, name, text])).toEqual([
      ['operator', 'Olga Operátorová', 'May I help you?'],
      ['visitor', null, 'Yes, please.'],
    ]);
    expect(operator).toBe('Olga Operátorová');
    expect((await seenBy(workspace.operator))[0]).toMatchObject({ wrote: true, invitation: { state: 'accepted' } });
    await expect(invite(id)).rejects.toMatchObject({ reason: 'visitorWrote' });
  });

  it('stands in the history of the client who answered it', async () => {
    const { session, id } = await aVisitor();
    await invite(id);
    const { body } = await post('invitation', session, { accepted: true });
    const jana = await aContact(workspace, { name: 'Jana' });
    await workspace.within(async (tx) => {
      await linkConversation(tx, workspace.operator, { id: String(body.conversationId), contactId: jana.id });
    });
    const { items } = await workspace.within((tx) => readHistory(tx, workspace.operator, { id: jana.id, limit: 9 }));
    expect(items.find(({ type }) => type === 'conversation')).toMatchObject({ invitedBy: 'Olga Operátorová' });
  });

  it('is declined or stays unanswered, which the desk is told; nobody is invited twice within a day unless it is asked for', async () => {
    const { session, id } = await aVisitor();
    await invite(id);
    await expect(invite(id)).rejects.toMatchObject({ reason: 'visitorInvited' });
    await post('invitation', session, { accepted: false });
    const state = async () => (await seenBy(workspace.operator))[0]?.invitation?.state;
    expect(await state()).toBe('declined');
    expect((await here(session)).body).toMatchObject({ invitation: null });
    await expect(invite(id)).rejects.toMatchObject({ reason: 'visitorInvited' });
    await invite(id, true);
    await workspace.within((tx) =>
      sql`update visitor set invitation = invitation || ${JSON.stringify({ at: new Date(Date.now() - 121_000).toISOString() })}::jsonb`.execute(
        tx,
      ),
    );
    expect(await state()).toBe('ignored');
    await later(86_401);
    await here(session);
    expect(await invite(id)).toMatchObject({ invitation: { state: 'asked' } });
  });

  it('goes to nobody who left, wrote, or whom the operator does not see; a browser that is known is not asked from another tab', async () => {
    const { session, id } = await aVisitor();
    const stranger = await workspace.within((tx) =>
      anOperator(tx, workspace.workspaceId, { queues: [workspace.otherQueue] }),
    );
    await expect(invite(id, false, stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await invite(id);
    const second = await aSession({ browser: session.browser });
    await here(second);
    const other = (await seenBy(workspace.admin)).find((one) => one.id !== id);
    await expect(invite(other?.id ?? '')).rejects.toMatchObject({ reason: 'visitorInvited' });
    await later(40);
    await expect(invite(id, true)).rejects.toMatchObject({ reason: 'visitorLeft' });
    expect((await post('invitation', await aSession(), { accepted: true })).status).toBe(409);
  });
});
