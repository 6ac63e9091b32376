import { randomUUID } from 'node:crypto';
import { importContacts } from '#domain/contacts/import/import-contacts.ts';
import type { RowRead } from '#domain/contacts/import/row-to-import.ts';
import { addContactOfConversation } from '#domain/conversations/add-contact.ts';
import { linkConversation } from '#domain/conversations/link-conversation.ts';
import { refuseClient } from '#domain/conversations/refuse-client.ts';
import { unlinkConversation } from '#domain/conversations/unlink-conversation.ts';
import { undoMany } from '#domain/history/undo-many.ts';
import { receiveBatch } from '#domain/intake/receive-batch.ts';
import { aMessage } from '#test/support/message-factory.ts';
import { aText, names, tags } from './edits.ts';
import type { Random } from './random.ts';
import { aCard, anActor, type Worker, within } from './worker.ts';
import { anyValue, learn } from './world.ts';

/** Some messages in one go, as a gateway hands them over; some of them in a conversation that runs. */
export async function ingest(worker: Worker): Promise<number> {
  const { world, database, random } = worker;
  const channel = random.pick(world.channels);
  const messages = Array.from({ length: 4 + random.int(9) }, () => {
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
  if (random.chance(0.3)) await learnRecognised(worker);
  return messages.length;
}

/** What recognition did lately can be undone as well. */
async function learnRecognised(worker: Worker): Promise<void> {
  const changes = await within(worker, (tx) =>
    tx.selectFrom('change').select('id').where('verb', '=', 'recognise').orderBy('at', 'desc').limit(3).execute(),
  );
  for (const { id } of changes) learn(worker.world, { change: id });
}

function aConversation({ world, random }: Worker): string {
  return random.pick(world.conversations.length > 0 ? world.conversations : [randomUUID()]);
}

export async function link(worker: Worker): Promise<number> {
  const { world, random } = worker;
  const id = aConversation(worker);
  if (random.chance(0.1)) {
    const { contact, changeId } = await within(worker, (tx) => addContactOfConversation(tx, anActor(worker), { id }));
    learn(world, { card: contact.id, change: changeId });
  } else {
    const contactId = aCard(worker);
    const { changeId } = await within(worker, (tx) => linkConversation(tx, anActor(worker), { id, contactId }));
    learn(world, { change: changeId });
  }
  return 1;
}

export async function unlink(worker: Worker): Promise<number> {
  const values = worker.random.pick(['all', 'none'] as const);
  const { changeId } = await within(worker, (tx) =>
    unlinkConversation(tx, anActor(worker), { id: aConversation(worker), values }),
  );
  learn(worker.world, { change: changeId });
  return 1;
}

/** *Not this person*, of a conversation that has a client. */
export async function refuse(worker: Worker): Promise<number> {
  const { world, random } = worker;
  const answer = random.pick(['justThisConversation', 'valueNotTheirs', 'severalPeople'] as const);
  const { changeId } = await within(worker, (tx) =>
    refuseClient(tx, anActor(worker), { id: aConversation(worker), answer }),
  );
  learn(world, { change: changeId });
  return 1;
}

export async function importRows(worker: Worker): Promise<number> {
  const { world, database, random } = worker;
  const count = 10 + random.int(20);
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
      keys: [{ source: null, key: `r${random.int(200)}` }],
      name: random.pick(names),
      identifiers,
      attributes: { city: aText(random, 'city') },
      tags: random.some(tags, 1),
      extra: random.chance(0.5) ? { note: random.int(5) } : {},
    };
    yield { row, bytes: 0, contact };
  }
}
