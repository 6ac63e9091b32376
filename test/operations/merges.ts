import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Contact } from '#contract/contact.ts';
import type { Tx } from '#db/database.ts';
import { lockFamilies } from '#domain/contacts/lock-family.ts';
import { mergeContacts } from '#domain/contacts/merge-contacts.ts';
import { lockValues } from '#domain/contacts/move-value.ts';
import { readContacts } from '#domain/contacts/read-contacts.ts';
import { splitContact } from '#domain/contacts/split-contact.ts';
import { undoChange } from '#domain/history/undo-change.ts';
import { undoMany } from '#domain/history/undo-many.ts';
import { names } from './edits.ts';
import { aCard, anActor, read, type Worker, within } from './worker.ts';
import { learn } from './world.ts';

export async function merge(worker: Worker): Promise<number> {
  const { world, random } = worker;
  const ids = [aCard(worker), ...(random.chance(0.2) ? [aCard(worker)] : [])];
  const id = aCard(worker);
  const choose: Record<string, number> = random.chance(0.2) ? { name: id } : {};
  const { changeId } = await within(worker, (tx) =>
    mergeContacts(tx, anActor(worker), { id, ids, choose, dryRun: random.chance(0.1) }),
  );
  learn(world, { change: changeId });
  return 1;
}

/** A merge that is undone at once restores both cards to the byte; and undoing that does it again. */
export async function mergeAndUndo(worker: Worker): Promise<number> {
  const { admin, workspaceId } = worker.world.workspace;
  const [one, other] = [aCard(worker), aCard(worker)];
  await within(worker, async (tx) => {
    await lockFamilies(tx, workspaceId, [one, other]);
    const first = await readContacts(tx, admin, [one, other]);
    const keys = first.flatMap(({ identifiers }) =>
      identifiers.map(({ kind, account = '', value: key }) => ({ kind, account, key })),
    );
    await lockValues(tx, workspaceId, keys);
    const both = async () => (await readContacts(tx, admin, [one, other])).map(canonical);
    const before = await both();
    const rows = await rowsOf(tx, workspaceId, [one, other]);
    const done = await mergeContacts(tx, admin, { id: one, ids: [other] });
    const merged = await both();
    const undone = await undoChange(tx, admin, done.changeId as string);
    const after = await both();
    if (!isSame(after, before, undone.notRestored)) {
      const now = await rowsOf(tx, workspaceId, [one, other]);
      const moved = { before: rows.filter((row) => !now.includes(row)), now: now.filter((row) => !rows.includes(row)) };
      const rowsNow = `rows: ${JSON.stringify(moved, null, 1)}`;
      same(after, before, `a merge of ${other} into ${one}, undone at once,`, [...undone.notRestored, rowsNow]);
    }
    const redone = await undoChange(tx, admin, undone.change.id);
    same(await both(), merged, 'a merge done again', redone.notRestored);
    if (worker.random.chance(0.7)) {
      const again = await undoChange(tx, admin, redone.change.id);
      same(await both(), before, 'a merge undone twice', again.notRestored);
    }
  });
  return 3;
}

/** A card but for what counts edits and sightings. */
function canonical({ version: _, updatedAt: _at, identifiers, ...card }: Contact): string {
  return JSON.stringify({ ...card, identifiers: identifiers.map(({ lastSeen: _seen, ...value }) => value) }, null, 1);
}

/** Every row of a value in the families of cards, with whose it is and what was said of it: for who looks for a fault. */
async function rowsOf(tx: Tx, workspaceId: string, cards: number[]): Promise<string[]> {
  const { rows } = await sql<{ row: string }>`
    with family as (select id from contact where workspace_id = ${workspaceId} and survivor_id = any(${cards}::bigint[])),
    stood as (
      select contact_id, id, kind, account, key, trust, first_seen, came, main, 'stands' as how from contact_identifier
      where workspace_id = ${workspaceId} and contact_id in (select id from family)
      union all
      select contact_id, id, kind, account, key, trust, first_seen, came, false, 'beneath' from value_beneath
      where workspace_id = ${workspaceId} and contact_id in (select id from family))
    select concat_ws(' ', s.how, s.contact_id, s.id, s.kind, s.key, 'trust', s.trust, s.first_seen, case when s.main then 'main' end, s.came, i.state, i.owner_id,
      (select 'refused ' || string_agg(r.contact_id::text, ',') from refusal r where r.workspace_id = ${workspaceId} and r.kind = s.kind and r.key = s.key)) as row
    from stood s join identifier i on i.workspace_id = ${workspaceId} and i.kind = s.kind and i.account = s.account and i.key = s.key order by 1`.execute(
    tx,
  );
  return rows.map(({ row }) => row);
}

function isSame(is: string[], was: string[], notRestored: unknown[]): boolean {
  return JSON.stringify(is) === JSON.stringify(was) && notRestored.length === 0;
}

function same(is: string[], was: string[], what: string, notRestored: unknown[]): void {
  if (isSame(is, was, notRestored)) return;
  const [now, before] = [is, was].map((cards) => cards.join('\n').split('\n')) as [string[], string[]];
  const place = now.findIndex((line, n) => line !== before[n]);
  const around = (lines: string[]) => lines.slice(Math.max(0, place - 15), place + 25).join('\n');
  throw new Error(`${what} is not as before: ${JSON.stringify(notRestored)}\n${around(before)}\n→\n${around(now)}`);
}

export async function split(worker: Worker): Promise<number> {
  const { world, random } = worker;
  const { contact, changeId } = await within(worker, async (tx) => {
    const card = await read(tx, worker, aCard(worker));
    const own = await tx
      .selectFrom('conversation')
      .select('id')
      .where('workspaceId', '=', world.workspace.workspaceId)
      .where('contactId', 'in', [card.id, ...card.mergedIds])
      .where('mergedInto', 'is', null)
      .limit(20)
      .execute();
    return splitContact(tx, anActor(worker), {
      id: card.id,
      version: card.version,
      name: random.pick([...names, null]),
      identifiers: random.some(card.identifiers, 2).map(({ id }) => id),
      conversations: random.some(own, 2).map(({ id }) => id),
      attributes: random.some(Object.keys(card.attributes), 2),
      tags: random.some(card.tags, 1),
    });
  });
  learn(world, { card: contact.id, change: changeId });
  return 1;
}

/** Rather something of lately, an undoing as well. */
export async function undo(worker: Worker): Promise<number> {
  const { world, random } = worker;
  const { changes } = world;
  const recent = random.chance(0.5) ? changes.slice(-30) : changes;
  const id = random.pick(recent.length > 0 ? recent : [randomUUID()]);
  const { change } = await within(worker, (tx) => undoChange(tx, anActor(worker), id));
  learn(world, { change: change.id });
  return 1;
}

/** What one operator did within the last moments. */
export async function undoSeveral(worker: Worker): Promise<number> {
  const { world, database, random } = worker;
  const { operator, admin } = world.workspace;
  const from = new Date(Date.now() - 200 - random.int(800)).toISOString();
  const { undone, batchId, found } = await undoMany(database, admin, { operatorId: operator.id, from });
  if (batchId && random.chance(0.5)) await undoMany(database, admin, { batchId });
  return Math.max(1, undone, found);
}
