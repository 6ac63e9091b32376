import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { LoadedChannel } from '#domain/intake/load-channel.ts';
import { aJourney, type Journey } from '#test/support/journey.ts';
import { aMessage } from '#test/support/message-factory.ts';
import { barriers } from './barriers.ts';
import { looksRightInBoth } from './in-both-languages.ts';
import { untranslated } from './untranslated.ts';

let journey: Journey;
let whatsapp: LoadedChannel;
/** A conversation that the person of the journey has. */
let karla: string;
beforeAll(async () => {
  journey = await aJourney();
  whatsapp = await journey.channel({ kind: 'whatsapp', name: 'WhatsApp' });
  karla = await comes('Karla Malá', '+420777123456', 'Dobrý den.');
  await journey.call('POST', `/conversations/${karla}/accept`, {});
});
afterEach(() => journey.leave());
afterAll(() => journey.close());

it('changes a key by pressing another one, names whose it is already, and prints it wherever it acts, in other tabs too', async () => {
  const desk = await journey.visit(`conversations/${karla}`);
  await desk.getByRole('button', { name: 'Redirect', exact: true }).waitFor();

  const page = await journey.visit('settings/keys');
  const row = (does: string) => page.getByRole('listitem').filter({ hasText: new RegExp(`^${does}`) });
  await row('redirect').getByRole('button').click();
  await page.keyboard.press('n');
  await row('redirect').getByRole('alert').getByText('“n” is the key of: note.').waitFor();
  await row('redirect')
    .getByRole('button', { name: /^redirect: r/ })
    .click();
  await page.keyboard.press('p');
  await page.getByRole('status').getByText('redirect: p').waitFor();
  await row('redirect')
    .getByRole('button', { name: /As delivered: r/ })
    .waitFor();

  await expect.poll(() => desk.getByRole('button', { name: 'Redirect' }).getAttribute('title')).toBe('Redirect (p)');
  await desk.keyboard.press('r');
  await desk.waitForTimeout(150);
  expect(await desk.getByRole('dialog').count()).toBe(0);
  await desk.keyboard.press('p');
  await desk.getByRole('dialog', { name: /^Redirect: Karla/ }).waitFor();
  await desk.keyboard.press('Escape');
  await desk.getByRole('dialog').waitFor({ state: 'hidden' });
  await desk.keyboard.press('?');
  const list = desk.getByRole('dialog', { name: 'All keys' });
  await list
    .locator('div', { has: desk.locator('kbd', { hasText: /^p$/ }) })
    .getByText('redirect')
    .first()
    .waitFor();
  await desk.keyboard.press('Escape');
  await list.waitFor({ state: 'hidden' });

  // every action with a key is found in the palette, with the key that it has now
  await desk.keyboard.press('Control+k');
  const palette = desk.getByRole('dialog', { name: 'Search' });
  for (const name of [/^Redirect p$/, /^Tag L$/, /^Whole card|^Add contact/, /^Pane History 2$/, /^All keys \?$/]) {
    await palette.getByRole('option', { name }).first().waitFor();
  }
  await desk.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Off', exact: true }).click();
  await expect.poll(() => desk.getByRole('button', { name: 'Redirect' }).getAttribute('title')).toBe('Redirect');
  await desk.keyboard.press('p');
  await desk.waitForTimeout(150);
  expect(await desk.getByRole('dialog').count()).toBe(0);
  await page.getByRole('button', { name: 'On', exact: true }).click();
  await page.getByRole('button', { name: 'All as delivered' }).click();
  await row('redirect')
    .getByRole('button', { name: /^redirect: r/ })
    .waitFor();
  await expect.poll(() => desk.getByRole('button', { name: 'Redirect' }).getAttribute('title')).toBe('Redirect (r)');
});

