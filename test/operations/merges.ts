import { randomUUID } from 'node:crypto';
import type { Contact } from '#contract/contact.ts';
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
    const done = await mergeContacts(tx, admin, { id: one, ids: [other] });
    const merged = await both();
    const undone = await undoChange(tx, admin, done.changeId as string);
    same(await both(), before, 'a merge undone at once', undone.notRestored);
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

function same(is: string[], was: string[], what: string, notRestored: unknown[]): void {
  if (JSON.stringify(is) === JSON.stringify(was) && notRestored.length === 0) return;
  const [now, before] = [is, was].map((cards) => cards.join('\n').split('\n')) as [string[], string[]];
  const place = now.findIndex((line, n) => line !== before[n]);
  const around = (lines: string[]) => lines.slice(Math.max(0, place - 12), place + 8).join('\n');
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
