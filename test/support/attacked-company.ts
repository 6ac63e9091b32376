import { sql } from 'kysely';
import { createContact } from '#domain/contacts/create-contact.ts';
import { createField } from '#domain/fields/create-field.ts';
import { createChannel } from '#domain/intake/create-channel.ts';
import { createApiKey } from '#domain/operators/api-keys.ts';
import { type Answer, aCompany, anApp, type Company, type TestApp } from './app.ts';

/** What a sender is told of one message. */
export interface Told {
  result: string;
  id: string;
  contactId: number | null;
}

/** A company with one known client, and somebody outside who may only hand over messages, as the server behind a web chat does. */
export interface AttackedCompany {
  app: TestApp;
  company: Company;
  /** Headers of the one outside. */
  widget: Record<string, string>;
  /** The web chat's channel. */
  chat: string;
  /** The client, whom everybody wants to pass for. */
  jana: number;
  /** Hands a message over on the web chat, or on another channel; `id` of what is told is the conversation's. */
  say(item: Record<string, unknown>, channel?: string): Promise<{ told: Told; answer: Answer }>;
  /** Makes a further channel. */
  channel(kind: string, settings?: Record<string, unknown>): Promise<string>;
  /** All that is kept of the client, and which cards are thought to be one: what no claim may change. */
  everything(): Promise<unknown>;
  /** The card that a conversation is linked to. */
  linkedTo(conversationId: string): Promise<number | null>;
}

export async function anAttackedCompany(): Promise<AttackedCompany> {
  const app = await anApp();
  const company = await aCompany(app, 'victim');
  let messages = 0;
  const channel: AttackedCompany['channel'] = async (kind, settings = {}) => {
    messages += 1;
    const given = { kind, name: `${kind} ${messages}`, settings };
    return (await app.database.inWorkspace(company.workspaceId, (tx) => createChannel(tx, company.system, given))).id;
  };
  const { key, jana } = await app.database.inWorkspace(company.workspaceId, async (tx) => {
    await createField(tx, company.system, {
      name: 'customer_no',
      of: 'contact',
      label: { en: 'Customer no.' },
      type: 'text',
      choices: [],
      shape: null,
      identifies: true,
      several: false,
      filledBy: ['entryForm', 'widgetApi', 'signedIdentity', 'operator'],
      linkTemplate: null,
    });
    const { contact } = await createContact(tx, company.system, {
      name: 'Jana Horáková',
      identifiers: [
        { kind: 'email', value: 'jana@example.cz' },
        { kind: 'phone', value: '+420602000111' },
        { kind: 'subject', value: 'jana' },
        { kind: 'custom:customer_no', value: '7720418' },
      ],
    });
    const made = await createApiKey(tx, company.system, { name: 'Widget', scopes: ['channel:write'] });
    return { key: made.key, jana: contact.id };
  });
  const widget = { authorization: `Bearer ${key}` };
  const chat = await channel('webchat');
  return {
    app,
    company,
    widget,
    chat,
    jana,
    channel,
    async say(item, to = chat) {
      messages += 1;
      const from = { kind: 'browser', value: `b-${messages}` };
      const body = { id: `m-${messages}`, at: '2026-05-04T10:00:00Z', from, text: 'Hello', ...item };
      const answer = await app.call('POST', `/api/v1/channels/${to}/inbound`, { headers: widget, body });
      const { conversationId, ...told } = (answer.body.items as Record<string, unknown>[])[0] ?? {};
      return { told: { ...told, id: conversationId } as unknown as Told, answer };
    },
    everything: () =>
      app.database.inWorkspace(company.workspaceId, async (tx) => {
        const { rows } = await sql`
          select c.state, c.name, c.name_source, c.version, c.attributes, c.tags, (
            select jsonb_agg(jsonb_build_array(i.kind, i.key, i.trust, i.display, v.state, v.owner_id) order by i.kind, i.key)
            from contact_identifier i join identifier v using (workspace_id, kind, account, key)
            where i.workspace_id = c.workspace_id and i.contact_id = c.id) as held
          from contact c where c.id = ${jana}`.execute(tx);
        const { rows: pairs } = await sql`select a_id, b_id from duplicate_pair`.execute(tx);
        return { rows, pairs };
      }),
    async linkedTo(conversationId) {
      const { body } = await app.call('GET', `/api/v1/conversations/${conversationId}`, { headers: company.key });
      return (body.contact as { id: number } | null)?.id ?? null;
    },
  };
}
