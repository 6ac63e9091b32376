import { meterPhoto, pdf } from '../files.ts';
import { people } from '../people.ts';
import type { Story } from '../tell.ts';

/** Jana moves from Brno to Olomouc: one person over years, on many channels, whom each of them knows by another id. */
export const moving: Story[] = [
  {
    id: 'jana-first-chat',
    on: 'webchat',
    when: '640 d 16:30',
    with: people.jana,
    queue: 'New clients',
    parameters: { topic: 'nový odběr', entry_page: '/energie' },
    lines: [
      'Dobrý den, od prvního si beru byt v Brně na Lipové. Dá se u vás rovnou přihlásit elektřina?',
      'eva: Dobrý den, paní Horáková, dá. Stačí číslo elektroměru a stav v den předání, smlouvu pošlu e-mailem.',
      'Číslo mám, stav vám pošlu v pondělí. Jak dlouho to trvá?',
      'eva: Pět pracovních dnů. Do té doby svítíte dál, nic se neodpojuje.',
      'Výborně, děkuji!',
    ],
  },
  {
    id: 'jana-contract',
    on: 'info',
    when: '637 d 9:12',
    queue: 'New clients',
    subject: 'Smlouva Lipová 12, Brno',
    mails: [
      {
        from: people.jana,
        text: 'Dobrý den,\n\nelektroměr 8841207, stav při předání 11 204 kWh. Smlouvu prosím pošlete sem.\n\nJana Horáková',
      },
      {
        from: 'eva',
        after: '4 h',
        text: 'Dobrý den, paní Horáková,\n\nsmlouva je v příloze. Vaše zákaznické číslo je 7720418.',
        files: [
          pdf('smlouva-7720418.pdf', [
            'Smlouva o dodávce',
            'Zákaznické číslo 7720418',
            'Lipová 12, Brno',
            'Stav 11 204 kWh',
          ]),
        ],
      },
      {
        from: people.jana,
        after: '1 d',
        text: 'Podepsáno, děkuji. V příloze posílám zpět.',
        files: [pdf('smlouva-podepsana.pdf', ['Smlouva o dodávce', 'Podepsáno: Jana Horáková'])],
      },
    ],
  },
  {
    id: 'jana-messenger',
    on: 'facebook',
    when: '420 d 12:15',
    with: people.jana,
    lines: [
      'Ahoj, chodí mi upozornění na novou fakturu, ale v aplikaci žádná není.',
      'martin: Dobrý den, faktura se v aplikaci objeví do druhého dne. Zkuste to prosím zítra po obědě.',
      'Už ji vidím, díky.',
      'martin: Rádo se stalo.',
    ],
  },
  {
    id: 'jana-zone',
    on: 'zone',
    when: '300 d 19:40',
    with: people.jana,
    form: ['email', 'phone'],
    parameters: { topic: 'roční vyúčtování' },
    lines: [
      'Prosím o rozpis ročního vyúčtování podle měsíců.',
      'eva: Dobrý den, rozpis najdete v zóně pod Dokumenty. Přeplatek 1 284 Kč odešel dnes na váš účet.',
      'Mám, děkuji.',
    ],
  },
  {
    id: 'jana-whatsapp-september',
    on: 'whatsapp',
    when: '34 d 17:48',
    with: people.jana,
    lines: [
      'Dobrý den, faktura za září mi šla na starou adresu. Můžete ji poslat ještě jednou?',
      'eva: Samozřejmě. Poslala jsem ji sem i na e-mail. Mám rovnou změnit adresu?',
      'Zatím ne, stěhujeme se až příští měsíc. Díky!',
    ],
  },
  {
    id: 'jana-call',
    on: 'phone',
    when: '19 d 14:10',
    with: people.jana,
    state: 'ended',
    operator: 'petra',
    seconds: 252,
    waited: 34,
    choices: ['1 česky', '3 poruchy'],
    transcript: [
      'petra: Bystřina, dobrý den, u telefonu Vlčková.',
      'Dobrý den, Horáková. Nejde nám v Brně bojler a za týden byt předáváme.',
      'petra: Vidím ho. Pošlu technika zítra mezi osmou a desátou, vyhovuje?',
      'Ano, budu tam od osmi.',
      'petra: Zapsáno. Kdyby se zdržel, zavolá vám.',
    ],
  },
  {
    id: 'jana-handover',
    on: 'info',
    when: '12 d 10:22',
    queue: 'Moving house',
    subject: 'Předání bytu v Brně',
    mails: [
      {
        from: people.jana,
        text: 'Dobrý den,\n\nbyt na Lipové předáváme v pátek v 15 hodin. Kdo z vás přijde a co máme mít připravené?\n\nJana Horáková',
      },
      {
        from: 'eva',
        after: '2 h',
        text: 'Dobrý den,\n\npřijde pan Holub z výboru domu. Připravte prosím klíče (4 ks), čip od vchodu a přístup k elektroměru, stav opíšete společně.',
      },
      {
        from: people.jana,
        after: '2 d',
        text: 'Předáno. Stav 18 402 kWh, fotografie v příloze. Konečnou fakturu prosím na novou adresu v Olomouci.',
        files: [meterPhoto('elektromer-lipova.png', '18402')],
      },
      { from: 'eva', after: '3 h', text: 'Děkuji, stav souhlasí. Konečné vyúčtování přijde do 14 dnů.' },
    ],
  },
  {
    id: 'jana-today',
    on: 'zone',
    when: '9 min',
    with: people.jana,
    queue: 'Moving house',
    parameters: { topic: 'stěhování', meter_reading: 18402 },
    lines: [
      'Dobré ráno, prvního jsme se přestěhovali. Přijde konečná faktura ještě do Brna?',
      'eva: Dobré ráno, paní Horáková. Může jít na novou adresu i e-mailem, stačí ji v zóně potvrdit.',
      'Potvrzeno, děkuji. A můžu si nechat roční tarif?',
    ],
  },
  {
    id: 'emily-moving',
    on: 'whatsapp',
    when: '96 d 11:05',
    with: people.emily,
    queue: 'Moving house',
    lines: [
      'Hi! We are leaving the flat in Žižkov at the end of the month. What do you need from us?',
      'martin: Hi Emily, the meter reading on the last day, the keys, and an address for the final statement.',
      {
        text: 'Reading attached. The address is the one in Leeds you already have.',
        files: [meterPhoto('meter-zizkov.png', '07731')],
      },
      'martin: Perfect. The deposit of 24,000 Kč goes back within two weeks.',
      'Thank you, it was a lovely flat.',
    ],
  },
  {
    id: 'emily-deposit',
    on: 'info',
    when: '71 d 8:47',
    queue: 'Moving house',
    subject: 'Deposit for the Žižkov flat',
    mails: [
      {
        from: people.emily,
        text: 'Hello,\n\nthe two weeks are over and the deposit has not arrived yet. Could you check?\n\nBest,\nEmily',
      },
      {
        from: 'martin',
        after: '5 h',
        text: 'Hello Emily,\n\nI am sorry: the bank returned it, the IBAN had a digit missing. Please send it once more and it leaves today.',
      },
      { from: people.emily, after: '40 min', text: 'Sorry about that! GB33 BUKB 2020 1555 5555 55.' },
      { from: 'martin', after: '2 h', text: 'Sent. It should be there by Thursday.' },
    ],
  },
  {
    id: 'kristyna-move',
    on: 'webchat',
    when: '27 d 13:20',
    with: people.kristyna,
    queue: 'Moving house',
    form: ['name', 'email', 'phone'],
    lines: [
      'Dobrý den, stěhuji se v rámci jednoho domu o patro výš. Musím podepisovat novou smlouvu?',
      'eva: Dobrý den, nemusíte, stačí dodatek. Pošlu ho dnes e-mailem.',
      'A kauce zůstává?',
      'eva: Zůstává, jen se přepíše na nový byt.',
    ],
  },
  {
    id: 'minji-move',
    on: 'kakaotalk',
    when: '51 d 15:02',
    with: people.minji,
    lines: [
      'Hello, I am moving to Brno for the university in September. Is the studio at Veveří still free?',
      'eva: Hello, it is. Would a video tour on Friday at nine your time suit you?',
      'Yes please!',
      'eva: Booked. You get the link an hour before.',
    ],
  },
  {
    id: 'nikola-keys',
    on: 'facebook',
    when: '8 d 18:31',
    with: people.nikola,
    queue: 'Moving house',
    lines: [
      'Ahoj, ztratila jsem klíče od sklepa. Co teď?',
      'eva: Dobrý den, nic se neděje. Náhradní stojí 350 Kč, vyzvednete je u správce ve středu od čtyř.',
      'Super, budu tam.',
    ],
  },
];
