import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { LoadedChannel } from '#domain/intake/load-channel.ts';
import { aContact } from '#test/support/factory.ts';
import { aJourney, type Journey } from '#test/support/journey.ts';
import { aMessage } from '#test/support/message-factory.ts';
import { barriers } from './barriers.ts';

let journey: Journey;
let first: string;
let second: string;
beforeAll(async () => {
  journey = await aJourney();
  const whatsapp = await journey.channel({ kind: 'whatsapp', name: 'WhatsApp' });
  const viber = await journey.channel({ kind: 'viber', name: 'Viber' });
  const { id } = await aContact(journey.workspace, { name: 'Karla Malá', phone: '777 123 456' });
  first = await comes(whatsapp, 'whatsapp', 'Dobrý den, netopí nám radiátor.');
  second = await comes(viber, 'viber', 'Ani v kuchyni.');
  for (const one of [first, second])
    await journey.call('POST', `/conversations/${one}/link`, { contactId: id, identifiers: [] });
  await journey.call('POST', `/conversations/${first}/accept`, {});
  const petra = await journey.colleague({ name: 'Petra Vlčková', email: 'petra@example.cz' });
  const hers = await journey.visit('conversations', { as: petra });
  await hers.getByRole('button', { name: /profile$/ }).click();
  await hers.getByRole('menuitemcheckbox', { name: 'Ready' }).click();
  await hers.getByRole('button', { name: /Ready, profile$/ }).waitFor();
  await journey.call('POST', `/conversations/${first}/invite`, { id: first, to: petra.id, note: 'Čte protokol.' });
  await journey.leave();
});
afterEach(() => journey.leave());
afterAll(() => journey.close());

const screens: Record<string, (page: Page) => Promise<unknown>> = {
  'an own conversation, of a client who writes elsewhere too, with a colleague invited': async (page) => {
    await page.getByText('The same client elsewhere').first().waitFor();
    await page.getByText('Petra Vlčková was asked to join').waitFor();
  },
  'redirecting to somebody who is away': async (page) => {
    await page.keyboard.press('r');
    await page.getByRole('dialog').getByRole('combobox').fill('oper');
    await page.getByRole('dialog').getByRole('alert').waitFor();
  },
  'the command palette': async (page) => {
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').fill('karla');
    await page.getByRole('dialog').getByRole('option', { name: /Karla/ }).first().waitFor();
  },
  'a pause of one’s own': async (page) => {
    await page.getByRole('button', { name: /profile$/ }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Pause…' }).click();
    await page.getByRole('dialog').getByRole('textbox').waitFor();
  },
};

for (const [name, way] of Object.entries(screens)) {
  it(`${name}: nothing stands in anybody's way, in light and dark, wide and narrow`, async () => {
    const page = await journey.visit(`conversations/${first}?view=mine`);
    await page.getByRole('button', { name: /^Redirect/ }).waitFor();
    await way(page);
    expect(await barriers(page)).toEqual([]);
  });
}

it('merges the same client’s other conversation into this one, and takes it back (R-TAB-10, R-HIS-8)', async () => {
  const page = await journey.visit(`conversations/${first}?view=mine`, { refusals: [404] });
  await page.getByRole('button', { name: 'Merge…' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Merge into/, disabled: false })
    .click();
  await page.getByRole('status').getByText('Conversations merged').waitFor();
  await page.getByRole('log').getByText('Ani v kuchyni.').waitFor();
  await expect.poll(() => page.getByText('The same client elsewhere').count()).toBe(0); // asked for beside the entries
  await page.keyboard.press('z');
  await page.getByText('The same client elsewhere').first().waitFor();
  await expect.poll(() => page.getByRole('log').getByText('Ani v kuchyni.').count()).toBe(0);
});

async function comes(channel: LoadedChannel, kind: 'whatsapp' | 'viber', text: string): Promise<string> {
  const from = { kind, value: '+420777123456', name: 'Karla' };
  const [got] = await journey.receive(channel, aMessage({ from, text, at: new Date().toISOString() }));
  return got?.conversationId ?? '';
}
