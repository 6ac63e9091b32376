import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Conversation, Entry } from '#contract/conversation.ts';
import type { Template } from '#contract/reply.ts';
import type { LoadedChannel } from '#domain/intake/load-channel.ts';
import { aContact } from '#test/support/factory.ts';
import { aJourney, type Journey } from '#test/support/journey.ts';
import { aMessage } from '#test/support/message-factory.ts';
import { type Hands, handsOn } from './hands.ts';

// What an operator does in a day, with hands that never leave the keyboard; further tasks in by-keyboard-in-other-rooms.test.ts.
let journey: Journey;
let webchat: LoadedChannel;
beforeAll(async () => {
  journey = await aJourney();
  webchat = await journey.channel({ kind: 'webchat', name: 'Chat' });
  const texts = { en: 'Hello {{client.name}}, thank you for writing.' };
  const template = await journey.call<Template>('POST', '/templates', { name: 'Thanks', folder: 'Usual', texts });
  await journey.call('PUT', `/templates/${template.id}/star`, { starred: true });
  await journey.colleague({ name: 'Petra Vlčková', email: 'petra@example.cz' });
});
afterEach(() => journey.leave());
afterAll(() => journey.close());

task('1 says that one is there', 'conversations', async ({ page, press, tabTo }) => {
  await tabTo(page.getByRole('button', { name: /profile$/ }), 'Shift+Tab');
  await press('Enter');
  await tabTo(page.getByRole('menuitemcheckbox', { name: 'Ready' }), 'ArrowDown');
  await press('Enter');
  await press('Escape');
  await page.getByRole('button', { name: /Ready, profile$/ }).waitFor();
});

task('2 goes to a waiting conversation and accepts it', 'conversations', async ({ page, press, tabTo }) => {
  const id = await writes('Adam');
  const row = page.getByRole('link', { name: /Talking with Adam/ });
  await row.waitFor();
  await tabTo(row);
  await press('Enter');
  await page.getByRole('heading', { name: 'Talking with Adam' }).waitFor();
  await press('Enter');
  await expect.poll(async () => (await read(id)).assignee?.name).toBe(journey.person.name);
});

task('3 walks through the list', 'conversations', async ({ page, press, focused }) => {
  await writes('Berta');
  await page.getByRole('link', { name: /Talking with Berta/ }).waitFor();
  await press('j');
  const first = await focused();
  await press('j');
  expect(await focused()).not.toBe(first);
  await press('k');
  await expect.poll(() => focused()).toBe(first);
});

task('4 changes the view', 'conversations', async ({ page, press }) => {
  const views = page.getByRole('tablist', { name: 'Which conversations' }).getByRole('tab', { selected: true });
  const before = await views.textContent();
  await press('v');
  await expect.poll(() => views.textContent()).not.toBe(before);
});

talk('5 answers', 'Cyril', async ({ press, type }, id) => {
  await press('i');
  await type('Good morning, how can I help?');
  await press('Control+Enter');
  await expect.poll(() => said(id)).toContain('message out: Good morning, how can I help?');
});

talk('6 answers with a starred template', 'Dana', async ({ page, press }, id) => {
  await page.getByRole('button', { name: 'Thanks' }).waitFor();
  await press('Alt+Digit1');
  await expect.poll(() => page.getByRole('textbox', { name: 'Reply' }).inputValue()).toContain('Hello Dana');
  await press('Control+Enter');
  await expect.poll(() => said(id)).toContain('message out: Hello Dana, thank you for writing.');
});

talk('7 looks for a template', 'Emil', async ({ page, press, type, tabTo }) => {
  await press('t');
  await page.getByRole('searchbox', { name: 'Search templates' }).waitFor();
  await type('than');
  await tabTo(page.getByRole('tabpanel').getByRole('button', { name: /^Thanks/ }));
  await press('Enter');
  await expect.poll(() => page.getByRole('textbox', { name: 'Reply' }).inputValue()).toContain('Hello Emil');
});

talk('8 notes something for colleagues', 'Filip', async ({ press, type }, id) => {
  await press('n');
  await type('Asks about the meter.');
  await press('Control+Enter');
  await expect.poll(() => said(id)).toContain('note out: Asks about the meter.');
});

talk('9 tags, and takes the tag off', 'Gita', async ({ page, press, type, tabTo }, id) => {
  await press('l');
  await type('moving');
  await press('Enter');
  await expect.poll(async () => (await read(id)).tags).toEqual(['moving']);
  await tabTo(page.getByRole('button', { name: 'Remove the tag moving' }), 'Shift+Tab');
  await press('Delete');
  await expect.poll(async () => (await read(id)).tags).toEqual([]);
});

talk('10 adds a contact', 'Hynek', async ({ page, press }, id) => {
  await press('a');
  await page.getByRole('link', { name: 'View and edit' }).waitFor();
  expect((await read(id)).contact?.name).toBe('Hynek');
});

