import { beforeAll, describe, expect, test } from 'vitest';
import type { KeyActor } from '#domain/operators/actor.ts';
import { aConversationWith } from '#test/support/conversation-factory.ts';
import { aChannel, aContact, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { fillTemplate } from './fill-template.ts';
import {
  createTemplate,
  deleteTemplate,
  editTemplate,
  listTemplates,
  restoreTemplate,
  starTemplate,
} from './templates.ts';

const database = ownDatabase();
let workspace: Workspace;
beforeAll(async () => {
  workspace = await aWorkspace(database);
});

const aTemplate = (given: Partial<Parameters<typeof createTemplate>[2]> = {}, by = workspace.supervisor) =>
  workspace.within((tx) =>
    createTemplate(tx, by, {
      folder: 'Invoices',
      name: 'Deposit',
      shortcut: null,
      texts: { en: 'Good morning' },
      ...given,
    }),
  );

describe('templates (R-TAB-7)', () => {
  test('are written by supervisors and administrators, read and starred by everybody, each their own', async () => {
    const { id } = await aTemplate({ name: 'Starred' });
    await expect(aTemplate({}, workspace.operator)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await workspace.within((tx) => starTemplate(tx, workspace.operator, { id, starred: true }));
    const again = await workspace.within((tx) => starTemplate(tx, workspace.operator, { id, starred: true }));
    expect(again.starred).toBe(true);
    const starredOf = async (actor = workspace.operator) =>
      (await workspace.within((tx) => listTemplates(tx, actor))).find((one) => one.id === id)?.starred;
    expect([await starredOf(), await starredOf(workspace.admin)]).toEqual([true, false]);
    await workspace.within((tx) => starTemplate(tx, workspace.operator, { id, starred: false }));
    expect(await starredOf()).toBe(false);
  });

  test('stand by folder and name; a shortcut is one template’s alone', async () => {
    const one = await aTemplate({ folder: 'b', name: 'Second', shortcut: 'dep' });
    await aTemplate({ folder: 'a', name: 'First' });
    const names = (await workspace.within((tx) => listTemplates(tx, workspace.operator))).map((each) => each.name);
    expect(names.indexOf('First')).toBeLessThan(names.indexOf('Second'));
    await expect(aTemplate({ shortcut: 'dep' })).rejects.toMatchObject({
      code: 'CONFLICT',
      data: { reason: 'shortcutTaken' },
    });
    const edited = { ...one, shortcut: 'dep', texts: { cs: 'Dobrý den' }, name: 'Second', folder: '' };
    const result = await workspace.within((tx) => editTemplate(tx, workspace.supervisor, edited));
    expect(result).toMatchObject({ shortcut: 'dep', texts: { cs: 'Dobrý den' }, folder: '' });
  });

  test('that are deleted can be restored, without a shortcut that another has by now', async () => {
    const { id } = await aTemplate({ name: 'Old', shortcut: 'hi' });
    await workspace.within((tx) => deleteTemplate(tx, workspace.supervisor, id));
    const gone = workspace.within((tx) => deleteTemplate(tx, workspace.supervisor, id));
    await expect(gone).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await aTemplate({ name: 'New', shortcut: 'hi' });
    const back = await workspace.within((tx) => restoreTemplate(tx, workspace.supervisor, id));
    expect(back).toMatchObject({ id, name: 'Old', shortcut: null });
  });
});

describe('a template that is filled in', () => {
  async function filled(
    texts: { en?: string; cs?: string },
    more: { parameters?: Record<string, unknown>; known?: boolean; language?: 'en' | 'cs' } = {},
  ) {
    const { id: templateId } = await aTemplate({ texts });
    const attributes = { city: 'Brno' };
    const contactId =
      more.known === false ? null : (await aContact(workspace, { name: '{{operator.name}} Nováková', attributes })).id;
    const id = await aConversationWith(workspace, {
      channelId: await aChannel(workspace),
      contactId,
      clientName: null,
      participants: [{ value: 'anna@example.cz' }],
      entries: ['Why?'],
      parameters: more.parameters ?? {},
    });
    return workspace.within((tx) => fillTemplate(tx, workspace.operator, { id, templateId, language: more.language }));
  }

  test('says what is known, once through; what is missing is named and stands as it was', async () => {
    const text =
      'Dear {{client.name}} of {{ attribute.city }}, {{parameter.contract}}/{{parameter.meter}}: {{operator.name}}, {{workspace.name}} {{other}} {{attribute.street}}';
    expect(await filled({ en: text }, { parameters: { contract: 1234 } })).toEqual({
      text: 'Dear {{operator.name}} Nováková of Brno, 1234/{{parameter.meter}}: Olga Operátorová, Example {{other}} {{attribute.street}}',
      missing: ['parameter.meter', 'attribute.street'],
    });
  });

  test('never calls an unknown client by their address', async () => {
    expect(await filled({ en: 'Dear {{client.name}}' }, { known: false })).toEqual({
      text: 'Dear {{client.name}}',
      missing: ['client.name'],
    });
  });

  test('is in the client’s language where there is a text in it, else in the operator’s, else in the other', async () => {
    const texts = { en: 'Hello', cs: 'Ahoj' };
    expect((await filled(texts, { parameters: { language: 'cs-CZ' } })).text).toBe('Ahoj');
    expect((await filled(texts, { parameters: { language: 'de' } })).text).toBe('Hello');
    expect((await filled(texts, { parameters: { language: 'cs' }, language: 'en' })).text).toBe('Hello');
    expect((await filled({ cs: 'Ahoj' }, { parameters: { language: 'en' } })).text).toBe('Ahoj');
  });

  test('is for people: an API key has no stars', async () => {
    const { id } = await aTemplate();
    const key: KeyActor = {
      type: 'apiKey',
      workspaceId: workspace.workspaceId,
      id: workspace.admin.id,
      name: 'Key',
      role: 'administrator',
      scopes: ['*'],
      queues: null,
    };
    const starring = workspace.within((tx) => starTemplate(tx, key, { id, starred: true }));
    await expect(starring).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
