import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import type { ContactRow } from '#contract/contact.ts';
import { trustAt } from '#contract/identifiers.ts';
import type { Tx } from '#db/database.ts';
import { aQueue, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import type { OperatorActor } from '../operators/actor.ts';
import { directoryRows } from './directory-rows.ts';
import { withSight } from './directory-sight.ts';
import { listContacts } from './list-contacts.ts';
import { stateOnCard } from './read-identifiers.ts';

const database = ownDatabase();
let workspace: Workspace;
let hiddenQueue: string;
let ids: number[];

let seed = 7;
/** Numbers in a row that is always the same, below `n`. */
function drawn(n: number): number {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return seed % n;
}
const oddTexts = ['Jana Nováková', 'O\'Hara "x"', 'a, {b}\\n', ' 😀\u001f', 'ž\nž', '%_\\', 'null', '{"a":1}', '日本'];
const odd = () => oddTexts[drawn(oddTexts.length)] ?? '';

beforeAll(async () => {
  workspace = await aWorkspace(database);
  hiddenQueue = await workspace.within((tx) => aQueue(tx, workspace.workspaceId, { readers: 'hidden' }));
  ids = Array.from({ length: 60 }, (_, n) => 1_000 + n);
  await workspace.within((tx) => manyCards(tx));
});

/** Cards with values of every state, some of them of other cards, odd texts in all they have, last contacts to the microsecond, and in queues that not all may know of. */
async function manyCards(tx: Tx): Promise<void> {
  const { workspaceId } = workspace;
  for (const id of ids) {
    const tags = Array.from({ length: drawn(3) }, (_, n) => `${odd()} ${n}`);
    const company = drawn(3) === 0 ? JSON.stringify({ company: { value: odd() } }) : '{}';
    const last =
      drawn(4) === 0 ? null : `2026-01-0${1 + drawn(9)}T10:00:00.${String(drawn(1_000_000)).padStart(6, '0')}Z`;
    await sql`insert into contact (workspace_id, id, survivor_id, name, tags, attributes, last_contact_at)
      values (${workspaceId}, ${id}, ${id}, ${drawn(3) === 0 ? null : odd()}, ${tags}::text[], ${company}::jsonb, ${last}::timestamptz)`.execute(
      tx,
    );
    for (const queue of [workspace.queue, workspace.otherQueue, hiddenQueue].filter(() => drawn(2) === 0)) {
      const kinds = ['email', 'webchat', 'viber', 'custom'].filter(() => drawn(2) === 0).reverse();
      await sql`insert into contact_activity (workspace_id, contact_id, queue_id, last_at, kinds)
        values (${workspaceId}, ${id}, ${queue}, '2026-01-02T03:04:05.${sql.raw(String(drawn(900_000) + 100_000))}Z', ${kinds}::text[])`.execute(
        tx,
      );
    }
  }
  for (let n = 0; n < 80; n++) {
    const kind = ['email', 'phone', 'telegram', 'custom:číslo'][drawn(4)] ?? '';
    const account = drawn(4) === 0 ? 'page' : '';
    const state = ['owned', 'owned', 'shared', 'contested', 'free'][drawn(5)] ?? '';
    const stands = ids.filter(() => drawn(20) === 0);
    const owner = state === 'owned' ? (stands[0] ?? ids[0]) : null;
    const key = drawn(2) === 0 ? `${odd()}${n}` : `same${drawn(6)}`;
    await sql`insert into identifier (workspace_id, kind, account, key, state, owner_id)
      values (${workspaceId}, ${kind}, ${account}, ${key}, ${state}, ${owner}) on conflict do nothing`.execute(tx);
    for (const id of stands)
      await sql`insert into contact_identifier (workspace_id, contact_id, kind, account, key, id, display, trust, source, main, first_seen)
        select ${workspaceId}, ${id}, ${kind}, ${account}, ${key}, ${randomUUID()}, ${odd()}, ${drawn(6)}, '{"by":"channel"}',
          ${drawn(2) === 0} and not exists (select from contact_identifier where contact_id = ${id} and kind = ${kind} and main),
          '2026-01-01T00:00:00Z'::timestamptz + ${n + drawn(3)} * interval '1 microsecond'
        on conflict do nothing`.execute(tx);
  }
  for (let n = 0; n < 40; n++) {
    const [a, b] = [ids[drawn(30)], ids[30 + drawn(30)]];
    await sql`insert into duplicate_pair (workspace_id, a_id, b_id, score, reasons, state, at)
      values (${workspaceId}, ${a}, ${b}, ${[0.3, 0.6, 0.9][drawn(3)]}, '[]', ${['open', 'later', 'notDuplicate'][drawn(3)]}, now()) on conflict do nothing`.execute(
      tx,
    );
  }
}

/** A row asked part by part, each of one card. */
async function plainRow(tx: Tx, id: number, hidden: string[]): Promise<Omit<ContactRow, 'other' | 'duplicates'>> {
  const card = (
    await sql<{ name: string | null; company: string | null; tags: string[]; last: Date | null }>`
      select name, attributes #>> '{company,value}' as company, tags, last_contact_at as last from contact where id = ${id}`.execute(
      tx,
    )
  ).rows[0];
  const activities = (
    await sql<{
      queueId: string;
      kinds: string[];
      lastAt: Date;
    }>`select queue_id, kinds, last_at from contact_activity where contact_id = ${id}`.execute(tx)
  ).rows;
  const { rows: values } = await sql<{
    kind: string;
    display: string;
    trust: number;
    state: string;
    ownerId: number | null;
  }>`
    select v.kind, v.display, v.trust, i.state, i.owner_id from contact_identifier v join identifier i using (workspace_id, kind, account, key)
    where v.contact_id = ${id} order by v.main desc, v.first_seen, v.key`.execute(tx);
  const seen = activities.filter(({ queueId }) => !hidden.includes(queueId));
  const first = (kind: string) => {
    const value = values.find((one) => one.kind === kind);
    return value ? { display: value.display, trust: trustAt(value.trust), state: stateOnCard(value, id) } : null;
  };
  const newest = seen.map(({ lastAt }) => lastAt).sort((a, b) => b.getTime() - a.getTime())[0];
  const last = seen.length === activities.length ? card?.last : newest;
  return {
    id,
    name: card?.name ?? null,
    company: card?.company ?? null,
    email: first('email'),
    phone: first('phone'),
    channels: [...new Set(seen.flatMap(({ kinds }) => kinds))].sort(),
    tags: card?.tags ?? [],
    lastContactAt: last?.toISOString() ?? null,
  };
}

const rowsFor = (actor: OperatorActor, asked: number[]) =>
  workspace.within((tx) =>
    withSight(tx, actor, async (sight) => {
      const { items } = await directoryRows(tx, sight, asked, null, null);
      const plain = await Promise.all(
        asked.filter((id) => ids.includes(id)).map((id) => plainRow(tx, id, sight.hidden)),
      );
      return { items, plain, hidden: sight.hidden };
    }),
  );

test('tells of each card what is read of it alone, whatever its texts, the states of its values and the queues that are hidden', async () => {
  const backwards = [...ids].reverse();
  for (const actor of [workspace.admin, workspace.operator]) {
    const { items, plain, hidden } = await rowsFor(actor, [backwards[0] ?? 0, 5, ...backwards.slice(1)]);
    expect(hidden).toEqual(actor === workspace.admin ? [] : [hiddenQueue]);
    expect(items.map(({ other: _other, duplicates: _duplicates, ...row }) => row)).toEqual(plain);
  }
  const { items } = await rowsFor(workspace.admin, ids);
  const shown = items.flatMap(({ email, phone, other }) =>
    [email, phone, other].flatMap((value) => value?.state ?? []),
  );
  expect(new Set(shown)).toEqual(new Set(['owned', 'shared', 'contested']));
  expect(items.some(({ duplicates }) => duplicates > 1)).toBe(true);
});

test('answers no row for no id, and none for ids of nothing', async () => {
  expect((await rowsFor(workspace.admin, [])).items).toEqual([]);
  expect((await rowsFor(workspace.admin, [5, 6])).items).toEqual([]);
});

test('what is hidden since the list before is hidden from the next one on, and shown again as soon as it may be known', async () => {
  const { operator, queue } = workspace;
  const mine = { ...operator, queues: [] };
  const list = async () => {
    const { items } = await workspace.within((tx) => listContacts(tx, mine, { limit: 100, state: 'active' }));
    return items;
  };
  const before = await list();
  const become = (readers: string) =>
    workspace.within((tx) => sql`update queue set readers = ${readers} where id = ${queue}`.execute(tx));
  await become('hidden');
  const during = await list();
  expect(during).not.toEqual(before);
  const { rows: inIt } = await workspace.within((tx) =>
    sql<{
      id: number;
    }>`select contact_id as id from contact_activity group by 1 having bool_and(queue_id = any(${[queue, hiddenQueue]}::uuid[]))`.execute(
      tx,
    ),
  );
  expect(during.map(({ id }) => id).sort()).toEqual(ids.filter((id) => !inIt.some((one) => one.id === id)));
  await become('members');
  expect(await list()).toEqual(before);
});
