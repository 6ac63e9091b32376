import type { Page } from 'playwright-core';
import { afterAll, beforeAll, it } from 'vitest';
import { mergeContacts } from '#domain/contacts/merge-contacts.ts';
import { aContact } from '#test/support/factory.ts';
import { aJourney, type Journey } from '#test/support/journey.ts';
import { aMail, aMessage } from '#test/support/message-factory.ts';

let journey: Journey;
beforeAll(async () => {
  journey = await aJourney();
});
afterAll(() => journey.close());
const out = '/tmp/review-shots';

it('shots', async () => {
  const { workspace, channel, receive } = journey;
  const mailbox = await channel({ kind: 'email', name: 'Info mailbox', settings: { own: ['support@example.com'] } });
  const webchat = await channel({ kind: 'webchat', name: 'Chat' });
  const a = await aContact(workspace, {
    name: 'Petr Novák',
    phone: '+420731220045',
    email: 'petr.novak@example.cz',
    attributes: { city: 'Brno', birth_date: '1980-04-02' },
    tags: ['invoice'],
  });
  const b = await aContact(workspace, {
    name: 'Petr Novak',
    email: 'novak.petr@example.com',
    attributes: { city: 'Kuřim', company: 'Pila Kuřim', birth_date: '1980-04-02' },
    tags: ['VIP'],
  });
  for (const [one, two] of [
    ['Lucie Králová', 'Králová Lucie'],
    ['Ondřej Šimek', 'Ondra Šimek'],
    ['Tomáš Beneš', 'T. Beneš'],
    ['Eliška Nováková', 'Eliška Novákvá'],
  ]) {
    await aContact(workspace, {
      name: one,
      attributes: { city: 'Olomouc', street: 'Dlouhá 5', birth_date: '1991-01-05' },
    });
    await aContact(workspace, {
      name: two,
      attributes: { city: 'Olomouc', street: 'Dlouhá 5', birth_date: '1991-01-05' },
    });
  }
  for (let n = 0; n < 3; n++)
    await receive(
      mailbox,
      aMail({
        from: 'Petr Novák <petr.novak@example.cz>',
        verdict: 'aligned',
        subject: 'Reading ' + n,
        text: 'Good morning, I am sending the reading from Kuřim as agreed by phone.',
      }),
    );
  await receive(
    mailbox,
    aMail({
      from: 'Petr Novak <novak.petr@example.com>',
      verdict: 'aligned',
      subject: 'Workshop',
      text: 'Hello, we have a new workshop in Kuřim. Can you call me?',
    }),
  );
  console.log(await journey.call('POST', '/duplicates/find'));
  let list: any;
  for (let n = 0; n < 40; n++) {
    await new Promise((done) => setTimeout(done, 500));
    list = await journey.call('GET', '/duplicates');
    if (list.items.length > 0) break;
  }
  console.log(JSON.stringify(list, null, 1).slice(0, 3000));
  console.log(JSON.stringify(await journey.call('GET', '/duplicates/status')));
  try {
    console.log(
      JSON.stringify(await journey.call('POST', `/contacts/${a.id}/merge`, { ids: [b.id], dryRun: true }), null, 1),
    );
  } catch (error) {
    console.log(String(error));
  }
  const shot = async (page: Page, name: string) => {
    await page.waitForTimeout(700);
    await page.screenshot({ path: `${out}/${name}.png` });
  };
  const page = await journey.visit('review', { refusals: [503, 404, 409, 412] });
  await page.route('**/api/v1/contacts/*/merge', async (route) => {
    const id = Number(/contacts\/(\d+)\/merge/.exec(route.request().url())?.[1]);
    try {
      const json = await workspace.within((tx) => mergeContacts(tx, workspace.admin, { ...route.request().postDataJSON(), id }));
      await route.fulfill({ json });
    } catch (error) { console.log(error); await route.fulfill({ status: 409, json: { error: { code: 'CONFLICT', message: String(error) } } }); }
  });
  await page.reload();
  await page.getByRole('heading', { name: 'Possible duplicates' }).waitFor();
  await page.getByRole('link', { name: /Petr Nov/ }).click();
  await shot(page, 'review');
  await page.setViewportSize({ width: 390, height: 844 });
  await shot(page, 'review-390-list');

  await shot(page, 'review-390');
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await shot(page, 'review-dark');
  await page.setViewportSize({ width: 1024, height: 768 });
  await page.emulateMedia({ colorScheme: 'light' });
  await shot(page, 'review-1024');
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`${journey.url}/w/${workspace.slug}/contacts/${a.id}`);
  await page.getByRole('heading', { name: 'Petr Novák', level: 1 }).waitFor();
  await shot(page, 'card');
  await page.getByRole('button', { name: 'Split…' }).click();
  await shot(page, 'split');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.keyboard.press('m');
  await shot(page, 'merge-choose');
  await page.keyboard.type('novak');
  await page.waitForTimeout(600);
  await page.keyboard.press('Enter');
  await shot(page, 'merge-dialog');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Add one more' }).click();
  await page.getByRole('menuitem', { name: 'E‑mail', exact: true }).click();
  await page.getByRole('textbox', { name: 'Add E‑mail' }).fill('novak.petr@example.com');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+s');
  await page.getByRole('dialog').waitFor();
  await shot(page, 'conflict');
  await page.setViewportSize({ width: 390, height: 844 });
  await shot(page, 'conflict-390');
}, 180_000);