it('adds an operator, who chooses a password by the link and works at once; ending the access closes their screen within five seconds', async () => {
  const page = await journey.visit('settings/operators', { refusals: [401] });
  await page.getByRole('button', { name: /^Add/ }).click();
  await field(page, 'Name').fill('Nora Nová');
  await field(page, 'E‑mail').fill('nora@example.cz');
  await page.getByRole('radio', { name: /^Supervisor/ }).check();
  await page.getByRole('checkbox', { name: 'Support' }).check();
  await page.getByRole('button', { name: /^Save/ }).click();
  const dialog = page.getByRole('dialog', { name: 'The way in for Nora Nová' });
  const link = await dialog.getByRole('textbox', { name: 'Link' }).inputValue();
  await dialog.getByText('It was not sent by mail').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('row', { name: /Nora Nová.*nora@example\.cz.*Supervisor.*not yet/ }).waitFor();

  const hers = await journey.visit(new URL(link).pathname + new URL(link).search, {
    refusals: [400, 401, 404], // 404: what the screen asks for once the access has ended
  });
  await hers.getByRole('textbox', { name: 'E‑mail' }).waitFor();
  await hers.getByLabel('Password').fill('a password of her own');
  await hers.getByRole('button', { name: 'Choose and sign in' }).click();
  await hers.getByRole('tab', { name: /Waiting/ }).waitFor();
  const other = await hers.context().newPage(); // the link works once
  await other.goto(link);
  await other.getByLabel('Password').fill('a password of another');
  const refused = other.waitForResponse((response) => response.url().endsWith('/reset-password'));
  await other.getByRole('button', { name: 'Choose and sign in' }).click();
  expect((await refused).status()).toBe(400);
  await other.getByRole('alert').getByText('This link was used').waitFor();
  await other.close();

  const id = await comes('Ondřej Šimek', '+420777123457', 'Pošlu plán.');
  await hers.goto(`${journey.url}/w/${journey.workspace.slug}/conversations/${id}`);
  await hers.getByRole('button', { name: /^Accept/ }).click();
  await hers.getByRole('status').getByText('Yours: Ondřej Šimek').waitFor();

  await page.getByRole('link', { name: 'Nora Nová' }).click();
  await page.getByRole('button', { name: 'End access' }).click();
  const ended = Date.now();
  await hers.waitForURL(/\/sign-in/, { timeout: 5_000 });
  expect(Date.now() - ended).toBeLessThan(5_000);
  await page.getByRole('status').getByText('No access any more: Nora Nová').waitFor();
  await page.getByRole('row', { name: /Nora Nová.*no access/ }).waitFor();
  await page.keyboard.press('z');
  await page.getByRole('status').getByText('Has access again: Nora Nová').waitFor();

  const desk = await journey.visit(`conversations/${id}`);
  await desk.getByRole('button', { name: /^Accept/ }).waitFor();
  await desk.getByText('Nora Nová has no access any more: it waits again').waitFor();
});

