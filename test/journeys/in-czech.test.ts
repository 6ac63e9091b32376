import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { LoadedChannel } from '#domain/intake/load-channel.ts';
import { aContact } from '#test/support/factory.ts';
import { aJourney, type Journey } from '#test/support/journey.ts';
import { aMail, aMessage } from '#test/support/message-factory.ts';
import { untranslated } from './untranslated.ts';

let journey: Journey;
let mailbox: LoadedChannel;
let webchat: LoadedChannel;
beforeAll(async () => {
  journey = await aJourney();
  mailbox = await journey.channel({ kind: 'email', name: 'Schránka', settings: { own: ['support@example.com'] } });
  webchat = await journey.channel({ kind: 'webchat', name: 'Web' });
  const from = { from: 'Jana Nováková <jana@example.cz>', verdict: 'aligned' as const };
  const threads = { Klíče: 1, Záloha: 2, Stěhování: 5 };
  for (const [place, [subject, count]] of Object.entries(threads).entries()) {
    const first = aMail({ ...from, subject, at: `2024-0${place + 3}-04T10:00:00Z`, text: 'Dobrý den.' });
    const answers = Array.from({ length: count - 1 }, (_, minute) =>
      aMail({
        ...from,
        subject,
        at: `2024-0${place + 3}-04T10:0${minute + 1}:00Z`,
        references: [first.mail?.messageId ?? ''],
      }),
    );
    await journey.receive(mailbox, first, ...answers);
  }
  await journey.receive(
    webchat,
    aMessage({
      from: { kind: 'browser', value: 'prohlizec-1', name: 'Jana' },
      also: [{ kind: 'email', value: 'jana@example.cz' }],
      conversation: 'chat-1',
      at: new Date().toISOString(),
      text: 'Je tam někdo?',
    }),
  );
  const line = await journey.channel({ kind: 'phone', name: 'Linka' });
  await journey.receive(
    line,
    aMessage({
      from: { kind: 'phone', value: '+420602771310' },
      type: 'call',
      at: new Date().toISOString(),
      text: undefined,
      call: { state: 'missed', from: '+420602771310', to: '+420800555013' },
    }),
  );
  await aContact(journey.workspace, { name: 'Karel Dvořák', attributes: { city: 'Brno' } });
});
afterEach(() => journey.leave());
afterAll(() => journey.close());

it('speaks Czech on the whole way once the operator chose it', async () => {
  const page = await journey.visit('contacts');
  await page.getByRole('button', { name: /^Eva Marková.*profile$/ }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Čeština' }).click();
  await page.getByRole('heading', { name: 'Adresář kontaktů' }).waitFor();
  await allCzech(page);
  await page.keyboard.press('Escape');

  await page.getByRole('searchbox').fill('novakova');
  await expect.poll(() => page.getByRole('grid').getByRole('link').allTextContents()).toEqual(['Jana Nováková']);
  await page.getByRole('gridcell', { name: '4. 5. 2024' }).waitFor();
  await allCzech(page);
  await page.getByRole('link', { name: 'Jana Nováková' }).click();

  const history = page.getByRole('region', { name: 'Historie' });
  for (const words of ['Květen 2024', '1 e‑mail', '2 e‑maily', '5 e‑mailů', '4. 5. 2024 12:00'])
    await history.getByText(words, { exact: true }).waitFor();
  await history.getByRole('button', { name: 'Záloha' }).click();
  await history.getByText('Propojeno podle').waitFor();
  await page.getByRole('button', { name: 'Upravit: Město' }).click();
  await page.getByRole('textbox', { name: 'Město' }).fill('Praha');
  await page.keyboard.press('Enter');
  await page.getByText('1 úprava, uloží se až tlačítkem Uložit').waitFor();
  await allCzech(page);
  await page.keyboard.press('Control+s');
  await page.getByRole('status').getByText('Uloženo: Jana Nováková').waitFor();
  await page.getByRole('button', { name: 'Smazat' }).click();
  await page.getByRole('dialog', { name: 'Odstranit tuto kartu z Adresáře?' }).waitFor();
  await allCzech(page);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });

  await page.getByRole('link', { name: 'Konverzace' }).click();
  await page.getByRole('link', { name: /602 ?771 ?310/ }).click();
  await page.getByRole('log').locator('.call-line').waitFor();
  await allCzech(page);
  await page.getByRole('link', { name: /Je tam někdo/ }).click();
  await page.getByRole('heading', { name: 'Neznámý klient' }).waitFor();
  await page.getByRole('button', { name: 'Proč?' }).click();
  await allCzech(page);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Vybrat existující' }).click();
  await page.getByRole('dialog').getByRole('heading', { name: 'Jana Nováková' }).waitFor();
  await allCzech(page);
  await page.getByRole('button', { name: 'Zvolit tento kontakt' }).click();
  await page.getByRole('heading', { name: 'Rozhovor: Jana Nováková' }).waitFor();
  await page.getByRole('button', { name: 'Možnosti' }).click();
  await allCzech(page);
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: 'Historie' }).click();
  await page.getByRole('tabpanel').getByText('Právě otevřené').waitFor();
  await allCzech(page);

  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Všechny klávesy' }).waitFor();
  await allCzech(page);
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Nastavení' }).click();
  await page.getByRole('heading', { name: 'Nastavení' }).waitFor();
  await allCzech(page);

  await page.goto(`${journey.url}/sign-in`);
  await page.getByRole('heading', { name: 'Přihlášení' }).waitFor();
  await allCzech(page);
});

