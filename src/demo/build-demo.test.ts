import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Blobs, openBlobs } from '#db/blobs.ts';
import { type Database, openDatabase } from '#db/database.ts';
import { listDuplicates } from '#domain/contacts/duplicates/list-duplicates.ts';
import { readContact } from '#domain/contacts/read-contact.ts';
import { readConversation } from '#domain/conversations/read-conversation.ts';
import { listFields } from '#domain/fields/list-fields.ts';
import { readHistory } from '#domain/history/read-history.ts';
import { listExcluded } from '#domain/identity/excluded-values.ts';
import type { OperatorActor } from '#domain/operators/actor.ts';
import { once } from '#domain/operators/once.ts';
import { operatorOfUser } from '#domain/operators/people.ts';
import { createWorkspace } from '#domain/operators/workspaces.ts';
import { aDatabase } from '#test/support/database.ts';
import { buildDemo } from './build-demo.ts';
import { company } from './company.ts';
import { cardOf, conversationOf, type Tx } from './find-in-demo.ts';
import { people } from './people.ts';

let database: Database;
let blobs: Blobs;
let clear: () => Promise<void>;
let workspaceId: string;
const userIds = { dana: randomUUID(), eva: randomUUID(), petra: randomUUID(), martin: randomUUID() };

const given = { userIds, strangers: 100 }; // a third of the crowd
let added: number;

beforeAll(async () => {
  const made = await aDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'vizitka-demo-'));
  database = openDatabase(made.url, { connections: 4 });
  blobs = await openBlobs(folder);
  workspaceId = await aDemoWorkspace('demo');
  added = await buildDemo(database, blobs, { ...given, workspaceId });
  clear = async () => {
    await database.close();
    await made.drop();
    await rm(folder, { recursive: true, force: true });
  };
}, 120_000);
afterAll(() => clear());

async function aDemoWorkspace(slug: string): Promise<string> {
  const { id } = await database.atTheDoor((tx) =>
    createWorkspace(tx, { slug, name: slug, country: company.country, queue: company.firstQueue }),
  );
  return id;
}

interface Figures {
  contacts: number;
  conversations: number;
  entries: number;
  changes: number;
  unexplained: number;
  waiting: number;
  kinds: string[];
  rules: string[];
}

async function figuresOf(id: string): Promise<Figures> {
  const { rows } = await database.inWorkspace(id, (tx) =>
    sql<Figures>`
    select (select count(*) from contact where state = 'active') as contacts,
      (select count(*) from conversation where merged_into is null) as conversations,
      (select count(*) from entry) as entries, (select count(*) from change) as changes,
      (select count(*) from conversation where link ->> 'rule' is null) as unexplained,
      (select count(*) from conversation where state = 'waiting' and last_at > now() - interval '3 hours') as waiting,
      (select array_agg(distinct ch.kind order by ch.kind) from conversation c join channel ch on ch.id = c.channel_id) as kinds,
      (select array_agg(distinct link ->> 'rule') from conversation) as rules`.execute(tx),
  );
  return rows[0] as Figures;
}

async function entriesWith(text: string): Promise<number> {
  const { rows } = await database.inWorkspace(workspaceId, (tx) =>
    sql<{ n: number }>`select count(*) as n from entry where text ilike ${`%${text}%`}`.execute(tx),
  );
  return rows[0]?.n ?? 0;
}

