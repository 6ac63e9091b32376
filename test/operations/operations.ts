import { randomUUID } from 'node:crypto';
import type { Contact, ContactEdit, ContactInput } from '#contract/contact.ts';
import type { Database, Tx } from '#db/database.ts';
import { binContact } from '#domain/contacts/bin-contact.ts';
import { createContact } from '#domain/contacts/create-contact.ts';
import { editContact } from '#domain/contacts/edit-contact.ts';
import { importContacts } from '#domain/contacts/import/import-contacts.ts';
import type { RowRead } from '#domain/contacts/import/row-to-import.ts';
import { lockFamilies } from '#domain/contacts/lock-family.ts';
import { mergeContacts } from '#domain/contacts/merge-contacts.ts';
import { lockValues } from '#domain/contacts/move-value.ts';
import { readContact } from '#domain/contacts/read-contact.ts';
import { restoreContact } from '#domain/contacts/restore-contact.ts';
import { splitContact } from '#domain/contacts/split-contact.ts';
import { linkConversation } from '#domain/conversations/link-conversation.ts';
import { unlinkConversation } from '#domain/conversations/unlink-conversation.ts';
import { undoChange } from '#domain/history/undo-change.ts';
import { undoMany } from '#domain/history/undo-many.ts';
import { receiveBatch } from '#domain/intake/receive-batch.ts';
import type { OperatorActor } from '#domain/operators/actor.ts';
import { aMessage } from '#test/support/message-factory.ts';
import type { Random } from './random.ts';
import { anyValue, learn, type World } from './world.ts';

/** One worker: its own connection, its own luck. */
export interface Worker {
  world: World;
  database: Database;
  random: Random;
}

/** Does something; what it counts as is how many operations it was. Refusals are thrown. */
type Operation = (worker: Worker) => Promise<number>;

const tags = ['vip', 'late', 'shop', 'lead', 'old'];
const attributes = ['city', 'company', 'language', 'birth_date', 'street'];
const names = ['Jana Nováková', 'Petr Malý', 'Ivana Veselá', 'Jan Dvořák', 'Eva Černá', 'Karel Hora', 'Anna Malá'];

/** What people, rules and files do all day, with how often. */
export const operations: { name: string; weight: number; run: Operation }[] = [
  { name: 'create', weight: 8, run: create },
  { name: 'edit', weight: 14, run: edit },
  { name: 'identifiers', weight: 14, run: editIdentifiers },
  { name: 'link', weight: 7, run: link },
  { name: 'unlink', weight: 3, run: unlink },
  { name: 'ingest', weight: 8, run: ingest },
  { name: 'merge', weight: 8, run: merge },
  { name: 'mergeAndUndo', weight: 3, run: mergeAndUndo },
  { name: 'split', weight: 4, run: split },
  { name: 'bin', weight: 4, run: bin },
  { name: 'restore', weight: 4, run: restore },
  { name: 'import', weight: 1, run: importRows },
  { name: 'undo', weight: 18, run: undo },
  { name: 'undoMany', weight: 0.3, run: undoSeveral },
];

function within<Result>({ world, database }: Worker, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  return database.inWorkspace(world.workspace.workspaceId, work, { attempts: 20 });
}

function anActor({ world, random }: Worker): OperatorActor {
  const { operator, supervisor, admin } = world.workspace;
  return random.pick([operator, supervisor, admin, admin]);
}

function aCard({ world, random }: Worker): number {
  return random.pick(world.cards.length > 0 ? world.cards : [1]);
}

function read(worker: Worker, id: number): Promise<Contact> {
  return within(worker, (tx) => readContact(tx, worker.world.workspace.admin, id));
}

async function create(worker: Worker): Promise<number> {
  const { random } = worker;
  const input: ContactInput = {
    name: random.pick(names),
    identifiers: [...new Map(random.some([0, 1, 2], 3).map(() => [random.int(1e9), anyValue(random)])).values()],
    attributes: Object.fromEntries(random.some(attributes, 2).map((name) => [name, aText(random, name)])),
    tags: random.some(tags, 2),
  };
  const { contact, changeId } = await within(worker, (tx) => createContact(tx, anActor(worker), input));
  learn(worker.world, { card: contact.id, change: changeId });
  return 1;
}

function aText(random: Random, attribute: string): string {
  return attribute === 'birth_date'
    ? `19${60 + random.int(40)}-0${1 + random.int(9)}-15`
    : `${attribute} ${random.int(4)}`;
}