it('shows the page of the link in both languages, and nothing on it stands in anybody’s way', async () => {
  const page = await journey.visit('/set-password?token=none&email=nora@example.cz');
  await page.getByRole('heading', { name: 'Choose your password' }).waitFor();
  expect(await barriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Čeština' }).click();
  await page.getByRole('heading', { name: 'Zvolte si heslo' }).waitFor();
  expect(await untranslated(page)).toEqual([]);
});

it('notifies of a client’s words while the page is hidden, by name and channel alone, from one tab; a click opens the conversation', async () => {
  const page = await journey.visit('settings/notices', { permissions: ['notifications'] });
  const context = page.context();
  await context.addInitScript(() => {
    const shown: { title: string; body?: string; click: () => void }[] = [];
    Object.assign(window, {
      shown,
      tones: 0,
      Notification: class {
        static permission = 'granted';
        onclick = () => {};
        constructor(title: string, { body }: { body: string }) {
          shown.push({ title, body, click: () => this.onclick() });
        }
        close() {}
      },
    });
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (at) {
      (window as unknown as { tones: number }).tones += 1;
      start.call(this, at);
    };
    Object.defineProperty(document, 'visibilityState', {
      get: () => (location.hash === '#hidden' ? 'hidden' : 'visible'),
    });
  });
  await page.reload();
  await page.getByRole('checkbox', { name: /^Notify me/ }).check();
  await page.getByRole('button', { name: 'after 30 s' }).click();
  await expect
    .poll(() => journey.call<{ mailDelay: number }>('GET', '/me/settings'))
    .toMatchObject({
      mailDelay: 30,
      notifications: true,
      notificationText: false,
    });
  await page.close();

  const [desk, second] = [await context.newPage(), await context.newPage()];
  const shownOn = (on: Page) =>
    on.evaluate(() => (window as unknown as { shown: { title: string; body: string }[] }).shown);
  for (const one of [desk, second]) {
    await one.goto(`${journey.url}/w/${journey.workspace.slug}/contacts#hidden`);
    await one.getByRole('heading', { name: 'Contact directory' }).waitFor();
    await one.getByRole('button', { name: /^Add client/ }).focus();
    await one.keyboard.press('Shift'); // something was done on the page: it may sound
  }
  await desk.waitForTimeout(1_000); // it knows what was there
  await comes('Karla Malá', '+420777123456', 'Tajné slovo.');
  const all = async () =>
    [...(await shownOn(desk)), ...(await shownOn(second))].map(({ title, body }) => ({ title, body }));
  await expect.poll(all).toEqual([{ title: 'Karla Malá', body: 'WhatsApp' }]);
  const tones = (on: Page) => on.evaluate(() => (window as unknown as { tones: number }).tones);
  await expect.poll(async () => (await tones(desk)) + (await tones(second))).toBe(2);

  const leading = (await shownOn(desk)).length > 0 ? desk : second;
  await leading.evaluate(() => (window as unknown as { shown: { click: () => void }[] }).shown[0]?.click());
  await leading.getByRole('heading', { name: /Talking with Karla Malá/ }).waitFor();
  await leading.evaluate(() => document.dispatchEvent(new Event('visibilitychange'))); // the click brought it to the front
  await comes('Karla Malá', '+420777123456', 'Ještě jedno.');
  await leading.getByText('Ještě jedno.').first().waitFor();
  await leading.waitForTimeout(600);
  expect((await all()).length).toBe(1); // it stands before one's eyes
});

it('where tags are not free, only those of the list are taken, with a word (R-TAB-5)', async () => {
  await journey.call('PUT', '/tags', { name: 'Invoice' });
  await journey.workspace.within((tx) =>
    tx
      .updateTable('workspace')
      .set({ settings: JSON.stringify({ freeTags: false }) })
      .where('id', '=', journey.workspace.workspaceId)
      .execute(),
  );
  const page = await journey.visit(`conversations/${karla}`);
  const box = page.getByRole('combobox', { name: 'Tag of the conversation, from the list' });
  await box.fill('Sleva');
  await page.getByText('Not in the list. An administrator can add it.').waitFor();
  await box.fill('inv');
  await page.keyboard.press('Enter');
  await page.getByRole('status').getByText('Tag added: Invoice').waitFor();
});

looksRightInBoth(() => journey, {
  keys: {
    wordy: true,
    at: 'settings/keys',
    ready: ['Keys', 'Klávesy'],
    way: async (page) => {
      await page.getByRole('button', { name: /^note: n|^poznámka: n/ }).click();
      await page.keyboard.press('r');
      await page.getByRole('alert').waitFor();
    },
  },
  'sound, notifications, sending': {
    at: 'settings/notices',
    ready: ['Sound, notifications, sending', 'Zvuk, upozornění, odesílání'],
    way: (page) => page.getByRole('group', { name: /^Sounds$|^Zvuky$/ }).waitFor(),
  },
  operators: {
    at: 'settings/operators',
    ready: ['Operators', 'Operátoři'],
    way: (page) => page.getByRole('link', { name: 'Nora Nová' }).waitFor(),
  },
  'one operator': {
    wordy: true,
    at: 'settings/operators',
    ready: ['Operators', 'Operátoři'],
    way: async (page) => {
      await page.getByRole('link', { name: 'Nora Nová' }).click();
      await page.getByRole('checkbox', { name: /^A capacity|^Vlastní kapacita/ }).check();
    },
  },
  'a new operator, not yet whole': {
    at: 'settings/operators?open=new',
    ready: ['New operator', 'Nový operátor'],
    way: async (page) => {
      await field(page, /^Name$|^Jméno$/).fill('x');
      await page.keyboard.press('Control+s');
      await page.locator('.settings-panel .bad').first().waitFor();
    },
  },
});

function field(page: Page, name: string | RegExp) {
  return page.getByRole('textbox', { name, ...(typeof name === 'string' && { exact: true }) });
}

/** Somebody writes, through the same intake as everybody. @returns the conversation. */
async function comes(name: string, value: string, text: string): Promise<string> {
  const from = { kind: 'whatsapp', value, name } as const;
  const message = aMessage({ from, conversation: value, text, at: new Date().toISOString() });
  const [received] = await journey.receive(whatsapp, message);
  return received?.conversationId ?? '';
}
