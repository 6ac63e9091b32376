import { pdf } from '../files.ts';
import { people } from '../people.ts';
import type { Story } from '../tell.ts';

/** Money: statements, deposits, reminders. */
export const invoices: Story[] = [
  {
    id: 'tomas-statement',
    on: 'invoices',
    when: '210 d 8:15',
    subject: 'Vyúčtování tepla',
    mails: [
      {
        from: people.tomas,
        text: 'Dobrý den,\n\nve vyúčtování mám spotřebu tepla o třetinu vyšší než loni, přitom jsme dva měsíce nebyli doma. Můžete to prověřit?\n\nTomáš Beneš, byt 14',
      },
      {
        from: 'eva',
        after: '1 d',
        text: 'Dobrý den, pane Beneši,\n\nprověřili jsme odečty a měl jste pravdu: jeden indikátor byl započten dvakrát. Opravené vyúčtování posílám v příloze, přeplatek je 3 412 Kč.',
        files: [pdf('vyuctovani-oprava.pdf', ['Opravené vyúčtování', 'Tomáš Beneš, byt 14', 'Přeplatek 3 412 Kč'])],
      },
      { from: people.tomas, after: '3 h', text: 'To je rychlost. Děkuji!' },
    ],
  },
  {
    id: 'marek-deposit',
    on: 'invoices',
    when: '24 d 9:02',
    subject: 'Deposit for November',
    mails: [
      {
        from: people.marek,
        text: 'Good morning,\n\nI do not understand the deposit on invoice 4471102. We used less than last year and it went up.\n\nRegards,\nMarek Urban, Jihlava',
      },
      {
        from: 'martin',
        after: '6 h',
        text: 'Good morning, Mr Urban,\n\nthe price per kWh rose in September; your consumption fell by 8 %. I can lower the deposit to 1,450 Kč if you agree.',
      },
      { from: people.marek, after: '1 d', text: 'Yes, please do.' },
      { from: 'martin', after: '2 h', text: 'Done, it applies from the next invoice.' },
    ],
  },
  {
    id: 'petr-novak-reminder',
    on: 'invoices',
    when: '88 d 10:40',
    subject: 'Upomínka 4470871',
    mails: [
      {
        from: people.petrNovak,
        text: 'Dobrý den,\n\npřišla mi upomínka, ale fakturu jsem zaplatil dvanáctého. Výpis přikládám.\n\nPetr Novák',
        files: [pdf('vypis.pdf', ['Výpis z účtu', '12. den: 2 180 Kč, variabilní symbol 4470817'])],
      },
      {
        from: 'eva',
        after: '90 min',
        text: 'Dobrý den, pane Nováku,\n\nplatba dorazila pod přehozeným variabilním symbolem (4470817 místo 4470871). Přiřadila jsem ji, upomínku prosím zahoďte.',
      },
    ],
  },
  {
    id: 'petr-novak-chat',
    on: 'webchat',
    when: '1 d 15:22',
    with: people.petrNovak2,
    queue: 'Invoices',
    form: ['name', 'email', 'phone'],
    lines: [
      'Dobrý den, chtěl bych si změnit účet pro vrácení přeplatku.',
      'martin: Dobrý den, rád to udělám. Napíšete mi prosím zákaznické číslo?',
      'Nemám ho teď u sebe, ozvu se.',
    ],
  },
  {
    id: 'petr-novak-app',
    on: 'zone',
    when: '3 d 20:14',
    with: people.petrNovak,
    form: ['email', 'phone'],
    parameters: { topic: 'faktura' },
    lines: ['Posílám souhlas s elektronickou fakturou.', 'martin: Děkujeme, od příštího měsíce už papírová nepřijde.'],
  },
  {
    id: 'lucie-app',
    on: 'facebook',
    when: '19 d 10:10',
    with: people.lucie,
    lines: [
      'Hello, the app shows a different amount than the invoice.',
      'martin: Hello Lucie, the app already counts your overpayment in. The invoice stays as it is.',
      'Ah, that makes sense. Thanks!',
    ],
  },
  {
    id: 'lucie-today',
    on: 'facebook',
    when: '22 min',
    with: people.lucie,
    lines: ['Hello, me again. The app shows a different amount even after this month’s payment.'],
  },
  {
    id: 'zdenka-invoices',
    on: 'zone',
    when: '45 d 7:55',
    with: people.zdenka,
    form: ['email', 'phone'],
    parameters: { topic: 'fakturace firmy' },
    lines: [
      'Dobrý den, pekařství U Lípy. Můžete nám faktury posílat zvlášť za prodejnu a zvlášť za výrobnu?',
      'eva: Dobrý den, paní Nováková, jde to. Od příštího měsíce přijdou dvě, obě na tuto adresu.',
      'Skvělé. A číslo objednávky prosím do předmětu.',
      'eva: Zařídím.',
    ],
  },
  {
    id: 'zdenka-order',
    on: 'invoices',
    when: '16 d 6:48',
    subject: 'Objednávka 118: faktura za výrobnu',
    mails: [
      {
        from: people.zdenka,
        text: 'Dobré ráno,\n\nfaktura za výrobnu má v předmětu chybu, patří k objednávce 118, ne 181.\n\nZdeňka Nováková\nPekařství U Lípy',
      },
      {
        from: 'eva',
        after: '3 h',
        text: 'Dobrý den,\n\nopraveno, novou posílám v příloze. Omlouváme se.',
        files: [pdf('faktura-4471180.pdf', ['Faktura 4471180', 'Objednávka 118', 'Pekařství U Lípy'])],
      },
    ],
  },
  {
    id: 'eliska-splatky',
    on: 'zone',
    when: '60 d 9:30',
    with: people.eliska,
    form: ['email', 'phone'],
    parameters: { topic: 'splátky' },
    lines: [
      'Dobrý den, nedoplatek 9 600 Kč teď nezaplatím najednou. Šlo by to na splátky?',
      'eva: Dobrý den, šlo: šest splátek po 1 600 Kč, první do konce měsíce. Souhlasíte?',
      'Ano, moc děkuji.',
      'eva: Splátkový kalendář je v zóně pod Dokumenty.',
    ],
  },
  {
    id: 'bohumil-zone',
    on: 'zone',
    when: '130 d 14:44',
    with: people.bohumil,
    parameters: { topic: 'změna tarifu' },
    lines: [
      'Chci přejít na dvoutarif.',
      'martin: Dobrý den, technik musí vyměnit jistič. Termín potvrdíme telefonicky.',
    ],
  },
  {
    id: 'jiri-whatsapp',
    on: 'whatsapp',
    when: '5 d 8:08',
    with: people.jiri,
    queue: 'Invoices',
    lines: [
      'Zdravím, kam prosím posílat zálohu, když se mi mění banka?',
      'eva: Dobrý den, účet zůstává stejný, jen zrušte starý trvalý příkaz. Variabilní symbol je vaše zákaznické číslo.',
      'Jasné, díky.',
    ],
  },
  {
    id: 'daniel-statement',
    on: 'invoices',
    when: '140 d 11:11',
    subject: 'Statement in English',
    mails: [
      {
        from: people.daniel,
        text: 'Dear Sir or Madam,\n\ncould I get the yearly statement in English? My employer refunds part of it.\n\nKind regards,\nDaniel Weiss',
      },
      {
        from: 'martin',
        after: '1 d',
        text: 'Dear Mr Weiss,\n\nhere it is. From next year it comes in both languages.',
        files: [
          pdf('statement-7741006.pdf', [
            'Yearly statement',
            'Customer 7741006',
            'Consumption 2 118 kWh',
            'To be refunded: 640 CZK',
          ]),
        ],
      },
    ],
  },
  {
    id: 'hynek-html',
    on: 'invoices',
    when: '9 d 13:37',
    subject: 'Dotaz k faktuře – tabulka',
    mails: [
      {
        from: people.hynek,
        text: 'Dobrý den, nesedí mi tři položky, viz tabulka. Hynek Strnad',
        html: '<p>Dobrý den,</p><p>nesedí mi <b>tři položky</b>:</p><table border="1"><tr><th>položka</th><th>faktura</th><th>můj odečet</th></tr><tr><td>studená voda</td><td>41 m³</td><td>38 m³</td></tr><tr><td>teplá voda</td><td>22 m³</td><td>19 m³</td></tr><tr><td>úklid</td><td>960 Kč</td><td>800 Kč</td></tr></table><p>Hynek Strnad<br><img src="https://example.cz/logo.png" alt="logo"></p><script>alert(1)</script>',
        files: [
          pdf('faktura-4471099.pdf', ['Faktura 4471099', 'studená voda 41 m3', 'teplá voda 22 m3', 'úklid 960 Kč']),
        ],
      },
      {
        from: 'eva',
        after: '1 d',
        text: 'Dobrý den, pane Strnade,\n\nu vody máte pravdu, odečet jsme přepsali. Úklid je dražší od července podle usnesení domu.',
      },
    ],
  },
];
