import { people } from '../people.ts';
import type { Story } from '../tell.ts';

/** The queue that only its members know of (R-HIS-5, third kind). */
export const complaints: Story[] = [
  {
    id: 'marek-complaint',
    on: 'complaints',
    when: '22 d 8:08',
    subject: 'Complaint about the technician',
    mails: [
      {
        from: people.marek,
        text: 'Good morning,\n\nthe technician came two hours late and left the cellar open. I would like an apology, not a discount.\n\nMarek Urban',
      },
      {
        from: 'martin',
        after: '1 d',
        text: 'Good morning, Mr Urban,\n\nyou are right, and I apologise. I spoke with him; from now on he calls when he is late.',
      },
      { from: people.marek, after: '3 h', text: 'Thank you, that is all I wanted.' },
    ],
  },
  {
    id: 'hynek-complaint',
    on: 'complaints',
    when: '6 d 19:00',
    subject: 'Stížnost na hluk z výměníku',
    mails: [
      {
        from: people.hynek,
        text: 'Dobrý den, výměník pod mým bytem hučí každou noc od tří do pěti. Píšu už potřetí. Hynek Strnad',
      },
      {
        from: 'martin',
        after: '14 h',
        text: 'Dobrý den, pane Strnade,\n\nomlouvám se. Měření hluku proběhne tuto středu v noci, výsledek vám zavolám osobně.',
      },
      { from: people.hynek, after: '2 d', text: 'Měření proběhlo, čekám na výsledek.' },
    ],
  },
  {
    id: 'anonymous-complaint',
    on: 'complaints',
    when: '33 d 23:50',
    subject: 'Podnět',
    mails: [
      {
        from: { name: 'Nájemnice', email: 'nechci.se.jmenovat@example.com' },
        text: 'Dobrý den, správce v Údolní 20 si bere hotovost za opravy, které mají být zdarma. Nechci, aby se to k němu doneslo.',
      },
    ],
  },
];
