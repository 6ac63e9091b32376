import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Conversation } from '#contract/conversation.ts';
import type { Queue } from '#contract/queue-routes.ts';
import { makeDue } from '#domain/conversations/follow-ups/make-due.ts';
import type { LoadedChannel } from '#domain/intake/load-channel.ts';
import { aContact } from '#test/support/factory.ts';
import { aJourney, type Journey } from '#test/support/journey.ts';
import { aMessage } from '#test/support/message-factory.ts';
import { looksRightInBoth } from './in-both-languages.ts';

let journey: Journey;
let webchat: LoadedChannel;
let clients = 0;
beforeAll(async () => {
  journey = await aJourney();
  webchat = await journey.channel({ kind: 'webchat', name: 'Chat' });
  await aContact(journey.workspace, { name: 'Karel Beran', email: 'karel.beran@example.com', phone: '+420777000222' });
  const topic = { en: 'Topic', cs: 'Téma' };
  const choices = ['Connection of a garage', 'Přepis odběru'];
  await journey.call('POST', '/fields', { name: 'topic_of_call', label: topic, type: 'choice', choices });
  await journey.call('POST', '/fields', { name: 'supply_point', label: { en: 'Supply point', cs: 'Odběrné místo' } });
});
afterEach(() => journey.leave());
afterAll(() => journey.close());

it('an administrator says what a queue asks for at the end (R-DSK-3)', async () => {
  const page = await journey.visit('settings/queues');
  await page
    .getByRole('link', { name: 'Support' })
    .or(page.getByRole('button', { name: 'Support' }))
    .first()
    .click();
  const panel = page.getByRole('complementary').last();
  await panel.getByRole('checkbox', { name: /Asks for a result/ }).check();
  for (const [place, en, cs] of [
    [1, 'Solved', 'Vyřešeno'],
    [2, 'New contract wanted', 'Chce novou smlouvu'],
  ] as const) {
    await panel.getByRole('button', { name: 'Add a result' }).click();
    await panel.getByRole('textbox', { name: `Result ${place} in English` }).fill(en);
    await panel.getByRole('textbox', { name: `Result ${place} in Czech` }).fill(cs);
  }
  await panel.getByRole('button', { name: 'Move New contract wanted earlier' }).click();
  await panel.getByRole('checkbox', { name: 'Supply point' }).check();
  await panel.getByRole('checkbox', { name: 'At least one tag' }).check();
  await panel.getByRole('textbox', { name: 'Wrap-up, seconds' }).fill('90');
  await page.keyboard.press('Control+s');
  await page.getByRole('status').getByText('Saved: Support').waitFor();
  const { items } = await journey.call<{ items: Queue[] }>('GET', '/queues');
  expect(items.find(({ name }) => name === 'Support')).toMatchObject({
    wrapUp: true,
    wrapSeconds: 90,
    results: [{ key: 'new-contract-wanted' }, { key: 'solved', texts: { en: 'Solved', cs: 'Vyřešeno' } }],
    requires: { parameters: ['supply_point'], tag: true },
  });
});

it('closes, decides who it was, and finishes what the queue asks for, by keyboard alone (R-DSK-3, R-REC-5)', async () => {
  const page = await wrapsUp();
  const sheet = page.getByRole('main', { name: /^Wrap-up/ });
  const row = page.getByRole('tabpanel').getByRole('link', { name: /wrap-up 01:|wrap-up 00:/ });
  await row.waitFor();
  await sheet.getByText('undecided').waitFor();
  await expect
    .poll(() => sheet.getByRole('button', { name: /^Finish Ctrl/ }).getAttribute('aria-disabled'))
    .toBe('true');
  await page.keyboard.press('y');
  await page.getByRole('heading', { name: 'Wrap-up: Karel Beran' }).waitFor();
  await expect.poll(() => sheet.getByText('undecided').count()).toBe(0);
  await page.keyboard.press('1');
  await expect.poll(() => sheet.getByRole('radio', { name: /New contract wanted/ }).isChecked()).toBe(true);

  await page.keyboard.press('Control+Enter'); // not yet: the focus goes to what is missing
  await sheet.getByText('Needed to close in this queue', { exact: true }).waitFor();
  await expect.poll(() => focusOf(page)).toBe('Supply point');
  await page.keyboard.type('Dlouhá 12, Znojmo');
  await page.keyboard.press('Control+Enter');
  await sheet.getByText('A tag is needed to close in this queue').waitFor();
  await expect.poll(() => focusOf(page)).toMatch(/tag/i);
  await page.keyboard.type('garage');
  await page.keyboard.press('Enter');
  await expect.poll(() => sheet.getByText('A tag is needed').count()).toBe(0);
  await page.keyboard.press('Control+Enter');
  await page.getByRole('status').getByText('Closed: Karel Beran').waitFor();
  await page
    .getByText(/Closed: New contract wanted/)
    .first()
    .waitFor();
  await page.getByRole('log').getByText('Eva Marková finished the conversation: New contract wanted').waitFor();
  await expect.poll(() => row.count()).toBe(0);
});

it('gives more time, is finished later, and opens again from there (R-DSK-3)', async () => {
  const page = await wrapsUp();
  await page.getByRole('button', { name: 'More time' }).click();
  await page
    .getByRole('status')
    .getByText(/More time: until/)
    .waitFor();
  await page.getByRole('button', { name: 'Finish later' }).click();
  const row = page.getByRole('tabpanel').getByRole('link', { name: /wrap-up(?! 0)/ });
  await row.click();
  await page.getByText('You are free for the next one').waitFor();
  await page.getByRole('button', { name: 'Leave unknown' }).click();
  await page.getByText('Stays unknown').waitFor();
  await page.getByRole('complementary', { name: 'Conversation' }).getByRole('button', { name: 'Reopen' }).click();
  await page.getByRole('main', { name: /^Talking with/ }).waitFor();
  await page.getByRole('textbox', { name: /reply/i }).first().waitFor();
});

