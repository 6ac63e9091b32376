import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { LoadedChannel } from '#domain/intake/load-channel.ts';
import { aJourney, type Colleague, type Journey } from '#test/support/journey.ts';
import { aMessage } from '#test/support/message-factory.ts';

let journey: Journey;
let whatsapp: LoadedChannel;
let petra: Colleague;
beforeAll(async () => {
  journey = await aJourney();
  whatsapp = await journey.channel({ kind: 'whatsapp', name: 'WhatsApp' });
  petra = await journey.colleague({ name: 'Petra Vlčková', email: 'petra@example.cz' });
});
afterEach(() => journey.leave());
afterAll(() => journey.close());

it('shows a waiting client to both; who accepts has it, and it leaves the other’s queue (R-DSK-1, R-REC-10)', async () => {
  await comes('Karla Malá', '+420777123456', 'Dobrý den, netopí nám radiátor.');
  const mine = await journey.visit('conversations?view=waiting');
  const hers = await journey.visit('conversations?view=waiting', { as: petra });
  const waiting = (page: Page) => page.getByRole('tabpanel').getByRole('link', { name: /Karla Malá/ });
  await waiting(hers)
    .getByText(/waits 0/)
    .waitFor();
  await waiting(mine).getByText('unread').waitFor();
  await waiting(mine).click();
  await mine.getByText('Accept the conversation to reply.').waitFor();
  await mine.getByRole('button', { name: /^Accept/ }).click();
  await mine.getByRole('status').getByText('Yours: Karla Malá').waitFor();

  await hers.mouse.move(700, 400);
  await expect.poll(() => waiting(hers).count()).toBe(0);
  await mine.getByRole('tab', { name: /Mine/ }).click();
  await mine.getByRole('tab', { name: /^Mine ?1/ }).waitFor();
  await waiting(mine).waitFor();
  await expect.poll(() => waiting(mine).getByText('unread').count()).toBe(0);
});

it('redirects with a note to a colleague who is there; who is away is refused, with a queue offered (R-TAB-6)', async () => {
  const mine = await journey.visit('conversations?view=mine');
  await mine.getByRole('link', { name: /Karla Malá/ }).click();
  await mine.getByRole('button', { name: /^Redirect/ }).waitFor();
  await mine.keyboard.press('r');
  const dialog = mine.getByRole('dialog', { name: /Redirect/ });
  await dialog.getByRole('combobox').fill('petra');
  await dialog.getByRole('alert').getByText('Petra Vlčková is away').waitFor();
  await dialog.getByRole('button', { name: /^Try Sales/ }).waitFor();
  await expect.poll(() => dialog.getByRole('button', { name: /^Redirect to/ }).isDisabled()).toBe(true);

  const hers = await journey.visit('conversations?view=mine', { as: petra });
  await become(hers, 'Ready');
  await dialog.getByRole('option', { name: /Petra Vlčková.*free/ }).waitFor();
  await dialog.getByRole('textbox', { name: 'Note for whoever takes it' }).fill('Dva odečty, ptá se jen na Brno.');
  await dialog.getByRole('button', { name: /^Redirect to Petra/ }).click();
  await mine.getByText('Petra Vlčková was asked to take over').waitFor();
  await mine.getByText('The client stays yours until they accept.').waitFor();

  await hers.getByRole('link', { name: /Karla Malá.*Eva Marková asks you/ }).click();
  await hers.getByText('Eva Marková redirects this client to you').waitFor();
  await hers.getByText('“Dva odečty, ptá se jen na Brno.”').waitFor();
  await hers.getByRole('log').getByText('netopí nám radiátor').waitFor();
  await hers.getByRole('button', { name: 'Decline' }).click();
  await hers.getByRole('textbox', { name: /Why not/ }).fill('Mám hovor na dvacet minut.');
  await hers.keyboard.press('Enter');

  await mine.getByText('The client is yours again').waitFor();
  await mine.getByText('Petra Vlčková declined: “Mám hovor na dvacet minut.”', { exact: true }).waitFor();
  await mine.getByRole('button', { name: 'Choose another…' }).click();
  await dialog.getByRole('combobox').fill('petra');
  await dialog.getByRole('option', { name: /Petra Vlčková/ }).waitFor();
  await mine.keyboard.press('Enter');
  await hers.getByText('Choose a conversation').waitFor(); // where she declined, nothing is left
  await hers.getByRole('link', { name: /Karla Malá.*Eva Marková asks you/ }).click();
  await hers.getByRole('button', { name: /^Accept/ }).click();
  await hers.getByRole('status').getByText('Yours: Karla Malá').waitFor();
  await closing(hers).waitFor();
  await mine.getByText('Petra Vlčková has it').first().waitFor();
});

