import { sql } from 'kysely';
import { listConversations } from '#domain/conversations/list-conversations.ts';
import type { Job } from '../measure/job.ts';
import { scanConversations } from '../plain/scan-conversations.ts';
import { conversationsWithTag } from '../usual/find-people.ts';
import { type Bench, chosen } from './bench.ts';
import { difference } from './difference.ts';
import { type DeepPage, walkPages } from './walk-pages.ts';

const deep = 100;

/** The desk's list of conversations by tag, newest first: the first page, and the hundredth by scrolling. */
export async function conversationListJobs(bench: Bench): Promise<Job[]> {
  const tags = bench.store.facts.tags.common;
  if (tags.length === 0) return [];
  const read = async (tag: string, cursor?: string) => {
    const { items, nextCursor } = await bench.reading((tx) =>
      listConversations(tx, bench.people.all, { tag: [tag], limit: 50, cursor, view: 'all' }),
    );
    return { ids: items.map(({ id }) => id), nextCursor };
  };
  const pages: { tag: string; at: DeepPage }[] = [];
  for (const tag of tags.slice(0, 5))
    for (const at of await walkPages((cursor) => read(tag, cursor), deep)) pages.push({ tag, at });
  const floor = {
    name: 'index walk of 50 rows',
    run: () =>
      bench.reading((tx) =>
        sql`select id, last_at, last_text from conversation where workspace_id = ${bench.store.workspaceId} order by last_at desc, id desc limit 50`.execute(
          tx,
        ),
      ),
  };
  const scan = (tag: string, atMost: number) => scanConversations(bench.plain, bench.people.all.id, tag, atMost);
  const first: Job = {
    name: 'conversations: by tag, page 1',
    group: 'lists',
    questions: tags.length,
    goal: { p99: 30 },
    product: (n) => read(chosen(tags, n)),
    floor,
    usual: conversationsWithTag(
      bench.usual,
      (n) => chosen(tags, n),
      () => 0,
    ),
    check: async (n) => difference(chosen(tags, n), (await read(chosen(tags, n))).ids, await scan(chosen(tags, n), 50)),
  };
  if (pages.length === 0) return [first];
  return [
    first,
    {
      name: `conversations: by tag, page ${deep}`,
      group: 'lists',
      questions: pages.length,
      goal: { p99: 30, timesJob: { name: first.name, most: 1.3 } },
      product: (n) => read(chosen(pages, n).tag, chosen(pages, n).at.cursor),
      floor,
      usual: conversationsWithTag(
        bench.usual,
        (n) => chosen(pages, n).tag,
        (n) => 50 * (chosen(pages, n).at.page - 1),
      ),
      check: async (n) => {
        const { tag, at } = chosen(pages, n);
        const all = [...at.before, ...(await read(tag, at.cursor)).ids];
        return difference(`${tag}, pages 1 to ${at.page}`, all, await scan(tag, all.length));
      },
    },
  ];
}
