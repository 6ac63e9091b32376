import { listContacts } from '#domain/contacts/list-contacts.ts';
import { readHistory } from '#domain/history/read-history.ts';
import type { Actor } from '#domain/operators/actor.ts';
import type { Group, Job } from '../measure/job.ts';
import { type Bench, chosen } from './bench.ts';
import { found } from './search-everything.ts';
import { directoryTerms } from './terms.ts';
import { wordTerms } from './words.ts';

/** The predicate of rights against the same query of somebody who sees everything and is not asked. */
export function rightsJobs(bench: Bench): Group {
  const { facts } = bench.store;
  const { all, hidden, system } = bench.people;
  const { common, middling, rare } = wordTerms(facts);
  const typed = directoryTerms(facts)['3 characters'] ?? [];
  const card = chosen(facts.heavy, 0);
  const search = (words: string[]) => (actor: Actor, n: number) => found(bench, actor, chosen(words, n));
  const list = (q: string | undefined) => (actor: Actor) =>
    bench.reading((tx) => listContacts(tx, actor, { q, limit: 50, state: 'active' }));
  const pair = (
    name: string,
    questions: number,
    actor: Actor,
    ask: (actor: Actor, n: number) => Promise<unknown>,
  ): Job => ({
    name: `rights: ${name}`,
    group: 'rights',
    questions,
    goal: { timesFloor: 1.3 },
    product: (n) => ask(actor, n),
    floor: { name: 'the same without the predicate', run: (n) => ask(system, n) },
  });
  return {
    name: 'rights',
    prepare: async () => ({
      jobs: [
        pair('search, common words', common.length, all, search(common)),
        pair('search, middling words', middling.length, all, search(middling)),
        pair('search, rare words', rare.length, all, search(rare)),
        pair('history, page 1', 1, all, (actor) =>
          bench.reading((tx) => readHistory(tx, actor, { id: card.id, limit: 50 })),
        ),
        pair('directory, 3 characters, 12 queues', typed.length, all, (actor, n) => list(chosen(typed, n).text)(actor)),
        pair('directory, 3 characters, some queues hidden', typed.length, hidden, (actor, n) =>
          list(chosen(typed, n).text)(actor),
        ),
        pair('list, some queues hidden', 1, hidden, (actor) => list(undefined)(actor)),
      ],
    }),
  };
}
