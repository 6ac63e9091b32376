import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Contact } from '#contract/contact.ts';
import { notedReason, notePossibleDuplicate } from '#domain/contacts/duplicates/note-duplicate.ts';
import type { LoadedChannel } from '#domain/intake/load-channel.ts';
import { aContact } from '#test/support/factory.ts';
import { aJourney, type Journey } from '#test/support/journey.ts';
import { aMail } from '#test/support/message-factory.ts';
import { untranslated } from './untranslated.ts';

let journey: Journey;
let mailbox: LoadedChannel;
beforeAll(async () => {
  journey = await aJourney();
  mailbox = await journey.channel({ kind: 'email', name: 'Info', settings: { own: ['support@example.com'] } });
});
beforeEach(async () => {
  await journey.call('PATCH', '/me', { language: 'en' });
  await decideAll();
});
afterEach(() => journey.leave());
afterAll(() => journey.close());

it('merges a pair from the review queue by keyboard alone, and takes it back', async () => {
  const left = await aContact(journey.workspace, {
    name: 'Petr Novák',
    email: 'petr.novak@example.cz',
    phone: '+420 731 220 045',
    attributes: { city: 'Brno' },
    tags: ['invoice'],
  });
  const right = await aContact(journey.workspace, {
    name: 'Petr Novak',
    email: 'novak.petr@example.com',
    attributes: { city: 'Kuřim', company: 'Pila Kuřim' },
    tags: ['VIP'],
  });
  await writes('Petr Novak <novak.petr@example.com>', 'A new workshop');
  await aPair(left, right);
  await aPair(...(await twoCards('Lucie Králová', 'Králová Lucie')));
  const before = await Promise.all([read(left.id), read(right.id)]);

  const page = await journey.visit('conversations');
  await page.getByRole('link', { name: 'To review 2' }).waitFor();
  const press = (...keys: string[]) =>
    keys.reduce((done, key) => done.then(() => page.keyboard.press(key)), Promise.resolve());
  await press('g', 'r');
  await goTo(page, /Petr Novák.*Petr Novak/);
  await shows(page, 'Petr Novák and Petr Novak');
  // the one with the longer history is kept, until somebody says otherwise
  await page.getByRole('button', { name: `Merge into ${right.id}` }).waitFor();
  await press('s');
  await page.getByRole('button', { name: `Merge into ${left.id}` }).waitFor();

  const name = page.getByRole('group', { name: 'Name', exact: true });
  await expect.poll(() => name.locator('mark').allTextContents()).toEqual(['á', 'a']);
  await press('1');
  await expect.poll(() => name.locator('.res').textContent()).toBe('After the merge: Petr Novák');
  const city = page.getByRole('group', { name: 'City', exact: true });
  await expect.poll(() => city.locator('.res').textContent()).toContain('waits to be settled');
  await press('Tab'); // from the name to the city
  await press('2');
  await expect.poll(() => city.locator('.res').textContent()).toBe('After the merge: Kuřim');
  await expect
    .poll(() => page.getByRole('group', { name: 'E‑mail', exact: true }).locator('.res').textContent())
    .toBe('both, the first is main');
  await page.getByText('Good morning, I do not understand').waitFor();

  await press('m');
  await page.getByRole('status').getByText('Merged: Petr Novák').waitFor();
  await shows(page, 'Lucie Králová and Králová Lucie');
  await expect.poll(() => page.evaluate(() => document.activeElement !== document.body)).toBe(true);
  await page.getByRole('link', { name: 'To review 1' }).waitFor();
  expect(await read(right.id)).toMatchObject({
    id: left.id,
    name: 'Petr Novák',
    attributes: { city: 'Kuřim', company: 'Pila Kuřim' },
    tags: ['VIP', 'invoice'],
    conflicts: [],
    mergedIds: [right.id],
  });

  await press('z');
  await page.getByRole('status').getByText('Undone').waitFor();
  await page.getByRole('link', { name: /Petr Novák.*Petr Novak/ }).waitFor();
  await page.getByRole('link', { name: 'To review 2' }).waitFor();
  expect((await Promise.all([read(left.id), read(right.id)])).map(asItWas)).toEqual(before.map(asItWas));
  await goTo(page, /Petr Novák.*Petr Novak/);
  await shows(page, 'Petr Novák and Petr Novak');
  await press('n');
  await shows(page, 'Lucie Králová and Králová Lucie');
  await press('n');
  await page.getByText('Nothing to decide').first().waitFor();
});

