import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FormInput } from '#contract/form.ts';
import type { CallbackTimes, PlannedCall, Session, WidgetEntries, WidgetSettings } from '#contract/widget.ts';
import { makeDue } from '#domain/conversations/follow-ups/make-due.ts';
import { createForm } from '#domain/conversations/forms/form-settings.ts';
import { readConversation } from '#domain/conversations/read-conversation.ts';
import { editChannel } from '#domain/intake/edit-channel.ts';
import { loadChannel } from '#domain/intake/load-channel.ts';
import { callTimes } from '#domain/visitors/calls/call-times.ts';
import { openState } from '#domain/visitors/widget-settings.ts';
import { anApp, type TestApp } from '#test/support/app.ts';
import { aChannel, aContact, aWorkspace, type Workspace } from '#test/support/factory.ts';

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
  const fields = [
    { id: 'phone', type: 'phone', label: { en: 'Phone' }, required: true, fills: 'phone' },
    { id: 'about', type: 'text', label: { en: 'What about' } },
  ];
  await workspace.within(async (tx) => {
    const form = await createForm(tx, workspace.admin, FormInput.parse({ kind: 'callback', name: 'Call', fields }));
    await editChannel(tx, workspace.admin, { id: channel, settings: { callbackForm: form.id } });
  });
});

const at = (path: string) => `/widget/v1/${workspace.slug}/${channel}/${path}`;
const bearer = ({ token }: Session) => ({ authorization: `Bearer ${token}` });
const post = (path: string, session: Session | null, body: unknown = {}) =>
  app.call('POST', at(path), { body, ...(session && { headers: bearer(session) }) });
const aSession = async () =>
  (await post('sessions', null, { page: { url: 'https://shop.example.com/', title: '' } })).body as unknown as Session;
const anId = () => randomUUID().replace(/[\d-]/g, 'x');
const answers = { phone: '605 214 887', about: 'The final invoice' };
const times = async () => (await app.call('GET', at('callback'))).body as unknown as CallbackTimes;
const entries = async (session: Session) =>
  (await app.call('GET', at('entries'), { headers: bearer(session) })).body as unknown as WidgetEntries;
const conversation = (id: unknown) => workspace.within((tx) => readConversation(tx, workspace.operator, String(id)));

/** Open on the days named, from eight to four in Prague. */
const hoursOf = (...days: number[]) => ({
  timeZone: 'Europe/Prague',
  week: days.map((day) => ({ day, from: '08:00', to: '16:00' })),
});
const everyDay = {
  timeZone: 'Europe/Prague',
  week: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', to: '24:00' })),
};
const setHours = (hours: object | null) =>
  workspace.within((tx) =>
    sql`update workspace set settings = settings || ${JSON.stringify({ hours })}::jsonb where id = ${workspace.workspaceId}`.execute(
      tx,
    ),
  );
const inHours = async (now: string) =>
  workspace.within(async (tx) => {
    const loaded = await loadChannel(tx, workspace.workspaceId, channel);
    return { ...(await openState(tx, loaded, new Date(now))), times: await callTimes(tx, loaded, new Date(now)) };
  });

