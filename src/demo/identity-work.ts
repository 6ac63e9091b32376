import type { ContactEdit } from '#contract/contact.ts';
import { refuseClient } from '#domain/conversations/refuse-client.ts';
import { verifyByQuestions } from '#domain/conversations/verify-by-questions.ts';
import { addExcluded } from '#domain/identity/excluded-values.ts';
import { edit, merge } from './edit-cards.ts';
import { conversationOf } from './find-in-demo.ts';
import { people } from './people.ts';
import type { Step } from './take-steps.ts';
import type { Person } from './tell.ts';

/** What operators took over from contracts: names, addresses and dates of birth. */
const fromContracts: [Person, ContactEdit['attributes']][] = [
  [people.lucie, { street: 'Veveří 31', city: 'Brno', postcode: '602 00', birth_date: '1991-04-12' }],
  [people.ondrej, { street: 'Cejl 66', city: 'Brno', postcode: '602 00', birth_date: '1987-11-02' }],
  [people.kristyna, { street: 'Pekařská 14', city: 'Brno', postcode: '602 00', birth_date: '1995-01-08' }],
  [people.oksana, { street: 'Vinařská 3', city: 'Brno', postcode: '603 00', birth_date: '1994-02-17' }],
  [people.vera, { street: 'Vídeňská 55', city: 'Brno', postcode: '639 00', birth_date: '1948-03-07' }],
  [people.alena, { street: 'Jírova 18', city: 'Brno', postcode: '628 00', birth_date: '1974-05-23' }],
  [people.javor, { street: 'Husovická 4', city: 'Brno', postcode: '614 00', tariff: 'C02d' }],
  [people.radek, { street: 'Husovická 9', city: 'Brno', postcode: '614 00', birth_date: '1990-10-25' }],
  [people.stanislav, { street: 'Pekařská 5', city: 'Brno', postcode: '602 00', birth_date: '1957-10-11' }],
  [people.marek, { street: 'Palackého 41', city: 'Jihlava', postcode: '586 01' }],
  [
    people.miloslav,
    {
      street: 'Merhautova 27',
      city: 'Brno',
      postcode: '613 00',
      birth_date: '1962-09-30',
      company: 'Kříž Servis',
    },
  ],
  [people.petrNovak, { city: 'Brno', birth_date: '1976-03-08' }],
];

/** What operators decided about who is who until today. */
export function identityWork(now: Date): Step[] {
  return [
    {
      name: 'two cards of Miloslav',
      by: 'martin',
      work: (tx, actor) => {
        const { name, phone } = people.miloslav;
        return merge(tx, actor, people.miloslav, { name, phone });
      },
    },
    {
      name: 'addresses from contracts',
      by: 'martin',
      work: async (tx, actor) => {
        for (const [person, attributes] of fromContracts) {
          await edit(tx, actor, person, { name: person.name, attributes });
        }
      },
    },
    {
      name: 'a number of two people',
      by: 'martin',
      work: (tx, actor) =>
        edit(tx, actor, people.marie, {
          identifiers: { add: [{ kind: 'phone', value: people.marie.phone, label: 'home', ifTaken: 'share' }] },
        }),
    },
    {
      name: 'not Pavel, his neighbour',
      by: 'petra',
      work: async (tx, actor) =>
        refuseClient(tx, actor, {
          id: await conversationOf(tx, actor, 'pavel-neighbour', now),
          answer: 'justThisConversation',
        }),
    },
  ];
}

/** A portal writes for everybody who asks there: its address is nobody's. */
export const excluded: Step = {
  name: 'the portal is nobody',
  by: 'dana',
  work: (tx, actor) => addExcluded(tx, actor, { kind: 'email', value: people.portal.email }),
};

/** The person of a conversation of today who answered the questions that only she can. */
export function verification(now: Date): Step {
  return {
    name: 'Lucie answers questions',
    by: 'martin',
    work: async (tx, actor) =>
      verifyByQuestions(tx, actor, { id: await conversationOf(tx, actor, 'lucie-today', now), result: 'verified' }),
  };
}
