import { FormInput } from '#contract/form.ts';
import { createForm } from '#domain/conversations/forms/form-settings.ts';
import { editChannel } from '#domain/intake/edit-channel.ts';
import type { Store } from '#domain/intake/import-summary.ts';
import { listChannels } from '#domain/intake/list-channels.ts';
import type { SystemActor } from '#domain/operators/actor.ts';
import { once } from '#domain/operators/once.ts';
import { editWorkspace } from '#domain/workspaces/edit-workspace.ts';
import { channels } from './company.ts';

const { title, brand, privacy } = { title: 'Bystřina', brand: '#14606b', privacy: 'https://bystrina.example/udaje' };

const entryForm = FormInput.parse({
  kind: 'entry',
  name: 'Entry form of the web',
  texts: {
    title: { en: 'Hello, how can we help?', cs: 'Dobrý den, s čím vám pomůžeme?' },
    intro: { en: 'A person always answers.', cs: 'Odpovídá vždy člověk.' },
    button: { en: 'Start the chat', cs: 'Začít chat' },
  },
  fields: [
    { id: 'name', type: 'text', label: { en: 'Name', cs: 'Jméno' }, required: true, fills: 'name' },
    { id: 'email', type: 'email', label: { en: 'E-mail', cs: 'E-mail' }, required: true, fills: 'email' },
    {
      id: 'customer',
      type: 'text',
      label: { en: 'Customer no.', cs: 'Zákaznické číslo' },
      fills: 'parameter:customer_no',
    },
    {
      id: 'topic',
      type: 'choice',
      label: { en: 'Topic', cs: 'Téma' },
      choices: ['faktura', 'odečet', 'změna tarifu', 'stěhování', 'porucha', 'jiné'],
      fills: 'parameter:topic',
    },
  ],
});

const offlineForm = FormInput.parse({
  kind: 'offline',
  name: 'Offline form of the web',
  texts: { title: { en: 'Write to us, we answer in the morning', cs: 'Napište nám, odpovíme ráno' } },
  fields: [
    { id: 'name', type: 'text', label: { en: 'Name', cs: 'Jméno' }, fills: 'name' },
    { id: 'email', type: 'email', label: { en: 'E-mail', cs: 'E-mail' }, required: true, fills: 'email' },
    { id: 'message', type: 'long', label: { en: 'Message', cs: 'Zpráva' }, required: true },
  ],
});

const callbackForm = FormInput.parse({
  kind: 'callback',
  name: 'Callback of the web',
  texts: { intro: { en: 'A person always calls.', cs: 'Volá vždy člověk.' } },
  fields: [
    { id: 'phone', type: 'phone', label: { en: 'Phone', cs: 'Telefon' }, required: true, fills: 'phone' },
    { id: 'about', type: 'text', label: { en: 'What about', cs: 'O co jde' } },
  ],
});

/** At any hour, whenever somebody looks at the demo: with hours there are times at which one may be called. */
const hours = {
  timeZone: 'Europe/Prague',
  week: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', to: '24:00' })),
};

/** Gives the demo's web chat its looks and its forms, once; what somebody changes since stays. Returns the channel's id. */
export async function provideWebchat(store: Store, workspaceId: string): Promise<string> {
  const system: SystemActor = { type: 'system', workspaceId, id: null, name: 'demo' };
  return store.inWorkspace(workspaceId, async (tx) => {
    const { items } = await listChannels(tx, system);
    const id = items.find(({ kind, name }) => kind === 'webchat' && name === channels.webchat.name)?.id;
    if (!id) throw new Error('The demo has no web chat any more. Remove its data directory to begin anew.');
    await once(tx, system, 'demo: web chat', async () => {
      const entry = await createForm(tx, system, entryForm);
      const offline = await createForm(tx, system, offlineForm);
      const callback = await createForm(tx, system, callbackForm);
      const forms = { entryForm: entry.id, offlineForm: offline.id, callbackForm: callback.id };
      const settings = { title, brand, privacy, ...forms };
      await editChannel(tx, system, { id, settings });
      await editWorkspace(tx, system, { hours });
    });
    return id;
  });
}