describe('A visitor who would rather be called (R-TAB-8, R-DSK-4)', () => {
  it('leaves a number, which is a claim, and is called as soon as possible, in a conversation that waits', async () => {
    const jana = await aContact(workspace, { name: 'Jana', identifiers: [{ kind: 'phone', value: '+420605214887' }] });
    const session = await aSession();
    const asked = await post('callback', session, { id: anId(), answers, from: null });
    expect([asked.status, asked.body]).toMatchObject([201, { call: { until: null, phone: '+420 605 214 887' } }]);
    await workspace.within((tx) => makeDue(tx, workspace.workspaceId));
    const { state, contact, suggested, followUps } = await conversation(asked.body.conversationId);
    expect({ state, contact }).toEqual({ state: 'waiting', contact: null });
    expect(suggested.map((one) => [one.id, one.evidence.trust])).toEqual([[jana.id, 'claimed']]);
    expect(followUps).toMatchObject([
      { kind: 'callback', state: 'due', phone: '+420 605 214 887', note: 'The final invoice', operator: null },
    ]);
  });

  it('is told beside the field what is wrong with the number, read in the channel’s country', async () => {
    const session = await aSession();
    const wrong = await post('callback', session, { id: anId(), answers: { phone: '123' }, from: null });
    expect([wrong.status, wrong.body.error]).toMatchObject([422, { fields: { phone: 'phone' } }]);
    const none = await post('callback', session, { id: anId(), answers: {}, from: null });
    expect(none.body.error).toMatchObject({ fields: { phone: 'missing' } });
    expect((await entries(session)).state).toBe('none');
  });

  it('chooses an hour, is no work before it, sees when it is, and asks twice for one call', async () => {
    await setHours(everyDay);
    const { slots } = await times();
    const session = await aSession();
    const given = { id: anId(), answers, from: slots[2]?.from };
    const first = await post('callback', session, given);
    const again = await post('callback', session, given);
    expect(again.body).toEqual(first.body);
    const { state, followUps } = await conversation(first.body.conversationId);
    expect([state, followUps.length]).toEqual(['closed', 1]);
    const { call, entries: shown } = await entries(session);
    expect({ call, shown }).toMatchObject({ call: { from: slots[2]?.from, until: slots[2]?.until }, shown: [] });
    await workspace.within((tx) => makeDue(tx, workspace.workspaceId, new Date(slots[2]?.from ?? '')));
    expect((await conversation(first.body.conversationId)).state).toBe('waiting');
  });

  it('cancels it in the widget, and nobody else does', async () => {
    const [session, other] = [await aSession(), await aSession()];
    const { call } = (await post('callback', session, { id: anId(), answers, from: null })).body as unknown as {
      call: PlannedCall;
    };
    expect((await post(`callback/${call.id}/cancel`, other)).status).toBe(404);
    expect((await post(`callback/${call.id}/cancel`, session)).status).toBe(204);
    expect((await entries(session)).call).toBeNull();
  });

  it('finds an hour gone that others have taken, as many as the queue has members', async () => {
    await setHours(everyDay);
    const [slot] = (await times()).slots;
    const ask = async () => post('callback', await aSession(), { id: anId(), answers, from: slot?.from });
    const [first, second, third] = [await ask(), await ask(), await ask()];
    expect([first.status, second.status, third.status]).toEqual([201, 201, 409]); // an operator and a supervisor
    expect((await times()).slots.map(({ from }) => from)).not.toContain(slot?.from);
    expect(
      (await post('callback', await aSession(), { id: anId(), answers, from: '2020-01-01T10:00:00Z' })).status,
    ).toBe(409);
  });

  it('is told how long it takes only where that is known: enough waited in the last hour, and somebody is ready', async () => {
    expect((await times()).soonest).toEqual({ minutes: null, after: null });
    await workspace.within(async (tx) => {
      await sql`insert into operator_presence (workspace_id, operator_id, state) values (${workspace.workspaceId}, ${workspace.operator.id}, 'ready')`.execute(
        tx,
      );
    });
    for (let n = 0; n < 3; n++) await post('messages', await aSession(), { id: anId(), text: 'Hello' });
    await workspace.within((tx) => sql`update conversation set answered_at = now(), waited = 200`.execute(tx));
    expect((await times()).soonest).toEqual({ minutes: 4, after: null });
  });
});

describe('Opening hours of the widget (R-DSK-6)', () => {
  it('are those of the queue or the workspace, and closed it says when somebody is back; slots are their hours', async () => {
    await setHours(hoursOf(1, 2, 3, 4, 5));
    const friday = await inHours('2026-10-16T15:30:00Z'); // 17:30 in Prague
    expect(friday).toMatchObject({ open: false, opensAt: '2026-10-19T06:00:00.000Z' });
    expect(friday.times.soonest).toEqual({ minutes: null, after: '2026-10-19T06:00:00.000Z' });
    expect(friday.times.slots).toHaveLength(24);
    expect(friday.times.slots[0]).toEqual({ from: '2026-10-19T06:00:00.000Z', until: '2026-10-19T07:00:00.000Z' });
    const monday = await inHours('2026-10-19T13:20:00Z');
    expect(monday).toMatchObject({ open: true, closesAt: '2026-10-19T14:00:00.000Z' });
    expect(monday.times.slots[0]?.from).toBe('2026-10-20T06:00:00.000Z');
  });

  it('give way to the switch of the channel, and no form without a phone calls anybody', async () => {
    const settings = async () => (await app.call('GET', at('settings'))).body as unknown as WidgetSettings;
    expect(await settings()).toMatchObject({ open: true, opensAt: null, callback: { kind: 'callback' } });
    await workspace.within(async (tx) => {
      const fields = [{ id: 'who', type: 'text', label: { en: 'Name' } }];
      const form = await createForm(tx, workspace.admin, FormInput.parse({ kind: 'callback', name: 'None', fields }));
      await editChannel(tx, workspace.admin, { id: channel, settings: { isOpen: false, callbackForm: form.id } });
    });
    expect(await settings()).toMatchObject({ open: false, callback: null });
  });
});