async function save(worker: Worker, change: (card: Contact) => ContactEdit): Promise<number> {
  const card = await read(worker, aCard(worker));
  const edit = change(card);
  const { changeId } = await within(worker, (tx) =>
    editContact(tx, anActor(worker), { id: card.id, version: card.version, edit }),
  );
  learn(worker.world, { change: changeId });
  return 1;
}

function edit(worker: Worker): Promise<number> {
  const { random } = worker;
  return save(worker, (card) => ({
    ...(random.chance(0.5) && { name: random.chance(0.1) ? null : random.pick(names) }),
    attributes: Object.fromEntries(
      random.some(attributes, 2).map((name) => [name, random.chance(0.3) ? null : aText(random, name)]),
    ),
    tags: { add: random.some(tags, 1), remove: random.some(card.tags, 1) },
    ...(random.chance(0.3) && { settled: random.some(card.conflicts, 1).map(({ field }) => field) }),
  }));
}

function editIdentifiers(worker: Worker): Promise<number> {
  const { random } = worker;
  return save(worker, ({ identifiers }) => {
    const ids = identifiers.map(({ id }) => id);
    const ifTaken = random.pick(['refuse', 'move', 'move', 'share'] as const);
    const changed = random.some(identifiers, 1).map(({ id, kind }) => {
      const { kind: other, value } = anyValue(random);
      return {
        id,
        ...(random.chance(0.3) && { label: random.pick(['home', 'work', null]) }),
        ...(random.chance(0.3) && { main: true as const }),
        ...(random.chance(0.3) && kind === other && { value, ifTaken }),
        ...(random.chance(0.1) && { state: random.pick(['owned', 'shared'] as const) }),
      };
    });
    return {
      identifiers: {
        add: random.chance(0.6) ? [{ ...anyValue(random), ifTaken, main: random.chance(0.2) }] : [],
        change: changed,
        remove: random.some(
          ids.filter((id) => !changed.some((one) => one.id === id)),
          1,
        ),
      },
    };
  });
}

async function link(worker: Worker): Promise<number> {
  const { world, random } = worker;
  const id = random.pick(world.conversations.length > 0 ? world.conversations : [randomUUID()]);
  const { changeId } = await within(worker, (tx) =>
    linkConversation(tx, anActor(worker), { id, contactId: aCard(worker) }),
  );
  learn(world, { change: changeId });
  return 1;
}

async function unlink(worker: Worker): Promise<number> {
  const { world, random } = worker;
  const id = random.pick(world.conversations.length > 0 ? world.conversations : [randomUUID()]);
  const { changeId } = await within(worker, (tx) => unlinkConversation(tx, anActor(worker), { id }));
  learn(world, { change: changeId });
  return 1;
}

/** Some messages in one go, as a gateway hands them over; some of them in a conversation that runs. */
async function ingest(worker: Worker): Promise<number> {
  const { world, database, random } = worker;
  const channel = random.pick(world.channels);
  const messages = Array.from({ length: 1 + random.int(4) }, () => {
    const from =
      channel.kind === 'whatsapp'
        ? { kind: 'whatsapp' as const, value: `+420602${200_000 + 3 * random.int(80)}` }
        : anyValue(random);
    return aMessage({
      from: { ...from, ...(random.chance(0.5) && { name: random.pick(names) }) },
      at: new Date(Date.UTC(2026, random.int(9), 1 + random.int(28), random.int(24), random.int(60))).toISOString(),
      conversation: `t${random.int(400)}`,
      ...(random.chance(0.4) && { also: [anyValue(random)] }),
    });
  });
  const results = await receiveBatch(database, channel, messages);
  for (const result of results) {
    if (result.result === 'refused') throw new Error(`The intake refused: ${result.reason}`);
    if (result.result === 'accepted') learn(world, { card: result.contactId, conversation: result.conversationId });
  }
  return messages.length;
}

