import { sql } from 'kysely';
import { listContacts } from '#domain/contacts/list-contacts.ts';
import { listConversations } from '#domain/conversations/list-conversations.ts';
import type { Actor, OperatorActor } from '#domain/operators/actor.ts';
import type { Group, Job, Way } from '../measure/job.ts';
import { scanDirectory } from '../plain/scan-directory.ts';
import { conversationsByFragment, peopleByFragment } from '../usual/find-people.ts';
import { type Bench, chosen } from './bench.ts';
import { difference } from './difference.ts';
import { directoryTerms, type Typed } from './terms.ts';

/** The directory's search as one types, first 50, for who sees all queues and for whom some are hidden. */
export function directoryJobs(bench: Bench): Group {
  return {
    name: 'directory',
    prepare: async () => {
      const jobs: Job[] = [];
      for (const [name, terms] of Object.entries(directoryTerms(bench.store.facts))) {
        jobs.push(searchJob(bench, name, terms, bench.people.all, ''));
        jobs.push(searchJob(bench, name, terms, bench.people.hidden, ', some queues hidden'));
      }
      jobs.push(conversationsJob(bench));
      return { jobs };
    },
  };
}

function searchJob(bench: Bench, name: string, terms: Typed[], actor: OperatorActor, sight: string): Job {
  const rows = new Map<number, number>();
  const ask = async (n: number) => {
    const ids = await firstPage(bench, actor, chosen(terms, n).text);
    rows.set(n % terms.length, ids.length);
    return ids;
  };
  return {
    name: `directory: ${name}${sight}`,
    group: 'directory',
    questions: terms.length,
    goal: { p99: 20 },
    product: ask,
    floor: walkOfIndex(bench, (n) => rows.get(n % terms.length) ?? 50),
    usual: peopleByFragment(bench.usual, (n) => chosen(terms, n).withAccents),
    check: async (n) => {
      const { text } = chosen(terms, n);
      return difference(`“${text}”`, await ask(n), await scanDirectory(bench.plain, actor.id, { q: text }, 50));
    },
  };
}

/** The conversations of whom a name finds: the first card, and its conversations. */
function conversationsJob(bench: Bench): Job {
  const terms = directoryTerms(bench.store.facts)['5 characters'] ?? [];
  const { all } = bench.people;
  return {
    name: 'conversations of whom 5 characters find',
    group: 'directory',
    questions: terms.length,
    goal: { p99: 20 },
    product: (n) =>
      bench.reading(async (tx) => {
        const { items } = await listContacts(tx, all, { q: chosen(terms, n).text, limit: 1, state: 'active' });
        const card = items[0];
        return card && listConversations(tx, all, { contact: card.id, limit: 50, view: 'all' });
      }),
    floor: walkOfIndex(bench, () => 50),
    usual: conversationsByFragment(bench.usual, (n) => chosen(terms, n).withAccents),
  };
}

async function firstPage(bench: Bench, actor: Actor, q: string): Promise<number[]> {
  const { items } = await bench.reading((tx) => listContacts(tx, actor, { q, limit: 50, state: 'active' }));
  return items.map(({ id }) => id);
}

/** As many rows along the index of names from somewhere on. */
function walkOfIndex(bench: Bench, rows: (n: number) => number): Way {
  return {
    name: 'index walk, as many rows',
    run: (n) =>
      bench.reading((tx) =>
        sql`select id, name, last_contact_at from contact where workspace_id = ${bench.store.workspaceId} and state = 'active'
          and sort_key >= ${String.fromCharCode(97 + (n % 26))} order by sort_key, id limit ${rows(n)}`.execute(tx),
      ),
  };
}
