import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { aVisitedSite, begin, say, type VisitedSite } from '#test/support/visited-site.ts';

/** What the widget gives the page. */
interface Vizitka {
  identify(token: string | null): Promise<void>;
  set(parameters: Record<string, string>): Promise<void>;
}

let shop: VisitedSite;
beforeAll(async () => {
  shop = await aVisitedSite();
});
afterEach(() => shop.journey.leave());
afterAll(() => shop.close());

it('a visitor fills in the entry form, writes, is answered, and finds the conversation again after a reload', async () => {
  const page = await shop.journey.visit(shop.site.url);
  await page.getByRole('button', { name: 'Open the chat' }).click();
  const dialog = page.getByRole('dialog', { name: 'Chat · Bystřina' });
  await dialog.getByRole('textbox', { name: 'E-mail' }).fill('jana@example');
  await dialog.getByRole('button', { name: 'Start the chat' }).click();
  await dialog.getByText('Please fill this in.').waitFor();
  await dialog.getByText('Something is missing in the address').waitFor();
  await expect.poll(() => dialog.getByRole('textbox', { name: 'Name' }).getAttribute('aria-invalid')).toBe('true');
  await page.keyboard.press('Escape');
  await begin(page, 'Jana');
  await say(page, 'Will the final invoice still go to Brno?');
  await dialog.getByText('delivered').waitFor();

  await expect
    .poll(async () => (await shop.atTheDesk('Jana')).said)
    .toEqual(['Will the final invoice still go to Brno?']);
  const { id } = await shop.atTheDesk('Jana');
  await shop.accept(id);
  await dialog.getByText('Eva Marková is here with you').waitFor();
  await shop.answer(id, 'It can go to the new address: https://example.cz/invoices.');
  await dialog.getByRole('log').getByRole('link', { name: 'https://example.cz/invoices' }).waitFor();

  await page.reload();
  await dialog.getByText('Will the final invoice still go to Brno?').waitFor();
  await dialog.getByText('It can go to the new address').waitFor();
  expect(await dialog.getByRole('log').getByText('Will the final invoice').count()).toBe(1);
});

it('a cut network and a restarted server lose and double nothing', { timeout: 90_000 }, async () => {
  const page = await shop.journey.visit(shop.site.url, { breaks: true, refusals: [503] });
  await begin(page, 'Petr');
  await say(page, 'one');
  const log = page.getByRole('log');
  await expect.poll(async () => (await shop.atTheDesk('Petr')).said).toEqual(['one']);
  const { id } = await shop.atTheDesk('Petr');
  await shop.accept(id);

  await page.context().setOffline(true);
  await say(page, 'two');
  await say(page, 'three');
  await page.getByText('You are offline.').waitFor();
  await log.getByText('Waits for the connection').first().waitFor();
  await shop.answer(id, 'first answer');
  await page.context().setOffline(false);
  await log.getByText('first answer').waitFor();
  await expect.poll(async () => (await shop.atTheDesk('Petr')).said).toEqual(['one', 'first answer', 'two', 'three']);

  await shop.journey.restart(async () => {
    await say(page, 'four');
    await say(page, 'five');
    await page.waitForTimeout(500);
    await page.reload();
    await page.waitForTimeout(500);
  });
  await expect
    .poll(async () => (await shop.atTheDesk('Petr')).said, { timeout: 30_000 })
    .toEqual(['one', 'first answer', 'two', 'three', 'four', 'five']);
  await shop.answer(id, 'second answer');
  await log.getByText('second answer').waitFor({ timeout: 30_000 });
  const words = await log
    .locator('.words')
    .evaluateAll((all) => all.map((one) => one.textContent?.replace(/^You: /, '')));
  expect([...words].sort()).toEqual(['first answer', 'five', 'four', 'one', 'second answer', 'three', 'two']);
});

it('a Hero Card comes into the chat, is corrected and confirmed, and another one declined (R-TAB-8)', async () => {
  const form = await shop.form({
    kind: 'hero',
    name: 'Details',
    texts: { title: { en: 'Are your details right?' } },
    fields: [
      { id: 'phone', type: 'phone', label: { en: 'Phone' }, required: true, fills: 'phone' },
      { id: 'city', type: 'text', label: { en: 'City' }, fills: 'attribute:city' },
    ],
  });
  const page = await shop.journey.visit(shop.site.url, { refusals: [422] });
  await begin(page, 'Karel');
  await say(page, 'We have moved.');
  await expect.poll(async () => (await shop.atTheDesk('Karel')).said).toEqual(['We have moved.']);
  const { id } = await shop.atTheDesk('Karel');
  await shop.accept(id);
  const send = () => shop.journey.call('POST', `/conversations/${id}/forms`, { formId: form.id, sendId: randomUUID() });
  await send();
  const card = page.getByRole('article', { name: 'Are your details right?' });
  await card.getByRole('textbox', { name: 'Phone' }).fill('12');
  await card.getByRole('textbox', { name: 'City' }).fill('Olomouc');
  await card.getByRole('button', { name: 'Confirm' }).click();
  await card.getByText('This does not read as a phone number').waitFor();
  await card.getByRole('textbox', { name: 'Phone' }).fill('+420 605 214 887');
  await card.getByRole('button', { name: 'Confirm' }).click();
  await card.getByText('You confirmed these details.').waitFor();
  await card.getByText('Olomouc').waitFor();
  await send();
  await card.nth(1).getByRole('button', { name: 'Not now' }).click();
  await card.nth(1).getByText('You did not fill this in.').waitFor();
});

