import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { FormField, FormInput } from '#contract/form.ts';
import { aChannel, aContact, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { readContact } from '../../contacts/read-contact.ts';
import { undoChange } from '../../history/undo-change.ts';
import { loadChannel } from '../../intake/load-channel.ts';
import { receiveMessage } from '../../intake/receive-message.ts';
import { linkConversation } from '../link-conversation.ts';
import { listEntries } from '../list-entries.ts';
import { readConversation } from '../read-conversation.ts';
import { answerForm } from './answer-form.ts';
import { createForm, deleteForm, editForm, listForms, restoreForm } from './form-settings.ts';
import { sendForm } from './send-form.ts';
import { dismissForm, takeOverForm } from './take-over.ts';

const database = ownDatabase();
let workspace: Workspace;
let channelId: string;

beforeAll(async () => {
  workspace = await aWorkspace(database);
  channelId = await aChannel(workspace, { kind: 'webchat', name: 'Shop', settings: { automaticCard: 'never' } });
});

const field = (
  id: string,
  type: FormField['type'],
  fills: string | null,
  more: Partial<FormField> = {},
): FormField => ({
  id,
  type,
  label: { en: id },
  required: false,
  choices: [],
  fills,
  ...more,
});
const about = (kind: FormInput['kind']): FormInput => ({
  kind,
  name: 'About you',
  texts: { title: {}, intro: {}, button: {}, notice: {} },
  enabled: true,
  fields: [
    field('name', 'text', 'name', { required: true }),
    field('mail', 'email', 'email'),
    field('tel', 'phone', 'phone'),
    field('city', 'text', 'attribute:city'),
    field('topic', 'choice', 'parameter:topic', { choices: ['Order', 'Return'] }),
    field('ok', 'consent', null, { required: true }),
  ],
});
const answers = {
  name: 'Eva Nová',
  mail: 'Eva@Example.com',
  tel: '602 771 310',
  topic: 'Order',
  city: 'Brno',
  ok: true,
};

const made = (kind: FormInput['kind']) => workspace.within((tx) => createForm(tx, workspace.admin, about(kind)));
const answer = (given: Partial<Parameters<typeof answerForm>[2]> & Pick<Parameters<typeof answerForm>[2], 'form'>) =>
  workspace.within(async (tx) =>
    answerForm(tx, await loadChannel(tx, workspace.workspaceId, channelId), {
      id: randomUUID(),
      answers,
      language: 'en',
      from: { kind: 'browser', value: `browser-${randomUUID()}` },
      conversation: randomUUID(),
      ...given,
    }),
  );
const read = (id: string) => workspace.within((tx) => readConversation(tx, workspace.operator, id));
const card = (id: number) => workspace.within((tx) => readContact(tx, workspace.operator, id));
const undo = (changeId: string | null) => workspace.within((tx) => undoChange(tx, workspace.admin, changeId ?? 'none'));

/** A chat that the operator has accepted, with a visitor of a new browser. */
async function aChat(given: { contactId?: number; verified?: boolean } = {}) {
  const [conversation, browser] = [randomUUID(), `browser-${randomUUID()}`];
  const from = { kind: 'browser' as const, value: browser };
  const id = await workspace.within(async (tx) => {
    const channel = await loadChannel(tx, workspace.workspaceId, channelId);
    const item = { id: randomUUID(), conversation, at: new Date().toISOString(), from, text: 'Hello' };
    const result = await receiveMessage(tx, channel, { item: { ...item, type: 'message', direction: 'in' } });
    if (result.result !== 'accepted') throw new Error('not accepted');
    return result.conversationId;
  });
  const { contactId } = given;
  if (contactId !== undefined) {
    await workspace.within((tx) =>
      linkConversation(tx, workspace.operator, { id, contactId, identifiers: [{ kind: 'browser', value: browser }] }),
    );
  }
  await workspace.within(async (tx) => {
    if (given.verified)
      await tx.updateTable('participant').set({ trust: 5 }).where('conversationId', '=', id).execute();
    await tx
      .updateTable('conversation')
      .set({ assigneeId: workspace.operator.id, state: 'open' })
      .where('id', '=', id)
      .execute();
  });
  return { id, conversation, from };
}

async function aSentForm(chat: { id: string }) {
  const form = await made('hero');
  return workspace.within((tx) =>
    sendForm(tx, workspace.operator, { id: chat.id, formId: form.id, sendId: randomUUID() }),
  );
}

describe('forms (R-TAB-8)', () => {
  it('are made, changed, deleted and restored by administrators; what was sent before stays as it was', async () => {
    const form = await made('hero');
    const chat = await aChat();
    const sent = await workspace.within((tx) =>
      sendForm(tx, workspace.operator, { id: chat.id, formId: form.id, sendId: randomUUID() }),
    );
    const edited = await workspace.within((tx) =>
      editForm(tx, workspace.admin, { ...about('hero'), id: form.id, name: 'Renamed' }),
    );
    expect(edited).toMatchObject({ name: 'Renamed', version: 2 });
    const { items } = await workspace.within((tx) => listEntries(tx, workspace.operator, { id: chat.id, limit: 50 }));
    expect(items.at(-1)).toMatchObject({ kind: 'event', direction: 'out', form: { id: sent.id, name: 'About you' } });
    await workspace.within((tx) => deleteForm(tx, workspace.admin, form.id));
    const listed = () => workspace.within((tx) => listForms(tx, workspace.operator));
    expect((await listed()).some(({ id }) => id === form.id)).toBe(false);
    await workspace.within((tx) => restoreForm(tx, workspace.admin, form.id));
    expect((await listed()).some(({ id }) => id === form.id)).toBe(true);
    const byOperator = workspace.within((tx) => createForm(tx, workspace.operator, about('hero')));
    await expect(byOperator).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('are checked field by field', async () => {
    const { id: formId } = await made('entry');
    const wrong = { name: ' ', mail: 'nobody', tel: '12', topic: 'Else', ok: false };
    await expect(answer({ form: { formId }, answers: wrong })).rejects.toMatchObject({
      code: 'INVALID',
      fields: { name: 'missing', mail: 'email', tel: 'phone', topic: 'choice', ok: 'missing' },
    });
  });

  it('begin a conversation whose answers are claims: they suggest the card that has them, link nobody, and wait', async () => {
    const owner = await aContact(workspace, { name: 'Owner', email: 'eva.claims@example.com' });
    const { id: formId } = await made('entry');
    const given = { form: { formId }, id: randomUUID(), answers: { ...answers, mail: 'eva.claims@example.com' } };
    const conversation = randomUUID();
    const { sent, conversationId } = await answer({ ...given, conversation });
    expect(sent).toMatchObject({ state: 'proposed', answers: { name: 'Eva Nová', ok: true } });
    expect(await read(conversationId)).toMatchObject({
      contact: null,
      topic: 'Eva Nová',
      suggested: [{ id: owner.id }],
      client: { email: 'eva.claims@example.com', phone: '602 771 310' },
      parameters: { topic: 'Order' },
      parameterSources: { topic: { by: 'form', name: 'About you' } },
    });
    const { items } = await workspace.within((tx) =>
      listEntries(tx, workspace.operator, { id: conversationId, limit: 9 }),
    );
    expect(items).toMatchObject([{ kind: 'event', direction: 'in', form: { id: sent.id } }]);
    expect(items[0]?.text).toContain('mail: eva.claims@example.com');
    const again = await answer({ ...given, conversation });
    expect(again).toMatchObject({ conversationId, sent: { id: sent.id } });
    expect((await read(conversationId)).entries).toBe(1);
  });

  it('of an unknown client are taken over as what an operator notes, and undone', async () => {
    const { id: formId } = await made('callback');
    const { sent, conversationId: id } = await answer({ form: { formId } });
    const taken = await workspace.within((tx) => takeOverForm(tx, workspace.operator, { id, sentId: sent.id }));
    expect(taken.client).toMatchObject({ name: 'Eva Nová', email: 'Eva@Example.com', phone: '602 771 310' });
    const noted = () =>
      workspace.within((tx) =>
        tx.selectFrom('conversation').select('details').where('id', '=', id).executeTakeFirstOrThrow(),
      );
    expect((await noted()).details).toHaveProperty('client.name', 'Eva Nová');
    await undo(taken.changeId);
    expect((await noted()).details).not.toHaveProperty('client');
    const again = await workspace.within((tx) =>
      takeOverForm(tx, workspace.operator, { id, sentId: sent.id, fields: ['mail'] }),
    );
    expect(again.changeId).not.toBeNull();
  });

  it('of a linked client who proved nothing wait: taken over they are one change with Undo, dismissed they go nowhere', async () => {
    const contact = await aContact(workspace, { name: 'Old Name' });
    const chat = await aChat({ contactId: contact.id });
    const asked = await aSentForm(chat);
    expect(asked).toMatchObject({ state: 'asked', prefill: {} });
    const { sent } = await answer({ form: { sentId: asked.id }, ...chat, id: randomUUID() });
    expect(sent.state).toBe('proposed');
    expect(await card(contact.id)).toMatchObject({ name: 'Old Name' });
    const taken = await workspace.within((tx) =>
      takeOverForm(tx, workspace.operator, { id: chat.id, sentId: sent.id, fields: ['name', 'city'] }),
    );
    expect(await card(contact.id)).toMatchObject({
      name: 'Eva Nová',
      attributes: { city: 'Brno' },
    });
    await undo(taken.changeId);
    expect(await card(contact.id)).toMatchObject({ name: 'Old Name', attributes: {} });
    const dismissed = await workspace.within((tx) =>
      dismissForm(tx, workspace.operator, { id: chat.id, sentId: sent.id }),
    );
    expect(dismissed.state).toBe('dismissed');
  });

  it('of a verified client are filled in already and go to the card at once, as one change with Undo; what outranks them waits', async () => {
    const contact = await aContact(workspace, { name: 'Verified', email: 'verified@example.com' });
    const chat = await aChat({ contactId: contact.id, verified: true });
    const asked = await aSentForm(chat);
    expect(asked.prefill).toEqual({ name: 'Verified', mail: 'verified@example.com' });
    const same = { ...answers, name: 'Verified', mail: 'verified@example.com', tel: '602 771 399' };
    const { sent } = await answer({ form: { sentId: asked.id }, ...chat, id: randomUUID(), answers: same });
    expect(sent).toMatchObject({ state: 'applied', changeId: expect.any(String) });
    const filled = await card(contact.id);
    expect(filled).toMatchObject({ attributes: { city: 'Brno' } });
    expect(filled.identifiers).toContainEqual(
      expect.objectContaining({ kind: 'phone', value: '+420602771399', trust: 'claimed' }),
    );
    await undo(sent.changeId);
    const back = await card(contact.id);
    expect([back.attributes, back.identifiers.map(({ kind }) => kind).sort()]).toEqual([{}, ['browser', 'email']]);
    expect((await read(chat.id)).parameters).toEqual({});

    const second = await aSentForm(chat);
    const other = await answer({
      form: { sentId: second.id },
      ...chat,
      id: randomUUID(),
      answers: { ...same, name: 'New' },
    });
    expect(other.sent).toMatchObject({ state: 'proposed', changeId: expect.any(String) });
    expect(await card(contact.id)).toMatchObject({
      name: 'Verified',
      attributes: { city: 'Brno' },
    });
  });

  it('never move a value of another card, and may be declined', async () => {
    const owner = await aContact(workspace, { name: 'Has it', phone: '+420603555666' });
    const contact = await aContact(workspace, { name: 'Verified too' });
    const chat = await aChat({ contactId: contact.id, verified: true });
    const asked = await aSentForm(chat);
    const taking = { name: 'Verified too', tel: '603 555 666', ok: true };
    const { sent } = await answer({ form: { sentId: asked.id }, ...chat, id: randomUUID(), answers: taking });
    expect(sent.state).toBe('proposed');
    expect((await card(owner.id)).identifiers).toMatchObject([{ value: '+420603555666' }]);
    const take = workspace.within((tx) => takeOverForm(tx, workspace.operator, { id: chat.id, sentId: sent.id }));
    await expect(take).rejects.toMatchObject({ code: 'CONFLICT' });
    const second = await aSentForm(chat);
    const declined = await answer({
      form: { sentId: second.id },
      ...chat,
      id: randomUUID(),
      confirmed: false,
      answers: {},
    });
    expect(declined.sent).toMatchObject({ state: 'cancelled', answers: {} });
  });

  it('are sent once, only into web chats, only by who has the conversation', async () => {
    const form = await made('hero');
    const chat = await aChat();
    const given = { id: chat.id, formId: form.id, sendId: randomUUID() };
    const first = await workspace.within((tx) => sendForm(tx, workspace.operator, given));
    expect(await workspace.within((tx) => sendForm(tx, workspace.operator, given))).toEqual(first);
    const byOther = workspace.within((tx) => sendForm(tx, workspace.supervisor, { ...given, sendId: randomUUID() }));
    await expect(byOther).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await workspace.within((tx) =>
      tx.updateTable('channel').set({ kind: 'whatsapp' }).where('id', '=', channelId).execute(),
    );
    const elsewhere = workspace.within((tx) => sendForm(tx, workspace.operator, { ...given, sendId: randomUUID() }));
    await expect(elsewhere).rejects.toMatchObject({ code: 'CONFLICT', data: { reason: 'noForms' } });
    await workspace.within((tx) =>
      tx.updateTable('channel').set({ kind: 'webchat' }).where('id', '=', channelId).execute(),
    );
    const strange = answer({ form: { sentId: first.id } });
    await expect(strange).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
