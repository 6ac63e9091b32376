import { beforeAll, describe, expect, it } from 'vitest';
import { aConversationWith } from '#test/support/conversation-factory.ts';
import { aChannel, aContact, anOperator, aQueue, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { readContact } from '../contacts/read-contact.ts';
import { addContactOfConversation } from './add-contact.ts';
import { editClient } from './edit-client.ts';
import { linkConversation } from './link-conversation.ts';
import { listConversations } from './list-conversations.ts';
import { readConversation } from './read-conversation.ts';

const database = ownDatabase();
let workspace: Workspace;
let channelId: string;

beforeAll(async () => {
  workspace = await aWorkspace(database);
  channelId = await aChannel(workspace);
});

describe('an unknown client', () => {
  it('keeps noted values with the conversation, which suggest the card that has them and go to the card that is chosen (R-TAB-1)', async () => {
    const owner = await aContact(workspace, { name: 'Has it', phone: '+420602771310' });
    const chosen = await aContact(workspace, { name: 'Chosen' });
    const id = await aConversationWith(workspace, { channelId, clientDisplay: 'Visitor 12' });
    const noted = await workspace.within((tx) =>
      editClient(tx, workspace.operator, { id, name: 'Eva', phone: '602 771 310', email: 'Eva@Example.com' }),
    );
    expect(noted).toMatchObject({
      topic: 'Eva',
      client: { name: 'Eva', phone: '602 771 310', email: 'Eva@Example.com' },
      suggestions: 1,
      suggested: [{ id: owner.id, reason: 'belowThreshold', evidence: { kind: 'phone' } }],
    });
    const corrected = await workspace.within((tx) => editClient(tx, workspace.operator, { id, phone: '' }));
    expect(corrected).toMatchObject({ client: { phone: null, email: 'Eva@Example.com' }, suggested: [] });
    await workspace.within((tx) => linkConversation(tx, workspace.operator, { id, contactId: chosen.id }));
    const card = await workspace.within((tx) => readContact(tx, workspace.operator, chosen.id));
    expect(card.identifiers).toMatchObject([{ kind: 'email', value: 'eva@example.com', trust: 'operator' }]);
    const late = workspace.within((tx) => editClient(tx, workspace.operator, { id, name: 'Other' }));
    await expect(late).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('may have more fields than three: each suggests the card that has it, and goes to the card (R-TAB-1, R-TAB-2)', async () => {
    const owner = await aContact(workspace, { name: 'Has the second phone', phone: '+420603111222' });
    const id = await aConversationWith(workspace, { channelId, clientDisplay: 'Visitor 13' });
    const add = [
      { kind: 'phone' as const, value: '603 111 222' },
      { kind: 'viber' as const, value: '420603111333' },
    ];
    const noted = await workspace.within((tx) => editClient(tx, workspace.operator, { id, identifiers: { add } }));
    expect(noted).toMatchObject({
      client: { phone: null, identifiers: [{ kind: 'phone', value: '+420603111222' }, { kind: 'viber' }] },
      suggested: [{ id: owner.id }],
    });
    const [phone] = add;
    const without = await workspace.within((tx) =>
      editClient(tx, workspace.operator, { id, identifiers: { remove: phone ? [phone] : [] } }),
    );
    expect(without).toMatchObject({ client: { identifiers: [{ kind: 'viber' }] }, suggested: [] });
    const { contact } = await workspace.within((tx) => addContactOfConversation(tx, workspace.operator, { id }));
    expect(contact.identifiers).toMatchObject([{ kind: 'viber', trust: 'operator' }]);
    const bad = aConversationWith(workspace, { channelId }).then((other) =>
      workspace.within((tx) =>
        editClient(tx, workspace.operator, { id: other, identifiers: { add: [{ kind: 'email', value: 'nobody' }] } }),
      ),
    );
    await expect(bad).rejects.toMatchObject({
      code: 'INVALID',
      fields: { 'identifiers.add.0.value': expect.any(String) },
    });
  });

  it('gets a card with the name and identifiers of the conversation (R-TAB-2)', async () => {
    const id = await aConversationWith(workspace, {
      channelId,
      clientName: 'Petr Nový',
      participants: [
        { value: 'petr.novy@example.com', trust: 1 },
        { value: 'boss@example.com', role: 'cc' },
      ],
    });
    const { contact } = await workspace.within((tx) => addContactOfConversation(tx, workspace.operator, { id }));
    expect(contact).toMatchObject({
      name: 'Petr Nový',
      identifiers: [{ value: 'petr.novy@example.com', trust: 'network' }],
    });
    expect(await workspace.within((tx) => readConversation(tx, workspace.operator, id))).toMatchObject({
      contact: { id: contact.id },
      participants: [
        { role: 'from', contact: { id: contact.id } },
        { role: 'cc', contact: null },
      ],
    });
  });

  it("keeps the conversation's higher trust for an identifier that was filled in by hand", async () => {
    const id = await aConversationWith(workspace, {
      channelId,
      participants: [{ value: 'signed@example.com', trust: 5 }],
    });
    const { contact } = await workspace.within((tx) =>
      addContactOfConversation(tx, workspace.operator, {
        id,
        name: 'Filled In',
        identifiers: [
          { kind: 'email', value: 'signed@example.com' },
          { kind: 'phone', value: '602771399' },
        ],
      }),
    );
    expect(contact.identifiers).toMatchObject([
      { value: 'signed@example.com', trust: 'signed' },
      { value: '+420602771399', trust: 'operator' },
    ]);
  });

  it('never suggests a card that only others may know of', async () => {
    const hidden = await workspace.within((tx) => aQueue(tx, workspace.workspaceId, { readers: 'hidden' }));
    const secret = await aContact(workspace, { name: 'Secret' });
    await aConversationWith(workspace, { channelId, queue: hidden, contactId: secret.id });
    const candidate = {
      contactId: secret.id,
      evidence: { kind: 'email', display: 'x@example.com', trust: 'claimed' },
      strength: 'claimed',
      reason: 'belowThreshold',
    };
    const id = await aConversationWith(workspace, {
      channelId,
      link: {
        rule: 'suggested',
        evidence: null,
        strength: null,
        rejected: [candidate],
        at: new Date().toISOString(),
        by: null,
      },
    });
    const insider = await workspace.within((tx) =>
      anOperator(tx, workspace.workspaceId, { queues: [workspace.queue, hidden] }),
    );
    const read = (actor: typeof insider) => workspace.within((tx) => readConversation(tx, actor, id));
    expect(await read(insider)).toMatchObject({
      suggestions: 1,
      suggested: [{ id: secret.id }],
      link: { rejected: [{ contactId: secret.id }] },
    });
    expect(await read(workspace.operator)).toMatchObject({ suggestions: 0, suggested: [], link: { rejected: [] } });
    const { items } = await workspace.within((tx) => listConversations(tx, workspace.operator, { limit: 200 }));
    expect(items.find((row) => row.id === id)?.suggestions).toBe(0);
  });
});