it('plans a callback, which waits again when it is due, is tried, moved and cancelled with Undo (R-DSK-4)', async () => {
  const id = await comes();
  const page = await journey.visit(`conversations/${id}?view=mine`);
  await page.getByRole('button', { name: /^Redirect/ }).waitFor();
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Search' });
  await palette.getByRole('combobox').fill('call back');
  await palette.getByRole('option', { name: /Call back/ }).waitFor();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Call back' });
  await dialog.getByRole('button', { name: 'In an hour' }).waitFor();
  await expect.poll(() => focusOf(page)).toBe('In an hour');
  await page.keyboard.press('Enter');
  await dialog.getByRole('textbox', { name: 'Phone' }).fill('777 000 222');
  await page.keyboard.press('Enter');
  await page
    .getByRole('status')
    .getByText(/^Planned: callback/)
    .waitFor();
  await page
    .getByRole('log')
    .getByText(/Eva Marková planned a callback for/)
    .waitFor();
  await journey.call('POST', `/conversations/${id}/close`, { result: 'solved', leaveUnknown: true });
  await journey.workspace.within((tx) =>
    makeDue(tx, journey.workspace.workspaceId, new Date(Date.now() + 2 * 3_600_000)),
  );
  await page.getByRole('button', { name: /^Accept/ }).waitFor();
  await page
    .getByRole('log')
    .getByText(/^Callback due/)
    .waitFor();
  await page.keyboard.press('v'); // from Mine to Waiting
  await page
    .getByRole('tabpanel')
    .getByRole('link', { name: /callback due/ })
    .waitFor();
  const number = page.getByRole('main').getByRole('link', { name: '777 000 222' });
  expect(await number.getAttribute('href')).toBe('tel:777000222');

  await page.getByRole('main').focus();
  await page.keyboard.press('Enter');
  await page
    .getByRole('status')
    .getByText(/^Yours/)
    .waitFor();
  await page.getByRole('button', { name: 'No answer' }).click();
  await page
    .getByRole('status')
    .getByText(/^No answer\. Again:/)
    .waitFor();
  await page
    .locator('b')
    .getByText(/^Callback .*attempt 2$/)
    .waitFor();
  await page.getByRole('button', { name: /^Cancel it/ }).click();
  await page
    .getByRole('status')
    .getByText(/^Cancelled: callback/)
    .waitFor();
  await expect.poll(() => number.count()).toBe(0);
  await page.keyboard.press('z');
  await page
    .getByRole('status')
    .getByText(/^Planned again/)
    .waitFor();
  await number.waitFor();
});

looksRightInBoth(() => journey, {
  'wrap-up with an undecided client and a planned callback': {
    at: 'conversations?view=mine',
    ready: ['Conversations', 'Konverzace'],
    way: async (page) => {
      const id = await comes();
      const planned = { conversationId: id, kind: 'callback', dueAt: new Date(Date.now() + 86_400_000).toISOString() };
      await journey.call('POST', '/follow-ups', planned);
      await journey.call('POST', `/conversations/${id}/close`, {});
      await page.locator(`a.conv[data-id="${id}"]`).click();
      await page.getByRole('main', { name: /^(Wrap-up|Dokončení)/ }).waitFor();
      await page.locator('.undecided').waitFor();
    },
  },
  'the dialog of a reminder, over a conversation with a callback': {
    at: 'conversations?view=mine',
    ready: ['Conversations', 'Konverzace'],
    way: async (page) => {
      const id = await comes();
      const planned = { conversationId: id, kind: 'callback', dueAt: new Date(Date.now() + 86_400_000).toISOString() };
      await journey.call('POST', '/follow-ups', { ...planned, phone: '777 000 222', note: 'Karel' });
      await page.locator(`a.conv[data-id="${id}"]`).click();
      await page.locator('.follow-up').waitFor();
      await page.getByRole('button', { name: /What can be done|Co lze udělat/ }).click();
      await page.getByRole('menuitem', { name: /Remind|Připomenout/ }).click();
      await page.getByRole('dialog').getByRole('textbox').first().waitFor();
    },
  },
});

/** A visitor whose typed address suggests Karel's card; the person has their conversation. */
async function comes(): Promise<string> {
  clients += 1;
  const message = aMessage({
    from: { kind: 'browser', value: `browser-${clients}` },
    also: [{ kind: 'email', value: 'karel.beran@example.com' }],
    conversation: `chat-${clients}`,
    text: 'Připojujete i garáže?',
    at: new Date().toISOString(),
  });
  const [got] = await journey.receive(webchat, message);
  const id = got?.conversationId ?? '';
  await journey.call<Conversation>('POST', `/conversations/${id}/accept`, {});
  return id;
}

/** Such a conversation, closed by Ctrl Enter. */
async function wrapsUp(): Promise<Page> {
  const id = await comes();
  const page = await journey.visit(`conversations/${id}?view=mine`);
  await page.getByRole('button', { name: /^Redirect/ }).waitFor();
  await page.getByRole('main').focus();
  await page.keyboard.press('Control+Enter');
  await page.getByRole('main', { name: /^Wrap-up/ }).waitFor();
  return page;
}

/** What the focused control is called. */
function focusOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const at = document.activeElement;
    const label = at instanceof HTMLInputElement ? at.labels?.[0]?.textContent : null;
    return (label ?? at?.getAttribute('aria-label') ?? at?.textContent ?? '').trim();
  });
}
