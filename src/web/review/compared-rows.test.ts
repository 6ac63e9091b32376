import { expect, it } from 'vitest';
import type { Contact, ContactIdentifier } from '#contract/contact.ts';
import type { MergePlan } from '#contract/merge.ts';
import { singleRows, valuesRows } from './compared-rows.ts';

const at = '2026-10-01T08:00:00Z';

function aCard(id: number, given: Partial<Contact>): Contact {
  return {
    id,
    state: 'active',
    name: null,
    nameSource: null,
    identifiers: [],
    attributes: {},
    tags: [],
    externalIds: [],
    conflicts: [],
    mergedIds: [],
    extra: {},
    version: 1,
    createdAt: at,
    updatedAt: at,
    binnedAt: null,
    ...given,
  };
}

function aValue(kind: string, value: string, main = false): ContactIdentifier {
  const source = { by: 'operator' as const };
  const rest = {
    label: null,
    trust: 'operator' as const,
    state: 'owned' as const,
    source,
    firstSeen: at,
    lastSeen: null,
  };
  return { id: `${kind} ${value}`, kind, value, display: value, main, ...rest };
}

function aPlan(given: Partial<MergePlan>): MergePlan {
  return {
    survivor: { id: 1, name: null },
    merged: [{ id: 2, name: null }],
    fields: [],
    identifiers: [],
    tags: [],
    conversations: [],
    warnings: [],
    changeId: null,
    ...given,
  };
}

const left = aCard(1, { name: 'Petr Novák', attributes: { city: 'Brno', language: 'cs', shoe: '44' } });
const right = aCard(2, { name: 'Petr Novak', attributes: { city: 'Kuřim', company: 'Pila', language: 'cs' } });

it('puts the name first, then the usual attributes in their order, then the others', () => {
  const fields = singleRows(left, right, undefined).map(({ field }) => field);
  expect(fields).toEqual(['name', 'attribute:language', 'attribute:company', 'attribute:city', 'attribute:shoe']);
});

it('offers a choice only where both have a value and not the same one', () => {
  const rows = singleRows(left, right, undefined);
  expect(rows.filter(({ choice }) => choice).map(({ field }) => field)).toEqual(['name', 'attribute:city']);
  expect(rows.find(({ field }) => field === 'attribute:company')).toMatchObject({ left: null, stays: 'right' });
  expect(rows.find(({ field }) => field === 'attribute:shoe')).toMatchObject({ right: null, stays: 'left' });
});

it('tells what stays and why, and what waits to be settled, as the plan has it', () => {
  const values = [
    { contactId: 1, value: 'Brno', source: 'operator', at },
    { contactId: 2, value: 'Kuřim', source: 'form', at },
  ];
  const city = { field: 'attribute:city', values, chosen: 2, why: 'newer' as const, conflict: true };
  const rows = singleRows(left, right, aPlan({ fields: [city] }));
  expect(rows.find(({ field }) => field === 'attribute:city')).toMatchObject({
    stays: 'right',
    newer: true,
    toSettle: 'Brno',
    leftSource: 'operator',
    rightSource: 'form',
  });
  expect(rows.find(({ field }) => field === 'name')).toMatchObject({ stays: null, toSettle: null });
});

it('shows identifiers by kind, phones and e-mails first, browsers last, the main one on top', () => {
  const one = aCard(1, {
    identifiers: [aValue('browser', 'b1'), aValue('email', 'a@example.cz'), aValue('email', 'b@example.cz', true)],
  });
  const other = aCard(2, { identifiers: [aValue('custom:Customer no.', '7'), aValue('phone', '+420731220045')] });
  const rows = valuesRows(one, other, aPlan({ identifiers: [{ ...aValue('phone', '+420731220045'), contactId: 2 }] }));
  expect(rows.map(({ kind }) => kind)).toEqual(['phone', 'email', 'custom:Customer no.', 'browser']);
  expect(rows[1]?.left.map(({ value }) => value)).toEqual(['b@example.cz', 'a@example.cz']);
  expect(rows[0]?.after?.map(({ value }) => value)).toEqual(['+420731220045']);
  expect(valuesRows(one, other, undefined)[0]?.after).toBeNull();
});
