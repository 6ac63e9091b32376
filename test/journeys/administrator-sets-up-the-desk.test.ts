import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Form } from '#contract/form.ts';
import type { InboundResult } from '#contract/incoming-message.ts';
import type { Queue } from '#contract/queue-routes.ts';
import type { Template } from '#contract/reply.ts';
import type { Tag, TagRule } from '#contract/tag.ts';
import { aJourney, type Journey } from '#test/support/journey.ts';

let journey: Journey;
let mailbox: string;
beforeAll(async () => {
  journey = await aJourney();
  mailbox = (await journey.channel({ kind: 'email', name: 'Info mailbox' })).id;
  await journey.call('PATCH', '/me', { language: 'en' });
});
afterEach(() => journey.leave());
afterAll(() => journey.close());

it('makes a queue with its members, who reads it and how long one may wait, and takes a change back (R-HIS-5, R-DSK-6)', async () => {
  const page = await journey.visit('settings');
  await page.getByRole('searchbox', { name: 'Find a section' }).fill('queu');
  await page.getByRole('link', { name: 'Queues' }).click();
  await page.getByRole('heading', { name: 'Queues' }).waitFor();
  await page.keyboard.press('c');
  await fill(page, { Name: 'Faults', 'Limit, min': '1' });
  await page.getByRole('radio', { name: /Its members, nobody else knows/ }).check();
  await page.getByText('nothing is counted or found').waitFor();
  await page.getByRole('checkbox', { name: journey.person.name }).check();
  await page.keyboard.press('Control+s');
  await page.getByText('The limit comes after the warning.').waitFor();
  await fill(page, { 'Limit, min': '7,5' });
  await page.keyboard.press('Control+s');
  await said(page, 'Saved: Faults');
  await panel(page, 'Faults');
  const made = await queue('Faults');
  expect(made).toMatchObject({ readers: 'hidden', warnAfter: 120, limitAfter: 450, members: [expect.any(String)] });

  await page.getByRole('radio', { name: /Every operator/ }).check();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: 'Save what you changed?' }).getByRole('button', { name: 'Save' }).click();
  await expect.poll(async () => (await queue('Faults'))?.readers).toBe('everyone');
  await page.getByRole('button', { name: 'Undo' }).click();
  await said(page, 'As before: Faults');
  expect(await queue('Faults')).toEqual(made);
});

it('writes a template with a variable, sees how it reads, deletes it and brings it back (R-TAB-7)', async () => {
  const page = await journey.visit('settings/templates');
  await page.getByText('No templates yet').waitFor();
  await page.keyboard.press('c');
  await fill(page, { Name: 'Moving', 'Shortcut optional': 'moving', 'Text, English': 'Hello ' });
  await page.getByRole('button', { name: 'Client’s name' }).click();
  await page.keyboard.type(', {{parameter.nobody}}');
  const preview = page.getByRole('region', { name: 'Preview' });
  await preview.getByText('Hello Jana Nováková').waitFor();
  await preview.getByText('Nothing fills “parameter.nobody”').waitFor();
  await fill(page, { 'Text, English': 'Hello {{client.name}}, we moved.' });
  await page.keyboard.press('Control+s');
  await said(page, 'Saved: Moving');
  await panel(page, 'Moving');

  await page.getByRole('button', { name: 'Delete' }).click();
  await said(page, 'Deleted: Moving');
  await page.getByText('No templates yet').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('link', { name: 'Moving' }).waitFor();
  const { items } = await journey.call<{ items: Template[] }>('GET', '/templates');
  expect(items).toMatchObject([
    { name: 'Moving', folder: '', shortcut: 'moving', texts: { en: 'Hello {{client.name}}, we moved.' } },
  ]);
});

