import { sql } from 'kysely';
import { searchEverything } from '#domain/history/search-everything.ts';
import type { Actor, OperatorActor } from '#domain/operators/actor.ts';
import type { Group, Job, Way } from '../measure/job.ts';
import { scanEntries } from '../plain/scan-entries.ts';
import type { TermClass } from '../store/types.ts';
import { messagesSaying } from '../usual/find-messages.ts';
import { type Bench, chosen } from './bench.ts';
import { difference } from './difference.ts';
import { classNames, wordTerms } from './words.ts';

/** Full text over everything one may see, newest 50, by class of word and by how many of the 12 queues one sees. */
export function searchEverythingJobs(bench: Bench): Group {
  const { all, three, one, none } = bench.people;
  const sights = { '12 queues': all, '3 queues': three, '1 queue': one, 'no queue': none };
  const plain = plainAnswers(bench, Object.values(sights));
  return {
    name: 'search',
    mix: { p99: 50 },
    prepare: async () => {
      const jobs: Job[] = [];
      for (const [of, words] of Object.entries(wordTerms(bench.store.facts)))
        for (const [sight, actor] of Object.entries(sights))
          jobs.push({
            ...searchJob(bench, actor, words),
            name: `search: ${classNames[of as TermClass]}, ${sight}`,
            check: async (n) => {
              const word = chosen(words, n);
              return difference(`“${word}”`, await found(bench, actor, word), await plain(word, actor.id));
            },
          });
      return { jobs };
    },
  };
}

function searchJob(bench: Bench, actor: OperatorActor, words: string[]): Job {
  const rows = new Map<number, number>();
  return {
    name: '',
    group: 'search',
    questions: words.length,
    goal: { p99: 250 },
    product: async (n) => {
      const ids = await found(bench, actor, chosen(words, n));
      rows.set(n % words.length, ids.length);
    },
    floor: walkOfEntries(bench, (n) => rows.get(n % words.length) ?? 50),
    usual: messagesSaying(bench.usual, (n) => chosen(words, n), actor.queues),
  };
}

/** The ids of the first 50 entries. */
export async function found(bench: Bench, actor: Actor, q: string): Promise<string[]> {
  const { items } = await bench.reading((tx) => searchEverything(tx, actor, { q, limit: 50 }));
  return items.map(({ entryId }) => entryId);
}

/** As many of the newest entries, along the index of time. */
function walkOfEntries(bench: Bench, rows: (n: number) => number): Way {
  const { workspaceId } = bench.store;
  let from: Promise<Date> | undefined;
  const lastMonth = async () => {
    const { rows: newest } = await bench.owner.query<{ at: Date }>(
      `select max(last_at) - interval '31 days' as at from conversation where workspace_id = $1`,
      [workspaceId],
    );
    return newest[0]?.at ?? new Date(0);
  };
  return {
    name: 'index walk, as many entries',
    run: async (n) => {
      from ??= lastMonth();
      const at = await from;
      return bench.reading((tx) =>
        sql`select at, place, id, text from entry where workspace_id = ${workspaceId} and at >= ${at} order by at desc, place desc, id desc limit ${rows(n)}`.execute(
          tx,
        ),
      );
    },
  };
}

/** What a plain scan finds for each of the operators, one scan a word. */
function plainAnswers(bench: Bench, operators: OperatorActor[]) {
  const scans = new Map<string, Promise<Map<string, string[]>>>();
  return async (word: string, operatorId: string): Promise<string[]> => {
    const ids = operators.map(({ id }) => id);
    const scan = scans.get(word) ?? scanEntries(bench.plain, ids, word, 50);
    scans.set(word, scan);
    return (await scan).get(operatorId) ?? [];
  };
}