it('puts a pair off, and never asks again about one that is not the same', async () => {
  await aPair(...(await twoCards('Ondřej Šimek', 'Ondra Šimek')));
  await aPair(...(await twoCards('Tomáš Beneš', 'T. Beneš')));
  const page = await journey.visit('review');
  await goTo(page, /Ondřej Šimek/);
  await shows(page, 'Ondřej Šimek and Ondra Šimek');
  await page.keyboard.press('l');
  await page.getByRole('status').getByText('Later: Ondřej Šimek, Ondra Šimek').waitFor();
  await shows(page, 'Tomáš Beneš and T. Beneš');
  await page.keyboard.press('n');
  await page.getByRole('status').getByText('Not the same: Tomáš Beneš, T. Beneš').waitFor();
  await page.getByText('Nothing to decide').first().waitFor();

  const tabs = page.getByRole('navigation', { name: 'Review queue' });
  await tabs.getByRole('link', { name: 'Later 1' }).click();
  await shows(page, 'Ondřej Šimek and Ondra Šimek');
  await page.getByRole('button', { name: 'Back to the queue' }).click();
  await page.getByText('Nothing waits for later').waitFor();

  await tabs.getByRole('link', { name: 'Decided' }).click();
  await page.getByRole('link', { name: /Tomáš Beneš/ }).click();
  await page.getByText(/Not the same, Eva Marková, today/).waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await tabs.getByRole('link', { name: 'To decide 2' }).click();
  await page.getByRole('link', { name: /Tomáš Beneš/ }).waitFor();
  await page.getByRole('link', { name: /Ondřej Šimek/ }).waitFor();
});

it('holds still while a colleague decides the pair on screen, and says so', async () => {
  const [left, right] = await twoCards('Alena Vondrová', 'Alena Vondrová ml.');
  await aPair(left, right);
  await aPair(...(await twoCards('Marek Urban', 'M. Urban')));
  const page = await journey.visit('review', { refusals: [404, 409] });
  await goTo(page, /Alena Vondrová/);
  await shows(page, 'Alena Vondrová and Alena Vondrová ml.');
  await page.getByRole('link', { name: /Marek Urban/ }).hover();
  await journey.call('POST', `/duplicates/${left.id}/${right.id}/decide`, { decision: 'notDuplicate' });
  await page.getByRole('heading', { name: 'Decided' }).waitFor();
  await page.getByText(/Not the same, Eva Marková, today/).waitFor();
  await page.getByRole('link', { name: /Alena Vondrová.*decided meanwhile/ }).waitFor();
  await goTo(page, /Marek Urban/);
  await shows(page, 'Marek Urban and M. Urban');
});

it('merges nothing that was changed behind its back: shows it as it is now, and asks again', async () => {
  const [left, right] = await twoCards('Dana Stará', 'D. Stará');
  await aPair(left, right);
  const page = await journey.visit('conversations', { refusals: [412] });
  await page.route('**/api/v1/live*', (route) => route.fulfill({ status: 204 })); // no news come
  await page.goto(`${journey.url}/w/${journey.workspace.slug}/review`);
  await shows(page, 'Dana Stará and D. Stará');
  await journey.call('PATCH', `/contacts/${left.id}`, { attributes: { city: 'Praha' } }, { 'if-match': '"1"' });
  await page.keyboard.press('m');
  await page.getByRole('alert').getByText('One of the cards changed in the meantime').waitFor();
  await page.getByRole('group', { name: 'City', exact: true }).getByText('Praha').first().waitFor();
  expect(await read(right.id)).toMatchObject({ id: right.id });
  await shows(page, 'Dana Stará and D. Stará');
  await page.keyboard.press('m');
  await page.getByRole('status').getByText('Merged: D. Stará').waitFor();
  expect(await read(right.id)).toMatchObject({ id: left.id, attributes: { city: 'Praha' } });
});

