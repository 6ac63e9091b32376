import { describe, expect, it } from 'vitest';
import { readContacts, readRows } from '#test/support/contact-files.ts';

const card = (...lines: string[]) => `BEGIN:VCARD\r\n${lines.join('\r\n')}\r\nEND:VCARD\r\n`;

describe('a vCard', () => {
  it('fills what a card has fields for, and keeps the rest as properties with their parameters', async () => {
    const text = card(
      'VERSION:3.0',
      'UID:b-17',
      'N:Malá;Eva;;Ing.;',
      'FN:Ing. Eva Malá',
      'ORG:Example;Sales',
      'item1.EMAIL;TYPE=INTERNET,PREF:eva@example.cz',
      'item1.X-ABLabel:_$!<Work>!$_',
      'TEL;TYPE=CELL,VOICE:602 118 001',
      'ADR;TYPE=HOME:;;Dlouhá 1\\, byt 2;Brno;;60200;Česko',
      'BDAY:1980-05-12',
      'CATEGORIES:vip,a\\,b',
      'X-SKYPE;X-SINCE=2019:eva.mala',
      'NOTE:a \\"b\\" c',
    );
    expect(await readContacts(text)).toEqual([
      {
        row: 1,
        keys: [{ source: null, key: 'b-17' }],
        name: 'Ing. Eva Malá',
        identifiers: [
          expect.objectContaining({ kind: 'email', value: 'eva@example.cz', label: 'Work', main: true }),
          expect.objectContaining({ kind: 'phone', value: '602 118 001', label: 'cell', main: false }),
        ],
        attributes: {
          company: 'Example',
          street: 'Dlouhá 1, byt 2',
          city: 'Brno',
          postcode: '60200',
          country: 'Česko',
          birth_date: '1980-05-12',
        },
        tags: ['vip', 'a,b'],
        extra: {
          vcard: [
            ['x-ablabel', { group: 'item1' }, 'unknown', '_$!<Work>!$_'],
            ['x-skype', { 'x-since': '2019' }, 'unknown', 'eva.mala'],
            ['note', {}, 'unknown', 'a \\"b\\" c'],
          ],
          vcardForms: [
            ['n', {}, 'text', ['Malá', 'Eva', '', 'Ing.', '']],
            ['fn', {}, 'text', 'Ing. Eva Malá'],
            ['org', {}, 'text', ['Example', 'Sales']],
            ['email', { type: ['INTERNET', 'PREF'], group: 'item1' }, 'text', 'eva@example.cz'],
            ['tel', { type: ['CELL', 'VOICE'] }, 'text', '602 118 001'],
            ['adr', { type: 'HOME' }, 'text', ['', '', 'Dlouhá 1, byt 2', 'Brno', '', '60200', 'Česko']],
          ],
        },
      },
    ]);
  });

  it('of version 2.1 is read with its encodings, bare types, soft line breaks and the card of an agent', async () => {
    const latin = (text: string) => Buffer.from(text, 'latin1');
    const bytes = Buffer.concat([
      latin('BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=windows-1250:'),
      Buffer.from([0x8e]), // Ž
      latin('ena;Jana\r\nTEL;WORK;VOICE:+420 602 118 001\r\nEMAIL;PREF;INTERNET:jana@example.cz\r\n'),
      latin('NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=C5=98=C3=ADm, and=0D=0A=\r\n more; of it=\r\n\r\n'),
      latin('PHOTO;JPEG;ENCODING=BASE64:\r\n AAEC\r\n AwQF\r\n\r\n'),
      latin(
        'AGENT:\r\nBEGIN:VCARD\r\nVERSION:2.1\r\nN:Friday;Fred\r\nEND:VCARD\r\nTITLE:Chief, of all\r\nEND:VCARD\r\n',
      ),
    ]);
    const [contact] = await readContacts(bytes);
    expect(contact).toMatchObject({
      name: 'Jana Žena',
      identifiers: [
        { kind: 'phone', value: '+420 602 118 001', label: 'work' },
        { kind: 'email', value: 'jana@example.cz', label: null, main: true },
      ],
    });
    expect(contact?.extra.vcard).toEqual([
      ['note', {}, 'text', 'Řím, and\n more; of it'],
      ['photo', { type: 'JPEG', encoding: 'b' }, 'unknown', 'AAECAwQF'],
      ['agent', {}, 'unknown', '\\nBEGIN:VCARD\\nVERSION:2.1\\nN:Friday\\;Fred\\nEND:VCARD'],
      ['title', {}, 'text', 'Chief, of all'],
    ]);
  });

  it('folded in the middle of a letter is put together before it is read', async () => {
    const bytes = Buffer.from(card('VERSION:3.0', 'FN:Žofie'));
    const at = bytes.indexOf(0xc5) + 1;
    const folded = Buffer.concat([bytes.subarray(0, at), Buffer.from('\r\n '), bytes.subarray(at)]);
    expect(await readContacts(folded)).toMatchObject([{ name: 'Žofie' }]);
  });

  it('that is broken never stops the file', async () => {
    const text = [
      'BEGIN:VCARD\nVERSION:3.0\nFN:Without an end\n',
      card('VERSION:3.0', 'FN:Good', 'a line that is none', 'EMAIL:nobody at home'),
      'between\n',
      card('VERSION:3.0', 'FN:Twice', 'TEL;TYPE=HOME:', 'TEL;"unmatched:602118002'),
    ].join('');
    const { format, rows } = await readRows(text);
    expect(format).toBe('vcf');
    expect(rows).toMatchObject([
      'It has no END:VCARD.',
      { row: 2, name: 'Good', extra: { vcard: [['x-vizitka-line', {}, 'unknown', 'a line that is none']] } },
      { row: 3, name: 'Twice', identifiers: [{ value: '602118002' }] },
    ]);
  });
});
