import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Conversation, Entry } from '#contract/conversation.ts';
import type { Template } from '#contract/reply.ts';
import { setPresence } from '#domain/operators/presence.ts';
import { wordsOf } from '#src/widget/words.ts';
import { aContact, aConversation } from '#test/support/factory.ts';
import { aJourney, type Colleague, type Journey } from '#test/support/journey.ts';
import { aSite, type Site } from '#test/support/site.ts';
import { untranslated } from './untranslated.ts';

// The whole way, visitor and two operators in three windows: nobody knows who writes, and in the end the card shows all of it.
const said = {
  en: { asks: 'Where is my invoice?', more: 'I moved in May.', late: 'Are you still there?', thanks: 'Thank you.' },
  cs: { asks: 'Kde je moje faktura?', more: 'V květnu jsem se stěhovala.', late: 'Jste tam ještě?', thanks: 'Děkuji.' },
};

describe.each(['en', 'cs'] as const)('from a stranger to a client, in %s', (language) => {
  const words = wordsOf(language);
  const says = said[language];
  let journey: Journey;
  let site: Site;
  let petra: Colleague;
  let old: string;
  let janaId: number;

  beforeAll(async () => {
    journey = await aJourney();
    const { workspace } = journey;
    const { id: channel } = await journey.channel({ kind: 'webchat', name: 'Web' });
    site = await aSite(journey.url, { workspace: workspace.slug, channel, lang: language });
    petra = await journey.colleague({ name: 'Petra Vlčková', email: 'petra@example.cz' });
    await journey.call('PATCH', '/me', { language });
    await workspace.within((tx) =>
      sql`update operator set language = ${language} where workspace_id = ${workspace.workspaceId}`.execute(tx),
    );
    await journey.call('POST', '/tag-rules', { tag: 'billing', words: ['invoice', 'faktura'] });
    const field = { required: true, choices: [] };
    await journey.call('POST', '/forms', {
      kind: 'hero',
      name: 'Your details',
      texts: { title: { en: 'Are your details right?', cs: 'Jsou vaše údaje správně?' } },
      fields: [
        { ...field, id: 'name', type: 'text', label: { en: 'Full name', cs: 'Celé jméno' }, fills: 'name' },
        { ...field, id: 'phone', type: 'phone', label: { en: 'Phone', cs: 'Telefon' }, fills: 'phone' },
      ],
    });
    const texts = { en: 'It is on its way, {{client.name}}.', cs: 'Je na cestě, {{client.name}}.' };
    const template = await journey.call<Template>('POST', '/templates', { name: 'On its way', texts });
    await workspace.within((tx) =>
      sql`insert into template_star (workspace_id, operator_id, template_id) values (${workspace.workspaceId}, ${petra.id}, ${template.id})`.execute(
        tx,
      ),
    );
    ({ id: janaId } = await aContact(workspace, { name: 'Jana Horáková', phone: '+420605214887' }));
    const email = (await journey.channel({ kind: 'email', name: 'Info' })).id;
    old = await aConversation(workspace, { channelId: email, contactId: janaId, queue: workspace.queue });
  });
  afterEach(() => journey.leave());
  afterAll(async () => {
    await site.close();
    await journey.close();
  });

  it('a nameless visitor becomes known, is handed over, and is answered; nothing is lost on the way', {
    timeout: 180_000,
  }, async () => {
    const visitor = await journey.visit(site.url, { breaks: true, refusals: [503] });
    await visitor.getByRole('button', { name: words.open }).click();
    await writes(visitor, says.asks);

    const eva = await journey.visit('conversations', { breaks: true, refusals: [503] });
    await eva.getByRole('tabpanel').getByText(says.asks).first().click();
    await eva.getByRole('log').getByText(says.asks).waitFor();
    const id = new URL(eva.url()).pathname.split('/').at(-1) ?? '';
    await eva.keyboard.press('Enter');
    await expect.poll(async () => (await read(id)).assignee?.name).toBe('Eva Marková');
    expect(await read(id)).toMatchObject({ contact: null, tags: ['billing'], tagSources: { billing: { by: 'rule' } } });

    await eva.getByRole('textbox').last().waitFor();
    await eva.keyboard.press('h');
    await eva.getByRole('menuitem', { name: 'Your details' }).waitFor();
    await eva.keyboard.press('ArrowDown');
    await eva.keyboard.press('Enter');
    const card = visitor.getByRole('article');
    await card.getByRole('textbox').nth(0).fill('Jana Horáková');
    await card.getByRole('textbox').nth(1).fill('605 214 887');
    await card.getByRole('button', { name: words.confirm }).click();
    await expect.poll(async () => (await read(id)).suggested.map((one) => one.id)).toEqual([janaId]);
    if (language === 'cs') expect(await untranslated(eva)).toEqual([]);

    await eva.keyboard.press('Escape');
    await eva.keyboard.press('s');
    await eva
      .getByRole('dialog')
      .getByRole('option', { name: /Jana Horáková/ })
      .waitFor();
    await eva.keyboard.press('Enter');
    await expect.poll(async () => (await read(id)).contact?.id).toBe(janaId);
    await eva
      .getByRole('heading', { name: /Jana Horáková$/ })
      .first()
      .waitFor();
    await eva.locator('#tab-history').press('Enter');
    await eva.locator(`#item-${old}`).waitFor();
    if (language === 'cs') expect(await untranslated(eva)).toEqual([]);

    await eva.keyboard.press('n');
    await eva.keyboard.type('Two supply points.');
    await eva.keyboard.press('Control+Enter');
    await expect.poll(() => kept(id)).toContain('note: Two supply points.');

    await visitor.context().setOffline(true);
    await writes(visitor, says.more);
    await visitor.context().setOffline(false);
    await eva.getByRole('log').getByText(says.more).waitFor({ timeout: 30_000 });
    await journey.restart(() => writes(visitor, says.late));
    await eva.getByRole('log').getByText(says.late).waitFor({ timeout: 30_000 });

    await isReady(petra);
    const hers = await journey.visit('conversations?view=mine', { as: petra });
    await eva.keyboard.press('Escape');
    await eva.keyboard.press('r');
    await eva.getByRole('dialog').getByRole('combobox').fill('petra');
    await eva
      .getByRole('dialog')
      .getByRole('option', { name: /Petra Vlčková/ })
      .waitFor();
    await eva.getByRole('dialog').locator('textarea').fill('Asks about the invoice only.');
    await eva.getByRole('dialog').locator('.btn.ink:not([disabled])').waitFor();
    await eva.keyboard.press('Control+Enter');
    await eva.getByRole('dialog').waitFor({ state: 'hidden' });
    await hers.getByRole('link', { name: /Jana Horáková/ }).click();
    await hers.getByText('“Asks about the invoice only.”').first().waitFor();
    await hers.getByRole('log').getByText('Two supply points.').waitFor();
    await hers.keyboard.press('Enter');
    await expect.poll(async () => (await read(id)).assignee?.name).toBe('Petra Vlčková');
    await isReady({ ...petra, id: (await journey.call<{ id: string }>('GET', '/me')).id, name: journey.person.name });

    await hers.locator('.composer textarea').waitFor();
    await hers.keyboard.press('b');
    await hers.getByRole('dialog').getByRole('combobox').fill('eva');
    await hers
      .getByRole('dialog')
      .getByRole('option', { name: /Eva Marková/ })
      .waitFor();
    await hers.getByRole('dialog').locator('.btn.ink:not([disabled])').waitFor();
    await hers.keyboard.press('Enter');
    await hers.getByRole('dialog').waitFor({ state: 'hidden' });
    await eva.locator('[data-accept]').click();
    await expect.poll(async () => (await read(id)).collaborators.map(({ name }) => name)).toEqual(['Eva Marková']);

    await hers.keyboard.press('Escape');
    await hers
      .getByRole('button', { name: /On its way/ })
      .first()
      .waitFor();
    await hers.keyboard.press('Alt+Digit1');
    await expect.poll(() => hers.locator('.composer textarea').inputValue()).toContain('Jana Horáková');
    await hers.keyboard.press('Control+Enter');
    const answer = { en: 'It is on its way, Jana Horáková.', cs: 'Je na cestě, Jana Horáková.' }[language];
    await visitor.getByRole('log').getByText(answer).waitFor({ timeout: 30_000 });
    await writes(visitor, says.thanks);
    await hers.getByRole('log').getByText(says.thanks).waitFor();
    await hers.keyboard.press('Escape');
    await hers.keyboard.press('Control+Enter');
    await expect.poll(async () => (await read(id)).state).toBe('closed');

    expect(await kept(id)).toEqual(
      [
        ...[says.asks, says.more, says.late].map((text) => `in: ${text}`),
        `out: ${answer}`,
        `in: ${says.thanks}`,
        'note: Two supply points.',
        'note: Asks about the invoice only.',
      ].sort(),
    );
    await hers.goto(`${journey.url}/w/${journey.workspace.slug}/contacts/${janaId}`);
    await hers.locator(`#item-${id}`).getByText('Petra Vlčková').first().waitFor();
    await hers.locator(`#item-${old}`).waitFor();
    if (language === 'cs') expect(await untranslated(hers)).toEqual([]);
  });

  async function writes(visitor: Page, text: string): Promise<void> {
    await visitor.getByRole('textbox', { name: words.message }).fill(text);
    await visitor.keyboard.press('Enter');
  }

  function read(id: string): Promise<Conversation> {
    return journey.call('GET', `/conversations/${id}`);
  }

  /** What was said and noted, each once. */
  async function kept(id: string): Promise<string[]> {
    const { items } = await journey.call<{ items: Entry[] }>('GET', `/conversations/${id}/entries?limit=100`);
    return items
      .filter(({ kind, form }) => (kind === 'message' && !form) || kind === 'note')
      .map(({ kind, direction, text }) => `${kind === 'note' ? 'note' : direction}: ${text}`)
      .sort();
  }

  function isReady({ id, name }: Pick<Colleague, 'id' | 'name'>): Promise<unknown> {
    const { workspaceId, queue, within } = journey.workspace;
    const who = { type: 'operator' as const, workspaceId, id, name, role: 'operator' as const, queues: [queue] };
    return within((tx) => setPresence(tx, who, { state: 'ready', reason: null }));
  }
});
