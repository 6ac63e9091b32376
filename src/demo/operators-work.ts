import type { ContactInput } from '#contract/contact.ts';
import { createContact } from '#domain/contacts/create-contact.ts';
import { addContactOfConversation } from '#domain/conversations/add-contact.ts';
import { editClient } from '#domain/conversations/edit-client.ts';
import { linkConversation } from '#domain/conversations/link-conversation.ts';
import { unlinkConversation } from '#domain/conversations/unlink-conversation.ts';
import type { Store } from '#domain/intake/import-summary.ts';
import type { OperatorActor } from '#domain/operators/actor.ts';
import { once } from '#domain/operators/once.ts';
import { type ColleagueName, channels } from './company.ts';
import type { Stranger } from './crowd.ts';
import { bin, edit, mistakeAndUndo, tidyAnna } from './edit-cards.ts';
import { cardOf, conversationOf, findCard, type Tx } from './find-in-demo.ts';
import { people } from './people.ts';
import type { DemoOperators } from './provide-company.ts';
import type { Person } from './tell.ts';

/** What one operator does, in a transaction of its own, once whatever happens. */
interface Step {
  name: string;
  by: ColleagueName;
  work: (tx: Tx, actor: OperatorActor) => Promise<unknown>;
}

/** The cards that the company typed in before any message came. */
export async function cardsOfOld(store: Store, operators: DemoOperators): Promise<void> {
  const typed: [ColleagueName, Person, ContactInput?][] = [
    ['eva', people.jana],
    ['petra', people.tomas, { attributes: { gender: 'muž', city: 'Brno' } }],
    ['eva', people.zdenka, { attributes: { company: 'Pekařství U Lípy', city: 'Vyškov' }, tags: ['company'] }],
    ['petra', people.pavel, { attributes: { city: 'Brno' } }],
    ['petra', people.bohumil],
    ['petra', people.family, { attributes: { city: 'Brno' } }],
    ['eva', people.vaclav, { attributes: { company: 'Truhlárna Truhlář' }, tags: ['company', 'VIP'] }],
    ['martin', people.james, { attributes: { language: 'English' }, tags: ['English'] }],
  ];
  await take(
    store,
    operators,
    typed.map(([by, person, more]) => ({
      name: `type in ${person.name}`,
      by,
      work: (tx, actor) => createContact(tx, actor, { name: person.name, identifiers: valuesOf(person), ...more }),
    })),
  );
}

function valuesOf({ email, phone, customer, facebook }: Person): NonNullable<ContactInput['identifiers']> {
  return [
    ...(email ? [{ kind: 'email' as const, value: email }] : []),
    ...(phone ? [{ kind: 'phone' as const, value: phone }] : []),
    ...(customer ? [{ kind: 'custom:customer' as const, value: customer }] : []),
    ...(facebook ? [{ kind: 'facebook' as const, value: facebook, account: channels.facebook.account }] : []),
  ];
}

/** What operators did with cards and conversations until today. */
export async function dailyWork(
  store: Store,
  operators: DemoOperators,
  strangers: Stranger[],
  now: Date,
): Promise<void> {
  const find = (tx: Tx, actor: OperatorActor, story: string) => conversationOf(tx, actor, story, now);
  const link = async (
    tx: Tx,
    actor: OperatorActor,
    story: string,
    person: Person,
    identifiers?: { kind: string; value: string }[],
  ) =>
    linkConversation(tx, actor, {
      id: await find(tx, actor, story),
      contactId: await cardOf(tx, actor, person),
      identifiers,
    });
  const steps: Step[] = [
    {
      name: 'Jana’s company',
      by: 'eva',
      work: (tx, actor) =>
        edit(tx, actor, people.jana, {
          attributes: { gender: 'žena', city: 'Brno', country: 'Česko', company: 'Ateliér Horáková' },
          tags: { add: ['VIP', 'company'] },
        }),
    },
    {
      name: 'Jana moves',
      by: 'martin',
      work: (tx, actor) => edit(tx, actor, people.jana, { attributes: { city: 'Olomouc' } }),
    },
    {
      name: 'Jana’s first chat',
      by: 'eva',
      work: (tx, actor) =>
        link(tx, actor, 'jana-first-chat', people.jana, [{ kind: 'browser', value: people.jana.browser }]),
    },
    { name: 'a line of a family', by: 'eva', work: (tx, actor) => link(tx, actor, 'family-marie', people.marie) },
    {
      name: 'the other Petr Novak',
      by: 'martin',
      work: async (tx, actor) =>
        addContactOfConversation(tx, actor, {
          id: await find(tx, actor, 'petr-novak-chat'),
          name: people.petrNovak2.name,
        }),
    },
    { name: 'Aisha writes too', by: 'martin', work: (tx, actor) => link(tx, actor, 'aisha-mail', people.aisha) },
    {
      name: 'two cards of Anna',
      by: 'martin',
      work: (tx, actor) =>
        tidyAnna(tx, actor, (story, identifiers) => link(tx, actor, story, people.anna, identifiers)),
    },
    {
      name: 'Ben’s new address',
      by: 'martin',
      work: (tx, actor) =>
        edit(tx, actor, people.ben, {
          identifiers: { add: [{ kind: 'email', value: 'ben@example.org', label: 'new job', main: true }] },
        }),
    },
    { name: 'a wrong hand', by: 'eva', work: mistakeAndUndo },
    {
      name: 'not James',
      by: 'petra',
      work: async (tx, actor) => {
        await unlinkConversation(tx, actor, { id: await find(tx, actor, 'james-socket') });
        await link(tx, actor, 'james-socket', people.james);
      },
    },
    { name: 'spam', by: 'dana', work: (tx, actor) => bin(tx, actor, people.spam) },
    ...tagging(strangers),
  ];
  await take(store, operators, steps);
}

/** What operators noted in the conversations of the last hours. */
export async function todaysWork(store: Store, operators: DemoOperators, now: Date): Promise<void> {
  const work: Step['work'] = async (tx, actor) =>
    editClient(tx, actor, {
      id: await conversationOf(tx, actor, 'visitor-garages', now),
      name: 'Marcel (garáže Lesná)',
    });
  await take(store, operators, [{ name: 'a visitor with a name', by: 'martin', work }]);
}

async function take(store: Store, operators: DemoOperators, steps: Step[]): Promise<void> {
  for (const { name, by, work } of steps) {
    const actor = operators[by];
    await store.inWorkspace(actor.workspaceId, (tx) => once(tx, actor, `demo: ${name}`, () => work(tx, actor)));
  }
}

/** Towns and tags on some cards of the crowd, a dozen in a step. */
function tagging(strangers: Stranger[]): Step[] {
  const chosen = strangers.filter((_, n) => n % 3 === 0);
  const tags = ['VIP', 'student', 'reminder', 'company', 'English', 'moving house'];
  return Array.from({ length: Math.ceil(chosen.length / 12) }, (_, step) => ({
    name: `towns and tags ${step}`,
    by: step % 2 === 0 ? 'eva' : 'martin',
    work: async (tx, actor) => {
      for (const [n, { person, city }] of chosen.slice(step * 12, step * 12 + 12).entries()) {
        if ((await findCard(tx, actor, person)) === null) continue;
        const tag = tags[(n * 5 + step) % tags.length];
        await edit(tx, actor, person, { attributes: { city }, ...(n % 2 === 0 && tag && { tags: { add: [tag] } }) });
      }
    },
  }));
}
