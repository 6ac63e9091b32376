import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Contact } from '#contract/contact.ts';
import type { Conversation } from '#contract/conversation.ts';
import type { LoadedChannel } from '#domain/intake/load-channel.ts';
import { aJourney, type Journey } from '#test/support/journey.ts';
import { aMessage } from '#test/support/message-factory.ts';

let journey: Journey;
let channel: LoadedChannel;
beforeAll(async () => {
  journey = await aJourney();
  channel = await journey.channel({ kind: 'whatsapp', name: 'WhatsApp' });
});
afterEach(() => journey.leave());
afterAll(() => journey.close());

it('shows the new name at once in the head and in a list of hundreds on everybody’s screen, by whomever it was given (R-TAB-9, R-BEY-8)', async () => {
  const received = await journey.receive(channel, ...hundreds('chat'));
  const id = received[30]?.conversationId ?? '';
  const page = await journey.visit(`conversations/${id}?view=waiting`);
  const row = page.locator(`a.conv[data-id="${id}"]`);
  await page.getByRole('heading', { name: 'Karel Starý' }).first().waitFor();
  await expect
    .poll(async () => {
      await page.locator('#conversations').evaluate((list) => list.scrollTo({ top: list.scrollHeight }));
      return page.locator('a.conv').last().textContent();
    })
    .toContain('Client 239'); // who waits longest is first: three pages are here
  await page.locator('#conversations').evaluate((list) => list.scrollTo({ top: 30 * 76 }));
  await row.getByText('Karel Starý').waitFor();

  const { contact } = await journey.call<Conversation>('GET', `/conversations/${id}`);
  await rename(contact?.id ?? 0, 'Karel Nový');
  await row.getByText('Karel Nový').waitFor();
  await page.getByRole('heading', { name: 'Karel Nový' }).first().waitFor();
});

it('loads the next page of a long list though news come while it is on its way', async () => {
  await journey.receive(channel, ...hundreds('more'));
  const page = await journey.visit('conversations?view=waiting');
  await page.locator('a.conv').first().waitFor();
  let held = 0;
  await page.route(/\/conversations\?.*cursor=/, async (route) => {
    held += 1;
    if (held > 1) return route.continue();
    const last = await page.locator('a.conv').last().getAttribute('data-id');
    const { contact } = await journey.call<Conversation>('GET', `/conversations/${last}`);
    await rename(contact?.id ?? 0, 'Client that has another name'); // and the page never comes: it is given up for the news
  });
  await page.locator('#conversations').evaluate((list) => list.scrollTo({ top: list.scrollHeight }));
  await expect.poll(() => held).toBeGreaterThan(1);
  await page.getByText('Client that has another name').first().waitFor();
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});

function hundreds(thread: string) {
  return Array.from({ length: 240 }, (_, n) =>
    aMessage({
      from: {
        kind: 'whatsapp',
        value: `4206030${String(n).padStart(5, '0')}`,
        name: n === 30 ? 'Karel Starý' : `Client ${n}`,
      },
      conversation: `${thread}-${n}`,
      text: 'Good morning',
      at: new Date(Date.now() - (240 - n) * 60_000).toISOString(),
    }),
  );
}

async function rename(id: number, name: string): Promise<void> {
  const { version } = await journey.call<Contact>('GET', `/contacts/${id}`);
  await journey.call('PATCH', `/contacts/${id}`, { name }, { 'if-match': `"${version}"` });
}