it('gives a tag colours that read, and makes a rule that tags what clients write (R-TAB-5)', async () => {
  const page = await journey.visit('settings/tags');
  await page.getByText('No tags yet').waitFor();
  await page.keyboard.press('c');
  await fill(page, { Name: 'complaint' });
  await page.getByRole('checkbox', { name: 'Colours of its own' }).check();
  await page.getByRole('textbox', { name: 'Ground', exact: true }).fill('#b3261e');
  await page.getByRole('button', { name: 'My choice' }).click();
  await page.getByRole('textbox', { name: 'Colour of the text', exact: true }).fill('#222222');
  await page.getByText('too little. At least 4.5 : 1 is needed.').waitFor();
  await page.keyboard.press('Control+s');
  expect((await tags()).length).toBe(0); // what reads badly is not saved
  await page.getByRole('button', { name: 'Use white' }).click();
  await page.getByText('reads well').waitFor();
  await page.keyboard.press('Control+s');
  await said(page, 'Saved: complaint');
  await panel(page, 'complaint');
  await expect.poll(() => tags()).toEqual([{ name: 'complaint', ground: '#b3261e', ink: '#ffffff', retired: false }]);

  await page.keyboard.press('Escape');
  await page.keyboard.press('r');
  await page.getByRole('combobox', { name: 'Adds the tag' }).fill('complaint');
  await fill(page, { Words: 'nefunguje\nrefund' });
  await page.getByRole('checkbox', { name: 'E‑mail' }).check();
  await page.keyboard.press('Control+s');
  await said(page, 'Saved: Rule for complaint');
  await page.getByRole('row').filter({ hasText: 'people and 1 rule' }).waitFor();

  const [tagged, other] = [await inbound('Topení NEFUNGUJE, co teď?'), await inbound('Vše v pořádku')];
  await expect.poll(() => tagsOf(tagged)).toEqual(['complaint']);
  expect(await tagsOf(other)).toEqual([]);
});

it('merges two tags only after it has said that they cannot be told apart again', async () => {
  await journey.call('PUT', '/tags', { name: 'moving', ground: '#2448c4' });
  await journey.call('PUT', '/tags', { name: 'stěhování' });
  await journey.call('POST', '/tag-rules', { tag: 'moving', words: ['moving'] });
  const page = await journey.visit('settings/tags');
  await page.getByRole('link', { name: 'moving', exact: true }).first().click();
  await page.getByRole('button', { name: 'Rename or merge…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Rename “moving”' });
  await dialog.getByText('It changes everywhere').waitFor();
  await dialog.getByRole('textbox', { name: 'New name' }).fill('Stehovani');
  await dialog.getByText('The two cannot be told apart again.').waitFor();
  await page.keyboard.press('Enter');
  await said(page, 'Merged: moving is stěhování now');
  await panel(page, 'stěhování');
  expect((await tags()).map(({ name }) => name)).toEqual(['complaint', 'stěhování']);
  const { items } = await journey.call<{ items: TagRule[] }>('GET', '/tag-rules');
  expect(items.map(({ tag }) => tag)).toContain('stěhování');

  await page.getByRole('button', { name: 'retired' }).click();
  await page.keyboard.press('Control+s');
  await said(page, 'Retired: stěhování');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(async () => (await tags()).some(({ retired }) => retired)).toBe(false);
});

it('makes a Hero Card by the keyboard and sees it as the client will (R-TAB-8)', async () => {
  const page = await journey.visit('settings/forms');
  await page.getByText('No forms yet').waitFor();
  await page.keyboard.press('c');
  await fill(page, { Name: 'Your details', 'Title, English optional': 'Are your details right?' });
  await page.keyboard.press('Control+s');
  await page.getByText('Add at least one field.').waitFor();
  await addField(page, 'Phone', 'Phone no.');
  await addField(page, 'Choice', 'Topic');
  await fill(page, { Choices: 'Moving\nInvoice' });
  const preview = page.getByRole('region', { name: 'Preview' });
  await preview.getByText('Are your details right?').waitFor();
  await preview.getByText('Phone no.').waitFor();

  await page.getByRole('button', { name: /^Topic/ }).focus();
  await page.keyboard.press('Alt+ArrowUp');
  await page.getByRole('status').getByText('Topic: now 1 of 2').waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-field'))).toBe('choice');
  await page.keyboard.press('Control+s');
  await said(page, 'Saved: Your details');
  const { items } = await journey.call<{ items: Form[] }>('GET', '/forms');
  expect(items).toMatchObject([
    {
      kind: 'hero',
      enabled: true,
      texts: { title: { en: 'Are your details right?' } },
      fields: [
        { type: 'choice', label: { en: 'Topic' }, choices: ['Moving', 'Invoice'], fills: null },
        { type: 'phone', label: { en: 'Phone no.' }, fills: 'phone' },
      ],
    },
  ]);
});