talk('11 selects an existing contact', 'Ivana', async ({ page, press, type }, id) => {
  const card = await aContact(journey.workspace, { name: 'Ivana Sedláčková' });
  await press('s');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox').and(page.locator(':focus')).waitFor();
  await type('sedlackova');
  await dialog.getByRole('option', { name: /Ivana Sedláčková/ }).waitFor();
  await press('Enter');
  await expect.poll(async () => (await read(id)).contact?.id).toBe(card.id);
});

linked('12 reads why it is this client', 'Jakub Veselý', async ({ page, press }) => {
  await press('w');
  await page.getByRole('dialog', { name: 'Why this client?' }).waitFor();
  await press('Escape');
  await page.getByRole('dialog', { name: 'Why this client?' }).waitFor({ state: 'hidden' });
});

linked('13 corrects the name of the client', 'Klra Bílá', async ({ page, press, type }, id) => {
  await page.getByRole('link', { name: 'View and edit' }).waitFor();
  await press('e');
  await page.getByRole('textbox', { name: 'Name' }).waitFor();
  await press('Control+a');
  await type('Klára Bílá');
  await press('Enter');
  await page.getByRole('heading', { name: 'Talking with Klára Bílá' }).waitFor();
  expect((await read(id)).contact?.name).toBe('Klára Bílá');
});

linked('14 searches in the history of the client', 'Lenka Malá', async ({ page, press, type, tabTo }) => {
  await tabTo(page.getByRole('tab', { name: 'Client' }));
  await press('Digit2');
  await page.getByRole('tab', { name: /History/, selected: true }).waitFor();
  await page.getByRole('searchbox', { name: 'Search the history' }).waitFor();
  await press('/');
  await type('morning');
  await page.locator('mark', { hasText: 'morning' }).first().waitFor();
  await press('F3');
  await page.getByText('1 / 1').waitFor();
});

linked('15 opens the whole card and comes back to the list', 'Marek Hrubý', async ({ page, press }) => {
  await press('g');
  await press('k');
  await page.getByRole('main', { name: 'Marek Hrubý' }).waitFor();
  await press('g');
  await press('c');
  await page.getByRole('heading', { name: 'Conversations' }).waitFor();
});

talk('16 redirects with a note', 'Nela', async ({ page, press, type, tabTo }, id) => {
  await press('r');
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await type('Sales');
  await dialog.getByRole('option').first().waitFor();
  await tabTo(dialog.getByRole('textbox', { name: /Note/ }));
  await type('Asks about the other queue.');
  await press('Control+Enter');
  await dialog.waitFor({ state: 'hidden' });
  await expect.poll(async () => (await read(id)).state).toBe('waiting');
});

talk('17 closes, and opens again from the palette', 'Oskar', async ({ page, press, type }, id) => {
  await press('Escape');
  await press('Control+Enter');
  await expect.poll(async () => (await read(id)).state).toBe('closed');
  await press('Control+k');
  await type('reopen');
  await page.getByRole('option', { name: /Reopen/ }).waitFor();
  await press('Enter');
  await expect.poll(async () => (await read(id)).state).toBe('open');
});

function task(name: string, address: string, work: (hands: Hands) => Promise<void>): void {
  it(name, async () => {
    const hands = await handsOn(await journey.visit(address));
    await work(hands);
    expect(await hands.pointed()).toBe(false);
  });
}

/** A task in a conversation of one's own, of somebody nobody knows. */
function talk(name: string, client: string, work: (hands: Hands, id: string) => Promise<void>): void {
  it(name, async () => {
    const id = await writes(client);
    await journey.call('POST', `/conversations/${id}/accept`, {});
    await openTalk(client, id, work);
  });
}

/** The same with a client who has a card. */
function linked(name: string, client: string, work: (hands: Hands, id: string) => Promise<void>): void {
  it(name, async () => {
    const id = await writes(client);
    const { id: contactId } = await aContact(journey.workspace, { name: client });
    await journey.call('POST', `/conversations/${id}/link`, { contactId });
    await journey.call('POST', `/conversations/${id}/accept`, {});
    await openTalk(client, id, work);
  });
}

async function openTalk(client: string, id: string, work: (hands: Hands, id: string) => Promise<void>): Promise<void> {
  const hands = await handsOn(await journey.visit(`conversations/${id}`));
  await hands.page.getByRole('heading', { name: `Talking with ${client}` }).waitFor();
  await hands.page.getByRole('textbox', { name: 'Reply' }).waitFor();
  await work(hands, id);
  expect(await hands.pointed()).toBe(false);
}

async function writes(name: string): Promise<string> {
  const [received] = await journey.receive(
    webchat,
    aMessage({
      at: new Date().toISOString(),
      from: { kind: 'browser', value: `browser-${name}`, name },
      conversation: `chat-${name}`,
      text: 'Good morning',
    }),
  );
  return received?.conversationId ?? '';
}

function read(id: string): Promise<Conversation> {
  return journey.call('GET', `/conversations/${id}`);
}

async function said(id: string): Promise<string[]> {
  const { items } = await journey.call<{ items: Entry[] }>('GET', `/conversations/${id}/entries`);
  return items
    .filter(({ kind }) => kind !== 'event')
    .map(({ kind, direction, text }) => `${kind} ${direction}: ${text}`);
}
