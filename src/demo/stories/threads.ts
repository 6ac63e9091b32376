import { people } from '../people.ts';
import type { Story } from '../tell.ts';

/** Mail with several people in it: where a thread is saved (R-REC-8), and what an address never says of another. */
export const threads: Story[] = [
  {
    // (a) nobody is in the directory: a new card for the first
    id: 'javor-first',
    on: 'info',
    when: '260 d 10:05',
    queue: 'Moving house',
    subject: 'Nový ateliér v Husovické',
    mails: [
      {
        from: people.javor,
        cc: [people.accountant],
        text: 'Dobrý den,\n\npronajímáme ateliér v Husovické 4 a potřebujeme přepsat elektřinu. Faktury prosím posílejte účetní, je v kopii.\n\nAteliér Javor',
      },
      {
        from: 'eva',
        cc: [people.accountant],
        after: '3 h',
        text: 'Dobrý den,\n\npřepíšeme, jakmile pošlete stav elektroměru. Účetní si poznamenám.',
      },
      { from: people.accountant, after: '1 d', text: 'Dobrý den, stav je 20 118 kWh. Hana Součková, účetní' },
    ],
  },
  {
    // (b) the first is new, a later one is known: saved with the later one
    id: 'lawyer-javor',
    on: 'invoices',
    when: '62 d 15:45',
    subject: 'Zastupování: Ateliér Javor',
    mails: [
      {
        from: people.lawyer,
        cc: [people.javor],
        text: 'Vážení,\n\nzastupuji Ateliér Javor (v kopii) ve věci doplatku. Žádám o podklady k vyúčtování.\n\nMgr. Lukáš Tesař, advokát',
      },
      {
        from: 'martin',
        cc: [people.javor],
        after: '1 d',
        text: 'Dobrý den, pane magistře,\n\npodklady posílám poštou do konce týdne.',
      },
    ],
  },
  {
    id: 'chair-first',
    on: 'info',
    when: '340 d 8:00',
    subject: 'Nový předseda výboru',
    mails: [
      { from: people.chair, text: 'Dobrý den, od tohoto měsíce jsem předsedou výboru domu Lipová 12. Ivan Holub' },
      { from: 'martin', after: '2 h', text: 'Dobrý den, pane Holube, děkujeme, zapsáno.' },
    ],
  },
  {
    // (c) all are in the directory: the card found first
    id: 'house-meeting',
    on: 'info',
    when: '14 d 17:30',
    subject: 'Schůze domu a odečty',
    mails: [
      {
        from: people.chair,
        cc: [people.tomas, people.petrNovak],
        text: 'Dobrý den,\n\nna schůzi ve čtvrtek bychom rádi probrali odečty. Pan Beneš a pan Novák (v kopii) mají dotazy k rozúčtování. Přijde někdo z vás?\n\nIvan Holub',
      },
      {
        from: 'martin',
        cc: [people.tomas, people.petrNovak],
        after: '15 h',
        text: 'Dobrý den,\n\npřijdu já a vezmu s sebou podklady.',
      },
      {
        from: people.tomas,
        cc: [people.chair],
        after: '5 h',
        text: 'Výborně, vezmu svoje odečty z posledních tří let.',
      },
    ],
  },
  {
    // The company begins: the first To
    id: 'svj-offer',
    on: 'info',
    when: '120 d 9:00',
    queue: 'New clients',
    subject: 'Nabídka: společné měření tepla',
    mails: [
      {
        from: 'martin',
        to: [people.svj, people.chair],
        text: 'Dobrý den,\n\njak jsme slíbili na schůzi, posílám nabídku společného měření tepla pro Lipovou 12.',
      },
      {
        from: people.svj,
        cc: [people.chair],
        after: '6 d',
        text: 'Dobrý den, nabídku jsme přijali, děkujeme. Výbor SVJ Lipová 12',
      },
    ],
  },
  {
    // Reply-To is an address of the thread too
    id: 'portal-lead',
    on: 'info',
    when: '7 d 7:15',
    queue: 'New clients',
    subject: 'Poptávka z portálu: 2+kk Brno-střed',
    mails: [
      {
        from: people.portal,
        replyTo: people.olga,
        text: 'Nová poptávka.\n\nJméno: Olga Benediktová\nZpráva: Mám zájem o byt 2+kk, ráda bych se přišla podívat příští týden.',
      },
      {
        from: 'eva',
        to: [people.olga],
        after: '90 min',
        text: 'Dobrý den, paní Benediktová,\n\nmůžeme ve středu v 17 hodin?',
      },
      { from: people.olga, after: '4 h', text: 'Středa v pět je skvělá, děkuji.' },
    ],
  },
  {
    id: 'vaclav-thread',
    on: 'invoices',
    when: '31 d 6:59',
    subject: 'Truhlárna: odběrné místo 2',
    mails: [
      {
        from: people.vaclav,
        text: 'Dobré ráno,\n\nv nové hale budeme brát asi třikrát tolik. Kolik bude záloha?\n\nVáclav Truhlář',
      },
      {
        from: 'eva',
        after: '4 h',
        text: 'Dobrý den,\n\nodhadem 14 500 Kč měsíčně, po prvním čtvrtletí ji upravíme podle skutečnosti.',
      },
      { from: people.vaclav, after: '1 d', text: 'Souhlasím.' },
    ],
  },
  {
    id: 'vaclav-zone',
    on: 'zone',
    when: '30 d 12:12',
    with: people.vaclav,
    form: ['email', 'phone'],
    lines: ['Potvrzuji zálohu 14 500 Kč.', 'eva: Děkuji, platí od prvního.'],
  },
];