test('the demo is a whole company in two languages, and every link of it says why', async () => {
  const figures = await figuresOf(workspaceId);
  expect(added).toBe(figures.entries);
  expect(figures.contacts).toBeGreaterThan(140);
  expect(figures.contacts).toBeLessThan(200);
  expect(figures.conversations).toBeGreaterThan(220);
  expect(figures.entries).toBeGreaterThan(550);
  expect(figures.waiting).toBeGreaterThan(8);
  expect(figures.unexplained).toBe(0);
  expect(figures.kinds).toEqual([
    'apple',
    'custom',
    'email',
    'facebook',
    'instagram',
    'kakaotalk',
    'line',
    'phone',
    'telegram',
    'viber',
    'vk',
    'webchat',
    'whatsapp',
  ]);
  expect(figures.rules).toEqual(
    expect.arrayContaining([
      'matched',
      'created',
      'threadFirstCreated',
      'threadLaterKnown',
      'threadFirstKnown',
      'operator',
      'suggested',
      'several',
      'neverIdentifies',
      'automaticMail',
      'failedCheck',
      'notEnough',
    ]),
  );
  expect(await entriesWith('Dobrý den')).toBeGreaterThan(100);
  expect(await entriesWith('Hello')).toBeGreaterThan(30);

  expect(await buildDemo(database, blobs, { ...given, workspaceId })).toBe(0);
  expect(await figuresOf(workspaceId)).toEqual(figures);
});

/** What a visitor of the demo sees, who signs in as Dana. */
async function seen<Result>(work: (tx: Tx, dana: OperatorActor) => Promise<Result>): Promise<Result> {
  return database.inWorkspace(workspaceId, async (tx) => {
    const dana = await operatorOfUser(tx, workspaceId, userIds.dana);
    return work(tx, dana as OperatorActor);
  });
}

const conversation = (story: string) =>
  seen(async (tx, dana) => {
    const now = await once(tx, dana, 'demo: now');
    return readConversation(tx, dana, await conversationOf(tx, dana, story, now));
  });

const duplicatesIn = async (state: 'open' | 'later' | 'decided') =>
  (await seen((tx, dana) => listDuplicates(tx, dana, { state, min: 0.5, limit: 200 }))).items;

test('defined parameters identify in their order, and cards have customer numbers', async () => {
  const { items } = await seen((tx, dana) => listFields(tx, dana));
  const own = items.filter(({ preset }) => !preset).map(({ name, identifies, cards }) => ({ name, identifies, cards }));
  expect(own.map(({ name, identifies }) => `${name}${identifies ? ' identifies' : ''}`)).toEqual([
    'customer_no identifies',
    'contract_no identifies',
    'loyalty_card identifies',
    'topic',
    'supply_point',
    'meter_reading',
    'move_date',
    'tariff',
  ]);
  expect(own[0]?.cards).toBeGreaterThan(25);
  expect(own[1]?.cards).toBeGreaterThan(15);
  expect(own[2]?.cards).toBe(1);

  const evidence = { kind: 'custom:customer_no', display: '7100218', trust: 'signed' };
  expect(await conversation('blanka-zone')).toMatchObject({
    contact: { name: 'Blanka Sýkorová' },
    link: { rule: 'matched', evidence },
  });
  expect(await conversation('bohumil-form')).toMatchObject({
    contact: null,
    suggested: [{ name: 'Bohumil Pospíšil', evidence: { kind: 'custom:customer_no', trust: 'claimed' } }],
  });
});

test('an address on the administrators’ list identifies nobody, and its hits are counted', async () => {
  const { items } = await seen((tx, dana) => listExcluded(tx, dana));
  expect(items.find(({ why }) => why === 'listed')).toMatchObject({ value: people.portal.email, hits: 1 });
  expect(await conversation('portal-lead')).toMatchObject({ contact: { name: 'Olga Benediktová' } });
});

