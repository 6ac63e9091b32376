import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { LoadedChannel } from '#domain/intake/load-channel.ts';
import { aContact } from '#test/support/factory.ts';
import { aJourney, type Journey } from '#test/support/journey.ts';
import { aMail, aMessage } from '#test/support/message-factory.ts';

let journey: Journey;
let mailbox: LoadedChannel;
let whatsapp: LoadedChannel;
let jan: number;
let petr: number;
beforeAll(async () => {
  journey = await aJourney();
  mailbox = await journey.channel({ kind: 'email', name: 'Info mailbox', settings: { own: ['support@example.com'] } });
  whatsapp = await journey.channel({ kind: 'whatsapp', name: 'WhatsApp' });
  const from = { from: 'Jan Novák <jan.novak@example.cz>', verdict: 'aligned' as const };
  const [first] = await journey.receive(
    mailbox,
    aMail({ ...from, at: '2026-03-02T09:10:00Z', subject: 'Moving in', text: 'When may I collect the keys?' }),
    aMail({ ...from, at: '2026-05-04T10:00:00Z', subject: 'Deposit', text: 'Proč je záloha na listopad vyšší?' }),
  );
  jan = first?.contactId ?? 0;
  petr = (await aContact(journey.workspace, { name: 'Petr Svoboda', email: 'petr@example.com' })).id;
  await aContact(journey.workspace, { name: 'Nora Vaculová', phone: '602 771 310' });
});
afterEach(() => journey.leave());
afterAll(() => journey.close());

it('signs in, finds Novák by novak, and finds in his history what was said; a conversation opens there in place, to be read (R-HIS-2, R-HIS-3, R-HIS-4)', async () => {
  const page = await journey.visit('/sign-in', { refusals: [401] });
  await page.getByLabel('E‑mail').fill(journey.person.email);
  await page.getByLabel('Password').fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').getByText('do not match').waitFor();
  await page.getByLabel('Password').fill(journey.person.password);
  await page.getByRole('button', { name: 'Sign in' }).click();

  await page.getByRole('link', { name: 'Directory' }).click();
  await page.getByRole('searchbox', { name: 'Search' }).fill('novak');
  await expect.poll(() => rowNames(page)).toEqual(['Jan Novák']);
  await expect
    .poll(() => page.getByRole('row', { name: 'Jan Novák' }).locator('mark').allTextContents())
    .toContain('Novák');
  await page.getByRole('searchbox', { name: 'Search' }).fill('jan nov');
  await page.getByRole('link', { name: 'Jan Novák' }).click(); // at once, while the search for more letters is on its way
  await page.getByRole('heading', { name: 'Jan Novák', level: 1 }).waitFor();

  const history = page.getByRole('region', { name: 'History' });
  await history.getByRole('searchbox').fill('zaloha listopad');
  await history.getByText('0 / 1').waitFor();
  await expect.poll(() => history.locator('mark').allTextContents()).toEqual(['záloha', 'listopad']);
  await page.keyboard.press('F3');
  await history.getByText('1 / 1').waitFor();
  const opened = history.getByRole('article', { name: 'Deposit' });
  await opened.getByRole('listitem').getByText('Proč je záloha na listopad vyšší?').waitFor();
  await expect.poll(() => opened.locator('mark').allTextContents()).toEqual(['záloha', 'listopad']);
  await expect.poll(() => opened.locator('dl').textContent()).toContain('jan.novak@example.cz');
  expect(await opened.getByRole('textbox').count()).toBe(0);
  const [tab] = await Promise.all([
    page.context().waitForEvent('page'),
    opened.getByRole('link', { name: 'New tab' }).click(),
  ]);
  await tab.getByRole('heading', { name: 'Talking with Jan Novák' }).waitFor();
  await tab.getByRole('log').getByText('Proč je záloha na listopad vyšší?').waitFor();
  await tab.close();
});

it('shows of a history what is of one channel, one time, one colleague, one tag (R-HIS-3)', async () => {
  const page = await journey.visit(`contacts/${jan}`);
  const history = page.getByRole('region', { name: 'History' });
  const choose = async (chip: string, value: string) => {
    await history.getByRole('button', { name: new RegExp(`^${chip} `) }).click();
    await page.getByRole('menuitemcheckbox', { name: value, exact: true }).click();
  };
  const mails = history.getByRole('button', { name: /^(Deposit|Moving in)$/ });
  await expect.poll(() => mails.allTextContents()).toEqual(['Deposit', 'Moving in']);
  await choose('Channel', 'WhatsApp');
  await history.getByText('Nothing for these filters').waitFor();
  await choose('Channel', 'E‑mail');
  await expect.poll(() => mails.count()).toBe(2);
  await choose('Time', 'in the last 30 days');
  await history.getByText('Nothing for these filters').waitFor();
  await choose('Time', 'in the last year');
  await expect.poll(() => mails.count()).toBe(2);
  await choose('Operator', journey.person.name);
  await history.getByText('Nothing for these filters').waitFor();
  await choose('Operator', 'any');
  await expect.poll(() => mails.count()).toBe(2);
});

