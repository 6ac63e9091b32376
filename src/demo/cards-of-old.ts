import type { ContactInput } from '#contract/contact.ts';
import { createContact } from '#domain/contacts/create-contact.ts';
import { type ColleagueName, channels } from './company.ts';
import { people } from './people.ts';
import type { Step } from './take-steps.ts';
import type { Person } from './tell.ts';

const typed: [ColleagueName, Person, ContactInput?][] = [
  ['eva', people.jana],
  [
    'petra',
    people.tomas,
    {
      attributes: {
        gender: 'muž',
        street: 'Lipová 12',
        city: 'Brno',
        postcode: '602 00',
        birth_date: '1983-06-21',
        tariff: 'D25d',
      },
    },
  ],
  ['eva', people.zdenka, { attributes: { company: 'Pekařství U Lípy', city: 'Vyškov' }, tags: ['company'] }],
  ['petra', people.pavel, { attributes: { city: 'Brno' } }],
  ['petra', people.bohumil],
  ['petra', people.family, { attributes: { city: 'Brno' } }],
  ['eva', people.vaclav, { attributes: { company: 'Truhlárna Truhlář' }, tags: ['company', 'VIP'] }],
  ['martin', people.james, { attributes: { language: 'English' }, tags: ['English'] }],
];

/** The cards that the company typed in before any message came. */
export const cardsOfOld: Step[] = typed.map(([by, person, more]) => ({
  name: `type in ${person.name}`,
  by,
  work: (tx, actor) => createContact(tx, actor, { name: person.name, identifiers: valuesOf(person), ...more }),
}));

function valuesOf({ email, phone, customer, facebook }: Person): NonNullable<ContactInput['identifiers']> {
  return [
    ...(email ? [{ kind: 'email' as const, value: email }] : []),
    ...(phone ? [{ kind: 'phone' as const, value: phone }] : []),
    ...(customer ? [{ kind: 'custom:customer_no' as const, value: customer }] : []),
    ...(facebook ? [{ kind: 'facebook' as const, value: facebook, account: channels.facebook.account }] : []),
  ];
}
