import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { askedTerms, searchVector, words } from '#contract/words.ts';
import { aConversationWith } from '#test/support/conversation-factory.ts';
import { aChannel, aContact, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { mergeContacts } from '../contacts/merge-contacts.ts';
import { readHistory } from './read-history.ts';
import { answers } from './snippet.ts';

/** What people type and write besides words: signs that mean something to SQL, LIKE, regular expressions, tsquery or the index, and other letters. */
const odd = [
  "d'Artagnan",
  '100%',
  '%a',
  'a_b',
  'C:\\Temp\\x',
  "''",
  '<->',
  "a:* & 'b'",
  '!ne',
  'ž',
  'Ždánice',
  'ßtraße',
  'İstanbul',
  'Київ',
  'київська',
  '東京都',
  'مرحبا',
  '👍',
  'e\u0301cole',
  'OBJ-3125786',
  '3125786',
  '+420 602',
  'jana.novakova@example.cz',
  '"',
  '"dobrý den"',
  '“dobrý den prosím”',
  'x',
  'xx',
  '0',
  '0a',
  'A',
];
const plain = ['dobry', 'den', 'prosim', 'prosime', 'prosimvas', 'faktura', 'fakturu', 'thank', 'thanks', 'smlouva'];

const database = ownDatabase();
let workspace: Workspace;
/** The same luck every time: the next of a plain generator of Lehmer's, below a number. */
let state = 11;
const below = (bound: number) => {
  state = (state * 48_271) % 2_147_483_647;
  return state % bound;
};
const pick = (of: string[]) => of[below(of.length)] ?? '';
/** A short history, a long one, and a long one of two cards, with what was said in each conversation. */
const cards: { id: number; said: Map<string, string[]> }[] = [];

beforeAll(async () => {
  workspace = await aWorkspace(database);
  const channelId = await aChannel(workspace);
  const text = () => Array.from({ length: 1 + below(4) }, () => pick(below(5) < 2 ? odd : plain)).join(' ');
  const aCard = async (talks: number) => {
    const { id } = await aContact(workspace, { name: `Of ${talks}` });
    const said = new Map<string, string[]>();
    for (let n = 0; n < talks; n++) {
      const entries = Array.from({ length: 1 + below(3) }, text);
      const at = new Date(Date.UTC(2024, below(20), 1 + below(27), 9, n));
      said.set(await aConversationWith(workspace, { channelId, contactId: id, at, entries }), entries);
    }
    return { id, said };
  };
  cards.push(await aCard(12), await aCard(60));
  const [kept, gone] = [await aCard(45), await aCard(46)];
  await workspace.within((tx) => mergeContacts(tx, workspace.admin, { id: kept.id, ids: [gone.id] }));
  cards.push({ id: kept.id, said: new Map([...kept.said, ...gone.said]) });
}, 120_000);

it('finds in every history what a plain reading of it finds, whatever is typed', async () => {
  const typed = [
    ...odd,
    ...plain,
    'pros',
    'dobry prosim',
    '"dobry den" f',
    'jana novak',
    '"prosim vas"',
    'thank faktur',
    'київ',
    'nikde',
  ];
  let most = 0;
  for (const q of typed.filter((one) => words(one).length > 0)) {
    for (const { id, said } of cards) {
      const { items } = await workspace.within((tx) => readHistory(tx, workspace.admin, { id, q, limit: 200 }));
      const found = items.flatMap((item) => (item.type === 'conversation' ? item.id : []));
      const plainly = [...said].flatMap(([talk, texts]) =>
        texts.some((one) => answers(one, askedTerms(q))) ? talk : [],
      );
      expect(found.toSorted(), `${q} of card ${id}`).toEqual(plainly.toSorted());
      most = Math.max(most, found.length);
    }
  }
  expect(most).toBeGreaterThan(40);
});

it('pages through the same, of one card and of two, common words and rare ones', async () => {
  for (const { id } of cards) {
    for (const q of ['pros', 'faktur', 'thank smlouva', 'київ', 'x']) {
      const page = (limit: number, cursor?: string) =>
        workspace.within((tx) => readHistory(tx, workspace.admin, { id, q, limit, cursor }));
      const ids = (await page(200)).items.map((item) => item.id);
      const paged: string[] = [];
      for (let next: string | undefined | null; next !== null; ) {
        const { items, nextCursor } = await page(7, next);
        paged.push(...items.map((item) => item.id));
        next = nextCursor;
      }
      expect(paged, `${q} of card ${id}`).toEqual(ids);
    }
  }
});

it('finds nothing of a message that was taken back, wherever it was found before', async () => {
  const { id, said } = cards[1] as (typeof cards)[number];
  const search = async () =>
    (await workspace.within((tx) => readHistory(tx, workspace.admin, { id, q: 'thank', limit: 200 }))).items;
  const [talk] = await search();
  expect(said.has(talk?.id ?? '')).toBe(true);
  await workspace.within((tx) => sql`update entry set tsv = '' where conversation_id = ${talk?.id}`.execute(tx));
  expect((await search()).map((item) => item.id)).not.toContain(talk?.id);
});

it('marks each word in the index by the card, and no other', async () => {
  for (const text of [...odd, ...plain, odd.join(' '), '']) {
    for (const card of [1, 61, 62, 30_001, 9_007_199_254_740_991]) {
      const { rows } = await workspace.within((tx) =>
        sql<{
          marked: string[];
          said: string[];
          mark: string;
        }>`select tsvector_to_array(words_of_card(${card}::bigint, t)) as marked,
          tsvector_to_array(t) as said, card_mark(${card}::bigint) as mark from (select ${searchVector(text)}::tsvector as t) t`.execute(
          tx,
        ),
      );
      const { marked, said, mark } = rows[0] ?? { marked: [], said: [], mark: '' };
      expect(mark).toMatch(/^[0-9A-Za-z]$/);
      expect(marked).toEqual(said.length > 0 ? said.map((word) => `${mark}${word}`) : [mark]);
    }
  }
});
