import type { Page, Route } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Contact } from '#contract/contact.ts';
import type { LoadedChannel } from '#domain/intake/load-channel.ts';
import { aContact } from '#test/support/factory.ts';
import { aJourney, type Journey } from '#test/support/journey.ts';
import { aMessage } from '#test/support/message-factory.ts';
import { barriers } from './barriers.ts';

let journey: Journey;
let trunk: LoadedChannel;
let messenger: LoadedChannel;
beforeAll(async () => {
  journey = await aJourney();
  trunk = await journey.channel({ kind: 'phone', name: 'Line', settings: { automaticCard: 'never' } });
  messenger = await journey.channel({
    kind: 'telegram',
    name: 'Telegram',
    settings: { otherTrust: 'channel', automaticCard: 'never' },
  });
});
afterEach(() => journey.leave());
afterAll(() => journey.close());

it('says that a caller is not this person, takes it back, and the second time marks the number as shared', async () => {
  const family = await aContact(journey.workspace, { name: 'Hana Malá', phone: '+420777000111' });
  const page = await callOf('+420777000111', 'call-1');
  await page.getByRole('heading', { name: 'Talking with Hana Malá' }).waitFor();
  await whyNot(page);
  const dialog = page.getByRole('dialog', { name: 'What is wrong?' });
  await expect.poll(() => dialog.getByRole('radio', { name: 'Just this conversation' }).isChecked()).toBe(true);
  await dialog.getByRole('radio', { name: /is not theirs/ }).waitFor();
  expect(await barriers(page)).toEqual([]);
  await page.route(/\/conversations\?/, (route) => later(route, 1_500)); // the rest of the screen may take its time
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Unknown client' }).waitFor();
  await page.keyboard.press('z');
  await page.getByRole('heading', { name: 'Talking with Hana Malá' }).waitFor();
  await page.unrouteAll({ behavior: 'wait' });

  await refuse(page);
  const again = page.getByText('The same value was refused before. Do several people use it?');
  if (!(await shownSoon(again))) {
    await callOf('+420777000111', 'call-2', page);
    await page.getByRole('heading', { name: 'Talking with Hana Malá' }).waitFor();
    await refuse(page);
  }
  await again.waitFor();
  await page.getByRole('button', { name: 'Mark as shared' }).click();
  await again.waitFor({ state: 'hidden' });
  await expect
    .poll(async () => (await journey.call<Contact>('GET', `/contacts/${family.id}`)).identifiers[0]?.state)
    .toBe('shared');
});

it('takes back with `z` also what is still under way: the step that was begun last', async () => {
  const page = await callOf('+420777000222', 'call-quick');
  await page.route('**/contact', (route) => later(route, 500));
  await page.getByRole('button', { name: 'Add contact' }).waitFor();
  await page.keyboard.press('a');
  await page.keyboard.press('z');
  await page.getByRole('status').getByText('Undone').waitFor();
  await page.getByRole('heading', { name: 'Unknown client' }).waitFor();
  const { items } = await journey.call<{ items: unknown[] }>('GET', '/contacts?q=777000222');
  expect(items).toEqual([]);
});

it('never moves what a person linked: new contrary evidence shows a banner, to switch or to keep', async () => {
  const [anna, petr] = [
    await aContact(journey.workspace, { name: 'Anna Veselá' }),
    await aContact(journey.workspace, { name: 'Petr Novák', email: 'petr@example.cz' }),
  ];
  const said = (text: string, more = {}) =>
    aMessage({ from: { kind: 'telegram', value: '77001' }, conversation: 'talk-1', text, ...more });
  const [first] = await journey.receive(messenger, said('Dobrý den'));
  await journey.call('POST', `/conversations/${first?.conversationId}/link`, { contactId: anna.id, identifiers: [] });
  await journey.receive(messenger, said('To jsem já', { also: [{ kind: 'email', value: 'petr@example.cz' }] }));

  const page = await journey.visit(`conversations/${first?.conversationId}`);
  await page.getByRole('heading', { name: 'Talking with Anna Veselá' }).waitFor();
  await page.getByText('New evidence says Petr Novák').waitFor();
  await page.getByRole('button', { name: 'Keep' }).click();
  await page.getByText('New evidence says Petr Novák').waitFor({ state: 'hidden' });
  await page.keyboard.press('z');
  await page.getByText('New evidence says Petr Novák').waitFor();
  await page.getByRole('button', { name: 'Switch' }).click();
  await page.getByRole('heading', { name: 'Talking with Petr Novák' }).waitFor();
  expect(petr.id).not.toBe(anna.id);
});

it('verifies who speaks, for this conversation only, and links the earlier calls of the number', async () => {
  await callOf('+420777222333', 'call-early');
  await journey.leave();
  await aContact(journey.workspace, { name: 'Ondřej Šimek', phone: '+420777222333' });
  const page = await callOf('+420777222333', 'call-late');
  await page.getByRole('heading', { name: 'Talking with Ondřej Šimek' }).waitFor();
  await page.getByRole('button', { name: 'Verify' }).click();
  await page.getByRole('menuitem', { name: 'Verified by questions' }).click();
  await page.getByRole('main').getByText('verified by questions').waitFor();
  await page.getByText('for this conversation only').waitFor();

  await page.getByText('1 earlier conversation has the same identifiers').waitFor();
  await page.getByRole('button', { name: 'Show' }).click();
  await expect.poll(() => page.getByRole('complementary').getByRole('checkbox').isChecked()).toBe(true);
  expect(await barriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Link 1' }).click();
  await page.getByText('1 earlier conversation has the same identifiers').waitFor({ state: 'hidden' });
  await page.getByRole('tab', { name: 'History' }).click();
  await expect.poll(() => page.getByText('call-early').count()).toBeGreaterThan(0);
});

/** A call comes in, and the operator opens it. */
async function callOf(number: string, conversation: string, page?: Page): Promise<Page> {
  const [call] = await journey.receive(
    trunk,
    aMessage({
      from: { kind: 'phone', value: number },
      conversation,
      subject: conversation,
      text: conversation,
      at: new Date().toISOString(),
    }),
  );
  const address = `conversations/${call?.conversationId}`;
  if (!page) return journey.visit(address);
  await page.goto(`${journey.url}/w/${journey.workspace.slug}/${address}`);
  return page;
}

/** Lets a request through after some milliseconds. */
async function later(route: Route, wait: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, wait));
  await route.continue();
}

async function refuse(page: Page): Promise<void> {
  await whyNot(page);
  await page.getByRole('dialog', { name: 'What is wrong?' }).waitFor();
  await page.keyboard.press('Enter');
}

async function shownSoon(place: ReturnType<Page['getByText']>): Promise<boolean> {
  return place.waitFor({ timeout: 2_000 }).then(
    () => true,
    () => false,
  );
}

async function whyNot(page: Page): Promise<void> {
  await page.getByText(/^Linked:/).waitFor();
  await page.keyboard.press('w');
  const why = page.getByRole('dialog').filter({ hasText: 'Why Hana Malá?' });
  await why.getByRole('button', { name: 'Not this person' }).click();
}
