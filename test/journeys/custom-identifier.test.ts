import { createHmac } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { InboundResult } from '#contract/incoming-message.ts';
import { aJourney, type Journey } from '#test/support/journey.ts';
import { barriers } from './barriers.ts';

let journey: Journey;
let portal: string;
beforeAll(async () => {
  journey = await aJourney();
  portal = (await journey.channel({ kind: 'custom', name: 'Customer zone' })).id;
});
afterEach(() => journey.leave());
afterAll(() => journey.close());

it('defines a custom identifier on the screen, and recognises the client by it from the company’s own system (R-ID-6)', async () => {
  const page = await journey.visit('conversations');
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('link', { name: 'Parameters' }).click();
  await page.getByRole('heading', { name: 'Parameters' }).waitFor();
  await page.keyboard.press('c');
  await fill(page, { Name: 'customer_no', 'Label, English': 'Customer no.', 'Label, Czech': 'Zákaznické číslo' });
  await fill(page, { Shape: '9999999', 'Link to your system': 'https://crm.example.com/clients/{value}' });
  await page.getByText('Now: 7 digits').waitFor();
  await page.getByRole('checkbox', { name: 'Used for guest identification' }).check();
  await page.keyboard.press('Control+s');
  await said(page, 'Saved: Customer no.');
  await row(page, 'Customer no.').getByText('Yes, first in order').waitFor();

  const jana = await journey.call<{ id: number }>('POST', '/contacts', {
    name: 'Jana Nováková',
    identifiers: [{ kind: 'custom:customer_no', value: '7720418' }],
  });
  const suggested = await inbound({ text: 'As everybody may write', parameters: { customer_no: '7720418' } });
  expect(suggested.contactId).toBe(null); // what a message says of itself is a claim

  await page.getByRole('link', { name: 'Channels' }).click();
  await page.getByRole('link', { name: 'Customer zone' }).click();
  await page
    .getByRole('combobox', { name: 'Other values of a message' })
    .selectOption({ label: 'As typed by an operator' });
  await page.getByRole('button', { name: 'Save' }).click();
  await said(page, 'Saved: Customer zone');
  const linked = await inbound({ text: 'From the customer zone', parameters: { customer_no: '7720418' } });
  expect(linked.contactId).toBe(jana.id);

  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Desk' }).click();
  await page.getByRole('link', { name: /From the customer zone/ }).click();
  await page.getByRole('heading', { name: 'Talking with Jana Nováková' }).waitFor();
  await page.getByText('Linked: Customer no. 7720418').first().waitFor();
  await page.getByRole('term').filter({ hasText: 'Customer no.' }).first().waitFor();
  await page.getByRole('link', { name: 'View and edit' }).click();
  await page.getByRole('heading', { name: 'Jana Nováková', level: 1 }).waitFor();
  const inSystem = page.getByRole('link', { name: 'Open in your system, by Customer no.: 7720418' });
  expect(await inSystem.getAttribute('href')).toBe('https://crm.example.com/clients/7720418');
});

it('recognises whom the company’s own site signed in, by the same identifier', async () => {
  const page = await journey.visit('settings/recognition');
  const secret = 'a secret of the journeys, long enough for it';
  await page.getByText('No signed identities are taken yet.').waitFor();
  await page.getByRole('combobox', { name: 'Algorithm' }).selectOption('HS256');
  await page.getByLabel('Shared secret').fill(secret);
  await fill(page, { Audience: 'vizitka' });
  await page.keyboard.press('Control+s');
  await said(page, 'Saved: Signed identity');
  await page.getByText('Taken, with the key').waitFor();
  expect(await page.getByLabel('Shared secret').inputValue()).toBe('');

  const petr = await journey.call<{ id: number }>('POST', '/contacts', {
    name: 'Petr Dlouhý',
    identifiers: [{ kind: 'custom:customer_no', value: '1112223' }],
  });
  const identity = signed(secret, { sub: 'user-1', customer_no: '1112223' });
  const { contactId } = await inbound({ text: 'Signed in', identity });
  expect(contactId).toBe(petr.id);

  await page.getByRole('button', { name: 'Switch off' }).click();
  const dialog = page.getByRole('dialog', { name: 'Take no signed identities any more?' });
  await dialog.getByText('Cards and conversations stay').waitFor();
  expect(await barriers(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Switch off' }).click();
  await said(page, 'Signed identities are switched off');
  await page.getByText('No signed identities are taken yet.').waitFor();
  expect((await inbound({ text: 'Signed in again', identity })).contactId).not.toBe(petr.id);
});

it('keeps the order of recognition by the keyboard, and asks before edits are left (R-REC-1)', async () => {
  const page = await journey.visit('settings/parameters');
  await row(page, 'Customer no.').waitFor();
  await page.keyboard.press('c');
  await fill(page, { Name: 'contract_no', 'Label, English': 'Contract no.' });
  await page.getByRole('checkbox', { name: 'Used for guest identification' }).check();
  await page.keyboard.press('Control+s');
  await row(page, 'Contract no.').getByText('Yes, second in order').waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Contract no.');
  await page.keyboard.press('Alt+ArrowUp');
  await row(page, 'Contract no.').getByText('Yes, first in order').waitFor();
  await page.reload();
  await row(page, 'Contract no.').getByText('Yes, first in order').waitFor();
  await row(page, 'Customer no.').getByText('Yes, second in order').waitFor();

  await page.getByRole('link', { name: 'Contract no.' }).click();
  await fill(page, { 'Label, English': 'Contract' });
  await page.getByRole('link', { name: 'Channels' }).click();
  await page.getByRole('dialog', { name: 'Save what you changed?' }).getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'Channels' }).waitFor();
  await said(page, 'Saved: Contract');
});

async function fill(page: Page, values: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    await page.getByRole('textbox', { name, exact: name === 'Name' }).fill(value);
  }
}

function row(page: Page, name: string) {
  return page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) });
}

function said(page: Page, text: string) {
  return page.getByRole('status').getByText(text).waitFor();
}

/** A message of somebody's browser through the customer zone, over the API. */
async function inbound(more: Record<string, unknown>): Promise<Extract<InboundResult, { result: 'accepted' }>> {
  const id = crypto.randomUUID();
  const { items } = await journey.call<{ items: InboundResult[] }>('POST', `/channels/${portal}/inbound`, {
    id,
    at: new Date().toISOString(),
    type: 'message',
    direction: 'in',
    from: { kind: 'browser', value: `browser-${id}`, name: 'Somebody' },
    conversation: id,
    ...more,
  });
  const [result] = items;
  if (result?.result !== 'accepted') throw new Error(`not received: ${JSON.stringify(items)}`);
  return result;
}

/** A short-lived JWT as the company's site makes it (RFC 7519, HS256). */
function signed(secret: string, claims: Record<string, unknown>): string {
  const now = Math.floor(Date.now() / 1_000);
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ aud: 'vizitka', iat: now, exp: now + 300, ...claims })}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}
