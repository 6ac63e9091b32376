import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Conversation, Entry } from '#contract/conversation.ts';
import type { Draft, Template } from '#contract/reply.ts';
import { answerForm } from '#domain/conversations/forms/answer-form.ts';
import type { LoadedChannel } from '#domain/intake/load-channel.ts';
import { aContact } from '#test/support/factory.ts';
import { aJourney, type Journey } from '#test/support/journey.ts';
import { aMail, aMessage } from '#test/support/message-factory.ts';
import { barriers } from './barriers.ts';

let journey: Journey;
let webchat: LoadedChannel;
let mailbox: LoadedChannel;
beforeAll(async () => {
  journey = await aJourney();
  await journey.call('POST', '/tag-rules', { tag: 'billing', words: ['invoice'] });
  webchat = await journey.channel({ kind: 'webchat', name: 'Chat' });
  mailbox = await journey.channel({ kind: 'email', name: 'Info mailbox', settings: { own: ['support@example.com'] } });
});
afterEach(() => journey.leave());
afterAll(() => journey.close());

it('answers a web chat by keyboard: the reply stands at once, is one reply, and the field is empty', async () => {
  const { page, id } = await aChat('Jana');
  await page.keyboard.press('i');
  const field = page.getByRole('textbox', { name: 'Reply' });
  await field.pressSequentially('Good morning, how can I help?');
  await page.keyboard.press('Control+Enter');
  await page.keyboard.press('Control+Enter'); // pressed twice, it neither sends again nor closes the conversation
  await page.getByRole('log').getByText('Good morning, how can I help?').waitFor();
  await expect.poll(() => field.inputValue()).toBe('');
  await expect.poll(() => said(id)).toEqual(['message in: Good morning', 'message out: Good morning, how can I help?']);
  expect((await journey.call<Conversation>('GET', `/conversations/${id}`)).state).toBe('open');
  await expect.poll(async () => (await draft(id)).text).toBe('');
});

it('R-TAB-6: a note is written on yellow paper, stands for colleagues, and is never sent', async () => {
  const { page, id } = await aChat('Karel');
  await page.keyboard.press('n');
  await page.getByRole('textbox', { name: 'Note' }).pressSequentially('Asks about the meter.');
  await page.getByText('the client does not see it').waitFor();
  expect(await page.getByRole('button', { name: 'Send', exact: false }).count()).toBe(0);
  await page.keyboard.press('Control+Enter');
  await page.getByRole('log').getByText('Asks about the meter.').waitFor();
  await page.getByRole('complementary', { name: 'Client' }).getByText('Asks about the meter.').waitFor();
  await expect.poll(() => said(id)).toEqual(['message in: Good morning', 'note out: Asks about the meter.']);
});

it('keeps a draft over a reload, down to the last letter, and for its own conversation', async () => {
  const { page, id } = await aChat('Lucie');
  await page.keyboard.press('i');
  await page.keyboard.type('The meter is read in');
  await expect.poll(async () => (await draft(id)).text).toBe('The meter is read in');
  await page.keyboard.type(' May');
  await page.reload();
  const field = page.getByRole('textbox', { name: 'Reply' });
  await expect.poll(() => field.inputValue()).toBe('The meter is read in May');
  const { page: other } = await aChat('Marie');
  await expect.poll(() => other.getByRole('textbox', { name: 'Reply' }).inputValue()).toBe('');
});

it('R-TAB-7: a starred template comes by its key with its variables filled in; a missing one stops the sending with a word', async () => {
  const texts = { en: 'Hello {{client.name}}, your deposit is {{parameter.deposit}}.' };
  const given = { folder: 'Moving', name: 'Deposit', shortcut: 'dep', texts };
  const template = await journey.call<Template>('POST', '/templates', given);
  await journey.call('PUT', `/templates/${template.id}/star`, { starred: true });
  const { page, id } = await aChat('Nina');
  await page.getByRole('button', { name: 'Deposit' }).waitFor();
  await page.keyboard.press('Alt+Digit1');
  const field = page.getByRole('textbox', { name: 'Reply' });
  await expect.poll(() => field.inputValue()).toBe('Hello Nina, your deposit is {{parameter.deposit}}.');
  await page.keyboard.press('Control+Enter');
  await page.getByText('Fill in {{parameter.deposit}} before you send it.').waitFor();
  expect(await said(id)).toEqual(['message in: Good morning']);
  await field.fill('/dep');
  await page.getByRole('option', { name: 'Deposit' }).waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(() => field.inputValue()).toBe('Hello Nina, your deposit is {{parameter.deposit}}.');
  await field.fill('Hello Nina, your deposit is 1 450 Kč.');
  await page.keyboard.press('Control+Enter');
  await expect.poll(() => said(id)).toContain('message out: Hello Nina, your deposit is 1 450 Kč.');

  await page.keyboard.press('Escape');
  await page.keyboard.press('t');
  await page.getByRole('searchbox', { name: 'Search templates' }).fill('depos mov');
  await page.getByRole('tabpanel').getByRole('button', { name: 'Deposit /dep' }).click();
  await expect.poll(() => field.inputValue()).toBe('Hello Nina, your deposit is {{parameter.deposit}}.');
});

