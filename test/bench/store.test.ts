import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { searchQuery, searchVector } from '#contract/words.ts';
import { openDatabase } from '#db/database.ts';
import { aDatabase } from '#test/support/database.ts';
import { makeStore } from '../../bench/store/make-store.ts';
import type { Size } from '../../bench/store/sizes.ts';
import { filledTables } from '../../bench/store/write-rows.ts';
import { faultsOf } from '../faults/faults-of.ts';
import { brokenInvariants } from '../operations/invariants.ts';

const size: Size = { contacts: 600, conversations: 1_800, entries: 6_000, heavy: [600], toMerge: 200 };
const now = new Date('2026-06-01T00:00:00Z');
const aYear = 365 * 86_400_000;

type Made = Awaited<ReturnType<typeof aStore>>;

async function aStore(threads: number) {
  const database = await aDatabase();
  const store = await makeStore({ url: database.adminUrl, size, seed: 7, now, threads, log: () => {} });
  const client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
  await client.query('set search_path = vizitka, public');
  const drop = async () => {
    await client.end();
    await database.drop();
  };
  return { ...store, url: database.url, client, drop };
}

describe('the store that benchmarks run on', () => {
  let [one, other]: Made[] = [];
  beforeAll(async () => {
    [one, other] = await Promise.all([aStore(0), aStore(2)]);
  }, 180_000);
  afterAll(async () => {
    await one?.drop();
    await other?.drop();
  });

  it('is the same for the same seed, by one thread or by two', async () => {
    const digests = async ({ client }: Made) => {
      const found: Record<string, unknown> = {};
      for (const table of [...filledTables, 'contact_activity']) {
        const { rows } = await client.query(
          `select count(*)::int as rows, md5(string_agg(t::text, E'\\n' order by t::text)) as digest from ${table} t`,
        );
        found[table] = rows[0];
      }
      return found;
    };
    expect(await digests(one as Made)).toEqual(await digests(other as Made));
    expect(one?.facts).toEqual(other?.facts);
    expect(one?.counts).toMatchObject({ contacts: 600, conversations: 1_800, entries: 6_000 });
    const values = (one?.counts.identifiers ?? 0) / size.contacts;
    expect(values).toBeGreaterThan(2.3);
    expect(values).toBeLessThan(2.7);
  });

  it('has every index that the migrations made', async () => {
    const definitions = async (url: string) => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      const { rows } = await client.query<{ is: string }>(
        `select regexp_replace(indexdef, 'INDEX \\S+ ON', 'INDEX ON') as is from pg_indexes where schemaname = 'vizitka' order by 1`,
      );
      await client.end();
      return rows.map((row) => row.is);
    };
    const untouched = await aDatabase();
    expect(await definitions(one?.url ?? '')).toEqual(await definitions(untouched.url));
    await untouched.drop();
  });

  it('says of its terms what is so', async () => {
    const { facts, client } = one as Made;
    const newest = async (term: string) => {
      const { rows } = await client.query<{ at: Date | null }>(
        'select max(at) as at from entry where tsv @@ $1::tsquery',
        [searchQuery(term)],
      );
      return rows[0]?.at?.getTime() ?? null;
    };
    for (const term of [...facts.words.rare.slice(0, 15), ...facts.words.orderNumber.slice(0, 5)])
      expect([term, await newest(term)]).not.toEqual([term, null]);
    for (const term of facts.words.absent.slice(0, 5)) expect([term, await newest(term)]).toEqual([term, null]);
    for (const term of facts.words.stopped.slice(0, 15))
      expect([term, ((await newest(term)) ?? Number.NaN) < now.getTime() - aYear]).toEqual([term, true]);
    expect(facts.words.stopped.length).toBeGreaterThan(20);
  });

  it('holds what the product itself would have written', async () => {
    const { client, url, workspaceId } = one as Made;
    const { rows } = await client.query<{ id: string; text: string | null; subject: string | null }>(
      `select id, text, body ->> 'subject' as subject from entry`,
    );
    const { rows: wrong } = await client.query(
      'select e.text, e.tsv, v.tsv as really from entry e join unnest($1::uuid[], $2::tsvector[]) as v (id, tsv) on v.id = e.id where e.tsv <> v.tsv limit 3',
      [rows.map(({ id }) => id), rows.map(({ subject, text }) => searchVector(subject, text))],
    );
    expect(wrong).toEqual([]);
    const database = openDatabase(url);
    const seen = { versions: new Map(), searched: new Map() };
    expect(await database.inWorkspace(workspaceId, (tx) => brokenInvariants(tx, seen))).toEqual([]);
    await database.close();
    // what the faults do not know: notes and events, the bin, cards that an import brought and nobody has written from
    await client.query(`delete from delivery where provider_id like 'note:%'`);
    await client.query(`delete from entry where kind in ('note', 'event')`);
    await client.query(`update identifier set state = 'owned', owner_id = s.contact_id from contact_identifier s
      where identifier.state = 'free' and s.kind = identifier.kind and s.account = identifier.account and s.key = identifier.key`);
    const faults = await faultsOf(client);
    expect(faults.filter((fault) => !/^a card without a conversation|^a message that no screen/.test(fault))).toEqual(
      [],
    );
  });
});
