import { sql } from 'kysely';
import { readHistory } from '#domain/history/read-history.ts';
import type { Group, Job } from '../measure/job.ts';
import { scanConversationsOf } from '../plain/scan-entries.ts';
import { scanHistory } from '../plain/scan-history.ts';
import type { TermClass } from '../store/types.ts';
import { messagesOfPerson } from '../usual/find-messages.ts';
import { type Bench, chosen } from './bench.ts';
import { difference } from './difference.ts';
import { classNames, wordTerms } from './words.ts';

/** Full text inside one contact's history: in the longest ones by class of word, and in ordinary ones by all classes in turn. */
export function searchContactJobs(bench: Bench): Group {
  const { people, heavy } = bench.store.facts;
  const long = heavy.slice(0, 10).map(({ id }) => id);
  const terms = wordTerms(bench.store.facts);
  const mixed = Array.from({ length: 8 }, (_, n) => Object.values(terms).flatMap((of) => of[n] ?? [])).flat();
  return {
    name: 'search-contact',
    mix: { p99: 10 },
    prepare: async () => ({
      jobs: [
        ...Object.entries(terms).map(([of, words]) =>
          searchJob(bench, `search in a long history: ${classNames[of as TermClass]}`, long, words),
        ),
        searchJob(
          bench,
          'search in an ordinary history: all classes',
          people.map(({ id }) => id),
          mixed,
        ),
      ],
    }),
  };
}

function searchJob(bench: Bench, name: string, cards: number[], words: string[]): Job {
  const { all } = bench.people;
  const ask = (n: number) =>
    bench.reading((tx) => readHistory(tx, all, { id: chosen(cards, n), q: chosen(words, n), limit: 50 }));
  return {
    name,
    group: 'search-contact',
    questions: words.length,
    goal: { p99: 10 },
    product: ask,
    floor: {
      name: 'index walk of 50 conversations',
      run: (n) =>
        bench.reading((tx) =>
          sql`select id, first_at, state, subject, link from conversation where workspace_id = ${bench.store.workspaceId} and contact_id = ${chosen(cards, n)}
            order by first_at desc, id desc limit 50`.execute(tx),
        ),
    },
    usual: messagesOfPerson(
      bench.usual,
      (n) => chosen(words, n),
      (n) => chosen(cards, n),
    ),
    check: async (n) => {
      const [card, word] = [chosen(cards, n), chosen(words, n)];
      const { items, nextCursor } = await ask(n);
      const found = items.filter(({ type }) => type === 'conversation').map(({ id }) => id);
      const saying = await scanConversationsOf(bench.plain, all.id, card, word);
      const axis = await scanHistory(bench.plain, all.id, card, 1_000_000);
      const plain = axis.filter((id) => saying.has(id));
      return difference(`“${word}” of card ${card}`, found, nextCursor ? plain.slice(0, found.length) : plain);
    },
  };
}
