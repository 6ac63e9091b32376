import { sql } from 'kysely';
import { readContacts } from '#domain/contacts/read-contacts.ts';
import { readContext } from '#domain/contacts/read-context.ts';
import type { Actor } from '#domain/operators/actor.ts';
import type { Group, Job } from '../measure/job.ts';
import { scanHistory } from '../plain/scan-history.ts';
import { openedPerson } from '../usual/find-messages.ts';
import { type Bench, chosen } from './bench.ts';
import { difference } from './difference.ts';

/** The customer context as the card's page and the running conversation open it: one request, one transaction. */
export function contextJobs(bench: Bench): Group {
  const { people, heavy } = bench.store.facts;
  const ordinary = people.map(({ id }) => id);
  const long = heavy.slice(0, 40).map(({ id }) => id);
  return {
    name: 'context',
    prepare: async () => {
      const { all, hidden } = bench.people;
      const seen = await bench.reading((tx) => readContacts(tx, hidden, ordinary));
      const cards = seen.map(({ id }) => id);
      return {
        jobs: [
          contextJob(bench, 'open the customer context', ordinary, all),
          contextJob(bench, 'open the customer context, some queues hidden', cards, hidden),
          contextJob(bench, 'open the customer context, longest histories', long, all),
        ],
      };
    },
  };
}

function contextJob(bench: Bench, name: string, cards: number[], actor: Actor): Job {
  const { workspaceId } = bench.store;
  return {
    name,
    group: 'context',
    questions: cards.length,
    goal: { p99: 10 },
    product: (n) => bench.reading((tx) => readContext(tx, actor, chosen(cards, n))),
    floor: {
      name: 'the card, its values, 50 conversations by their indexes',
      run: (n) =>
        bench.reading((tx) =>
          sql`select c.name, c.attributes, c.tags,
            (select json_agg(v) from (select kind, display, trust from contact_identifier where workspace_id = c.workspace_id and contact_id = c.id) v) as values,
            (select json_agg(h) from (select id, first_at, state, subject, link from conversation where workspace_id = c.workspace_id and contact_id = c.id
              order by first_at desc, id desc limit 50) h) as history
            from contact c where c.workspace_id = ${workspaceId} and c.id = ${chosen(cards, n)}`.execute(tx),
        ),
    },
    usual: openedPerson(bench.usual, (n) => chosen(cards, n)),
    check: async (n) => {
      const card = chosen(cards, n);
      const { history } = await bench.reading((tx) => readContext(tx, actor, card));
      const items = history.items.map(({ id }) => id);
      return difference(`card ${card}`, items, await scanHistory(bench.plain, actor.id ?? '', card, 50));
    },
  };
}