it('sees the last conversations of the client above what is said now, each a click away from its history', async () => {
  const page = await journey.visit('conversations');
  await page.getByRole('link', { name: /Jan Novák.*Deposit/ }).click();
  const earlier = page.getByRole('list', { name: 'Earlier conversations of the client' });
  await earlier.getByRole('button', { name: /Moving in.*1 e‑mail/ }).click();
  const opened = page.getByRole('tabpanel').getByRole('article', { name: 'Moving in' });
  await opened.getByText('When may I collect the keys?').waitFor();
  await expect.poll(() => page.getByRole('tab', { name: 'History' }).getAttribute('aria-selected')).toBe('true');
});

it('unlinks a mail and links it to another client; both histories follow, beside the mail too, and everything can be taken back (R-HIS-4, R-HIS-9)', async () => {
  const page = await journey.visit('conversations');
  await page.getByRole('link', { name: /Jan Novák.*Deposit/ }).click();
  await page.getByRole('button', { name: 'Options' }).click();
  await page.getByRole('menuitem', { name: 'Unlink' }).click();
  await page.getByRole('status').getByText('Unlinked: Jan Novák').waitFor();
  await page.getByRole('heading', { name: 'Unknown client' }).waitFor();

  await page.getByRole('button', { name: 'Select existing' }).click();
  const dialog = page.getByRole('dialog', { name: 'Select an existing contact' });
  await dialog.getByRole('combobox').fill('petr svoboda');
  await dialog.getByRole('option', { name: 'Petr Svoboda' }).waitFor();
  await dialog.getByRole('heading', { name: 'Petr Svoboda' }).waitFor();
  await dialog.getByRole('checkbox', { name: 'jan.novak@example.cz' }).uncheck();
  await dialog.getByRole('button', { name: 'Select this contact' }).click();
  await page.getByRole('status').getByText('Linked: Petr Svoboda, E‑mail').waitFor();
  await page.getByRole('heading', { name: 'Talking with Petr Svoboda' }).waitFor();

  // His address takes part in the thread, so it stays in his history as that.
  await expect.poll(() => conversationsOf(jan)).toEqual(['Deposit, saved with Petr Svoboda', 'Moving in']);
  await expect.poll(() => conversationsOf(petr)).toEqual(['Deposit']);
  await page.getByRole('tab', { name: 'History' }).click();
  await page.getByRole('tabpanel').getByRole('button', { name: 'Deposit' }).waitFor();

  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('status').getByText('Undone').waitFor();
  await page.getByRole('heading', { name: 'Talking with Jan Novák' }).waitFor();
  await page.getByRole('tabpanel').getByText('No conversation history').waitFor();

  await page.goto(`${journey.url}/w/${journey.workspace.slug}/contacts/${jan}`);
  const unlinked = page.getByRole('listitem').filter({ hasText: 'Conversation unlinked' }).last();
  await unlinked.waitFor();
  await unlinked.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => conversationsOf(jan)).toEqual(['Deposit', 'Moving in']);
  await page.getByRole('button', { name: '2 changes' }).click();
  const changes = page.getByRole('listitem').filter({ hasText: /^Link/ });
  await expect
    .poll(() => changes.allTextContents())
    .toEqual([
      expect.stringMatching(/^Linknobodycard 1Eva MarkováUndo/),
      expect.stringMatching(/^Linkcard 1nobodyEva Markováundone/),
    ]);
});

it('sees a new message at once: in the list, in the open conversation, and in an open history (R-BEY-8)', async () => {
  const client = { kind: 'whatsapp', value: '+420777123456', name: 'Karla Malá' } as const;
  const said = (text: string) => aMessage({ from: client, conversation: 'karla', text, at: new Date().toISOString() });
  const desk = await journey.visit('conversations');
  await desk
    .getByRole('link', { name: /Jan Novák/ })
    .first()
    .waitFor();
  const [first] = await journey.receive(whatsapp, said('Dobrý den, netopí nám radiátor.'));
  const inList = desk.getByRole('link', { name: /Karla Malá/ });
  await inList.getByText('netopí nám radiátor').waitFor();
  await inList.click();
  await desk.getByRole('log').getByText('netopí nám radiátor').waitFor();

  const card = await journey.visit(`contacts/${first?.contactId}`);
  await card.getByRole('region', { name: 'History' }).getByRole('button', { name: 'WhatsApp' }).click();
  await card.getByRole('listitem').getByText('netopí nám radiátor').waitFor();

  await journey.receive(whatsapp, said('Ani v kuchyni.'));
  await desk.getByRole('log').getByText('Ani v kuchyni.').waitFor();
  await inList.getByText('Ani v kuchyni.').waitFor();
  await card.getByRole('listitem').getByText('Ani v kuchyni.').waitFor();
});

/** The names in the directory's table, from the top. */
function rowNames(page: Page): Promise<string[]> {
  return page.getByRole('grid').getByRole('row').getByRole('link').allTextContents();
}

/** The subjects in the history of a card, newest first, and whose they are where not its own. */
async function conversationsOf(contactId: number): Promise<string[]> {
  type Item = { type: string; subject: string; savedWith: { name: string } | null };
  const { items } = await journey.call<{ items: Item[] }>('GET', `/contacts/${contactId}/history`);
  return items
    .filter(({ type }) => type === 'conversation')
    .map(({ subject, savedWith }) => (savedWith ? `${subject}, saved with ${savedWith.name}` : subject));
}
