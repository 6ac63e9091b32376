import { expect, it } from 'vitest';
import { deliveredKeys, type KeyAction } from './key-actions.ts';
import { besides, keyGroups, keyTakenBy } from './key-groups.ts';

const delivered = (action: KeyAction) => deliveredKeys[action];

it('every action with a key stands in the list, so that it can be found and changed', () => {
  const listed = new Set(keyGroups.flatMap(({ actions }) => actions));
  expect(Object.keys(deliveredKeys).filter((action) => !listed.has(action as KeyAction))).toEqual([]);
});

it('as delivered no two actions on one screen have the same key', () => {
  const doubled = [...new Set(keyGroups.flatMap(({ actions }) => actions))].filter(
    (action) => keyTakenBy(action, deliveredKeys[action], delivered) !== undefined,
  );
  expect(doubled).toEqual([]);
});

it('a key is taken by what is on the same screen, also by one of two letters that it begins, and free elsewhere', () => {
  expect(keyTakenBy('redirect', 'n', delivered)).toBe('note');
  expect(keyTakenBy('notSame', 'r', delivered)).toBeUndefined();
  expect(keyTakenBy('redirect', 'g', delivered)).toBe('goConversations');
  expect(keyTakenBy('notSame', '?', delivered)).toBe('help');
  expect(besides('redirect')).not.toContain('redirect');
});
