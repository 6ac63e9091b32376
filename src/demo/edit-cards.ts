import type { ContactEdit } from '#contract/contact.ts';
import { binContact } from '#domain/contacts/bin-contact.ts';
import { editContact } from '#domain/contacts/edit-contact.ts';
import { mergeContacts } from '#domain/contacts/merge-contacts.ts';
import { readContact } from '#domain/contacts/read-contact.ts';
import { undoChange } from '#domain/history/undo-change.ts';
import type { OperatorActor } from '#domain/operators/actor.ts';
import { cardOf, type Tx } from './find-in-demo.ts';
import { people } from './people.ts';
import type { Person } from './tell.ts';

/** Saves an edit of a person's card, as it is now. */
export async function edit(tx: Tx, actor: OperatorActor, person: Person, changes: ContactEdit): Promise<string | null> {
  const id = await cardOf(tx, actor, person);
  const { version } = await readContact(tx, actor, id);
  return (await editContact(tx, actor, { id, version, edit: changes })).changeId;
}

/** Lays a person's card into the bin. */
export async function bin(tx: Tx, actor: OperatorActor, person: Person): Promise<void> {
  const id = await cardOf(tx, actor, person);
  const { version } = await readContact(tx, actor, id);
  await binContact(tx, actor, { id, version });
}

/** Merges the card of `other` into that of `person`: one who came on two ways, and got a card on each. */
export async function merge(tx: Tx, actor: OperatorActor, person: Person, other: Person): Promise<void> {
  const ids = [await cardOf(tx, actor, other)];
  await mergeContacts(tx, actor, { id: await cardOf(tx, actor, person), ids });
}

/** Anna wrote from her telephone first and by mail later. */
export async function mergeAnna(tx: Tx, actor: OperatorActor): Promise<void> {
  const { name, apple } = people.anna;
  await merge(tx, actor, people.anna, { name, apple });
  await edit(tx, actor, people.anna, {
    identifiers: { add: [{ kind: 'phone', value: people.anna.phone, label: 'UK' }] },
    attributes: { language: 'English', country: 'United Kingdom' },
    tags: { add: ['English'] },
  });
}

/** An edit that was meant for somebody else, and its Undo. */
export async function mistakeAndUndo(tx: Tx, actor: OperatorActor): Promise<void> {
  const changeId = await edit(tx, actor, people.zdenka, { name: 'Zdena Novotná', attributes: { city: 'Brno' } });
  if (changeId) await undoChange(tx, actor, changeId);
}
