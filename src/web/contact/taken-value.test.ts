import { expect, it } from 'vitest';
import type { Failure } from '../api.ts';
import { type Draft, noEdits } from './draft.ts';
import { withoutTaken, withWay } from './taken-value.ts';

const draft: Draft = {
  ...noEdits,
  added: [
    { key: 'a', kind: 'email', value: 'jana@example.cz' },
    { key: 'b', kind: 'phone', value: '602 771 310' },
  ],
  changed: { e1: { label: 'work' }, e2: { value: 'taken@example.cz', main: true } },
};

function refusedAt(...fields: string[]): Failure {
  return {
    code: 'CONFLICT',
    message: '',
    fields: Object.fromEntries(fields.map((field) => [field, 'It is on another card.'])),
    data: undefined,
  };
}

it('says what to do about the one value that is taken, be it new or edited', () => {
  const added = withWay(draft, refusedAt('identifiers.add.1.value', 'identifiers.change.1.value'), 'move');
  expect(added.added.map(({ ifTaken }) => ifTaken)).toEqual([undefined, 'move']);
  expect(added.changed).toEqual(draft.changed);
  const changed = withWay(draft, refusedAt('identifiers.change.1.value'), 'share');
  expect(changed.changed).toEqual({
    ...draft.changed,
    e2: { value: 'taken@example.cz', main: true, ifTaken: 'share' },
  });
  expect(changed.added).toEqual(draft.added);
});

it('forgets the value that came with a merged card, and keeps the rest', () => {
  expect(withoutTaken(draft, refusedAt('identifiers.add.0.value')).added.map(({ key }) => key)).toEqual(['b']);
  expect(withoutTaken(draft, refusedAt('identifiers.change.1.value')).changed).toEqual({
    e1: { label: 'work' },
    e2: { main: true },
  });
  const alone = { ...noEdits, changed: { e2: { value: 'taken@example.cz', kind: 'email' as const } } };
  expect(withoutTaken(alone, refusedAt('identifiers.change.0.value'))).toEqual(noEdits);
});

it('changes nothing when nobody says which value it is', () => {
  expect(withWay(draft, refusedAt(), 'move')).toEqual(draft);
  expect(withoutTaken(draft, refusedAt('name'))).toEqual(draft);
});
