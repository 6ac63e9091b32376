import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { editChannel } from '#domain/intake/edit-channel.ts';
import { aLocalProvider, type LocalProvider } from '#test/support/sign-in-provider.ts';
import { aVisitedSite, say, type VisitedSite } from '#test/support/visited-site.ts';
import { barriers } from './barriers.ts';
import { looksRightInBoth } from './in-both-languages.ts';

let provider: LocalProvider;
let shop: VisitedSite;
beforeAll(async () => {
  provider = await aLocalProvider();
  shop = await aVisitedSite({ signIn: { google: provider.url, facebook: provider.url } });
  const form = await shop.form({
    kind: 'callback',
    name: 'Call',
    fields: [
      { id: 'phone', type: 'phone', label: { en: 'Phone', cs: 'Telefon' }, required: true, fills: 'phone' },
      { id: 'about', type: 'text', label: { en: 'What about', cs: 'O co jde' } },
    ],
  });
  const allowedOrigins = [new URL(shop.site.url).origin];
  await settings({ callbackForm: form.id, allowedOrigins });
  await setHours('00:00', '24:00');
});
afterEach(() => shop.journey.leave());
afterAll(async () => {
  await shop.close();
  await provider.stop();
});

const settings = (given: Parameters<typeof editChannel>[2]['settings']) => {
  const { workspace } = shop.journey;
  return workspace.within((tx) => editChannel(tx, workspace.admin, { id: shop.channelId, settings: given }));
};

/** Every day from one time to another. */
function setHours(from: string, to: string) {
  const { workspace } = shop.journey;
  const week = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from, to }));
  const hours = { hours: { timeZone: 'Europe/Prague', week } };
  return workspace.within((tx) =>
    sql`update workspace set settings = settings || ${JSON.stringify(hours)}::jsonb where id = ${workspace.workspaceId}`.execute(
      tx,
    ),
  );
}

it('a visitor has themselves called instead of writing, finds the call after a reload, and cancels it; the window closes and opens by itself (R-DSK-4, R-DSK-6)', {
  timeout: 120_000,
}, async () => {
  const page = await shop.journey.visit(shop.site.url, { refusals: [422] });
  await page.getByRole('button', { name: 'Open the chat' }).click();
  const dialog = page.getByRole('dialog', { name: 'Chat · Bystřina' });
  await dialog.getByRole('button', { name: 'Call me instead' }).click();
  await dialog.getByRole('heading', { name: 'When shall we call you?' }).waitFor();
  await dialog.getByRole('radio', { name: 'as soon as possible' }).waitFor();
  expect(await barriers(page)).toEqual([]);
  await dialog.getByRole('textbox', { name: 'Phone' }).fill('12');
  await dialog.getByRole('button', { name: 'Call me', exact: true }).click();
  await dialog.getByText('This does not read as a phone number').waitFor();
  await dialog.getByRole('textbox', { name: 'Phone' }).fill('605 214 887');
  await dialog.getByRole('textbox', { name: 'What about' }).fill('The final invoice');
  await dialog
    .getByRole('radio', { name: /tomorrow/ })
    .first()
    .check();
  await dialog.getByRole('button', { name: 'Call me', exact: true }).click();
  await dialog.getByRole('heading', { name: /We call you tomorrow/ }).waitFor();
  await page.reload();
  await dialog.getByRole('heading', { name: /We call you tomorrow/ }).waitFor();
  await dialog.getByText('+420 605 214 887').waitFor();
  await dialog.getByRole('button', { name: 'Cancel the call' }).click();
  await dialog.getByRole('textbox', { name: 'Message' }).waitFor();

  const offline = await shop.form({
    kind: 'offline',
    name: 'Offline',
    fields: [{ id: 'text', type: 'long', label: { en: 'Message' }, required: true }],
  });
  await settings({ offlineForm: offline.id });
  const other = await shop.journey.visit(shop.site.url);
  await other.getByRole('button', { name: 'Open the chat' }).click();
  await other.getByRole('textbox', { name: 'Name' }).waitFor();
  await setHours('03:00', '03:01');
  await other.getByText('Nobody is here right now').waitFor({ timeout: 20_000 });
  await setHours('00:00', '24:00');
  await other.getByRole('textbox', { name: 'Name' }).waitFor({ timeout: 20_000 });
});