it('R-TAB-5: a tag is typed, suggested in the next conversation, and taken back', async () => {
  const { page, id } = await aChat('Olga');
  await page.keyboard.press('l');
  await page.keyboard.type('moving house');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Remove the tag moving house' }).waitFor();
  await expect
    .poll(async () => (await journey.call<Conversation>('GET', `/conversations/${id}`)).tags)
    .toEqual(['moving house']);
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect.poll(async () => (await journey.call<Conversation>('GET', `/conversations/${id}`)).tags).toEqual([]);
  await page.getByRole('button', { name: 'Remove the tag moving house' }).waitFor({ state: 'detached' });

  await journey.call('PATCH', `/conversations/${id}`, { tags: { add: ['deposit'] } });
  const { page: next, id: nextId } = await aChat('Pavel');
  await next.getByRole('button', { name: 'Add tag deposit' }).click();
  await expect
    .poll(async () => (await journey.call<Conversation>('GET', `/conversations/${nextId}`)).tags)
    .toEqual(['deposit']);
});

it('R-TAB-5: a tag that a rule set says so, and can be removed by key', async () => {
  const { page, id } = await aChat('Queenie', { text: 'Where is my invoice?' });
  await page.getByRole('img', { name: 'Set by rule', exact: false }).waitFor();
  await page.getByRole('button', { name: 'Remove the tag billing' }).focus();
  await page.keyboard.press('Delete');
  await expect.poll(async () => (await journey.call<Conversation>('GET', `/conversations/${id}`)).tags).toEqual([]);
});

it('R-TAB-4: a parameter is edited in place, says who did, and is taken back', async () => {
  const { page, id } = await aChat('Radka', { parameters: { meter: '18 402' } });
  const client = page.getByRole('complementary', { name: 'Client' });
  await client.getByRole('button', { name: '18 402' }).click();
  await page.getByRole('textbox', { name: 'meter' }).fill('18 500');
  await page.keyboard.press('Enter');
  await client.getByText('Eva Marková', { exact: true }).first().waitFor();
  const parameters = async () => (await journey.call<Conversation>('GET', `/conversations/${id}`)).parameters;
  await expect.poll(parameters).toMatchObject({ meter: '18 500' });
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect.poll(parameters).toMatchObject({ meter: '18 402' });
});