it('merges from the card into the card that is chosen there, and splits it again into a new one', async () => {
  const kept = await aContact(journey.workspace, { name: 'Bohumil Novák', email: 'bohumil@example.cz' });
  const other = await aContact(journey.workspace, {
    name: 'Novák Střechy',
    email: 'strechy@example.cz',
    attributes: { company: 'Střechy' },
    tags: ['invoice'],
  });
  await writes('Novák Střechy <strechy@example.cz>', 'Roof');
  const page = await journey.visit(`contacts/${kept.id}`);
  await page.getByRole('heading', { name: 'Bohumil Novák', level: 1 }).waitFor();
  await page.keyboard.press('m');
  const dialog = page.getByRole('dialog', { name: 'Merge two cards' });
  await dialog.getByRole('combobox').fill('strechy');
  await dialog.getByRole('option', { name: /Novák Střechy/ }).waitFor();
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: `Merge into ${kept.id}`, disabled: false }).waitFor();
  await dialog.getByText('both, the first is main').waitFor();
  await page.keyboard.press('m');
  await page.getByRole('status').getByText('Merged: Novák Střechy').waitFor();
  await dialog.waitFor({ state: 'hidden' });
  const history = page.getByRole('region', { name: 'History' });
  await history.getByText(`Card ${other.id} merged into this one`).waitFor();
  await history.getByRole('button', { name: 'Roof' }).waitFor();

  const settle = page.getByRole('region', { name: 'To settle after a merge' });
  await settle.getByRole('radio', { name: 'Take Bohumil Novák' }).check();
  await page.getByText('1 edit, nothing is saved until Save').waitFor();
  await page.keyboard.press('Control+s');
  await settle.waitFor({ state: 'detached' });
  expect(await read(kept.id)).toMatchObject({ name: 'Bohumil Novák', conflicts: [] });

  await page.getByRole('button', { name: 'Split…' }).click();
  const split = page.getByRole('dialog', { name: 'Split the card of Bohumil Novák' });
  await split.getByLabel('Name of the new card').fill('Novák Střechy');
  await split.getByRole('checkbox', { name: /strechy@example\.cz/ }).check();
  await split.getByRole('checkbox', { name: /Roof/ }).check();
  await split.getByRole('checkbox', { name: /Company/ }).check();
  await split.getByText('2 values go with 1 conversation to a new card').waitFor();
  await split.getByRole('button', { name: 'Split the card' }).click();
  await page.getByRole('heading', { name: 'Novák Střechy', level: 1 }).waitFor();
  await page.getByRole('status').getByText('Split off: Novák Střechy').waitFor();
  const made = await read(Number(new URL(page.url()).pathname.split('/').at(-1)));
  expect(made).toMatchObject({ name: 'Novák Střechy', attributes: { company: 'Střechy' }, tags: [] });
  expect(made.identifiers.map(({ value }) => value)).toEqual(['strechy@example.cz']);
  await page.getByRole('region', { name: 'History' }).getByRole('button', { name: 'Roof' }).waitFor();
  await page.getByText(`Split off from card ${kept.id}`).waitFor();

  await page.keyboard.press('z');
  await page.getByRole('status').getByText('Undone').waitFor();
  const back = await read(kept.id);
  expect(back.identifiers.map(({ value }) => value).toSorted()).toEqual(['bohumil@example.cz', 'strechy@example.cz']);
  expect(back.attributes).toEqual({ company: 'Střechy' });
});

