import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Queue } from '#contract/queue-routes.ts';
import type { Workspace } from '#contract/workspace-routes.ts';
import type { LoadedChannel } from '#domain/intake/load-channel.ts';
import type { Colleague, Journey } from '#test/support/journey.ts';
import { aMessage } from '#test/support/message-factory.ts';
import { aVisitedSite, begin, say, type VisitedSite } from '#test/support/visited-site.ts';
import { looksRightInBoth } from './in-both-languages.ts';

let shop: VisitedSite;
let journey: Journey;
let chat: LoadedChannel;
let jitka: Colleague;
let petra: Colleague;
beforeAll(async () => {
  shop = await aVisitedSite();
  ({ journey } = shop);
  chat = await journey.channel({ kind: 'webchat', name: 'Chat' });
  jitka = await journey.colleague({ name: 'Jitka Malá', email: 'jitka@example.cz', role: 'supervisor' });
  petra = await journey.colleague({ name: 'Petra Vlčková', email: 'petra@example.cz' });
  await journey.call('PATCH', '/me', { language: 'en' });
});
afterEach(() => journey.leave());
afterAll(() => shop.close());

it('the administrator writes the hours and holidays by keyboard, and takes them back at once (R-DSK-6)', async () => {
  const page = await journey.visit('settings/workspace');
  await page.getByRole('button', { name: 'By hours' }).click();
  await page.getByRole('button', { name: 'Add hours: Monday' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Monday, from' }).nth(1).waitFor();
  await expect.poll(() => focused(page)).toBe('Monday, from');
  await page.keyboard.type('15');
  await page.keyboard.press('Tab');
  await page.keyboard.type('20');
  await page.getByText('Two of these hours lie over each other.').waitFor();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.type('17:30');
  await page.getByText('Two of these hours lie over each other.').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Copy Monday to…' }).click();
  await page.getByRole('menuitem', { name: 'every day' }).click();
  const year = new Date().getFullYear() + 1;
  await page.getByRole('button', { name: `Public holidays ${year}` }).click();
  await page.getByText('Good Friday').waitFor();
  await page.keyboard.press('Control+s');
  await page.getByRole('status').getByText('Saved: Example').waitFor();
  const { hours, holidays } = await journey.call<Workspace>('GET', '/workspace');
  expect(hours?.week.filter(({ day }) => day === 7)).toEqual([
    { day: 7, from: '08:00', to: '16:00' },
    { day: 7, from: '17:30', to: '20:00' },
  ]);
  expect(holidays).toHaveLength(13);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Always open').waitFor();
  await expect.poll(() => journey.call<Workspace>('GET', '/workspace')).toMatchObject({ hours: null, holidays: [] });
});

it('a supervisor sees who waits and who is free as it happens, tells those who wait, assigns one and takes one over (R-DSK-6)', async () => {
  await comes('Karla', 12);
  const board = await journey.visit('conversations', { as: jitka });
  await board.getByRole('link', { name: 'Board' }).waitFor();
  await board.keyboard.press('g');
  await board.keyboard.press('b');
  const waiting = board.getByRole('complementary', { name: 'Waiting' });
  await waiting
    .getByRole('listitem')
    .filter({ hasText: 'Karla' })
    .getByText(/waits 12:/)
    .waitFor();
  await figure(board, 'Waiting', '1');
  await figure(board, 'Free now', '0');
  await waiting.getByText('It has no message for those who wait.').waitFor();

  await comes('Petr', 1);
  await figure(board, 'Waiting', '2');
  const names = () => waiting.getByRole('listitem').locator('b').allTextContents();
  await expect.poll(() => names()).toEqual(['Karla', 'Petr']);

  const queue = await ownQueue();
  const replies = { waiting: { en: 'It takes longer today.', cs: 'Dnes to trvá déle.' } };
  await journey.call('PUT', `/queues/${queue.id}`, {
    ...queue,
    id: undefined,
    warnAfter: 3_600,
    limitAfter: 7_200,
    replies,
  });
  await waiting.getByRole('button', { name: 'Send the waiting message' }).click();
  await board.getByRole('dialog', { name: 'Send the waiting message to 2 clients?' }).waitFor();
  await board.keyboard.press('Enter');
  await board.getByRole('status').getByText('Told: 2 clients').waitFor();
  await figure(board, 'Waiting', '2');

  const hers = await journey.visit('conversations?view=mine', { as: petra });
  await hers.getByRole('button', { name: /profile$/ }).click();
  await hers.getByRole('menuitemcheckbox', { name: 'Ready' }).click();
  await figure(board, 'Free now', '1');
  await waiting.getByText('Nobody is free in Support').waitFor({ state: 'detached' });
  await board.getByRole('button', { name: 'Assign… Petra Vlčková' }).click();
  await board.getByRole('dialog', { name: 'Assign to Petra Vlčková' }).getByRole('button', { name: /Karla/ }).click();
  await waiting.getByText('handing over to Petra Vlčková').waitFor();
  await hers.getByRole('link', { name: /Karla.*Jitka Malá asks you/ }).click();
  await hers
    .getByRole('log')
    .getByText('Dnes to trvá déle.')
    .or(hers.getByRole('log').getByText('It takes longer today.'))
    .waitFor();
  await hers.getByRole('log').getByText('automatic reply').waitFor();
  await hers
    .getByRole('button', { name: /^Accept/ })
    .first()
    .click();
  await figure(board, 'Running', '1');
  await board.getByRole('img', { name: '1 of 5 places taken' }).waitFor();
  await board.getByRole('link', { name: 'Web chat, Karla' }).waitFor();

  await waiting.getByRole('button', { name: 'Take over Petr' }).click();
  await board.getByRole('status').getByText('Yours: Petr').waitFor();
  await board.getByRole('log').getByText('Is anybody there?').waitFor();
  await board.keyboard.press('g');
  await board.keyboard.press('b');
  await figure(board, 'Waiting', '0');
  await board.getByRole('link', { name: 'Web chat, Karla' }).click();
  await board.getByText('Petra Vlčková has it').first().waitFor();
  await hers.getByText('Jitka Malá looks').waitFor();
});

it('a visitor is greeted by itself, in their language, and waits on (R-DSK-6)', async () => {
  const queue = await ownQueue();
  const replies = { greeting: { en: 'Good morning {{client.name}}, this is {{workspace.name}}.', cs: 'Dobrý den.' } };
  await journey.call('PUT', `/queues/${queue.id}`, { ...queue, id: undefined, replies });
  const page = await journey.visit(shop.site.url);
  await begin(page, 'Greta');
  await say(page, 'Is anybody there?');
  await page.getByRole('log').getByText('Good morning Greta, this is Example.').waitFor();
  const { id, said } = await shop.atTheDesk('Greta');
  expect(said).toEqual(['Is anybody there?', 'Good morning Greta, this is Example.']);
  expect(await journey.call('GET', `/conversations/${id}`)).toMatchObject({
    state: 'waiting',
    waitingSince: expect.any(String),
    lastText: 'Is anybody there?',
  });
});

it('an operator has no board (R-DSK-6)', async () => {
  const page = await journey.visit('board', { as: petra, refusals: [403] });
  await page.getByText('There is no such page').waitFor();
  expect(await page.getByRole('link', { name: 'Board' }).count()).toBe(0);
});

looksRightInBoth(() => journey, {
  'the board': {
    at: 'board?queues=all',
    ready: ['Board', 'Přehled'],
    way: async (page) => {
      await page.getByRole('table').waitFor();
      await page.getByRole('link', { name: /Karla/ }).waitFor();
    },
  },
  'the settings of the workspace': {
    at: 'settings/workspace',
    ready: ['Workspace', 'Firma'],
    way: (page) => page.getByRole('button', { name: /By hours|Podle hodin/ }).click(),
  },
  'what a queue says by itself': {
    at: 'settings/queues',
    ready: ['Queues', 'Fronty'],
    way: async (page) => {
      await page.getByRole('link', { name: 'Support' }).click();
      await page.getByRole('radio', { name: /^(Its own|Vlastní)$/ }).check();
      await page.getByRole('group', { name: /^(The week|Týden)$/ }).waitFor();
    },
  },
});

/** A visitor who waits for so many minutes. */
async function comes(name: string, minutes: number): Promise<void> {
  const at = new Date(Date.now() - minutes * 60_000).toISOString();
  const from = { kind: 'browser' as const, value: `browser-${name}`, name };
  await journey.receive(chat, aMessage({ from, at, conversation: name, text: 'Is anybody there?' }));
}

async function ownQueue(): Promise<Queue> {
  const { items } = await journey.call<{ items: Queue[] }>('GET', '/queues');
  const queue = items.find(({ id }) => id === journey.workspace.queue);
  if (!queue) throw new Error('no queue');
  return queue;
}

/** Waits until a figure over the board reads so. */
async function figure(page: Page, name: string, value: string): Promise<void> {
  const tile = page.locator('.board-tiles > div').filter({ has: page.getByText(name, { exact: true }) });
  await tile
    .locator('b')
    .filter({ hasText: new RegExp(`^${value}$`) })
    .waitFor();
}

function focused(page: Page): Promise<string | null | undefined> {
  return page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
}
