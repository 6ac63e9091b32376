import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { editContact } from '#domain/contacts/edit-contact.ts';
import { mergeContacts } from '#domain/contacts/merge-contacts.ts';
import { exportText, importText } from '#test/support/contact-files.ts';
import { aContact, aWorkspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';

const database = ownDatabase();

const table = [
  `external_id,name,email,phone,birth_date,tags,note,Tariff name,keep:id`,
  `c1,Jana,jana@example.cz;other@example.cz,'+420602118001,1980-05-12,vip;a\\;b,"two\nlines ""q""",'=SUM(A1),x`,
  `c2,"=cmd|'/C calc'!A0",,602 118 002,3/4/1984,,''-x, spaced ,`,
  `,Keyless,noreply@example.com,,,,,,`,
].join('\n');

const vcards = [
  'BEGIN:VCARD\r\nVERSION:3.0\r\nUID:u1\r\nFN:Ing. Eva Malá\r\nN:Malá;Eva;;Ing.;\r\nNICKNAME:Evka\r\nORG:Example;Sales\r\nEMAIL;TYPE=INTERNET,pref:eva@example.cz',
  'item1.TEL;TYPE=CELL:602 118 003\r\nitem1.X-ABLABEL:Grand\r\nADR;TYPE=WORK:;Floor 2;Dlouhá 1;Brno;;60200;Česko\r\nBDAY:1980-05-12\r\nCATEGORIES:vip',
  'NOTE:a\\, b\\; \\"c\\"\\nd\r\nPHOTO;ENCODING=b;TYPE=PNG:iVBORw0KGgo=\r\nGEO:49.2;16.6\r\nX-SKYPE;X-SINCE=2019:eva.mala\r\nURL:http\\://example.com\r\nEND:VCARD\r\n',
].join('\r\n');

describe('what is exported and imported again', () => {
  for (const [what, contents, name] of [
    ['a table', table, 'clients.csv'],
    ['vCards', vcards, 'book.vcf'],
  ] as const) {
    it(`loses nothing of ${what}, by way of any format`, async () => {
      const first = await aWorkspace(database);
      expect(await importText(first, contents, name)).toMatchObject({ refused: [] });
      const whole = await exportText(first);
      for (const given of [
        { format: 'csv' },
        { format: 'json' },
        { format: 'vcf', version: '3.0' },
        { format: 'vcf', version: '4.0' },
      ] as const) {
        const text = await exportText(first, given);
        const second = await aWorkspace(database);
        expect(await importText(second, text, `again.${given.format}`)).toMatchObject({ refused: [] });
        expect(itself(await exportText(second, given))).toEqual(itself(text));
        if (given.format !== 'vcf') expect(await exportText(second)).toBe(whole);
        expect(await importText(first, text, `again.${given.format}`)).toMatchObject({ created: 0, refused: [] });
        expect(itself(await exportText(first, given))).toEqual(itself(text));
      }
    });
  }

  it('is a vCard for others as well', async () => {
    const workspace = await aWorkspace(database);
    await importText(workspace, vcards, 'book.vcf');
    const was = properties(vcards);
    const now = properties(await exportText(workspace, { format: 'vcf' }));
    expect(now).toEqual(expect.arrayContaining(was));
    expect(properties(await exportText(workspace, { format: 'vcf', version: '4.0' }))).toEqual(
      expect.arrayContaining([
        expect.stringContaining('"photo",{},"uri","data:image/png;base64,iVBORw0KGgo="'),
        expect.stringContaining('"geo",{},"uri","geo:49.2,16.6"'),
      ]),
    );
  });

  it('writes anew what was changed since, and what came from elsewhere', async () => {
    const workspace = await aWorkspace(database);
    await importText(workspace, vcards, 'book.vcf');
    const { id, version, identifiers } = await cardOf(workspace);
    const remove = identifiers.filter(({ kind }) => kind === 'email').map((one) => one.id);
    const edit = { name: 'Eva Velká', attributes: { city: 'Praha', plan: 'Yearly' }, identifiers: { remove } };
    await workspace.within((tx) => editContact(tx, workspace.admin, { id, version, edit }));
    const text = await exportText(workspace, { format: 'vcf' });
    expect(text).toContain('FN:Eva Velká\r\nN:Velká;Eva;;;\r\n');
    expect(text).toContain('ADR;TYPE=WORK:;Floor 2;Dlouhá 1;Praha;;60200;Česko\r\n');
    expect(text).not.toContain('EMAIL');
    expect(text.replaceAll('\r\n ', '')).toContain('"attributes":{"plan":"Yearly"}');
  });

  it('is one card where two were merged, with the keys of both', async () => {
    const workspace = await aWorkspace(database);
    await importText(workspace, 'external_id,name\na,Jana\nb,Jana Nová', 'x.csv');
    await workspace.within((tx) => mergeContacts(tx, workspace.admin, { id: 1, ids: [2] }));
    const text = await exportText(workspace);
    expect(text.trim().split('\n')).toHaveLength(2);
    expect(text).toContain('\n1,a,x.csv,b,x.csv,Jana');
    expect(await importText(workspace, 'external_id,name\na,Jana\nb,Jana Nová', 'x.csv')).toMatchObject({
      unchanged: 2,
    });
  });

  it('keeps in JSON what waits to be settled after a merge; what was settled since stays so', async () => {
    const [workspace, other] = [await aWorkspace(database), await aWorkspace(database)];
    await importText(workspace, 'external_id,name,email,city\na,Jana,j@example.cz,Brno\nb,Jana Nová,,Praha', 'x.csv');
    await workspace.within((tx) => mergeContacts(tx, workspace.admin, { id: 1, ids: [2] }));
    const text = await exportText(workspace, { format: 'json' });
    const waits = (of: { conflicts: { field: string; value: string }[] }) =>
      of.conflicts.map(({ field, value }) => [field, value]);
    const waiting = waits(await cardOf(workspace));
    expect(waiting.map(([field]) => field)).toEqual(['name', 'attribute:city']);

    expect(await importText(other, text, 'x.json')).toMatchObject({ created: 1, refused: [] });
    expect(waits(await cardOf(other))).toEqual(waiting);
    expect(await importText(other, text, 'x.json')).toMatchObject({ unchanged: 1 });
    expect(await importText(workspace, text, 'x.json')).toMatchObject({ unchanged: 1 });
    expect(await exportText(workspace, { format: 'json' })).toBe(text);

    const { id, version } = await cardOf(other);
    await other.within((tx) =>
      editContact(tx, other.admin, { id, version, edit: { settled: ['name', 'attribute:city'] } }),
    );
    expect(await importText(other, text, 'x.json')).toMatchObject({ unchanged: 1 });
    expect((await cardOf(other)).conflicts).toEqual([]);

    const third = await aWorkspace(database);
    await aContact(third, { name: 'Hana', email: 'j@example.cz' });
    expect(await importText(third, text, 'x.json', 'update')).toMatchObject({ updated: 1 });
    expect(waits(await cardOf(third))).toEqual(waiting);
  });

  it('keeps labels and other identifiers', async () => {
    const workspace = await aWorkspace(database);
    await aContact(workspace, {
      name: 'Jana',
      identifiers: [
        { kind: 'email', value: 'jana@example.cz', label: 'do práce' },
        { kind: 'telegram', value: '1234567' },
        { kind: 'facebook', value: '998877', account: 'page-1' },
        { kind: 'custom:customer_no', value: 'C;5' },
      ],
    });
    for (const format of ['csv', 'vcf', 'json'] as const) {
      const text = await exportText(workspace, { format });
      const other = await aWorkspace(database);
      await importText(other, text, `x.${format}`);
      expect(itself(await exportText(other, { format }))).toEqual(itself(text));
      expect((await cardOf(other)).identifiers).toMatchObject([
        { kind: 'facebook', value: '998877', account: 'page-1' },
        { kind: 'telegram', value: '1234567' },
        { kind: 'custom:customer_no', value: 'C;5' },
        { kind: 'email', value: 'jana@example.cz', label: 'do práce' },
      ]);
    }
  });
});

/** A text, or the contacts of JSON lines without the ids, times and sources that are each installation's own. */
function itself(text: string): unknown {
  if (!text.startsWith('{')) return text;
  const isOwn = (name: string) => /^(?:id|source|nameSource|version|trust)$|(?:Seen|At)$/.test(name);
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line, (name, value: unknown) => (isOwn(name) && name !== 'extra' ? undefined : value)));
}

async function cardOf(workspace: Awaited<ReturnType<typeof aWorkspace>>) {
  const [line = ''] = (await exportText(workspace, { format: 'json' })).split('\n');
  return JSON.parse(line) as {
    id: number;
    version: number;
    conflicts: { field: string; value: string }[];
    identifiers: { id: string; kind: string }[];
  };
}

/** The properties of the first vCard of a text, as another reader has them. */
function properties(text: string): string[] {
  const read = ICAL.parse(text) as unknown as [string, unknown[][]];
  return read[1].filter(([name]) => name !== 'version').map((property) => JSON.stringify(property));
}
