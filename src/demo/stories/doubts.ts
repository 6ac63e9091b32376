import { people } from '../people.ts';
import type { Story } from '../tell.ts';

/** What makes one doubt who it is: a second account, a relative's telephone, a number that nobody used for long. */
export const doubts: Story[] = [
  // Recognised by the customer number that came with an imported table
  {
    id: 'blanka-zone',
    on: 'zone',
    when: '13 min',
    with: people.blanka,
    queue: 'New clients',
    parameters: { topic: 'odečet', supply_point: '859182400100218001' },
    lines: ['Dobrý den, přešla jsem k vám z Tepláren Svitava. Kam mám od teď hlásit odečty?'],
  },
  // A number typed into the form suggests the card that has it, and links nobody
  {
    id: 'bohumil-form',
    on: 'webchat',
    when: '6 min',
    with: { name: 'Pospíšil', browser: '77c01b5e2f9a4d30' },
    queue: 'Invoices',
    form: ['name'],
    parameters: { customer_no: people.bohumil.customer, topic: 'změna tarifu' },
    lines: ['Dobrý den, kdy mi začne platit ten dvoutarif?'],
  },
  // Linked by a person; then the client signs in as somebody else
  {
    id: 'nikola-zone',
    on: 'zone',
    when: '6 h',
    with: { name: 'Nikola', browser: '3d9e41aa07b2c685' },
    queue: 'Moving house',
    lines: [
      'Dobrý den, tady Nikola Vaňková. Kdy můžu přijít pro ty klíče od sklepa?',
      {
        after: '5 h',
        as: people.ludek,
        text: 'Přihlásila jsem se přes přítele, ta smlouva je psaná na něj. Ve středu bych přišla já.',
      },
    ],
  },
  // A mail of somebody whose calls nobody could place
  {
    id: 'miloslav-tuesday',
    on: 'phone',
    when: '2 d 16:21',
    with: people.miloslav,
    state: 'abandoned',
    waited: 84,
  },
  {
    id: 'miloslav-mail-today',
    on: 'info',
    when: '12 min',
    queue: 'New clients',
    subject: 'Dvakrát jsem volal',
    mails: [
      {
        from: people.miloslav,
        text: 'Dobrý den,\n\ndvakrát jsem volal a nikdo to nebral. Stěhuji dílnu, zavoláte mi prosím?\n\nMiloslav Kříž',
      },
    ],
  },
  // A neighbour's telephone
  {
    id: 'pavel-neighbour',
    on: 'phone',
    when: '44 d 18:05',
    with: people.pavel,
    state: 'ended',
    operator: 'petra',
    seconds: 88,
    waited: 17,
    transcript: [
      'petra: Dobrý den, pane Dvořáku.',
      'Dobrý den, já nejsem Dvořák, volám jen z jeho telefonu. Jsem soused, na chodbě nesvítí světlo.',
      'petra: Děkuji, pošlu údržbu.',
    ],
  },
  // On the customer zone with an address that stands on another card
  {
    id: 'vaclav-office',
    on: 'zone',
    when: '53 min',
    with: { ...people.vaclav, email: 'kancelar@vaclav-truhlar.example' },
    form: ['email'],
    lines: ['Faktury za halu prosím posílejte na adresu kanceláře, do dílny se nedostanou.'],
  },
];
