import { beforeEach, describe, expect, test } from 'vitest';
import { aContact, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { theDirectory } from '#test/support/message-factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { aReceiver } from '#test/support/receiver.ts';
import { listEntries } from '../conversations/list-entries.ts';
import { createField } from '../fields/create-field.ts';
import { deleteField } from '../fields/delete-field.ts';

const database = ownDatabase();
let workspace: Workspace;
beforeEach(async () => {
  workspace = await aWorkspace(database);
});

const field = (name: string, more: Partial<Parameters<typeof createField>[2]> = {}) =>
  workspace.within((tx) =>
    createField(tx, workspace.admin, {
      name,
      of: 'conversation',
      label: { en: name },
      type: 'text',
      choices: [],
      shape: null,
      identifies: true,
      several: false,
      filledBy: ['entryForm', 'restApi', 'operator'],
      linkTemplate: null,
      ...more,
    }),
  );
const browser = (value: string) => ({ kind: 'browser' as const, value });

describe('A custom identifier (R-ID-6)', () => {
  test('that a form fills in suggests the card which has it, since it is a claim', async () => {
    await field('customer_no', { shape: '9999999' });
    const jana = await aContact(workspace, {
      name: 'Jana',
      identifiers: [{ kind: 'custom:customer_no', value: '7720418' }],
    });
    const chat = await aReceiver(workspace, { kind: 'webchat' });
    const conversation = await chat.receive({ from: browser('b-1'), parameters: { customer_no: ' 7720418' } });
    expect(conversation).toMatchObject({
      contact: null,
      suggested: [
        { id: jana.id, reason: 'belowThreshold', evidence: { kind: 'custom:customer_no', display: '7720418' } },
      ],
      parameters: { customer_no: ' 7720418' },
      toldContactId: null,
    });
  });

  test('that the company’s own system sends links, where the channel is trusted so far', async () => {
    await field('customer_no');
    const jana = await aContact(workspace, { identifiers: [{ kind: 'custom:customer_no', value: '77' }] });
    const crm = await aReceiver(workspace, { kind: 'custom', settings: { otherTrust: 'channel' } });
    const conversation = await crm.receive({ from: browser('b-2'), parameters: { customer_no: 77 } });
    expect(conversation).toMatchObject({
      contact: { id: jana.id },
      link: { rule: 'matched', evidence: { kind: 'custom:customer_no', trust: 'channel' } },
      toldContactId: jana.id,
    });
  });

  test('stays a parameter with a value that is none, and the entry says why', async () => {
    await field('customer_no', { shape: '9999999' });
    const chat = await aReceiver(workspace, { kind: 'webchat' });
    const { id, contact, parameters } = await chat.receive({
      from: browser('b-3'),
      parameters: { customer_no: 'abc' },
    });
    const { items } = await workspace.within((tx) => listEntries(tx, workspace.admin, { id, limit: 10 }));
    expect({ contact, parameters }).toEqual({ contact: null, parameters: { customer_no: 'abc' } });
    expect(items[0]?.warnings).toEqual([expect.stringMatching(/^field\.customer_no: .*identifies nobody/)]);
  });

  test('that may stand on several cards goes to each, and picks none of them (R-ID-3)', async () => {
    await field('company_no', { several: true });
    const crm = await aReceiver(workspace, { kind: 'telegram', settings: { otherTrust: 'channel' } });
    for (const value of ['1', '2'])
      await crm.receive({ from: { kind: 'telegram', value }, also: [{ kind: 'custom:company_no', value: '5' }] });
    expect((await theDirectory(workspace)).map(({ values }) => values)).toEqual([
      ['custom:company_no:5 channel', 'telegram:1 channel'],
    ]);
    const [second] = await workspace.within((tx) =>
      tx.selectFrom('conversation').select(['link', 'contactId']).where('contactId', 'is', null).execute(),
    );
    expect(second?.link).toMatchObject({ rule: 'suggested', rejected: [{ reason: 'severalCards' }] });
  });

  test('whose field was deleted identifies nobody any more', async () => {
    const { id } = await field('customer_no');
    await aContact(workspace, { name: 'Jana', identifiers: [{ kind: 'custom:customer_no', value: '77' }] });
    await workspace.within((tx) => deleteField(tx, workspace.admin, id));
    const crm = await aReceiver(workspace, { kind: 'custom', settings: { otherTrust: 'channel' } });
    const said = { from: browser('b-4'), also: [{ kind: 'custom:customer_no' as const, value: '77' }] };
    expect(await crm.receive(said)).toMatchObject({ contact: null, suggested: [] });
  });
});
