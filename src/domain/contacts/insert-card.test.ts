import { beforeAll, expect, test } from 'vitest';
import type { IdentifierKind } from '#contract/identifiers.ts';
import { aContact, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { createField } from '../fields/create-field.ts';
import { insertCard } from './insert-card.ts';
import { readContact } from './read-contact.ts';

const database = ownDatabase();
let workspace: Workspace;

beforeAll(async () => {
  workspace = await aWorkspace(database);
});

const insert = (...values: [kind: IdentifierKind, key: string][]) =>
  workspace.within(async (tx) => {
    const made = await insertCard(tx, workspace.workspaceId, {
      name: null,
      values: values.map(([kind, key]) => ({
        kind,
        account: '',
        key,
        display: key,
        trust: 3,
        source: { by: 'channel' },
        seenAt: new Date(),
      })),
    });
    return made && readContact(tx, workspace.admin, made.id);
  });

test('a card is made with values that may stand on several cards, which nobody owns and nobody can take (R-ID-6)', async () => {
  await workspace.within((tx) =>
    createField(tx, workspace.admin, {
      name: 'firm',
      of: 'conversation',
      label: { en: 'Firm' },
      type: 'text',
      choices: [],
      shape: null,
      identifies: true,
      several: true,
      filledBy: [],
      linkTemplate: null,
    }),
  );
  const states = (card: Awaited<ReturnType<typeof insert>>) => card?.identifiers.map(({ state }) => state);
  const first = await insert(['custom:firm', 'F-1'], ['email', 'first@example.com']);
  expect(states(first)).toEqual(['shared', 'owned']);
  expect(states(await insert(['custom:firm', 'F-1'], ['custom:no', '1']))).toEqual(['shared', 'owned']);
  expect(states(await insert(['custom:firm', 'F-1']))).toEqual(['shared']);
  await aContact(workspace, { name: 'Owner', email: 'taken@example.com' });
  expect(await insert(['custom:firm', 'F-2'], ['email', 'taken@example.com'])).toBeNull();
  expect(await insert(['email', 'taken@example.com'])).toBeNull();
});
