import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { LoadedChannel } from '#domain/intake/load-channel.ts';
import { aConversationWith } from '#test/support/conversation-factory.ts';
import { aContact, aQueue } from '#test/support/factory.ts';
import type { Colleague, Journey } from '#test/support/journey.ts';
import { aMessage } from '#test/support/message-factory.ts';
import { aVisitedSite, begin, say, type VisitedSite } from '#test/support/visited-site.ts';
import { barriers } from './barriers.ts';
import { looksRightInBoth, type ScreenInBoth } from './in-both-languages.ts';

let visited: VisitedSite;
let journey: Journey;
let whatsapp: LoadedChannel;
let petra: Colleague;
let card: number;
beforeAll(async () => {
  visited = await aVisitedSite();
  ({ journey } = visited);
  const { workspace } = journey;
  whatsapp = await journey.channel({ kind: 'whatsapp', name: 'WhatsApp' });
  petra = await journey.colleague({ name: 'Petra Vlčková', email: 'petra@example.cz' });
  card = (await aContact(workspace, { name: 'Jana Horáková', phone: '+420777000111' })).id;
  const legal = await workspace.within((tx) => aQueue(tx, workspace.workspaceId, { name: 'Legal' }));
  const of = { channelId: whatsapp.id, queue: legal, contactId: card, state: 'closed' as const };
  await aConversationWith(workspace, {
    ...of,
    at: new Date('2026-10-28T11:05:00Z'),
    entries: ['What was agreed in court'],
  });
  await aConversationWith(workspace, { ...of, at: new Date('2026-10-27T08:40:00Z'), entries: ['Another matter'] });
});
afterEach(() => journey.leave());
afterAll(() => visited.close());

it('asks for access to what is hidden, is granted it, reads, and is shown out when it is withdrawn (R-HIS-5)', {
  timeout: 120_000,
}, async () => {
  const hers = await journey.visit(`contacts/${card}`, { as: petra, refusals: [404] });
  const hidden = hers.locator('.hidden-ev').filter({ hasText: '28' });
  await hidden.getByText('Only members of the queue read it').waitFor();
  await hidden.getByRole('button', { name: 'Ask for access' }).click();
  const asking = hers.getByRole('dialog', { name: 'Ask for access to this conversation' });
  expect(await barriers(hers)).toEqual([]);
  await asking.getByRole('button', { name: '7 days' }).click();
  await asking.getByRole('textbox', { name: 'Why' }).fill('The client asks what was agreed');
  await hers.keyboard.press('Enter');
  await hidden.getByText(/^asked/).waitFor();
  await hidden.getByText('Eva Marková').waitFor();

  const mine = await journey.visit('conversations');
  const wishes = mine.getByRole('region', { name: /Asks for access/ });
  await wishes.getByText('Petra Vlčková asks for 7 days').waitFor();
  await wishes.getByText('“The client asks what was agreed”').waitFor();
  await hidden.getByRole('button', { name: 'Take back' }).click();
  await hidden.getByRole('button', { name: 'Ask for access' }).waitFor();
  await expect.poll(() => wishes.count()).toBe(0); // live: it is nobody's to decide any more
  await hidden.getByRole('button', { name: 'Ask for access' }).click();
  await asking.getByRole('textbox', { name: 'Why' }).fill('The client asks');
  await asking.getByRole('button', { name: /^Ask/ }).click();
  await wishes.getByRole('link', { name: /Jana Horáková/ }).click();
  await wishes.getByRole('button', { name: 'Grant' }).click();
  await mine.getByText(/Petra Vlčková may look until/).waitFor();

  await hers.getByText(/access until/).waitFor();
  await hers.getByText(/granted by Eva Marková/).waitFor();
  const [, id] = /conversations\/([0-9a-f-]+)/.exec(mine.url()) ?? [];
  await hers.goto(new URL(`/w/${journey.workspace.slug}/conversations/${id}`, journey.url).href);
  await hers.getByRole('log').getByText('What was agreed in court').waitFor();
  await hers.getByText(/You may look until/).waitFor();
  await mine.getByRole('button', { name: 'Withdraw access' }).click();
  await mine.getByRole('status').getByText('Access withdrawn: Petra Vlčková').waitFor();
  const began = Date.now();
  await hers.getByText('There is no such page, or you may not see it').waitFor();
  await expect.poll(() => hers.getByText('What was agreed in court').count()).toBe(0); // in the list beside it, too
  expect(Date.now() - began).toBeLessThan(5_000);
});

