import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { fold } from '#contract/fold.ts';
import { sortKey } from '#contract/sort-key.ts';
import { words } from '#contract/words.ts';
import { aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { connected } from '#test/support/test-databases.ts';
import { type Containing, cardsContaining, countOf, gatherContaining } from './directory-containing.ts';
import { listContacts } from './list-contacts.ts';
import { searchTexts, searchWords } from './refresh-search.ts';

const database = ownDatabase();

interface Card {
  id: number;
  name: string;
  value: string;
  last: Date | null;
  searched: string;
}

const given = [
  'Jan',
  'J. N.',
  'O’Neil',
  "O'Neil",
  'Anne-Marie',
  'A_M',
  'Řehoř',
  '100% Káva',
  'Q & X',
  'Q.E.D.',
  'x',
  '12/3',
];
const family = ['Novák', 'Hájek', 'N.H.', 'z@z', 'Wax', 'Zq', '', '\\Horák', 'Qwx', 'Svobodová'];
const joined = ['.', '_', '-', '+', '@', "'", '/', '&', '%', '\\', '', 'q', 'x', 'w', '한국어'];

/** Cards whose names and values have all signs between all kinds of pieces, half of them of the last weeks; some were never heard of. */
function someCards(): Card[] {
  return Array.from({ length: 2_000 }, (_, n) => {
    const [first, last, sign] = [given[n % 12] ?? '', family[(n * 7) % 10] ?? '', joined[(n * 11) % 15] ?? ''];
    const name = `${first} ${last}`.trim();
    const value = `jan${sign}h${n % 97}${joined[n % 15]}m${n % 13}@firma.example`;
    const days = n % 2 === 0 ? n % 40 : n % 900;
    const searched = searchTexts({ id: n + 1, name, values: [{ kind: 'username', key: value, display: value }] });
    const at = n % 19 === 0 ? null : new Date(Date.UTC(2026, 9, 1) - days * 86_400_000 - n * 1_000);
    return { id: n + 1, name, value, last: at, searched: searched.join('\n') };
  });
}

async function write(workspace: Workspace, cards: Card[]): Promise<void> {
  const column = <Column>(of: (card: Card) => Column) => cards.map(of);
  const found = cards.flatMap((card) =>
    searchWords(card.name, card.searched.split('\n')).map((word) => [card.id, word] as const),
  );
  await workspace.within(async (tx) => {
    await sql`insert into contact (workspace_id, id, survivor_id, name, name_folded, sort_key, search_folded, last_contact_at)
      select ${workspace.workspaceId}::uuid, id, id, name, folded, key, searched, last from unnest(${column(({ id }) => id)}::bigint[], ${column(({ name }) => name)}::text[],
        ${column(({ name }) => fold(name))}::text[], ${column(({ name }) => sortKey(name))}::text[], ${column(({ searched }) => searched)}::text[],
        ${column(({ last }) => last)}::timestamptz[]) as c (id, name, folded, key, searched, last)`.execute(tx);
    await sql`insert into contact_word (workspace_id, word, contact_id) select ${workspace.workspaceId}::uuid, word, id
      from unnest(${found.map(([id]) => id)}::bigint[], ${found.map(([, word]) => word)}::text[]) as w (id, word)`.execute(
      tx,
    );
  });
}

/** Newest first, those never heard of last. */
function inOrder(cards: Card[]): number[] {
  const at = ({ last }: Card) => last?.getTime() ?? -1;
  return [...cards].sort((a, b) => at(b) - at(a) || b.id - a.id).map(({ id }) => id);
}

describe('pieces with signs, in a directory that is told to be large or small', () => {
  let workspace: Workspace;
  const cards = someCards();
  beforeAll(async () => {
    workspace = await aWorkspace(database);
    await write(workspace, cards);
    await connected(database.url, (client) => client.query('vacuum analyze vizitka.contact'));
  });

  /** By what the store reckons with: how many cards there are. */
  const tell = (many: number) =>
    connected(database.url, (client) =>
      client.query(`update pg_class set reltuples = $1 where oid = 'vizitka.contact'::regclass`, [many]),
    );
  const asked: Containing = { alternatives: [], names: null, newest: null, worth: null, most: 10_000 };
  const find = (wanted: Partial<Containing>) => workspace.within((tx) => gatherContaining(tx, { ...asked, ...wanted }));

  /** Pieces of two to six characters of what the cards hold, at every place, and pieces of nobody. */
  const pieces = [
    ...new Set(
      cards
        .filter(({ id }) => id % 23 === 0)
        .flatMap(({ searched, id }) => {
          const text = searched.split('\n').slice(1)[id % 2] ?? '';
          const length = 3 + (id % 4);
          return [text.slice(id % 5, (id % 5) + length), text.slice((id % 11) + 1, (id % 11) + 1 + length)];
        }),
    ),
    'n.h',
    'q.q',
    '@@@',
    '%_%',
    '\\\\\\',
    'xzq',
    '.......',
  ].filter((piece) => piece.length > 2 && !piece.includes(' '));

  test.each([2_000, 1_000_000])(
    'the trigram index has just what contains them, the newest first (%i cards)',
    async (many) => {
      await tell(many);
      expect(pieces.length).toBeGreaterThan(60);
      for (const piece of pieces) {
        const hits = inOrder(cards.filter(({ searched }) => searched.split('\n').some((text) => text.includes(piece))));
        expect([piece, await find({ alternatives: [[piece]] })]).toEqual([piece, hits]);
        const newest = { after: null, need: 20 };
        expect([piece, await find({ alternatives: [[piece]], newest })]).toEqual([piece, hits.slice(0, 20)]);
        const key = cards.find(({ id }) => id === hits[9]);
        if (!key) continue;
        const after = { value: key.last?.toISOString() ?? null, id: key.id };
        const rest = await find({ alternatives: [[piece]], newest: { after, need: 20 } });
        expect([piece, rest]).toEqual([piece, hits.slice(10, 30)]);
      }
    },
  );

  test.each([2_000, 1_000_000])(
    'a search gives the same cards in the same order as a plain scan (%i cards)',
    async (many) => {
      await tell(many);
      const typed = [
        ...pieces.filter((_, n) => n % 3 === 0),
        'a_m',
        'n.h.',
        'jan nov',
        'j. n.',
        'anne-marie hajek',
        "o'neil",
        'q &',
        '12/',
        'rehor svobodova',
        'ja no',
        '\\horak',
        'jan novak',
      ];
      for (const q of typed) {
        const pieces = fold(q).split(' ');
        const isNamed = ({ name }: Card) => pieces.every((piece) => ` ${fold(name)}`.includes(` ${piece}`));
        const isHit = ({ searched }: Card) => {
          const texts = searched.split('\n');
          if (pieces.some((piece) => piece.length > 2))
            return pieces.every((piece) => texts.some((text) => text.includes(piece)));
          const begun = texts.flatMap((text) => words(text));
          return words(q).length > 0 && words(q).every((word) => begun.some((one) => one.startsWith(word)));
        };
        const exact = cards.filter(({ name, value, id }) => fold(name) === fold(q) || value === q || String(id) === q);
        const named = cards.filter((card) => isNamed(card) && !exact.includes(card));
        const others = cards.filter((card) => isHit(card) && !named.includes(card) && !exact.includes(card));
        const expected = [...inOrder(exact), ...inOrder(named), ...inOrder(others)].slice(0, 120);
        const found: number[] = [];
        let cursor: string | undefined;
        do {
          const page = await workspace.within((tx) =>
            listContacts(tx, workspace.admin, { q, limit: 30, state: 'active', ...(cursor && { cursor }) }),
          );
          found.push(...page.items.map(({ id }) => id));
          cursor = page.nextCursor ?? undefined;
        } while (cursor && found.length < 120);
        expect([q, found.slice(0, 120)]).toEqual([q, expected]);
      }
    },
  );

  test('how many there are is exact in a small directory, and about right where the last weeks of a large one have enough', async () => {
    const count = async (piece: string) => {
      const containing = { ...asked, alternatives: [[piece]], newest: { after: null, need: 20 } };
      const { rows } = await workspace.within((tx) => sql<{ n: number }>`${cardsContaining(containing)}`.execute(tx));
      return rows[0]?.n ?? 0;
    };
    let reckoned = 0;
    for (const piece of ['anne', 'svobod', 'o.h', 'jan_h', 'jan', 'ova']) {
      const hits = cards.filter(({ searched }) => searched.split('\n').some((text) => text.includes(piece))).length;
      await tell(2_000);
      expect([piece, await count(piece)]).toEqual([piece, hits]);
      await tell(1_000_000);
      const about = await count(piece);
      if (about >= 0) expect([piece, about]).toEqual([piece, hits]);
      else expect([piece, countOf(about) > hits / 2, countOf(about) < hits * 2]).toEqual([piece, true, true]);
      reckoned += about < 0 ? 1 : 0;
    }
    expect(reckoned).toBeGreaterThan(0);
    expect([countOf(17), countOf(-1_234)]).toEqual([17, 1_200]);
  });
});
