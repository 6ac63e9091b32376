import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Conversation } from '#contract/conversation.ts';
import type { Queue } from '#contract/queue-routes.ts';
import type { RoutingRule } from '#contract/routing.ts';
import type { LoadedChannel } from '#domain/intake/load-channel.ts';
import { loadChannel } from '#domain/intake/load-channel.ts';
import { aJourney, type Journey } from '#test/support/journey.ts';
import { aMessage } from '#test/support/message-factory.ts';
import { looksRightInBoth } from './in-both-languages.ts';

let journey: Journey;
let channel: LoadedChannel;
beforeAll(async () => {
  journey = await aJourney();
  channel = await journey.channel({ kind: 'whatsapp', name: 'WhatsApp' });
  await journey.call('PATCH', '/me', { language: 'en' });
  const { items } = await journey.call<{ items: Queue[] }>('GET', '/queues');
  const support = items.find(({ id }) => id === journey.workspace.queue);
  await journey.call('PUT', `/queues/${support?.id}`, {
    name: support?.name,
    members: support?.members,
    routing: 'offer',
  });
});
afterEach(async () => {
  await change(sql`update conversation set state = 'closed', ended_at = now() where state <> 'closed'`);
  await journey.leave();
});
afterAll(() => journey.close());

it('is offered a client in whatever room they are, reads it, accepts by Enter, and has it (R-DSK-1)', async () => {
  await be('ready');
  const page = await journey.visit('contacts');
  await page.getByRole('heading', { name: 'Contact directory' }).first().waitFor();
  const id = await writes('Karel Beran', 'The heating is cold');
  const offer = page.getByRole('region', { name: 'Offered to you' });
  await offer.getByText('Karel Beran').waitFor();
  await offer.getByText('The heating is cold').waitFor();
  await offer.getByText(/answer within/).waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('Yours: Karel Beran').waitFor();
  await page.waitForURL(new RegExp(id));
  await page.getByRole('log').getByText('The heating is cold').waitFor();
  expect(await offer.count()).toBe(0);
  expect(await read(id)).toMatchObject({ state: 'open', assignee: { name: journey.person.name } });
});

it('declines one, which goes to a colleague; two unanswered give a pause that says why, and Ready ends it (R-DSK-1)', async () => {
  await be('ready');
  const page = await journey.visit('conversations');
  const id = await writes('Marie Malá', 'Good evening');
  const offer = page.getByRole('region', { name: 'Offered to you' });
  await offer.getByRole('button', { name: 'Decline' }).click();
  await page.getByText('Declined. The client goes to the next colleague.').waitFor();
  const petr = await journey.colleague({ name: 'Petr Dvořák', email: 'petr@example.cz' });
  await change(sql`insert into operator_presence (workspace_id, operator_id, state, since)
    values (${journey.workspace.workspaceId}, ${petr.id}, 'ready', now())`);
  const his = await journey.visit('conversations', { as: petr });
  await his.getByRole('region', { name: 'Offered to you' }).getByRole('button', { name: 'Accept' }).click();
  await expect.poll(async () => (await read(id)).assignee?.name).toBe('Petr Dvořák');
  await change(sql`update operator_presence set state = 'away' where operator_id = ${petr.id}`);
  await page.getByRole('button', { name: 'Filter' }).click();
  await page.locator('[role^="menuitem"]', { hasText: 'Petr Dvořák' }).click();
  await page.getByRole('link', { name: /Marie Malá/ }).waitFor(); // a supervisor sees what others have

  await writes('Jan Tichý', 'Is anybody there?');
  for (const missed of [1, 2]) {
    await offer.getByText('Jan Tichý').waitFor();
    await expect.poll(endOffer).toBe(1); // the offer that runs out may still stand on the screen when the next is not asked yet
    await expect.poll(countMissed).toBe(missed);
  }
  await page.getByText('two offers in a row stayed without an answer').waitFor();
  await page.getByRole('button', { name: /pause: offers stayed unanswered/i }).waitFor();
  await page.getByRole('region', { name: 'Pause' }).getByRole('button', { name: 'Ready' }).click();
  await offer.getByText('Jan Tichý').waitFor();
});

