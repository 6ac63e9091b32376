import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase, type Tx } from '#db/database.ts';
import { listContacts } from '#domain/contacts/list-contacts.ts';
import { mergeContacts } from '#domain/contacts/merge-contacts.ts';
import { readContext } from '#domain/contacts/read-context.ts';
import { listConversations } from '#domain/conversations/list-conversations.ts';
import { readHistory } from '#domain/history/read-history.ts';
import { searchEverything } from '#domain/history/search-everything.ts';
import { undoChange } from '#domain/history/undo-change.ts';
import { knownValues } from '#domain/identity/known-values.ts';
import { type LoadedChannel, loadChannel } from '#domain/intake/load-channel.ts';
import { receiveMessage } from '#domain/intake/receive-message.ts';
import type { OperatorActor } from '#domain/operators/actor.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { connected } from '#test/support/test-databases.ts';
import { makeStore } from '../../bench/store/make-store.ts';
import { sizes } from '../../bench/store/sizes.ts';
import { type Footprint, footprint } from './footprint.ts';

/**
 * What the hot queries may touch in a directory of 10,000 cards and 100,000 entries: no big table from end to end, and so many pages of 8 kB.
 * The bounds are about twice what was measured: a plan that loses its index, or gathers what it need not, is ten times over and more.
 */
const own = ownDatabase();
/** As the server has it: after five times a statement may be planned once for all. */
let database: Database;
let made: Awaited<ReturnType<typeof makeStore>>;
let channel: LoadedChannel;
let all: OperatorActor;
let three: OperatorActor;

/** Since 17 the planner knows what it costs to look up a list of thousands of keys in an index; before, it reads a table of this size whole instead. */
const since = 170_000;
let isOlder = false;

beforeAll(async () => {
  isOlder = (await versionOf(own.url)) < since;
  if (isOlder) return;
  const midnight = new Date();
  midnight.setUTCHours(0, 0, 0, 0);
  const size = sizes['1%'];
  made = await makeStore({ url: own.url, size, seed: 7, now: midnight, threads: 0, log: () => {} });
  database = openDatabase(own.url, { connections: 1, keepsPlans: true });
  channel = await within((tx) => loadChannel(tx, made.workspaceId, made.channelId));
  all = await operator(made.facts.operators.all);
  three = await operator(made.facts.operators.three);
}, 300_000);
afterAll(() => database?.close());
beforeEach(({ skip }) =>
  skip(isOlder, 'what plans touch is bounded for PostgreSQL 17 and newer, as the embedded one is'),
);

async function versionOf(url: string): Promise<number> {
  return connected(url, async (client) => {
    const { rows } = await client.query<{ version: number }>(
      "select current_setting('server_version_num')::int as version",
    );
    return rows[0]?.version ?? 0;
  });
}

const within = <Result>(work: (tx: Tx) => Promise<Result>) => database.inWorkspace(made.workspaceId, work);