async function merge(worker: Worker): Promise<number> {
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
async function mergeAndUndo(worker: Worker): Promise<number> {
  const { admin, workspaceId } = worker.world.workspace;
  const [one, other] = [aCard(worker), aCard(worker)];
  await within(worker, async (tx) => {
    await lockFamilies(tx, workspaceId, [one, other]);
    const first = await Promise.all([one, other].map((id) => readContact(tx, admin, id)));
    const keys = first.flatMap(({ identifiers }) =>
      identifiers.map(({ kind, account = '', value: key }) => ({ kind, account, key })),
    );
    await lockValues(tx, workspaceId, keys);
    const both = () => Promise.all([one, other].map(async (id) => canonical(await readContact(tx, admin, id))));
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

async function split(worker: Worker): Promise<number> {
  const { world, random } = worker;
  const card = await read(worker, aCard(worker));
  const own = await within(worker, (tx) =>
    tx
      .selectFrom('conversation')
      .select('id')
      .where('workspaceId', '=', world.workspace.workspaceId)
      .where('contactId', 'in', [card.id, ...card.mergedIds])
      .where('mergedInto', 'is', null)
      .limit(20)
      .execute(),
  );
  const { contact, changeId } = await within(worker, (tx) =>
    splitContact(tx, anActor(worker), {
      id: card.id,
      name: random.pick([...names, null]),
      identifiers: random.some(card.identifiers, 2).map(({ id }) => id),
      conversations: random.some(own, 2).map(({ id }) => id),
      attributes: random.some(Object.keys(card.attributes), 2),
      tags: random.some(card.tags, 1),
    }),
  );
  learn(world, { card: contact.id, change: changeId });
  return 1;
}

async function bin(worker: Worker): Promise<number> {
  const { id, version } = await read(worker, aCard(worker));
  const { changeId } = await within(worker, (tx) => binContact(tx, anActor(worker), { id, version }));
  learn(worker.world, { change: changeId });
  return 1;
}

/** Rather one that lies in the bin. */
async function restore(worker: Worker): Promise<number> {
  const { world, random } = worker;
  const binned = await within(worker, (tx) =>
    tx.selectFrom('contact').select('id').where('state', '=', 'binned').limit(30).execute(),
  );
  const id = binned.length > 0 ? random.pick(binned).id : aCard(worker);
  const { change } = await within(worker, (tx) => restoreContact(tx, anActor(worker), id));
  learn(world, { change: change.id });
  return 1;
}

async function importRows(worker: Worker): Promise<number> {
  const { world, database, random } = worker;
  const count = 2 + random.int(6);
  const batchId = randomUUID();
  await importContacts(database, world.workspace.admin, {
    rows: rowsOf(random, count),
    source: 'crm.csv',
    match: random.pick(['none', 'none', 'skip', 'update', 'merge', 'share']),
    batchId,
  });
  const changes = await within(worker, (tx) =>
    tx
      .selectFrom('change')
      .innerJoin('changeItem', 'changeItem.changeId', 'change.id')
      .select(['change.id', 'changeItem.contactId'])
      .where('change.batchId', '=', batchId)
      .execute(),
  );
  for (const { id, contactId } of changes) learn(world, { card: contactId, ...(random.chance(0.3) && { change: id }) });
  if (random.chance(0.3)) await undoMany(database, world.workspace.admin, { batchId });
  return count;
}

async function* rowsOf(random: Random, count: number): AsyncGenerator<RowRead> {
  for (let row = 1; row <= count; row++) {
    const identifiers = random.some([0, 1, 2], 2).map(() => {
      const { kind, value } = anyValue(random);
      return { kind, value, orElse: { name: kind, value }, strict: false };
    });
    const contact = {
      row,
      keys: [{ source: null, key: `r${random.int(120)}` }],
      name: random.pick(names),
      identifiers,
      attributes: { city: aText(random, 'city') },
      tags: random.some(tags, 1),
      extra: random.chance(0.5) ? { note: random.int(5) } : {},
    };
    yield { row, bytes: 0, contact };
  }
}

/** Rather something of lately, an undoing as well. */
async function undo(worker: Worker): Promise<number> {
  const { world, random } = worker;
  const { changes } = world;
  const recent = random.chance(0.5) ? changes.slice(-30) : changes;
  const id = random.pick(recent.length > 0 ? recent : [randomUUID()]);
  const { change } = await within(worker, (tx) => undoChange(tx, anActor(worker), id));
  learn(world, { change: change.id });
  return 1;
}

/** What one operator did within the last moments. */
async function undoSeveral(worker: Worker): Promise<number> {
  const { world, database, random } = worker;
  const { operator, admin } = world.workspace;
  const from = new Date(Date.now() - 200 - random.int(800)).toISOString();
  const { undone, batchId, found } = await undoMany(database, admin, { operatorId: operator.id, from });
  if (batchId && random.chance(0.5)) await undoMany(database, admin, { batchId });
  return Math.max(1, undone, found);
}
