import { sql } from 'kysely';
import { readHistory } from '#domain/history/read-history.ts';
import type { Group, Job, Way } from '../measure/job.ts';
import { scanHistory } from '../plain/scan-history.ts';
import { lastConversations } from '../usual/find-messages.ts';
import { type Bench, chosen } from './bench.ts';
import { difference } from './difference.ts';
import { walkPages } from './walk-pages.ts';

const deep = 200;

/** The time axis of the contact with the longest history: the first page, and the 200th (or the last full one) as one comes to it by scrolling. */
export function historyJobs(bench: Bench): Group {
  const card = chosen(bench.store.facts.heavy, 0);
  const { all } = bench.people;
  const read = async (cursor?: string) => {
    const { items, nextCursor } = await bench.reading((tx) => readHistory(tx, all, { id: card.id, limit: 50, cursor }));
    return { ids: items.map(({ id }) => id), nextCursor };
  };
  const scan = (atMost: number) => scanHistory(bench.plain, all.id, card.id, atMost);
  return {
    name: 'history',
    prepare: async () => {
      const first: Job = {
        name: `history of ${card.entries} entries, page 1`,
        group: 'history',
        questions: 1,
        product: () => read(),
        floor: walkOfIndex(bench, card.id, () => 0),
        usual: [lastConversations(bench.usual, () => card.id)],
        check: async () => difference('page 1', (await read()).ids, await scan(50)),
      };
      const pages = await walkPages(read, deep, 10);
      const last = pages.at(-1);
      if (!last) return { jobs: [first] };
      return {
        jobs: [
          first,
          {
            name: `history of ${card.entries} entries, page ${last.page}`,
            group: 'history',
            questions: pages.length,
            goal: { timesJob: { name: first.name, most: 1.3 } },
            product: (n) => read(chosen(pages, n).cursor),
            floor: walkOfIndex(bench, card.id, (n) => chosen(pages, n).before.length),
            usual: [
              lastConversations(
                bench.usual,
                () => card.id,
                (n) => 50 * (chosen(pages, n).page - 1),
              ),
            ],
            check: async (n) => {
              const { page, cursor, before } = chosen(pages, n);
              const ids = [...before, ...(await read(cursor)).ids];
              return difference(`pages 1 to ${page}`, ids, await scan(ids.length));
            },
          },
        ],
      };
    },
  };
}

/** 50 conversations along the index of the contact, from so many on. */
function walkOfIndex(bench: Bench, card: number, from: (n: number) => number): Way {
  const { workspaceId } = bench.store;
  const times = new Map<number, Date>();
  const timeAt = async (place: number) => {
    const known = times.get(place);
    if (known) return known;
    const { rows } = await bench.owner.query<{ first_at: Date }>(
      'select first_at from conversation where workspace_id = $1 and contact_id = $2 order by first_at desc offset $3 limit 1',
      [workspaceId, card, place],
    );
    const at = rows[0]?.first_at ?? new Date();
    times.set(place, at);
    return at;
  };
  return {
    name: 'index walk of 50 conversations',
    run: async (n) => {
      const at = await timeAt(from(n));
      return bench.reading((tx) =>
        sql`select id, first_at, state, subject, link from conversation where workspace_id = ${workspaceId} and contact_id = ${card} and first_at <= ${at}
          order by first_at desc, id desc limit 50`.execute(tx),
      );
    },
  };
}
