import { describe, expect, it } from 'vitest';
import { readContacts, readRows } from '#test/support/contact-files.ts';

describe('a table of contacts', () => {
  it.each([
    ['utf-8', Buffer.from('Jméno;E-mail\nŽaneta Říhová;zaneta@example.cz\n')],
    ['utf-8', Buffer.from('\ufeffJméno;E-mail\nŽaneta Říhová;zaneta@example.cz\n')],
    ['utf-16le', Buffer.from('\ufeffJméno;E-mail\r\nŽaneta Říhová;zaneta@example.cz\r\n', 'utf16le')],
    ['utf-16le', Buffer.from('Jméno;E-mail\r\nŽaneta Říhová;zaneta@example.cz\r\n', 'utf16le')],
    ['utf-16be', Buffer.from('\ufeffJméno;E-mail\r\nŽaneta Říhová;zaneta@example.cz\r\n', 'utf16le').swap16()],
    [
      'windows-1250',
      inBytes('Jméno;E-mail\nŽaneta Říhová;zaneta@example.cz\nŠtěpán Čížek;s@example.cz', 'windows-1250'),
    ],
    ['iso-8859-2', inBytes('Jméno;E-mail\nŽaneta Říhová;zaneta@example.cz\nŠtěpán Čížek;s@example.cz', 'iso-8859-2')],
    [
      'windows-1251',
      inBytes('Имя;E-mail\nЖаннета Рыжова;zaneta@example.cz\nСтепан Чижов;s@example.cz', 'windows-1251'),
    ],
    [
      'windows-1252',
      inBytes('Nom;E-mail\nFrançois Lefèvre;zaneta@example.cz\nRenée Müller;s@example.cz', 'windows-1252'),
    ],
  ])('is read in %s', async (encoding, bytes) => {
    const { encoding: found, rows } = await readRows(bytes, { columns: { Имя: 'name', Nom: 'name' } });
    expect(found).toBe(encoding);
    const names: Record<string, string> = { 'windows-1251': 'Жаннета Рыжова', 'windows-1252': 'François Lefèvre' };
    expect(rows[0]).toMatchObject({
      name: names[encoding] ?? 'Žaneta Říhová',
      identifiers: [{ kind: 'email', value: 'zaneta@example.cz' }],
    });
  });

  it('sewn together of two encodings is read line by line', async () => {
    const lines = [Buffer.from('name\nŽaneta Říhová\nŠtěpán\n'), inBytes('Čeněk Žížala\n', 'windows-1250')];
    expect((await readContacts(Buffer.concat(lines))).map(({ name }) => name)).toEqual([
      'Žaneta Říhová',
      'Štěpán',
      'Čeněk Žížala',
    ]);
  });

  it.each([';', ',', '\t', '|'])('is read with %j between its cells', async (sign) => {
    const text = ['name', 'city', 'note'].join(sign);
    const row = ['Jana', '"Ústí nad Labem"', 'x, y; z'].map((cell) => (cell.includes(sign) ? `"${cell}"` : cell));
    const { delimiter, rows } = await readRows(`${text}\n${row.join(sign)}\n`);
    expect([delimiter, rows]).toMatchObject([
      sign,
      [{ row: 2, name: 'Jana', attributes: { city: 'Ústí nad Labem' }, extra: { note: 'x, y; z' } }],
    ]);
  });

  it('may say its delimiter as Excel does, and end its lines as old Macs did', async () => {
    expect(await readContacts('sep=|\nname|email\nJana|a;b@example.cz')).toMatchObject([{ row: 3, name: 'Jana' }]);
    expect(await readContacts('name,city\rJana,Brno\rPetr,Praha\r')).toMatchObject([
      { row: 2 },
      { row: 3, name: 'Petr' },
    ]);
  });

  it('loses only the rows whose quotes are broken', async () => {
    const { rows } = await readRows(
      [
        'name,city,note',
        'Jana,"Brno","over',
        'two ""lines"""',
        'Petr,"Praha,unclosed',
        'Eva,Olomouc,fine',
        'Ota,"Zlín"x,behind the quote',
        'Ivo "Bob" Malý,5" nails,as they stand',
        'Ida,"Tábor",',
        'Max,Cheb,last "',
      ].join('\n'),
    );
    expect(rows).toMatchObject([
      { row: 2, name: 'Jana', extra: { note: 'over\ntwo "lines"' } },
      'Its quotes do not match.',
      { row: 5, name: 'Eva' },
      'Its quotes do not match.',
      { row: 7, name: 'Ivo "Bob" Malý', attributes: { city: '5" nails' } },
      { row: 8, name: 'Ida' },
      { row: 9, name: 'Max', extra: { note: 'last "' } },
    ]);
  });

  it('has limits that are said', async () => {
    const long = 'x'.repeat(3_100_000);
    const { rows } = await readRows(
      `name,note\nJana,a,b\nPetr,a,,\nEva,${long}\nOta,"${'y\n'.repeat(2_500)}"\nIvo,${'z'.repeat(1_000_001)}\nIda,fine\n`,
    );
    expect(rows.filter((row) => typeof row !== 'string' || !/quotes/.test(row)).slice(0, 4)).toMatchObject([
      'It has 3 cells, and the header has 2.',
      { name: 'Petr' },
      'The line is longer than 3 MB.',
      { name: 'y' },
    ]);
    expect(rows.slice(-2)).toMatchObject(['A cell is longer than 1,000,000 characters.', { name: 'Ida' }]);
    await expect(readRows('')).rejects.toMatchObject({ code: 'INVALID' });
  });

  it('knows its columns by what they are usually called', async () => {
    const header = 'Příjmení;Jméno;Mobil;E-mail 2;PSČ;Země;Datum narození;Firma;Zákaznické číslo;Štítky;Poznámka';
    const row = 'Nováková;Jana;602118001;jana@example.cz;77900;Česko;12.5.1980;Example;7720418;vip;volat ráno';
    expect(await readContacts(`${header}\n${row}`)).toMatchObject([
      {
        keys: [{ source: null, key: '7720418' }],
        name: 'Jana Nováková',
        identifiers: [
          { kind: 'phone', value: '602118001' },
          { kind: 'email', value: 'jana@example.cz' },
        ],
        attributes: { postcode: '77900', country: 'Česko', birth_date: '12.5.1980', company: 'Example' },
        tags: ['vip'],
        extra: { Poznámka: 'volat ráno' },
      },
    ]);
  });

  it('gives its defined fields what is theirs, and a person the last word', async () => {
    const field = {
      type: 'text' as const,
      several: false,
      shape: null,
      choices: [],
      filledBy: ['import' as const],
      place: 0,
    };
    const fields = [
      {
        ...field,
        name: 'contract_no',
        kind: 'custom:contract_no' as const,
        label: { en: 'Contract', cs: 'Číslo smlouvy' },
      },
    ];
    const attributes = new Map([['plan', { ...field, label: { en: 'Plan', cs: 'Tarif' } }]]);
    const text = 'jmeno;cislo smlouvy;tarif;pozn\nJana;S-1;Roční;x';
    const { columns } = await readRows(text, { columns: { pozn: 'ignore' } }, { fields, attributes });
    expect(columns.map(({ target }) => target)).toEqual(['name', 'custom:contract_no', 'attribute:plan', 'ignore']);
  });

  it('takes several values from several columns or one cell, and reads guarded cells as they were', async () => {
    const text = `name,email,email2,phone_3,note\n'=Jana,a@example.cz; b@example.cz,c@example.cz,'+420602118001,''-x\n`;
    expect(await readContacts(text)).toMatchObject([
      {
        name: '=Jana',
        identifiers: [
          { value: 'a@example.cz' },
          { value: 'b@example.cz' },
          { value: 'c@example.cz' },
          { kind: 'phone', value: '+420602118001' },
        ],
        extra: { note: "'-x" },
      },
    ]);
  });

  it('takes an id for the key, where no other column is one', async () => {
    expect((await readContacts('id,name\n5,Jana'))[0]).toMatchObject({ keys: [{ key: '5' }] });
    const both = (await readContacts('id,external_id,customer_no,name\n5,e5,c5,Jana'))[0];
    expect(both).toMatchObject({ keys: [{ key: 'e5' }], extra: { id: '5', customer_no: 'c5' } });
  });
});

/** A text in an older encoding. */
function inBytes(text: string, encoding: string): Uint8Array {
  const decoder = new TextDecoder(encoding);
  const codes = new Map(Array.from({ length: 256 }, (_, code) => [decoder.decode(Uint8Array.of(code)), code]));
  return Uint8Array.from([...text].map((letter) => codes.get(letter) ?? 63));
}
