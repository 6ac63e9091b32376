import type { Contact, ContactEdit, ContactInput } from '#contract/contact.ts';
import { binContact } from '#domain/contacts/bin-contact.ts';
import { createContact } from '#domain/contacts/create-contact.ts';
import { editContact } from '#domain/contacts/edit-contact.ts';
import { restoreContact } from '#domain/contacts/restore-contact.ts';
import type { Random } from './random.ts';
import { aCard, anActor, read, type Worker, within } from './worker.ts';
import { anyValue, learn } from './world.ts';

export const tags = ['vip', 'late', 'shop', 'lead', 'old'];
export const names = [
  'Jana Nováková',
  'Petr Malý',
  'Ivana Veselá',
  'Jan Dvořák',
  'Eva Černá',
  'Karel Hora',
  'Anna Malá',
];
const attributes = ['city', 'company', 'language', 'birth_date', 'street'];

export async function create(worker: Worker): Promise<number> {
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

export function aText(random: Random, attribute: string): string {
  return attribute === 'birth_date'
    ? `19${60 + random.int(40)}-0${1 + random.int(9)}-15`
    : `${attribute} ${random.int(4)}`;
}

async function save(worker: Worker, change: (card: Contact) => ContactEdit): Promise<number> {
  const { changeId } = await within(worker, async (tx) => {
    const card = await read(tx, worker, aCard(worker));
    return editContact(tx, anActor(worker), { id: card.id, version: card.version, edit: change(card) });
  });
  learn(worker.world, { change: changeId });
  return 1;
}

export function edit(worker: Worker): Promise<number> {
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

export function editIdentifiers(worker: Worker): Promise<number> {
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

export async function bin(worker: Worker): Promise<number> {
  const { changeId } = await within(worker, async (tx) => {
    const { id, version } = await read(tx, worker, aCard(worker));
    return binContact(tx, anActor(worker), { id, version });
  });
  learn(worker.world, { change: changeId });
  return 1;
}

/** Rather one that lies in the bin. */
export async function restore(worker: Worker): Promise<number> {
  const { world, random } = worker;
  const { change } = await within(worker, async (tx) => {
    const binned = await tx.selectFrom('contact').select('id').where('state', '=', 'binned').limit(30).execute();
    const id = binned.length > 0 ? random.pick(binned).id : aCard(worker);
    return restoreContact(tx, anActor(worker), id);
  });
  learn(world, { change: change.id });
  return 1;
}
