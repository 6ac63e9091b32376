import { describe, expect, test } from 'vitest';
import type { Contact } from '#contract/contact.ts';
import { asEdit, countEdits, type Draft, type DraftAction, drafted, fitted, noEdits, touchedTargets } from './draft.ts';

const seen = { firstSeen: '2026-10-01T08:00:00Z', lastSeen: null, source: { by: 'channel' as const } };
const value = { label: null, trust: 'channel' as const, state: 'owned' as const, ...seen };
const card: Contact = {
  id: 10482,
  state: 'active',
  name: 'Jana Horáková',
  nameSource: 'operator',
  identifiers: [
    { id: 'e1', kind: 'email', value: 'jana@example.cz', display: 'jana@example.cz', main: true, ...value },
    { id: 'e2', kind: 'email', value: 'horakova@example.com', display: 'horakova@example.com', main: false, ...value },
  ],
  attributes: { city: 'Brno' },
  tags: ['VIP'],
  externalIds: [],
  conflicts: [],
  mergedIds: [],
  extra: {},
  version: 3,
  createdAt: seen.firstSeen,
  updatedAt: seen.firstSeen,
  binnedAt: null,
};

function edits(...actions: DraftAction[]): Draft {
  return actions.reduce((draft, action) => drafted(card, draft, action), noEdits);
}

describe('edits of a card that wait for Save', () => {
  test('an edit that leads back to what is saved is no edit any more', () => {
    const away: DraftAction[] = [
      { do: 'name', name: 'Jana Nová' },
      { do: 'value', id: 'e1', value: 'jana@example.com' },
      { do: 'attribute', name: 'city', value: 'Olomouc' },
      { do: 'untag', tag: 'VIP' },
      { do: 'tag', tag: 'invoice' },
      { do: 'remove', id: 'e2' },
      { do: 'label', id: 'e1', label: 'work' },
      { do: 'state', id: 'e1', state: 'shared' },
      { do: 'settle', field: 'name', settled: true },
    ];
    expect(countEdits(edits(...away))).toBe(9);
    const back: DraftAction[] = [
      { do: 'name', name: 'Jana Horáková' },
      { do: 'value', id: 'e1', value: 'jana@example.cz' },
      { do: 'attribute', name: 'city', value: 'Brno' },
      { do: 'tag', tag: 'VIP' },
      { do: 'untag', tag: 'invoice' },
      { do: 'putBack', id: 'e2' },
      { do: 'label', id: 'e1', label: ' ' },
      { do: 'state', id: 'e1', state: 'owned' },
      { do: 'settle', field: 'name', settled: false },
    ];
    expect(edits(...away, ...back)).toEqual(noEdits);
  });

  test('one value of a kind is main: choosing another takes the choice before back', () => {
    const draft = edits({ do: 'main', id: 'e1' }, { do: 'main', id: 'e2' });
    expect(asEdit(draft).identifiers?.change).toEqual([{ id: 'e2', main: true }]);
  });

  test('an emptied attribute is removed, and an emptied new value is not added', () => {
    const added = edits(
      { do: 'attribute', name: 'city', value: ' ' },
      { do: 'add', kind: 'phone', value: '605 214 887' },
    );
    const key = added.added[0]?.key ?? '';
    const draft = drafted(card, added, { do: 'addedValue', key, value: '' });
    expect(asEdit(draft)).toMatchObject({ attributes: { city: null }, identifiers: { add: [] } });
  });

  test('a value that somebody took off the card in the meantime is added anew; one that was to be removed is gone already', () => {
    const draft = edits(
      { do: 'value', id: 'e1', value: 'jana@example.com' },
      { do: 'label', id: 'e1', label: 'work' },
      { do: 'remove', id: 'e2' },
    );
    expect(asEdit(fitted({ ...card, identifiers: [] }, draft)).identifiers).toEqual({
      add: [{ kind: 'email', value: 'jana@example.com', label: 'work' }],
      change: [],
      remove: [],
    });
    expect(asEdit(fitted(card, draft)).identifiers).toEqual({
      add: [],
      change: [{ id: 'e1', value: 'jana@example.com', label: 'work' }],
      remove: ['e2'],
    });
  });

  test('what edits touch is named as a refused save names what changed meanwhile', () => {
    const draft = edits(
      { do: 'remove', id: 'e2' },
      { do: 'attribute', name: 'city', value: 'Zlín' },
      { do: 'tag', tag: 'invoice' },
      { do: 'state', id: 'e1', state: 'shared' },
      { do: 'settle', field: 'name', settled: true },
    );
    expect(touchedTargets(draft)).toEqual([
      'identifier:e1',
      'identifier:e2',
      'attribute:city',
      'tag:invoice',
      'name',
      'conflict:name',
    ]);
  });
});