it('invites a collaborator, who joins and leaves; closes and reopens by keyboard (R-TAB-3, R-DSK-2, R-DSK-3)', async () => {
  const mine = await journey.visit('conversations');
  await become(mine, 'Ready');
  const hers = await journey.visit('conversations?view=mine', { as: petra });
  await hers.getByRole('link', { name: /Karla Malá/ }).click();
  await hers.getByRole('button', { name: /^Invite/ }).waitFor();
  await hers.keyboard.press('b');
  const dialog = hers.getByRole('dialog', { name: /Invite a colleague/ });
  await dialog.getByRole('combobox').fill('eva');
  await dialog.getByRole('option', { name: /Eva Marková/ }).waitFor();
  await hers.keyboard.press('Enter');
  const team = (page: Page) => page.getByRole('complementary').locator('.team');
  await team(hers).getByText('Eva Marková invited').waitFor();

  await mine.getByRole('tab', { name: /Mine/ }).click();
  await mine.getByRole('link', { name: /Karla Malá/ }).click();
  await mine.getByText('Petra Vlčková invites you').waitFor();
  await mine.keyboard.press('Enter');
  await mine.getByRole('status').getByText('You joined: Karla Malá').waitFor();
  await team(mine).getByText('Eva Marková you').waitFor();
  await team(hers).getByText('Eva Marková').waitFor();
  await expect.poll(() => team(hers).getByText('invited').count()).toBe(0);
  await team(mine).getByRole('button', { name: 'Leave' }).click();
  await expect.poll(() => team(hers).count()).toBe(0);

  await hers.getByRole('main').focus();
  await hers.keyboard.press('Control+Enter');
  await hers.getByRole('status').getByText('Closed: Karla Malá').waitFor();
  await hers.getByRole('button', { name: 'Reopen' }).waitFor();
  await hers.keyboard.press('z');
  await hers.getByRole('status').getByText('Open again: Karla Malá').waitFor();
  await closing(hers).waitFor();
});

it('walks the views, filters and the palette by keyboard; single letters can be switched off (WCAG 2.1.4)', async () => {
  await comes('Ondřej Šimek', '+420777123457', 'Pošlu plán.');
  const page = await journey.visit('conversations');
  await page.getByRole('link', { name: /Ondřej Šimek/ }).waitFor();
  await page.keyboard.press('v');
  await expect.poll(() => page.getByRole('tab', { name: /Mine/ }).getAttribute('aria-selected')).toBe('true');
  await page.keyboard.press('v');
  await page.getByRole('link', { name: /Ondřej Šimek/ }).waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: /Talking with Ondřej Šimek/ }).waitFor();
  await page.keyboard.press('Enter'); // once more takes it
  await page.getByRole('status').getByText('Yours: Ondřej Šimek').waitFor();

  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Search' });
  await palette.getByRole('option', { name: /^Redirect/ }).waitFor();
  await palette.getByRole('combobox').fill('plán');
  await palette.getByRole('option', { name: /Ondřej Šimek.*plán/ }).waitFor();
  await palette.getByRole('combobox').fill('redir');
  await palette.getByRole('option', { name: /^Redirect/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: /^Redirect: Ondřej/ }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });

  await page.keyboard.press('Control+k');
  await palette.getByRole('combobox').fill('letter keys off');
  await page.keyboard.press('Enter');
  await palette.waitFor({ state: 'hidden' });
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))); // it acts a frame later
  await page.keyboard.press('r');
  await page.waitForTimeout(200);
  expect(await page.getByRole('dialog').count()).toBe(0);
});

/** Somebody writes, through the same intake as everybody. */
function comes(name: string, value: string, text: string) {
  const from = { kind: 'whatsapp', value, name } as const;
  return journey.receive(whatsapp, aMessage({ from, conversation: value, text, at: new Date().toISOString() }));
}

/** The button of the conversation; a toast has one of this name as well. */
function closing(page: Page) {
  return page.getByRole('main').getByRole('button', { name: /^Close/ });
}

/** Says in the profile that one is there. */
async function become(page: Page, state: string): Promise<void> {
  await page.getByRole('button', { name: /, profile$/ }).click();
  await page.getByRole('menuitemcheckbox', { name: state }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: new RegExp(`, ${state}, profile$`) }).waitFor();
  await page.mouse.move(700, 400); // a list under the pointer holds still
}