it('gives a web chat its entry form, its colour and the sites that may show it, and takes it back', async () => {
  const { id } = await journey.channel({ kind: 'webchat', name: 'Our web' });
  const fields = [{ id: 'email', type: 'email', label: { en: 'E-mail' }, fills: 'email' }];
  const form = await journey.call<Form>('POST', '/forms', { kind: 'entry', name: 'Before the chat', fields });
  const page = await journey.visit('settings/channels');
  await page.getByRole('link', { name: 'Our web' }).click();
  await page.getByRole('combobox', { name: 'Entry form' }).selectOption('Before the chat');
  await page.getByRole('button', { name: 'Yours' }).click();
  await page.getByRole('textbox', { name: 'Your colour', exact: true }).fill('#14616b');
  await fill(page, { 'Sites that may show it optional': 'https://www.example.com/shop' });
  await page.keyboard.press('Control+s');
  await page.getByText('without a path').waitFor();
  await fill(page, { 'Sites that may show it optional': 'https://www.example.com/' });
  await page.keyboard.press('Control+s');
  await said(page, 'Saved: Our web');
  const settings = async () =>
    (await journey.call<{ settings: Record<string, unknown> }>('GET', `/channels/${id}`)).settings;
  expect(await settings()).toMatchObject({
    entryForm: form.id,
    brand: '#14616b',
    allowedOrigins: ['https://www.example.com'],
    linksFrom: 'network',
  });
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(async () => (await settings()).allowedOrigins).toEqual([]);
  expect((await settings()).entryForm).toBeUndefined();
});

async function addField(page: Page, type: string, label: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Type of the new field' }).selectOption({ label: type });
  await page.getByRole('button', { name: 'Add field' }).press('Enter');
  await page.waitForFunction(() => document.activeElement?.closest('.form-field-editor'));
  await page.keyboard.type(label);
}

async function fill(page: Page, values: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    await page.locator('.settings-panel').getByRole('textbox', { name, exact: true }).fill(value);
  }
}

function said(page: Page, text: string) {
  return page.getByRole('status').getByText(text).waitFor();
}

/** What was just made stands open. */
function panel(page: Page, name: string) {
  return page.getByRole('complementary', { name, exact: true }).waitFor();
}

async function queue(name: string): Promise<Queue | undefined> {
  const { items } = await journey.call<{ items: Queue[] }>('GET', '/queues');
  return items.find((one) => one.name === name);
}

async function tags(): Promise<Tag[]> {
  return (await journey.call<{ items: Tag[] }>('GET', '/tags')).items;
}

async function tagsOf(conversationId: string): Promise<string[]> {
  return (await journey.call<{ tags: string[] }>('GET', `/conversations/${conversationId}`)).tags;
}

/** A message to the mailbox, over the API; the id of its conversation. */
async function inbound(text: string): Promise<string> {
  const id = crypto.randomUUID();
  const { items } = await journey.call<{ items: InboundResult[] }>('POST', `/channels/${mailbox}/inbound`, {
    id,
    at: new Date().toISOString(),
    type: 'message',
    direction: 'in',
    from: { kind: 'email', value: `${id}@example.com`, name: 'Somebody' },
    conversation: id,
    text,
  });
  const [result] = items;
  if (result?.result !== 'accepted') throw new Error(`not received: ${JSON.stringify(items)}`);
  return result.conversationId;
}