test('the review queue is full when the screen opens, with a pair for each kind of reason', async () => {
  const open = await duplicatesIn('open');
  const pairs = open.map(({ a, b }) => `${a.name} / ${b.name}`);
  expect(pairs).toEqual(
    expect.arrayContaining([
      'Petr Novák / Petr Novak', // one phone in two formats
      'Lucie Králová / Králová Lucie', // swapped
      'Ondřej Šimek / Ondra Šimek', // short form
      'Miloslav Kříž / Miloslav Kříž', // moved house
      'Kristýna Doležalová / Kristyna Doležlová', // typing errors
      'Oksana Bondarenko / Оксана Бондаренко', // other script
      'Tomáš Beneš / T. Beneš', // initial
      'Věra Hájková / Věra Hájková', // day and month of birth swapped
      'Stanislav Jelínek / Jelínek', // a part missing
      'Alena Vondrová / Alena Vondrová ml.', // one phone
      'Eliška Sedláčková / Eliška Sedláčková', // one customer number
      'Václav Truhlář / Truhlárna Truhlář s.r.o.', // one conversation matched both
    ]),
  );
  expect(open.some(({ by }) => by === 'recognition')).toBe(true);
  expect([...new Set(open.flatMap(({ reasons }) => reasons.map(({ code }) => code)))]).toEqual(
    expect.arrayContaining([
      'same',
      'sameOtherFormat',
      'sameOtherScript',
      'swapped',
      'shortForm',
      'initials',
      'partMissing',
      'typo',
      'similar',
      'differs',
      'sharedValue',
      'importedRow',
    ]),
  );
  const [later] = await duplicatesIn('later');
  expect(later?.a.name).toBe('Ateliér Javor');
  const decided = await duplicatesIn('decided');
  expect(decided.map(({ a, state, decidedBy }) => [a.name, state, decidedBy])).toEqual(
    expect.arrayContaining([
      ['Jiří Malý', 'notDuplicate', 'Martin Říha'],
      ['Radek Čížek', 'merged', 'Martin Říha'],
    ]),
  );
});

test('a merged card tells of it in its history, and the merge can be undone', async () => {
  const { card, merge } = await seen(async (tx, dana) => {
    const id = await cardOf(tx, dana, people.anna);
    const { items } = await readHistory(tx, dana, { id, limit: 50 });
    const found = items.find((item) => item.type === 'change' && item.verb === 'mergeContacts');
    return { card: await readContact(tx, dana, id), merge: found };
  });
  expect(card.mergedIds).toHaveLength(1);
  expect(card.identifiers.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['email', 'apple', 'phone']));
  expect(merge).toMatchObject({ undoable: true, undone: false, actor: { name: 'Martin Říha' } });
});

test('a line of two people stands on both cards, and a call from it picks neither', async () => {
  const phone = await seen(async (tx, dana) => {
    const { identifiers } = await readContact(tx, dana, await cardOf(tx, dana, people.marie));
    return identifiers.find(({ kind }) => kind === 'phone');
  });
  expect(phone).toMatchObject({ value: '+420545210664', state: 'shared' });
  const { contact, suggested } = await conversation('family-missed');
  expect(contact).toBeNull();
  expect(suggested.map(({ name }) => name).sort()).toEqual(['Karel Dvořáček', 'Marie Dvořáčková']);
});

test('doubts wait for an answer: contrary evidence, earlier calls, somebody else on the line', async () => {
  expect(await conversation('nikola-zone')).toMatchObject({
    contact: { name: 'Nikola Vaňková' },
    contrary: { contact: { name: 'Luděk Procházka' }, evidence: { kind: 'custom:customer_no' } },
  });
  expect(await conversation('miloslav-mail-today')).toMatchObject({ contact: { name: 'Miloslav Kříž' }, earlier: 2 });
  expect(await conversation('pavel-neighbour')).toMatchObject({ contact: null, link: { rule: 'refused' } });
  expect(await conversation('lucie-today')).toMatchObject({
    verification: { state: 'verified', how: 'questions', by: 'Martin Říha' },
  });
});

test('a demo that was ended in the middle is completed by the next build', { timeout: 120_000 }, async () => {
  const [ended, whole] = [await aDemoWorkspace('ended'), await aDemoWorkspace('whole')];
  const few = { userIds, strangers: 12 };
  const end = new Error('killed');
  let parts = 0;
  const killed = buildDemo(database, blobs, {
    ...few,
    workspaceId: ended,
    onProgress: () => {
      if (++parts === 4) throw end;
    },
  });
  await expect(killed).rejects.toBe(end);
  await buildDemo(database, blobs, { ...few, workspaceId: ended });
  await buildDemo(database, blobs, { ...few, workspaceId: whole });
  expect(await figuresOf(ended)).toEqual(await figuresOf(whole));
});