it('speaks Czech in the review, in merging and in splitting', async () => {
  await journey.call('PATCH', '/me', { language: 'cs' });
  const [left, right] = await twoCards('Eliška Nováková', 'Eliška Novotná');
  await aPair(left, right);
  const page = await journey.visit('review');
  await page.getByRole('heading', { name: 'Je to stejný klient?' }).waitFor();
  await page.getByText('Jedna konverzace odpovídala oběma').first().waitFor();
  await page.getByRole('button', { name: /^Sloučit do/ }).waitFor();
  expect(await untranslated(page)).toEqual([]);
  for (const tab of ['Později', 'Rozhodnuto']) {
    await page.getByRole('navigation', { name: 'Fronta ke kontrole' }).getByRole('link', { name: tab }).click();
    await expect.poll(() => page.locator('.list .empty, .list .pair').count()).toBeGreaterThan(0);
    expect(await untranslated(page)).toEqual([]);
  }
  await page.goto(`${journey.url}/w/${journey.workspace.slug}/contacts/${left.id}`);
  await page.getByRole('link', { name: '1 možná duplicita' }).waitFor();
  await page.getByRole('button', { name: 'Sloučit…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('option', { name: /Eliška Novotná/ }).waitFor();
  expect(await untranslated(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await dialog.getByText('Po sloučení').first().waitFor();
  expect(await untranslated(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Rozdělit…' }).click();
  await dialog.getByText('Jméno nové karty').waitFor();
  expect(await untranslated(page)).toEqual([]);
});

/** Goes to a pair by key. Which pair comes first is the matcher's to say, which gives its scores in the background. */
async function goTo(page: Page, pair: RegExp): Promise<void> {
  const rows = page.getByRole('region', { name: 'Review queue' }).getByRole('listitem').getByRole('link');
  await rows.filter({ hasText: pair }).waitFor();
  const at = async (what: Locator) => {
    const box = await what.boundingBox();
    return box?.y ?? 0;
  };
  const [wanted, shown] = [
    await at(rows.filter({ hasText: pair })),
    await at(rows.and(page.locator('[aria-current]'))),
  ];
  if (wanted !== shown) await page.keyboard.press(wanted < shown ? 'k' : 'j');
}

function shows(page: Page, pair: string): Promise<void> {
  return page
    .getByRole('main', { name: pair, exact: true })
    .getByRole('button', { name: /^Merge into/, disabled: false })
    .waitFor();
}

function read(id: number): Promise<Contact> {
  return journey.call('GET', `/contacts/${id}`);
}

/** A card without what only says that something was done to it. */
function asItWas({ version: _, updatedAt: __, ...card }: Contact) {
  return card;
}

async function twoCards(...names: [string, string]): Promise<[Contact, Contact]> {
  const [first, second] = names;
  return [await aContact(journey.workspace, { name: first }), await aContact(journey.workspace, { name: second })];
}

/** Two cards that one conversation matched. */
function aPair(left: Contact, right: Contact): Promise<void> {
  const { workspaceId, within } = journey.workspace;
  return within((tx) =>
    notePossibleDuplicate(tx, workspaceId, left.id, right.id, {
      by: 'recognition',
      reasons: [notedReason('oneConversation')],
    }),
  );
}

async function writes(from: string, subject: string): Promise<void> {
  await journey.receive(mailbox, aMail({ from, verdict: 'aligned', subject }));
}

/** Every story begins with an empty queue. */
async function decideAll(): Promise<void> {
  const { items } = await journey.call<{ items: { a: Contact; b: Contact }[] }>('GET', '/duplicates');
  for (const { a, b } of items)
    await journey.call('POST', `/duplicates/${a.id}/${b.id}/decide`, { decision: 'notDuplicate' });
}
