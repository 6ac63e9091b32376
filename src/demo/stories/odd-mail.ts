import { people } from '../people.ts';
import type { Story } from '../tell.ts';

/** Mail that is not what it seems, or that nobody wrote. */
export const oddMail: Story[] = [
  {
    // Failed DMARC: a conversation of its own that looks like a reply to the real one
    id: 'marek-forged',
    on: 'invoices',
    when: '41 min',
    subject: 'Deposit for November',
    mails: [
      {
        from: people.marek,
        check: 'failed',
        answers: 'marek-deposit',
        text: 'Good morning,\n\nplease note our new bank account for the refund: 1122334455/0000. Send it today, it is urgent.\n\nMarek Urban',
      },
    ],
  },
  {
    id: 'simona-mail',
    on: 'info',
    when: '18 d 9:20',
    queue: 'New clients',
    subject: 'Prohlídka Lesnická',
    mails: [
      { from: people.simona, text: 'Dobrý den, prohlídka ve čtvrtek v pět platí? Simona Řezáčová' },
      { from: 'eva', after: '1 h', text: 'Dobrý den, platí, budu tam.' },
      {
        from: people.simona,
        after: '2 min',
        text: 'Dobrý den,\n\ndo pondělí jsem mimo kancelář a e-maily čtu výjimečně.\n\nSimona Řezáčová',
        header: { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' },
      },
    ],
  },
  {
    // The address is gone: a bounce attaches to the mail it is about
    id: 'ben-statement',
    on: 'invoices',
    when: '50 d 10:00',
    subject: 'Your yearly statement',
    mails: [
      {
        from: people.ben,
        text: 'Hello,\n\ncould you send me last year’s statement again? I cannot find it.\n\nBen Fletcher',
      },
      { from: 'martin', after: '1 h', text: 'Hello Ben,\n\nhere are the figures: 1,904 kWh, 212 Kč to be refunded.' },
      { from: people.ben, after: '1 min', bounced: people.ben.email, check: 'none', text: '' },
    ],
  },
  {
    id: 'courier-notice',
    on: 'info',
    when: '2 d 5:30',
    subject: 'Zásilka 88 120 je na cestě',
    mails: [
      {
        from: people.courier,
        text: 'Vaše zásilka dorazí dnes mezi 9 a 12 hodinou. Na tuto zprávu neodpovídejte.',
        header: { 'Auto-Submitted': 'auto-generated' },
      },
    ],
  },
  {
    id: 'newsletter',
    on: 'info',
    when: '13 d 6:00',
    subject: 'Novinky ze světa nájemního bydlení',
    mails: [
      {
        from: { name: 'Bydlení týdně', email: 'redakce@bydleni-tydne.example' },
        text: 'V tomto čísle: nové vyhlášky, pět tipů na úsporu tepla a rozhovor s architektkou.',
        header: {
          'List-Id': '<novinky.bydleni-tydne.example>',
          'List-Unsubscribe': '<https://bydleni-tydne.example/odhlasit>',
        },
      },
    ],
  },
  {
    id: 'lucky-draw',
    on: 'info',
    when: '21 d 3:12',
    subject: 'You have WON',
    mails: [
      {
        from: people.spam,
        check: 'none',
        text: 'Dear winner! Your address was drawn. Reply with your bank account to claim 1,000,000 EUR.',
      },
    ],
  },
  {
    id: 'lucky-draw-again',
    on: 'info',
    when: '52 min',
    subject: 'Second notice: you have WON',
    mails: [{ from: people.spam, check: 'none', text: 'Dear winner! This is your second notice.' }],
  },
  {
    // Nothing was checked: linked by address only, shown hollow
    id: 'pavel-unsigned',
    on: 'invoices',
    when: '83 d 20:55',
    subject: 'Záloha',
    mails: [
      { from: people.pavel, check: 'none', text: 'Dobrý večer, kolik mám platit zálohu od ledna? Dvořák' },
      { from: 'eva', after: '12 h', text: 'Dobrý den, pane Dvořáku, 2 300 Kč měsíčně.' },
    ],
  },
  {
    id: 'marie-mail',
    on: 'info',
    when: '26 d 11:30',
    queue: 'Invoices',
    subject: 'Přeplatek',
    mails: [
      { from: people.marie, text: 'Dobrý den, přeplatek prosím pošlete na nový účet, viz zóna. Marie Dvořáčková' },
      { from: 'eva', after: '5 h', text: 'Dobrý den, změněno, odejde zítra.' },
    ],
  },
];
