import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { type Form, FormInput } from '#contract/form.ts';
import { createForm } from '#domain/conversations/forms/form-settings.ts';
import { editChannel } from '#domain/intake/edit-channel.ts';
import { aJourney, type Journey } from './journey.ts';
import { aSite, type Site } from './site.ts';

/** A company with a web chat that asks for a name first, and its page on an address of its own. */
export interface VisitedSite {
  journey: Journey;
  channelId: string;
  site: Site;
  /** Makes a form of the company's. */
  form(given: unknown): Promise<Form>;
  /** What the desk's API has of a visitor's conversation; empty while there is none. */
  atTheDesk(name: string): Promise<{ id: string; said: string[] }>;
  /** The person of the journey takes a conversation. */
  accept(id: string): Promise<void>;
  /** The person of the journey answers. */
  answer(id: string, text: string): Promise<void>;
  close(): Promise<void>;
}

/** Starts it all: `close()` in afterAll. */
export async function aVisitedSite(given: Parameters<typeof aJourney>[0] = {}): Promise<VisitedSite> {
  const journey = await aJourney(given);
  const { workspace } = journey;
  const { id: channelId } = await journey.channel({ kind: 'webchat', name: 'Web' });
  const form = (given: unknown) => workspace.within((tx) => createForm(tx, workspace.admin, FormInput.parse(given)));
  const entry = await form({
    kind: 'entry',
    name: 'Entry',
    fields: [
      { id: 'name', type: 'text', label: { en: 'Name', cs: 'Jméno' }, required: true, fills: 'name' },
      { id: 'email', type: 'email', label: { en: 'E-mail', cs: 'E-mail' }, required: true, fills: 'email' },
    ],
  });
  const settings = { title: 'Bystřina', brand: '#14606b', entryForm: entry.id };
  await workspace.within((tx) => editChannel(tx, workspace.admin, { id: channelId, settings }));
  const site = await aSite(journey.url, { workspace: workspace.slug, channel: channelId });
  return {
    journey,
    channelId,
    site,
    form,
    async atTheDesk(name) {
      type Rows = { items: { id: string; topic: string }[] };
      const { items } = await journey.call<Rows>('GET', '/conversations?limit=50');
      const id = items.find(({ topic }) => topic === name)?.id ?? '';
      if (!id) return { id, said: [] };
      type Entries = { items: { kind: string; text: string }[] };
      const { items: entries } = await journey.call<Entries>('GET', `/conversations/${id}/entries?limit=100`);
      return { id, said: entries.flatMap(({ kind, text }) => (kind === 'message' ? [text] : [])) };
    },
    accept: (id) => journey.call('POST', `/conversations/${id}/accept`, {}),
    async answer(id, text) {
      const { contact } = await journey.call<{ contact: { id: number } | null }>('GET', `/conversations/${id}`);
      const reply = { replyId: randomUUID(), text, contactId: contact?.id ?? null };
      await journey.call('POST', `/conversations/${id}/replies`, reply);
    },
    async close() {
      await site.close();
      await journey.close();
    },
  };
}

/** A visitor opens the chat and fills in the entry form. */
export async function begin(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Open the chat' }).click();
  const dialog = page.getByRole('dialog', { name: 'Chat · Bystřina' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  await dialog.getByRole('textbox', { name: 'E-mail' }).fill(`${name.toLowerCase()}@example.cz`);
  await dialog.getByRole('button', { name: 'Start the chat' }).click();
  await dialog.getByRole('textbox', { name: 'Message' }).waitFor();
}

/** A visitor writes. */
export async function say(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message' }).fill(text);
  await page.keyboard.press('Enter');
}
