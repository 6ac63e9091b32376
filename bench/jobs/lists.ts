import { sql } from 'kysely';
import { type ListInput, listContacts } from '#domain/contacts/list-contacts.ts';
import type { Group, Job, Way } from '../measure/job.ts';
import { scanDirectory } from '../plain/scan-directory.ts';
import { peopleFiltered } from '../usual/find-people.ts';
import { type Bench, chosen } from './bench.ts';
import { conversationListJobs } from './conversation-lists.ts';
import { difference } from './difference.ts';
import { type DeepPage, walkPages } from './walk-pages.ts';

interface Filter {
  name: string;
  /** Each a question of its own. */
  given: { tag?: string; attribute?: string }[];
  /** What is rare has no hundredth page. */
  isDeep: boolean;
}

/** So many filters of a kind are walked to their hundredth page. */
const walked = 5;
const deep = 100;

/** Lists of the directory, whole and filtered, by last contact: the first page, and the hundredth as one comes to it by scrolling. */
export function listJobs(bench: Bench): Group {
  const { tags, parameters } = bench.store.facts;
  const filters: Filter[] = [
    { name: 'all', given: [{}], isDeep: true },
    { name: 'by tag', given: tags.common.map((tag) => ({ tag })), isDeep: true },
    { name: 'by rare tag', given: tags.rare.map((tag) => ({ tag })), isDeep: false },
    { name: 'by parameter', given: parameters.attributes.common.map((attribute) => ({ attribute })), isDeep: true },
    { name: 'by rare parameter', given: parameters.attributes.rare.map((attribute) => ({ attribute })), isDeep: false },
  ];
  return {
    name: 'lists',
    prepare: async () => {
      const jobs: Job[] = [];
      for (const filter of filters.filter(({ given }) => given.length > 0))
        jobs.push(...(await ofFilter(bench, filter)));
      jobs.push(...(await conversationListJobs(bench)));
      return { jobs };
    },
  };
}

async function ofFilter(bench: Bench, { name, given, isDeep }: Filter): Promise<Job[]> {
  const first: Job = {
    name: `list: ${name}, page 1`,
    group: 'lists',
    questions: given.length,
    goal: { p99: 30 },
    product: (n) => read(bench, chosen(given, n)),
    floor: walkByTime(bench, () => 0),
    usual: usualWays(
      bench,
      (n) => chosen(given, n),
      () => 0,
    ),
    check: async (n) => {
      const asked = chosen(given, n);
      const { ids } = await read(bench, asked);
      return difference(JSON.stringify(asked), ids, await scanDirectory(bench.plain, bench.people.all.id, asked, 50));
    },
  };
  if (!isDeep) return [first];
  const pages: { asked: Filter['given'][number]; at: DeepPage }[] = [];
  for (const asked of given.slice(0, walked))
    for (const at of await walkPages((cursor) => read(bench, asked, cursor), deep)) pages.push({ asked, at });
  if (pages.length === 0) return [first];
  const least = Math.min(...pages.map(({ at }) => at.page));
  return [
    first,
    {
      name: `list: ${name}, page ${deep}`,
      group: 'lists',
      questions: pages.length,
      goal: { p99: 30, timesJob: { name: first.name, most: 1.3 } },
      ...(least < deep && { note: `some end at page ${least}` }),
      product: (n) => read(bench, chosen(pages, n).asked, chosen(pages, n).at.cursor),
      floor: walkByTime(bench, (n) => chosen(pages, n).at.before.length),
      usual: usualWays(
        bench,
        (n) => chosen(pages, n).asked,
        (n) => 50 * (chosen(pages, n).at.page - 1),
      ),
      check: async (n) => {
        const { asked, at } = chosen(pages, n);
        const { ids } = await read(bench, asked, at.cursor);
        const all = [...at.before, ...ids];
        const plain = await scanDirectory(bench.plain, bench.people.all.id, asked, all.length);
        return difference(`${JSON.stringify(asked)}, pages 1 to ${at.page}`, all, plain);
      },
    },
  ];
}

async function read(bench: Bench, { tag, attribute }: Filter['given'][number], cursor?: string) {
  const input: ListInput = {
    limit: 50,
    state: 'active',
    cursor,
    ...(tag !== undefined && { tag: [tag] }),
    ...(attribute !== undefined && { attribute: [attribute] }),
  };
  const { items, nextCursor } = await bench.reading((tx) => listContacts(tx, bench.people.all, input));
  return { ids: items.map(({ id }) => id), nextCursor };
}

function usualWays(bench: Bench, asked: (n: number) => Filter['given'][number], offset: (n: number) => number): Way[] {
  const { tag, attribute } = asked(0);
  const filter = {
    ...(tag !== undefined && { tag: (n: number) => asked(n).tag ?? '' }),
    ...(attribute !== undefined && { attribute: (n: number) => asked(n).attribute ?? '' }),
  };
  return peopleFiltered(bench.usual, filter, offset);
}

/** 50 rows along the index of last contact, about so many from its beginning. */
function walkByTime(bench: Bench, from: (n: number) => number): Way {
  const { workspaceId } = bench.store;
  const times = new Map<number, string>();
  const timeAt = async (place: number) => {
    const known = times.get(place);
    if (known !== undefined) return known;
    const { rows } = await bench.owner.query<{ at: string }>(
      `select coalesce(last_contact_at, '-infinity')::text as at from contact where workspace_id = $1 and state = 'active'
      order by last_contact_at desc nulls last offset $2 limit 1`,
      [workspaceId, place],
    );
    times.set(place, rows[0]?.at ?? 'infinity');
    return rows[0]?.at ?? 'infinity';
  };
  return {
    name: 'index walk of 50 rows',
    run: async (n) => {
      const at = await timeAt(from(n));
      return bench.reading((tx) =>
        sql`select id, name, last_contact_at from contact where workspace_id = ${workspaceId} and state = 'active' and last_contact_at <= ${at}::timestamptz
          order by last_contact_at desc nulls last, id desc limit 50`.execute(tx),
      );
    },
  };
}
