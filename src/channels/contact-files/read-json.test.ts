import { describe, expect, it } from 'vitest';
import { readRows } from '#test/support/contact-files.ts';

const jana = {
  external_id: 'c1',
  name: 'Jana',
  email: ['a@example.cz', 'b@example.cz'],
  city: 'Brno',
  plan: { no: 7 },
};

describe('contacts in JSON', () => {
  it.each([
    ['an array', JSON.stringify([jana, { name: 'Petr' }])],
    ['an array over many lines', JSON.stringify([jana, { name: 'Petr' }], null, 2)],
    ['a line each', `${JSON.stringify(jana)}\n\n${JSON.stringify({ name: 'Petr' })}\n`],
    ['objects behind each other', `${JSON.stringify(jana, null, 2)}\n${JSON.stringify({ name: 'Petr' }, null, 2)}`],
  ])('are read as %s', async (_, text) => {
    const { format, rows } = await readRows(text);
    expect(format).toBe('json');
    expect(rows).toMatchObject([
      {
        keys: [{ source: null, key: 'c1' }],
        name: 'Jana',
        identifiers: [{ value: 'a@example.cz' }, { value: 'b@example.cz' }],
        attributes: { city: 'Brno' },
        extra: { plan: { no: 7 } },
      },
      { name: 'Petr' },
    ]);
  });

  it('are read as the API tells them', async () => {
    const contact = {
      id: 7,
      name: 'Jana',
      identifiers: [
        { kind: 'phone', value: '+420602118001', display: '602 118 001', label: 'work', main: true, state: 'shared' },
        { kind: 'nonsense', value: 'x' },
      ],
      attributes: { city: 'Brno' },
      tags: ['vip'],
      externalIds: [{ source: 'crm.csv', id: 'c1' }],
      extra: { note: 'x' },
    };
    expect((await readRows(JSON.stringify(contact))).rows).toMatchObject([
      {
        keys: [{ source: 'crm.csv', key: 'c1' }],
        identifiers: [
          { kind: 'phone', value: '+420602118001', display: '602 118 001', label: 'work', main: true, shared: true },
        ],
        attributes: { city: 'Brno' },
        tags: ['vip'],
        extra: { note: 'x' },
      },
    ]);
  });

  it('lose only what is broken', async () => {
    const lines = ['{"name":"Jana"}', '{"name":"Petr"', '[1]', `{"name":"${'x'.repeat(3_000_001)}"}`, '{"name":"Eva"}'];
    expect((await readRows(lines.join('\n'))).rows).toMatchObject([
      { row: 1, name: 'Jana' },
      'It is no JSON object.',
      'It is no JSON object.',
      'It is longer than 3 MB.',
      { row: 5, name: 'Eva' },
    ]);
    expect((await readRows('[{"name":"Jana"},\n{"name" "Petr"},\n{"name":"Eva"},\n{"name":')).rows).toMatchObject([
      { name: 'Jana' },
      'It is no JSON object.',
      { row: 3, name: 'Eva' },
      'It has no end: a bracket or a quote is missing.',
    ]);
  });
});
