import { binContact } from '#domain/contacts/bin-contact.ts';
import { createContact } from '#domain/contacts/create-contact.ts';
import { editContact } from '#domain/contacts/edit-contact.ts';
import { listContacts } from '#domain/contacts/list-contacts.ts';
import { readContact } from '#domain/contacts/read-contact.ts';
import { restoreContact } from '#domain/contacts/restore-contact.ts';
import { readHistory } from '#domain/history/read-history.ts';
import { signedIn } from './signed-in.ts';
import { setVersion, versionOf } from './version.ts';

const routes = signedIn.contacts;

export const contacts = {
  list: routes.list.handler(({ context, input }) => context.run((tx, actor) => listContacts(tx, actor, input))),
  create: routes.create.handler(async ({ context, input }) => {
    const { contact, changeId } = await context.run((tx, actor) => createContact(tx, actor, input));
    setVersion(context.resHeaders, contact.version);
    return { ...contact, changeId };
  }),
  read: routes.read.handler(async ({ context, input }) => {
    const contact = await context.run((tx, actor) => readContact(tx, actor, input.id));
    setVersion(context.resHeaders, contact.version);
    return contact;
  }),
  edit: routes.edit.handler(async ({ context, input: { id, ...edit } }) => {
    const version = versionOf(context.request);
    const { contact, changeId } = await context.run((tx, actor) => editContact(tx, actor, { id, version, edit }));
    setVersion(context.resHeaders, contact.version);
    return { ...contact, changeId };
  }),
  bin: routes.bin.handler(({ context, input: { id } }) => {
    const version = versionOf(context.request);
    return context.run((tx, actor) => binContact(tx, actor, { id, version }));
  }),
  restore: routes.restore.handler(({ context, input }) =>
    context.run((tx, actor) => restoreContact(tx, actor, input.id)),
  ),
  history: routes.history.handler(({ context, input }) => context.run((tx, actor) => readHistory(tx, actor, input))),
};