it('what the server does not take stays with Try again, and goes as the same message', async () => {
  const page = await shop.journey.visit(shop.site.url, { refusals: [413] });
  await begin(page, 'Marie');
  const headers = { 'access-control-allow-origin': '*' };
  await page.route('**/messages', (route) =>
    route.request().method() === 'OPTIONS' ? route.continue() : route.fulfill({ status: 413, headers, body: '{}' }),
  );
  await say(page, 'Here is my reading.');
  const log = page.getByRole('log');
  await log.getByText('Not sent').waitFor();
  await page.unroute('**/messages');
  await log.getByRole('button', { name: 'Try again' }).click();
  await log.getByText('delivered').waitFor();
  await expect.poll(async () => (await shop.atTheDesk('Marie')).said).toEqual(['Here is my reading.']);
});

it('a browser keeps nothing beyond its tab until the visitor agrees, and then the conversation is there next time (R-TAB-8)', async () => {
  const page = await shop.journey.visit(shop.site.url);
  await begin(page, 'Olga');
  await say(page, 'Nobody knows me.');
  await page.getByText('delivered').waitFor();
  expect(await page.evaluate(() => [localStorage.length, document.cookie])).toEqual([0, '']);
  const stranger = await page.context().newPage();
  await stranger.goto(shop.site.url);
  await stranger.getByRole('button', { name: 'Open the chat' }).click();
  await stranger.getByRole('checkbox', { name: /Remember me/ }).check();
  await stranger.getByRole('textbox', { name: 'Name' }).fill('Pavel');
  await stranger.getByRole('textbox', { name: 'E-mail' }).fill('pavel@example.cz');
  await stranger.getByRole('button', { name: 'Start the chat' }).click();
  await say(stranger, 'I shall be back.');
  await stranger.getByText('delivered').waitFor();
  const later = await page.context().newPage();
  await later.goto(shop.site.url);
  await later.getByRole('button', { name: 'Open the chat' }).click();
  await later.getByText('I shall be back.').waitFor();
  expect(await later.getByText('Nobody knows me.').count()).toBe(0);
  await later.getByRole('button', { name: 'Forget me on this device' }).click();
  expect(await later.evaluate(() => localStorage.length)).toBe(0);
});

it('who is signed in on the site is told so, and nobody sees their words once they say that it is not them (R-REC-4)', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const key = publicKey.export({ type: 'spki', format: 'pem' });
  await shop.journey.call('PUT', '/signed-identity', {
    algorithm: 'EdDSA',
    key,
    audience: 'vizitka',
    issuer: null,
    maxAge: 600,
  });
  const token = await new SignJWT({ sub: 'jana-7', name: 'Jana Horáková' })
    .setProtectedHeader({ alg: 'EdDSA' })
    .setAudience('vizitka')
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(privateKey);
  const page = await shop.journey.visit(shop.site.url);
  await page.getByRole('button', { name: 'Open the chat' }).waitFor();
  await page.evaluate((given) => (window as unknown as { vizitka: Vizitka }).vizitka.identify(given), token);
  await page.evaluate(() => (window as unknown as { vizitka: Vizitka }).vizitka.set({ plan: 'gold' }));
  await begin(page, 'Somebody');
  await page.getByText('Signed in: Jana Horáková').waitFor();
  await say(page, 'Only I may read this.');
  await page.getByText('delivered').waitFor();
  type Listed = { items: { id: string; linkTrust: string; lastText: string }[] };
  const { items } = await shop.journey.call<Listed>('GET', '/conversations?limit=50');
  const mine = items.find(({ lastText }) => lastText === 'Only I may read this.');
  expect(mine?.linkTrust).toBe('signed');
  const { parameters } = await shop.journey.call<{ parameters: object }>('GET', `/conversations/${mine?.id}`);
  expect(parameters).toMatchObject({ plan: 'gold', entry_page: shop.site.url });
  await page.getByRole('button', { name: 'Not you?' }).click();
  await page.getByRole('textbox', { name: 'Name' }).waitFor();
  expect(await page.getByText('Only I may read this.').count()).toBe(0);
});