it('blocks a visitor, who is not told; what they write is kept unseen; lifting lets them in (R-DSK-5)', async () => {
  const [visitor, mine] = [await journey.visit(visited.site.url), await journey.visit('conversations')];
  await begin(visitor, 'Rudolf');
  await say(visitor, 'You are all fools');
  await mine.getByRole('link', { name: /Rudolf/ }).click();
  await mine.getByRole('log').getByText('You are all fools').waitFor();
  await menu(mine, 'Block the sender…');
  const dialog = mine.getByRole('dialog', { name: 'Block the sender' });
  await dialog.getByRole('radio', { name: 'One week' }).check();
  await dialog.getByRole('textbox', { name: /Reason/ }).fill('Insults');
  await dialog.getByRole('button', { name: 'Block' }).click();
  await mine.getByRole('status').getByText('Blocked: Rudolf').waitFor();
  await mine.mouse.move(900, 300);
  await expect
    .poll(() =>
      mine
        .getByRole('tabpanel')
        .getByRole('link', { name: /Rudolf/ })
        .count(),
    )
    .toBe(0);

  await say(visitor, 'And more of it');
  await visitor.getByRole('log').getByText('And more of it').waitFor();
  expect(await visitor.getByText(/closed/i).count()).toBe(0);
  expect(
    await mine
      .getByRole('tabpanel')
      .getByRole('link', { name: /Rudolf/ })
      .count(),
  ).toBe(0);

  const settings = await journey.visit('settings/blocked');
  const row = settings.getByRole('row', { name: /Insults/ });
  await row.getByText('Eva Marková').waitFor();
  await settings.getByRole('searchbox', { name: 'Search the blocked senders' }).fill('nobody at all');
  await settings.getByText('Nobody here matches “nobody at all”').waitFor();
  await settings.getByRole('searchbox', { name: 'Search the blocked senders' }).fill('insul');
  await row.getByRole('button', { name: /Let in again/ }).click();
  await settings
    .getByRole('status')
    .getByText(/Let in again/)
    .waitFor();
  await expect.poll(() => row.count()).toBe(0);
  await say(visitor, 'Excuse me');
  await mine
    .getByRole('tabpanel')
    .getByRole('link', { name: /Rudolf/ })
    .waitFor();
});

it('marks as spam from the filter’s point of view too, with Undo; and redacts a message before the visitor’s eyes (R-DSK-5, R-REC-2)', async () => {
  const from = { kind: 'whatsapp', value: '+420777000999', name: 'Cheap Watches' } as const;
  await journey.receive(
    whatsapp,
    aMessage({ from, conversation: 'spam', text: 'Buy now', at: new Date().toISOString() }),
  );
  const mine = await journey.visit('conversations');
  await mine.getByRole('link', { name: /Cheap Watches/ }).click();
  await mine.getByRole('log').getByText('Buy now').waitFor();
  await menu(mine, 'Mark as spam…');
  await mine.getByRole('dialog', { name: 'Mark as spam' }).getByRole('button', { name: 'Mark as spam' }).click();
  await mine.getByRole('status').getByText('Spam: Cheap Watches').waitFor();
  await mine.getByRole('button', { name: 'Filter' }).first().click();
  await mine.getByRole('menuitemcheckbox', { name: 'only spam' }).click();
  await mine.keyboard.press('Escape');
  await mine
    .getByRole('tabpanel')
    .getByRole('link', { name: /Cheap Watches.*spam/ })
    .waitFor();
  await mine.getByRole('status').getByRole('button', { name: /Undo/ }).click();
  await mine.mouse.move(900, 300);
  await expect
    .poll(() =>
      mine
        .getByRole('tabpanel')
        .getByRole('link', { name: /Cheap Watches/ })
        .count(),
    )
    .toBe(0);

  const visitor = await journey.visit(visited.site.url);
  await begin(visitor, 'Klára');
  await say(visitor, 'My password is zirconium');
  const desk = await journey.visit('conversations');
  await desk.getByRole('link', { name: /Klára/ }).click();
  const said = desk.getByRole('log').getByText('My password is zirconium');
  await said.hover();
  await desk.getByRole('button', { name: 'Redact…' }).click();
  const ask = desk.getByRole('dialog', { name: 'Redact this message?' });
  await ask.getByText('This cannot be undone.', { exact: false }).waitFor();
  await ask.getByRole('button', { name: 'Redact for good' }).click();
  await desk.getByText(/Removed by Eva Marková/).waitFor();
  expect(await said.count()).toBe(0);
  await visitor.getByText('The company removed this message').waitFor();
  expect(await visitor.getByText('zirconium').count()).toBe(0);
});

const screens: Record<string, ScreenInBoth> = {
  'the blocked senders': {
    at: 'settings/blocked',
    ready: ['Blocked senders', 'Blokovaní odesílatelé'],
  },
  'blocking a sender': {
    at: 'conversations',
    ready: ['Conversations', 'Konverzace'],
    way: async (page) => {
      await page.getByRole('link', { name: /Cheap Watches/ }).click();
      await menu(page, /^(Block the sender…|Blokovat odesílatele…)$/);
      await page.getByRole('radio').first().waitFor();
    },
    wordy: true,
  },
};
looksRightInBoth(() => journey, screens);

/** Chooses from the menu of the conversation's head. */
async function menu(page: Page, item: string | RegExp): Promise<void> {
  await page
    .getByRole('button', { name: /^(What can be done|Co se dá dělat|Co lze udělat)/ })
    .first()
    .click();
  await page.getByRole('menuitem', { name: item }).click();
}
