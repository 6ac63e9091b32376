import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import type { Contact } from '#contract/contact.ts';
import { mergeContacts } from '#domain/contacts/merge-contacts.ts';
import { readContact } from '#domain/contacts/read-contact.ts';
import { undoChange } from '#domain/history/undo-change.ts';
import { aContact, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { type Random, randomFrom } from './random.ts';

const database = ownDatabase();
let workspace: Workspace;
beforeAll(async () => {
  workspace = await aWorkspace(database);
});

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 1_000_000));
const rounds = Number(process.env.ROUNDS ?? 12);

test(`merges of merges, undone in any order, leave every card as it was (SEED=${seed})`, {
  timeout: 60_000 + rounds * 5_000,
}, async () => {
  const random = randomFrom(seed);
  for (let round = 0; round < rounds; round++) {
    const cards = await severalCards(random, round);
    const before = await Promise.all(cards.map((id) => cardOf(id)));
    const later = new Set<string>();
    const merges: string[] = [];
    const names: string[] = [];
    for (let left = cards.length; left > 1; left--) {
      const [into, id] = await twoOf(cards, random);
      const ids = [id];
      const choose: Record<string, number> = random.chance(0.3) ? { name: into } : {};
      const plan = await workspace.within((tx) => mergeContacts(tx, workspace.admin, { id: into, ids, choose }));
      merges.push(plan.changeId as string);
      names.push(`${id} into ${into}`);
    }
    while (merges.length > 0) {
      const place = random.int(merges.length);
      const [changeId] = merges.splice(place, 1);
      const [which] = names.splice(place, 1);
      const { notRestored } = await workspace.within((tx) => undoChange(tx, workspace.admin, changeId as string));
      // what a later merge chose anew among single values is told, and is that one's to give back
      for (const { target, contactId } of notRestored.filter(isSingle)) later.add(`${contactId} ${target}`);
      expect([round, which, notRestored.filter((one) => !isSingle(one))]).toEqual([round, which, []]);
    }
    const after = await Promise.all(cards.map((id) => cardOf(id)));
    const told = (some: Contact[]) => some.map((card) => canonical(card, later));
    expect(told(after)).toEqual(told(before));
  }
});

/** Two cards that are not one by now. */
async function twoOf(cards: number[], random: Random): Promise<[number, number]> {
  const { rows } = await workspace.within((tx) =>
    sql<{
      id: number;
    }>`select id from contact where state = 'active' and id = any(${cards}::bigint[]) order by id`.execute(tx),
  );
  const into = random.pick(rows).id;
  return [into, random.pick(rows.filter(({ id }) => id !== into)).id];
}

/** Cards with fields that agree and differ, values of their own, and values that they share or contest. */
async function severalCards(random: Random, round: number): Promise<number[]> {
  const cards: number[] = [];
  for (let n = 0; n < 5; n++) {
    const attributes = Object.fromEntries(
      random.some(['city', 'company', 'street'], 3).map((name) => [name, `${name} ${random.int(3)}`]),
    );
    const { id } = await aContact(workspace, {
      name: random.pick(['Jana', 'Jana Nová', 'Petr']),
      identifiers: random
        .some([0, 1, 2], 3)
        .map((value) => ({ kind: 'email', value: `${round}-${n}-${value}@example.com` })),
      attributes,
      tags: random.some(['a', 'b', 'c'], 3),
    });
    cards.push(id);
  }
  for (let n = 0; n < 4; n++)
    await stand(`+42060300${round.toString().padStart(2, '0')}${n}`, random.some(cards, 4), random);
  return cards;
}

/** A value on several cards: owned by one of them or by none, shared or contested. */
async function stand(key: string, cards: number[], random: Random): Promise<void> {
  if (cards.length === 0) return;
  const state = random.pick(['owned', 'contested', 'shared']);
  const owner = state === 'owned' ? random.pick(cards) : null;
  const { workspaceId } = workspace;
  await workspace.within(async (tx) => {
    await sql`insert into identifier (workspace_id, kind, key, state, owner_id) values (${workspaceId}, 'phone', ${key}, ${state}, ${owner})`.execute(
      tx,
    );
    for (const card of cards) {
      await sql`insert into contact_identifier (workspace_id, contact_id, kind, key, id, display, label, trust, source, main, first_seen)
        select ${workspaceId}, ${card}, 'phone', ${key}, gen_random_uuid(), ${key}, ${random.pick(['home', null])}, ${random.int(5)}, '{"by":"import"}',
          not exists (select from contact_identifier where contact_id = ${card} and kind = 'phone' and main), ${new Date(2026, 1, 1 + random.int(20))}`.execute(
        tx,
      );
    }
  });
}

function isSingle({ target }: { target: string }): boolean {
  return target === 'name' || target.startsWith('attribute:');
}

function cardOf(id: number): Promise<Contact> {
  return workspace.within((tx) => readContact(tx, workspace.admin, id));
}

/** A card but for what counts edits and sightings, and for the fields named. */
function canonical({ version: _, updatedAt: _at, identifiers, ...card }: Contact, but: Set<string>): string {
  const kept = (field: string) => !but.has(`${card.id} ${field}`);
  return JSON.stringify(
    {
      ...card,
      name: kept('name') && [card.name, card.nameSource],
      nameSource: null,
      attributes: Object.entries(card.attributes).filter(([name]) => kept(`attribute:${name}`)),
      conflicts: card.conflicts.filter(({ field }) => kept(field)),
      identifiers: identifiers.map(({ lastSeen: _seen, ...value }) => value),
    },
    null,
    1,
  );
}
