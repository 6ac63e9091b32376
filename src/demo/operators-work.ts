import { editClient } from '#domain/conversations/edit-client.ts';
import { linkConversation } from '#domain/conversations/link-conversation.ts';
import { unlinkConversation } from '#domain/conversations/unlink-conversation.ts';
import type { OperatorActor } from '#domain/operators/actor.ts';
import type { Stranger } from './crowd.ts';
import { bin, edit, mergeAnna, mistakeAndUndo } from './edit-cards.ts';
import { cardOf, conversationOf, findCard, type Tx } from './find-in-demo.ts';
import { people } from './people.ts';
import type { Step } from './take-steps.ts';
import type { Person } from './tell.ts';

/** What operators did with cards and conversations until today. */
export function dailyWork(strangers: Stranger[], now: Date): Step[] {
  const link =
    (story: string, person: Person, identifiers?: { kind: string; value: string }[]): Step['work'] =>
    async (tx, actor) =>
      linkConversation(tx, actor, {
        id: await conversationOf(tx, actor, story, now),
        contactId: await cardOf(tx, actor, person),
        identifiers,
      });
  return [
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
      work: link('jana-first-chat', people.jana, [{ kind: 'browser', value: people.jana.browser }]),
    },
    { name: 'a line of a family', by: 'eva', work: link('family-marie', people.marie) },
    { name: 'the other Petr Novak', by: 'martin', work: link('petr-novak-chat', people.petrNovak2) },
    { name: 'Aisha writes too', by: 'martin', work: link('aisha-mail', people.aisha) },
    { name: 'Nikola without signing in', by: 'martin', work: link('nikola-zone', people.nikola) },
    { name: 'two cards of Anna', by: 'martin', work: mergeAnna },
    {
      name: 'Ben’s new address',
      by: 'martin',
      work: (tx, actor) =>
        edit(tx, actor, people.ben, {
          identifiers: { add: [{ kind: 'email', value: 'ben@example.org', label: 'new job', main: true }] },
        }),
    },
    { name: 'a wrong hand', by: 'eva', work: mistakeAndUndo },
    { name: 'not James', by: 'petra', work: (tx, actor) => unlinkAndLinkJames(tx, actor, now) },
    { name: 'spam', by: 'dana', work: (tx, actor) => bin(tx, actor, people.spam) },
    ...tagging(strangers),
  ];
}

/** A conversation that was taken from its card by mistake, and given back. */
async function unlinkAndLinkJames(tx: Tx, actor: OperatorActor, now: Date): Promise<void> {
  const id = await conversationOf(tx, actor, 'james-socket', now);
  await unlinkConversation(tx, actor, { id });
  await linkConversation(tx, actor, { id, contactId: await cardOf(tx, actor, people.james) });
}

/** What operators noted in the conversations of the last hours. */
export function todaysWork(now: Date): Step[] {
  const work: Step['work'] = async (tx, actor) =>
    editClient(tx, actor, {
      id: await conversationOf(tx, actor, 'visitor-garages', now),
      name: 'Marcel (garáže Lesná)',
    });
  return [{ name: 'a visitor with a name', by: 'martin', work }];
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