it('an operator sees who is on the site and invites them; who answers is theirs, and it says so (R-HIS-1)', {
  timeout: 120_000,
}, async () => {
  const visitor = await shop.journey.visit(shop.site.url);
  await visitor.getByRole('button', { name: 'Open the chat' }).waitFor();
  const desk = await shop.journey.visit('conversations');
  await desk.getByRole('link', { name: 'Visitors on the site' }).click();
  await desk.getByRole('heading', { name: 'Visitors on the site' }).waitFor();
  const invite = desk.getByRole('button', { name: 'Invite Unknown visitor' });
  await invite.first().waitFor();
  await desk.keyboard.press('j');
  await expect.poll(() => invite.first().evaluate((one) => one === document.activeElement)).toBe(true);
  await desk.keyboard.press('Enter');
  await desk.getByRole('textbox', { name: 'Your words' }).fill('You are moving? May I help?');
  await desk.getByRole('button', { name: 'Send the invitation' }).click();
  const bubble = visitor.getByRole('region', { name: 'Eva Marková is writing to you' });
  await bubble.getByText('You are moving? May I help?').waitFor({ timeout: 20_000 });
  expect(await barriers(visitor)).toEqual([]);
  await bubble.getByRole('button', { name: 'Answer' }).click();
  await visitor.getByRole('log').getByText('You are moving? May I help?').waitFor();
  await say(visitor, 'Yes, we are moving to Olomouc.');
  await desk.getByRole('link', { name: 'Open the conversation' }).first().click({ timeout: 20_000 });
  await desk.getByText('invited by you').waitFor();
  await desk.getByText('Yes, we are moving to Olomouc.').first().waitFor();
});

it('a visitor signs in with Google in the middle of a chat, is recognised, and says that it is not them (R-ID-4)', async () => {
  await shop.journey.call('PUT', `/channels/${shop.channelId}/sign-in`, {
    google: { clientId: 'shop', secret: 'of the shop' },
  });
  const { id: janaId } = await shop.journey.call<{ id: number }>('POST', '/contacts', {
    name: 'Jana Horáková',
    identifiers: [{ kind: 'google', value: '1098' }],
  });
  const page = await shop.journey.visit(shop.site.url);
  await page.getByRole('button', { name: 'Open the chat' }).click();
  const window = page.waitForEvent('popup');
  await page.getByRole('button', { name: 'Sign in with Google' }).click();
  await (await window).waitForEvent('close');
  await page.getByText('Signed in: Jana Horáková').waitFor();
  await page.getByRole('textbox', { name: 'Name' }).fill('Somebody');
  await page.getByRole('textbox', { name: 'E-mail' }).fill('somebody@example.cz');
  await page.getByRole('button', { name: 'Start the chat' }).click();
  await say(page, 'Who am I?');
  type Listed = { items: { lastText: string; contact: { id: number } | null; linkTrust: string }[] };
  const mine = async () => {
    const { items } = await shop.journey.call<Listed>('GET', '/conversations?limit=50');
    return items.find(({ lastText }) => lastText === 'Who am I?');
  };
  await expect.poll(async () => (await mine())?.contact?.id).toBe(janaId);
  await page.getByRole('button', { name: 'Not you?' }).click();
  await page.getByRole('button', { name: 'Sign in with Google' }).waitFor();
  expect(await page.getByText('Who am I?').count()).toBe(0);
});

looksRightInBoth(() => shop.journey, {
  'Visitors on the site': { at: 'visitors', ready: ['Visitors on the site', 'Návštěvníci webu'] },
});