it('R-TAB-8: a Hero Card is sent by its key; what a nameless client answers waits, and one key takes it over', async () => {
  const field = { required: false, choices: [] };
  await journey.call('POST', '/forms', {
    kind: 'hero',
    name: 'Your details',
    fields: [
      { ...field, id: 'name', type: 'text', label: { en: 'Name' }, fills: 'name' },
      { ...field, id: 'city', type: 'text', label: { en: 'City' }, fills: 'parameter:city' },
    ],
  });
  const { page, id } = await aChat('Xenie');
  await page.keyboard.press('h');
  await page.getByRole('menuitem', { name: 'Your details' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const card = page.getByRole('article', { name: 'Your details' });
  await card.getByText('waits for the client').waitFor();
  const { items } = await journey.call<{ items: Entry[] }>('GET', `/conversations/${id}/entries`);
  await journey.workspace.within((tx) =>
    answerForm(tx, webchat, {
      id: randomUUID(),
      form: { sentId: items.at(-1)?.form?.id ?? '' },
      answers: { name: 'Xenie Malá', city: 'Telč' },
      language: 'en',
      from: { kind: 'browser', value: 'browser-Xenie' },
      conversation: 'chat-Xenie',
    }),
  );
  await card.getByText('Not verified: it waits for you').waitFor();
  await expect.poll(() => card.getByRole('button', { name: 'Take over', exact: false }).count()).toBe(2);
  await page.keyboard.press('Escape');
  await page.keyboard.press('o');
  await card.getByText('Taken over').waitFor();
  await page.getByRole('heading', { name: 'Talking with Xenie Malá' }).waitFor();
  await card.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('heading', { name: 'Talking with Xenie', exact: true }).waitFor();
});

it('asks before it sends what was begun for another client', async () => {
  const { page, id } = await aChat('Simona', { refusals: [409] });
  await page.keyboard.press('i');
  await page.keyboard.type('Your invoice is on its way.');
  await expect.poll(async () => (await draft(id)).text).toBe('Your invoice is on its way.');
  const card = await aContact(journey.workspace, { name: 'Simona Veselá' });
  await journey.call('POST', `/conversations/${id}/link`, { contactId: card.id });
  await page.getByRole('heading', { name: 'Talking with Simona Veselá' }).waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByText('The client changed since you began to write').waitFor();
  expect(await said(id)).toEqual(['message in: Good morning']);
  await page.getByRole('button', { name: 'Send anyway' }).click();
  await expect.poll(() => said(id)).toContain('message out: Your invoice is on its way.');
});

it('loses and doubles nothing when the network is cut while a reply is sent', async () => {
  const { page, id } = await aChat('Tereza', { breaks: true });
  await page.keyboard.press('i');
  await page.context().setOffline(true);
  await page.keyboard.type('Are you there?');
  await page.keyboard.press('Control+Enter');
  await page.getByText('The server does not answer. Nothing is lost.').waitFor();
  await page.context().setOffline(false);
  await page.getByRole('log').getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => said(id)).toEqual(['message in: Good morning', 'message out: Are you there?']);
  expect(await page.getByRole('log').getByText('Are you there?').count()).toBe(1);
});

it('says in words why one cannot reply, and notes all the same', async () => {
  const [mail] = await journey.receive(
    mailbox,
    aMail({ at: new Date().toISOString(), from: 'Uršula <ursula@example.cz>', text: 'Hello' }),
  );
  await journey.call('POST', `/conversations/${mail?.conversationId}/accept`, {});
  const page = await journey.visit(`conversations/${mail?.conversationId}`);
  await page.getByText('This channel only takes messages in.').waitFor();
  await page.keyboard.press('n');
  await page.keyboard.type('To be called.');
  await page.keyboard.press('Control+Enter');
  await expect.poll(() => said(mail?.conversationId ?? '')).toContain('note out: To be called.');
});

it('stands in nobody’s way', { timeout: 180_000 }, async () => {
  const { page } = await aChat('Viktor', { parameters: { meter: '1' } });
  await page.keyboard.press('i');
  await page.keyboard.type('Hello {{client.name}}');
  expect(await barriers(page)).toEqual([]);
  const isWriting = () =>
    page.evaluate(() => document.activeElement?.matches('textarea, input, [contenteditable="true"]') ?? false);
  await page.keyboard.press('Escape');
  await expect.poll(isWriting).toBe(false); // else the next key is a letter of what is written
  await page.keyboard.press('n');
  await expect.poll(isWriting).toBe(true);
  await page.keyboard.press('Escape');
  await expect.poll(isWriting).toBe(false);
  await page.keyboard.press('t');
  await page.getByRole('searchbox', { name: 'Search templates' }).waitFor();
  expect(await barriers(page)).toEqual([]);
});

interface Chat {
  text?: string;
  parameters?: Record<string, string>;
  breaks?: boolean;
  refusals?: number[];
}

/** A web chat of somebody nobody knows, accepted, and open before the operator. */
async function aChat(name: string, { parameters = {}, text = 'Good morning', ...visit }: Chat = {}) {
  const [received] = await journey.receive(
    webchat,
    aMessage({
      at: new Date().toISOString(),
      from: { kind: 'browser', value: `browser-${name}`, name },
      conversation: `chat-${name}`,
      parameters,
      text,
    }),
  );
  const id = received?.conversationId ?? '';
  await journey.call('POST', `/conversations/${id}/accept`, {});
  const page: Page = await journey.visit(`conversations/${id}`, visit);
  await page.getByRole('heading', { name: `Talking with ${name}` }).waitFor();
  await page.getByRole('textbox', { name: 'Reply' }).waitFor();
  return { page, id };
}

async function said(id: string): Promise<string[]> {
  const { items } = await journey.call<{ items: Entry[] }>('GET', `/conversations/${id}/entries`);
  return items
    .filter(({ kind }) => kind !== 'event')
    .map(({ kind, direction, text }) => `${kind} ${direction}: ${text}`);
}

function draft(id: string): Promise<Draft> {
  return journey.call('GET', `/conversations/${id}/draft`);
}