it('routes new conversations by rules that are put in order by keyboard, deleted and brought back (R-DSK-1)', async () => {
  await be('away');
  const page = await journey.visit('settings');
  await page.getByRole('link', { name: 'Routing' }).click();
  await page.getByText('No rules yet').waitFor();
  for (const [name, value] of [
    ['Complaints', 'reklamace'],
    ['Invoices', 'faktura, invoice'],
  ] as const) {
    await page.keyboard.press('c');
    await page.getByRole('textbox', { name: 'Name' }).fill(name);
    await page.keyboard.press('Control+s');
    await page.getByText('Say what it looks for.').waitFor();
    await page.getByRole('textbox', { name: 'What it looks for' }).fill(value);
    await page.getByRole('combobox', { name: 'To the queue' }).selectOption({ label: 'Sales' });
    await page.keyboard.press('Control+s');
    await page.getByText(`Saved: ${name}`).waitFor();
    await page.getByRole('complementary', { name }).waitFor();
    await page.keyboard.press('Escape');
  }
  await page.getByRole('link', { name: 'Invoices' }).focus();
  await page.keyboard.press('Alt+ArrowUp');
  await page.getByText('Invoices is number 1 of 2').waitFor();
  await expect.poll(rules).toEqual(['Invoices', 'Complaints']);
  await page.getByRole('link', { name: 'Invoices' }).click();
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByText('Deleted: Invoices').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(rules).toEqual(['Invoices', 'Complaints']);

  const id = await writes('Nina', 'Kde je FAKTÚRA?');
  expect((await read(id)).queue.name).toBe('Sales');
  const desk = await journey.visit(`conversations/${id}`);
  await desk.getByText('In this queue by the rule “Invoices”').waitFor();
});

it('says for each channel after which silence a conversation ends, in its own unit (R-DSK-2)', async () => {
  const page = await journey.visit('settings/channels');
  await page.getByRole('link', { name: 'WhatsApp' }).click();
  const silence = page.getByRole('textbox', { name: 'Ends after silence (hours)' });
  await page.getByText('Empty: 24, as delivered.').waitFor();
  await silence.fill('long');
  await page.keyboard.press('Control+s');
  await page.getByText(/A number from 1 to 8.?760\./u).waitFor();
  await silence.fill('1.5');
  await page.keyboard.press('Control+s');
  await page.getByText('Saved: WhatsApp').waitFor();
  expect((await channelNow()).settings.silenceMinutes).toBe(90);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(async () => (await channelNow()).settings.silenceMinutes).toBeUndefined();
});

looksRightInBoth(() => journey, {
  offer: {
    at: 'conversations',
    ready: ['Conversations', 'Konverzace'],
    way: offeredForLong,
  },
  routing: {
    at: 'settings/routing',
    ready: ['Routing', 'Směrování'],
    way: async (page) => {
      await page.getByRole('link', { name: 'Complaints' }).click();
      await page.getByRole('textbox').nth(1).fill('');
      await page.keyboard.press('Control+s');
      await page.locator('.bad').first().waitFor();
    },
  },
});

async function offeredForLong(page: Page): Promise<void> {
  await be('ready');
  await writes('Karel Beran', '12345');
  await page.locator('.offer').waitFor();
  await change(sql`update handover set until = now() + interval '10 minutes' where kind = 'offer' and state = 'asked'`);
  await page.reload();
  await page.locator('.offer').waitFor();
}

let clients = 0;
async function writes(name: string, text: string): Promise<string> {
  const now = await channelNow();
  const value = `42060302${String(++clients).padStart(4, '0')}`;
  const message = aMessage({ from: { kind: 'whatsapp', value, name }, text, at: new Date().toISOString() });
  const [received] = await journey.receive(now, message);
  return received?.conversationId ?? '';
}

const change = (statement: ReturnType<typeof sql>) => journey.workspace.within((tx) => statement.execute(tx));
const be = (state: 'ready' | 'away') => journey.call('PUT', '/me/presence', { state });
const read = (id: string) => journey.call<Conversation>('GET', `/conversations/${id}`);
const channelNow = () => journey.workspace.within((tx) => loadChannel(tx, journey.workspace.workspaceId, channel.id));
const rules = async () =>
  (await journey.call<{ items: RoutingRule[] }>('GET', '/routing-rules')).items.map(({ name }) => name);
/** The time of the offer that is asked is up at once. @returns how many that were */
async function endOffer(): Promise<number> {
  const { numAffectedRows } = await change(
    sql`update handover set until = now() where kind = 'offer' and state = 'asked' and until > now()`,
  );
  return Number(numAffectedRows);
}
async function countMissed(): Promise<number> {
  const { rows } = await journey.workspace.within((tx) =>
    sql<{ missed: number }>`select count(*) as missed from handover where kind = 'offer' and state = 'expired'`.execute(
      tx,
    ),
  );
  return rows[0]?.missed ?? 0;
}