async function operator(id: string): Promise<OperatorActor> {
  const { workspaceId } = made;
  const { queues, ...person } = await within(async (tx) => {
    const found = await tx
      .selectFrom('operator')
      .select(['name', 'role'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const rows = await tx.selectFrom('queueMember').select('queueId').where('operatorId', '=', id).execute();
    return { ...found, queues: rows.map((row) => row.queueId) };
  });
  return { type: 'operator', workspaceId, id, queues, ...person };
}

/** The largest footprint of some work over several questions. */
async function largest<Question>(
  questions: Question[],
  work: (tx: Tx, question: Question) => Promise<unknown>,
): Promise<Footprint & { question: Question | undefined }> {
  let most: Footprint & { question: Question | undefined } = {
    pages: 0,
    pagesOf: {},
    indexes: [],
    readWhole: [],
    question: undefined,
  };
  const readWhole = new Set<string>();
  for (const question of questions) {
    const { touched } = await within((tx) => footprint(tx, () => work(tx, question)));
    for (const table of touched.readWhole) readWhole.add(table);
    if (touched.pages > most.pages) most = { ...touched, question };
  }
  return { ...most, readWhole: [...readWhole] };
}

function keepsTo(touched: Footprint, most: { pages: number; indexes?: string[] }): void {
  if (process.env.PLANS) process.stderr.write(`${JSON.stringify(touched)}\n`);
  expect(touched.readWhole).toEqual([]);
  expect(touched.indexes).toEqual(expect.arrayContaining(most.indexes ?? []));
  expect(touched.pages, JSON.stringify(touched)).toBeLessThanOrEqual(most.pages);
}

describe('who somebody is', () => {
  it('is asked of the index of values', async () => {
    const people = made.facts.people.slice(0, 40);
    const touched = await largest(people, (tx, { phone, email }) =>
      knownValues(tx, made.workspaceId, [
        { kind: 'whatsapp', account: '', key: phone },
        { kind: 'email', account: '', key: email },
      ]),
    );
    keepsTo(touched, { pages: 130, indexes: ['contact_identifier_by_value'] });
  });
});

describe('the directory', () => {
  const list = (tx: Tx, actor: OperatorActor, asked: Partial<Parameters<typeof listContacts>[2]>) =>
    listContacts(tx, actor, { limit: 50, state: 'active', ...asked });
  const beginnings = (length: number) => made.facts.people.slice(0, 30).map(({ name }) => name.slice(0, length));

  it.each([
    [1, 6_000],
    [2, 6_000],
    [3, 8_000],
    [5, 8_000],
  ])('is searched by %i letters', async (length, pages) => {
    keepsTo(await largest(beginnings(length), (tx, q) => list(tx, all, { q })), { pages });
  });

  it('is searched by pieces of numbers and addresses', async () => {
    const people = made.facts.people.slice(0, 30);
    const pieces = people.flatMap(({ phone, email }) => [phone.slice(-6), email.slice(2, 8)]);
    keepsTo(await largest(pieces, (tx, q) => list(tx, all, { q })), { pages: 6_000 });
  });

  it('is searched by pieces around a sign, and by whole names', async () => {
    const signs = made.facts.people.flatMap(({ email }) => email.match(/.[._].{1,3}/)?.[0] ?? []).slice(0, 30);
    const names = made.facts.people.slice(0, 30).map(({ name }) => name);
    expect(signs.length).toBeGreaterThan(10);
    keepsTo(await largest(signs, (tx, q) => list(tx, all, { q })), { pages: 5_000 });
    keepsTo(await largest(names, (tx, q) => list(tx, all, { q })), { pages: 6_000 });
  });

  it('is listed by the last contact, by tag and by attribute, for who sees all and who does not', async () => {
    const { tags, parameters } = made.facts;
    const filters = [
      {},
      { tag: [tags.common[0] ?? ''] },
      { tag: [tags.rare[0] ?? ''] },
      { attribute: [parameters.attributes.common[0] ?? ''] },
      { attribute: [parameters.attributes.rare[0] ?? ''] },
    ];
    keepsTo(await largest(filters, (tx, filter) => list(tx, all, filter)), { pages: 1_500 });
    keepsTo(await largest(filters, (tx, filter) => list(tx, three, filter)), { pages: 7_000 });
  });
});

describe('what screens ask most', () => {
  /** Statements that were planned anew more often than the five times after which the store may settle for one plan; of a connection of its own. */
  async function plannedAnew(actor: OperatorActor, ask: (tx: Tx, n: number) => Promise<unknown>): Promise<string[]> {
    const alone = openDatabase(own.url, { connections: 1, keepsPlans: true });
    const { rows } = await alone.inWorkspace(made.workspaceId, async (tx) => {
      for (let n = 0; n < 12; n++) await ask(tx, n);
      return sql<{ text: string }>`select statement as text from pg_prepared_statements where custom_plans > 5`.execute(
        tx,
      );
    });
    await alone.close();
    return rows.map(({ text }) => `${actor.name}: ${text}`);
  }

  it('is planned once for all, whoever asks and whatever the length of a page', async () => {
    const { tags, people } = made.facts;
    const [often, rarely] = [[tags.common[0] ?? ''], [tags.rare[0] ?? '']];
    for (const actor of [all, three]) {
      const asked: ((tx: Tx, n: number) => Promise<unknown>)[] = [
        (tx, n) => listContacts(tx, actor, { limit: 10 + 5 * n, state: 'active' }),
        (tx, n) => listContacts(tx, actor, { limit: 10 + 5 * n, state: 'active', sort: 'name' }),
        (tx, n) => listConversations(tx, actor, { limit: 10 + 5 * n, view: 'all', tag: n % 2 ? often : rarely }),
        (tx, n) => listConversations(tx, actor, { limit: 10 + 5 * n, view: 'all' }),
        (tx, n) => listConversations(tx, actor, { limit: 10 + 5 * n, view: 'waiting' }),
        (tx, n) => readContext(tx, actor, people[n]?.id ?? 0),
      ];
      for (const ask of asked) expect(await plannedAnew(actor, ask)).toEqual([]);
    }
  });
});

describe('a card', () => {
  it('is opened with all that stands on it, whatever the length of its history', async () => {
    const ids = [...made.facts.people.slice(0, 20), ...made.facts.heavy].map(({ id }) => id);
    const touched = await largest(ids, (tx, id) => readContext(tx, all, id));
    keepsTo(touched, { pages: 1_150, indexes: ['conversation_of_contact', 'participant_listed'] });
  });

  it('with 20,000 entries is paged far back as cheaply as at its top', async () => {
    const id = made.facts.heavy[0]?.id ?? 0;
    let cursor: string | null = null;
    const pages: number[] = [];
    for (let page = 1; page <= 20; page++) {
      const { result, touched } = await within((tx) =>
        footprint(tx, () => readHistory(tx, all, { id, limit: 50, ...(cursor && { cursor }) })),
      );
      expect(touched.readWhole).toEqual([]);
      pages.push(touched.pages);
      cursor = (result as { nextCursor: string | null }).nextCursor;
      if (!cursor) break;
    }
    expect(pages.length).toBeGreaterThan(10);
    expect(pages[0]).toBeLessThanOrEqual(1_200);
    expect(Math.max(...pages.slice(1))).toBeLessThanOrEqual(1.3 * (pages[0] ?? 0));
  });

  it('is searched for words', async () => {
    const { heavy, words } = made.facts;
    const terms = [...words.common.slice(0, 5), ...words.rare.slice(0, 5), ...words.absent.slice(0, 2)];
    const touched = await largest(terms, (tx, q) => readHistory(tx, all, { id: heavy[0]?.id ?? 0, q, limit: 50 }));
    keepsTo(touched, { pages: 6_000, indexes: ['entry_words_of_card'] });
  });

  it('is searched for what everybody else says without reading all that was said with it', async () => {
    const id = made.facts.heavy[0]?.id ?? 0;
    const empty: string[] = [];
    for (const q of made.facts.words.common)
      if ((await within((tx) => readHistory(tx, all, { id, q, limit: 1 }))).items.length === 0) empty.push(q);
    expect(empty.length).toBeGreaterThan(5);
    keepsTo(await largest(empty, (tx, q) => readHistory(tx, all, { id, q, limit: 50 })), { pages: 900 });
  });

  it('with 10,000 entries is merged, and parted again, by signposts', async () => {
    const [id, other] = made.facts.toMerge.ids;
    const merged = await within((tx) => footprint(tx, () => mergeContacts(tx, all, { id, ids: [other] })));
    keepsTo(merged.touched, { pages: 3_200 });
    const undone = await within((tx) => footprint(tx, () => undoChange(tx, all, merged.result.changeId ?? '')));
    keepsTo(undone.touched, { pages: 5_500 });
  });
});

describe('everything that was said', () => {
  it.each([
    ['common', 3_000],
    ['middling', 3_000],
    ['rare', 800],
    ['absent', 600],
    ['stopped', 3_500],
    ['phrase', 3_000],
    ['orderNumber', 750],
  ] as const)('is searched for %s words, newest first', async (kind, pages) => {
    const terms = made.facts.words[kind].slice(0, 15);
    keepsTo(await largest(terms, (tx, q) => searchEverything(tx, all, { q, limit: 50 })), { pages });
    keepsTo(await largest(terms, (tx, q) => searchEverything(tx, three, { q, limit: 50 })), { pages });
  });
});

describe('the desk', () => {
  it('lists what is mine, what waits, and all', async () => {
    const views = ['mine', 'waiting', 'all'] as const;
    const touched = await largest(views as unknown as string[], (tx, view) =>
      listConversations(tx, three, { view: view as 'mine', limit: 50 }),
    );
    keepsTo(touched, { pages: 4_000 });
  });
});

describe('conversations', () => {
  it('are listed by tag, a common one and a rare one', async () => {
    const { common, rare } = made.facts.tags;
    const tags = [common[0] ?? '', common[5] ?? '', rare[0] ?? ''];
    const touched = await largest(tags, (tx, tag) =>
      listConversations(tx, all, { view: 'all', tag: [tag], limit: 50 }),
    );
    keepsTo(touched, { pages: 6_000, indexes: ['conversation_tag_pkey'] });
  });
});

describe('a message', () => {
  it('is received by keys alone', async () => {
    const people = made.facts.people.slice(0, 20);
    const touched = await largest(people, async (tx, { phone, name }) => {
      const item = {
        id: randomUUID(),
        at: new Date().toISOString(),
        type: 'message',
        direction: 'in',
        text: 'Dobrý den, kdy přijde technik?',
        from: { kind: 'whatsapp', value: phone, name },
      } as const;
      await receiveMessage(tx, channel, { item });
    });
    keepsTo(touched, { pages: 800 });
  });
});
