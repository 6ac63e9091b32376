import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { fold } from '#contract/fold.ts';
import { sortKey } from '#contract/sort-key.ts';
import { words } from '#contract/words.ts';
import { aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { connected } from '#test/support/test-databases.ts';
import type { Actor } from '../operators/actor.ts';
import { readDirectoryQuery } from './directory-query.ts';
import { type ListInput, listContacts } from './list-contacts.ts';
import { searchTexts, searchWords } from './refresh-search.ts';

const database = ownDatabase();

async function list(workspace: Workspace, given: Partial<ListInput> & { actor?: Actor } = {}) {
  const { actor = workspace.admin, ...input } = given;
  return workspace.within((tx) => listContacts(tx, actor, { limit: 50, state: 'active', ...input }));
}

/** A card as a plain scan knows it. */
interface Plain {
  id: number;
  name: string | null;
  email: string;
  last: Date | null;
  seenLast: Date | null;
  tags: string[];
  city: string | null;
}

/** Cards made in bulk, most named alike, so that some searches look cards up, some gather and some walk. Every third was last heard of in a hidden queue. */
async function manyCards(workspace: Workspace, hiddenQueue: string): Promise<Plain[]> {
  const { workspaceId } = workspace;
  const given = (n: number) => (n % 16 === 0 ? ['Čeněk', 'Petra', 'Chrudoš', 'Řehoř'][(n / 16) % 4] : 'Jan');
  const cards: Plain[] = Array.from({ length: 4_000 }, (_, n) => {
    const minutes = ((n * 7_919) % 4_001) * (n % 4 === 0 ? 1 : 20); // a quarter in three days, the rest in two months
    const last = n % 7 === 0 ? null : new Date(Date.UTC(2026, 0, 1) + minutes * 60_000);
    const isHidden = last !== null && n % 3 === 0;
    return {
      id: 10_000 + n,
      name:
        n % 50 === 49 ? null : `${given(n)} ${['Novák', 'Dvořák', 'Svobodová'][n % 3]}${n % 10 === 0 ? ` ${n}` : ''}`,
      email: `${n % 400 === 399 ? 'vzacny' : 'user'}.${n}@example.com`,
      last,
      seenLast: isHidden ? new Date(last.getTime() - 86_400_000 * (n % 5)) : last,
      tags: [n % 2 === 0 ? 'half' : [], n % 37 === 0 ? 'some' : [], n % 800 === 3 ? 'rare' : []].flat(),
      city: n % 500 === 7 ? 'Žďár nad Sázavou' : (['Brno', 'BRNO', 'Praha', null][n % 4] ?? null),
    };
  });
  const texts = cards.map((card) =>
    searchTexts({ id: card.id, name: card.name, values: [{ kind: 'email', key: card.email, display: card.email }] }),
  );
  await workspace.within(async (tx) => {
    await sql`insert into contact (workspace_id, id, survivor_id, name, name_folded, sort_key, search_folded, last_contact_at, tags, attributes)
      select ${workspaceId}::uuid, id, id, name, folded, key, search, last, string_to_array(tags, ','),
        case when city is null then '{}' else jsonb_build_object('city', jsonb_build_object('value', city)) end from unnest(${cards.map(({ id }) => id)}::bigint[], ${cards.map(({ name }) => name)}::text[],
        ${cards.map(({ name }) => fold(name ?? ''))}::text[], ${cards.map(({ name }) => sortKey(name ?? ''))}::text[], ${texts.map((text) => text.join('\n'))}::text[],
        ${cards.map(({ last }) => last)}::timestamptz[], ${cards.map(({ tags }) => tags.join(','))}::text[], ${cards.map(({ city }) => city)}::text[])
        as c (id, name, folded, key, search, last, tags, city)`.execute(tx);
    const index = cards.flatMap((card, n) =>
      searchWords(card.name, texts[n] ?? []).map((word) => [card.id, word] as const),
    );
    await sql`insert into contact_word (workspace_id, word, contact_id) select ${workspaceId}::uuid, word, id
      from unnest(${index.map(([id]) => id)}::bigint[], ${index.map(([, word]) => word)}::text[]) as w (id, word)`.execute(
      tx,
    );
    await sql`insert into identifier (workspace_id, kind, key, owner_id) select ${workspaceId}::uuid, 'email', email, id
      from unnest(${cards.map(({ id }) => id)}::bigint[], ${cards.map(({ email }) => email)}::text[]) as v (id, email)`.execute(
      tx,
    );
    await sql`insert into contact_identifier (workspace_id, contact_id, kind, key, id, display, trust, source, first_seen)
      select workspace_id, owner_id, kind, key, gen_random_uuid(), key, 3, '{"by":"channel"}', now() from identifier`.execute(
      tx,
    );
    const activity = cards.flatMap(({ id, last, seenLast }) => [
      ...(seenLast ? [{ id, queue: workspace.queue, at: seenLast }] : []),
      ...(last && last !== seenLast ? [{ id, queue: hiddenQueue, at: last }] : []),
    ]);
    await sql`insert into contact_activity (workspace_id, contact_id, queue_id, last_at) select ${workspaceId}::uuid, id, queue, at
      from unnest(${activity.map(({ id }) => id)}::bigint[], ${activity.map(({ queue }) => queue)}::uuid[], ${activity.map(({ at }) => at)}::timestamptz[]) as a (id, queue, at)`.execute(
      tx,
    );
  });
  return cards;
}

describe('against a plain scan of 4,000 cards', () => {
  let workspace: Workspace;
  let cards: Plain[];
  beforeAll(async () => {
    workspace = await aWorkspace(database);
    const hiddenQueue = randomUUID();
    await workspace.within((tx) =>
      tx
        .insertInto('queue')
        .values({ workspaceId: workspace.workspaceId, id: hiddenQueue, name: 'Hidden', readers: 'hidden' })
        .execute(),
    );
    cards = await manyCards(workspace, hiddenQueue);
    // as the server does by itself some time after so many rows came: estimates go by it
    await connected(database.url, (client) => client.query('analyze vizitka.contact, vizitka.contact_facet'));
  });

  /** 0 exact, 1 name, 2 anything, null no hit. */
  function tierOf(card: Plain, q: string): number | null {
    const query = readDirectoryQuery(q, 'CZ');
    if (!query) return 0;
    const name = fold(card.name ?? '');
    if (card.id === query.id || query.keys.includes(card.email) || name === query.text) return 0;
    if (query.nameWords.every((word) => ` ${name}`.includes(` ${word}`))) return 1;
    const texts = searchTexts({
      id: card.id,
      name: card.name,
      values: [{ kind: 'email', key: card.email, display: card.email }],
    });
    const all = texts.flatMap((text) => words(text));
    const isHit = query.contains
      ? query.contains.some((fragments) => fragments.every((fragment) => texts.some((text) => text.includes(fragment))))
      : query.shortWords.every((word) => all.some((one) => one.startsWith(word)));
    return isHit ? 2 : null;
  }

  function plainly(
    q: string,
    sort: string,
    lastOf: (card: Plain) => Date | null,
    isIn: (card: Plain) => boolean = () => true,
  ): number[] {
    const value = (card: Plain) =>
      sort.endsWith('name')
        ? sortKey(card.name ?? '') || null
        : sort.endsWith('id')
          ? ''
          : (lastOf(card)?.toISOString() ?? null);
    const sign = sort.startsWith('-') || sort === 'relevance' ? -1 : 1;
    return cards
      .flatMap((card) => {
        const tier = tierOf(card, q);
        return tier === null || !isIn(card)
          ? []
          : [{ id: card.id, tier: sort === 'relevance' ? tier : 0, value: value(card) }];
      })
      .sort((a, b) => {
        if (a.tier !== b.tier) return a.tier - b.tier;
        if (a.value !== b.value)
          return a.value === null ? 1 : b.value === null ? -1 : (a.value < b.value ? -1 : 1) * sign;
        return (a.id - b.id) * sign;
      })
      .map(({ id }) => id);
  }

  async function pages(given: Partial<ListInput> & { actor: Actor }, most: number): Promise<number[]> {
    const ids: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await list(workspace, { ...given, ...(cursor && { cursor }) });
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor && ids.length < most);
    return ids;
  }

  const asked = [
    '',
    'j',
    'p',
    'c',
    '1',
    'ja',
    'ce',
    'xx',
    'j n',
    'jan',
    'vza',
    'vzacny',
    'nov',
    'ova',
    'dvorak',
    'jan novak',
    'novak jan 90',
    'petra',
    'example',
    'user.12',
    '1234',
    '10399',
    'vzacny.399@example.com',
    'qqq',
    'r.9',
    'oř',
  ];
  for (const q of asked) {
    test(`“${q}” gives the same cards in the same order on every page, for who sees all and for who does not`, async () => {
      const sort = q ? 'relevance' : '-lastContact';
      const all = plainly(q, sort, ({ last }) => last);
      expect(await pages({ q, actor: workspace.admin, limit: 200 }, 1_000)).toEqual(all.slice(0, 1_000));
      const seen = plainly(q, sort, ({ seenLast }) => seenLast);
      expect(await pages({ q, actor: workspace.operator, limit: 100 }, 600)).toEqual(seen.slice(0, 600));
    });
  }

  const has = (tag: string) => (card: Plain) => card.tags.includes(tag);
  const lives = (city: string) => (card: Plain) => fold(card.city ?? '') === city;
  const filters: [string, Partial<ListInput>, (card: Plain) => boolean][] = [
    ['a tag that half of them have', { tag: ['half'] }, has('half')],
    ['a tag of a hundred', { tag: ['some'] }, has('some')],
    ['a tag of five', { tag: ['rare'] }, has('rare')],
    ['a tag of none', { tag: ['none'] }, has('none')],
    ['any of three tags', { tag: ['rare', 'some', 'none'] }, (card) => has('rare')(card) || has('some')(card)],
    ['an attribute, folded', { attribute: ['city:brno'] }, lives('brno')],
    ['an attribute of eight', { attribute: ['city:Zdar nad SAZAVOU'] }, lives('zdar nad sazavou')],
    ['an attribute of any value', { attribute: ['city:'] }, ({ city }) => city !== null],
    [
      'a tag and an attribute',
      { tag: ['half'], attribute: ['city:brno', 'city:praha'] },
      (card) => has('half')(card) && (lives('brno')(card) || lives('praha')(card)),
    ],
    [
      'a tag, and who was heard of',
      { tag: ['some'], lastContactFrom: '1990-01-01T00:00:00Z' },
      (card) => has('some')(card) && card.last !== null,
    ],
  ];
  for (const [name, given, isIn] of filters) {
    test(`${name}: the same cards in the same order on every page, in every order, for who sees all and for who does not`, async () => {
      const all = plainly('', '-lastContact', ({ last }) => last, isIn);
      expect(await pages({ ...given, actor: workspace.admin, limit: 60 }, 4_000)).toEqual(all);
      const seen = plainly('', '-lastContact', ({ seenLast }) => seenLast, isIn);
      expect(await pages({ ...given, actor: workspace.operator, limit: 100 }, 300)).toEqual(seen.slice(0, 300));
      const named = plainly('', 'name', ({ last }) => last, isIn);
      expect(await pages({ ...given, sort: 'name', actor: workspace.admin, limit: 100 }, 300)).toEqual(
        named.slice(0, 300),
      );
      const { about, items } = await list(workspace, { ...given, actor: workspace.admin });
      if (all.length < 1_000) expect(about).toBe(all.length);
      else
        expect([about !== null && about > all.length / 2 && about < all.length * 2, items.length]).toEqual([true, 50]);
    });
  }

  for (const sort of ['id', '-id', 'name', '-name', 'lastContact', '-lastContact'] as const) {
    test(`in the order ${sort}, nothing is left out or comes twice, and those without a value come last`, async () => {
      for (const q of ['', 'petra']) {
        expect(await pages({ q, sort, actor: workspace.admin, limit: 200 }, 4_000)).toEqual(
          plainly(q, sort, ({ last }) => last),
        );
        expect(await pages({ q, sort, actor: workspace.operator, limit: 50 }, 150)).toEqual(
          plainly(q, sort, ({ seenLast }) => seenLast).slice(0, 150),
        );
      }
    });
  }
});