it('refuses in Czech too', async () => {
  await journey.call('PATCH', '/me', { language: 'cs' });
  const page = await journey.visit('contacts', { refusals: [409, 412, 422] });
  await page.getByRole('button', { name: 'Přidat klienta' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('E‑mail').fill('tohle není adresa');
  await page.keyboard.press('Enter');
  await dialog.locator('.bad', { hasText: 'Tohle není e‑mailová adresa.' }).waitFor();
  await allCzech(page);
  await dialog.getByLabel('E‑mail').fill('jana@example.cz');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Tento e‑mail už je na jiné kartě' }).waitFor();
  await allCzech(page);

  const { id } = await aContact(journey.workspace, { name: 'Pavel Rychlý', attributes: { city: 'Brno' } });
  await page.goto(`${journey.url}/w/${journey.workspace.slug}/contacts/${id}`);
  await page.getByRole('heading', { name: 'Pavel Rychlý', level: 1 }).waitFor();
  await somebodyIsFaster(page, 'DELETE', `/contacts/${id}`, () =>
    journey.call('PATCH', `/contacts/${id}`, { attributes: { city: 'Praha' } }, { 'if-match': '"1"' }),
  );
  await page.getByRole('button', { name: 'Smazat' }).click();
  const deleting = page.getByRole('dialog', { name: 'Odstranit tuto kartu z Adresáře?' });
  await deleting.getByRole('button', { name: 'Smazat kartu' }).click();
  await deleting.getByRole('alert').getByText('Mezitím to změnil někdo jiný.').waitFor();
  await allCzech(page);
  await deleting.getByRole('button', { name: 'Smazat kartu' }).click();
  await page.getByRole('status').getByText('Pavel Rychlý').waitFor();
  await somebodyIsFaster(page, 'POST', '/undo', (address) => journey.call('POST', address, {}));
  await page.keyboard.press('z');
  await page.getByRole('status').getByText('Už je to vrácené.').waitFor();
  await allCzech(page);
});

/** Somebody else does something at the very moment when the page asks for its own: once. */
async function somebodyIsFaster(
  page: Page,
  method: string,
  path: string,
  act: (address: string) => Promise<unknown>,
): Promise<void> {
  let isDone = false;
  await page.route(
    (url) => url.pathname.endsWith(path),
    async (route) => {
      // the page may read the same thing anew meanwhile
      if (!isDone && route.request().method() === method) {
        isDone = true;
        await act(new URL(route.request().url()).pathname.replace('/api/v1', ''));
      }
      await route.continue();
    },
  );
}

async function allCzech(page: Page): Promise<void> {
  expect(await untranslated(page)).toEqual([]);
}
