import { binContact } from '#domain/contacts/bin-contact.ts';
import { createContact } from '#domain/contacts/create-contact.ts';
import { editContact } from '#domain/contacts/edit-contact.ts';
import { findByIdentifier } from '#domain/contacts/find-by-identifier.ts';
import { listContacts } from '#domain/contacts/list-contacts.ts';
import { mergeContacts } from '#domain/contacts/merge-contacts.ts';
import { putByIdentifier } from '#domain/contacts/put-by-identifier.ts';
import { readContact } from '#domain/contacts/read-contact.ts';
import { readContext } from '#domain/contacts/read-context.ts';
import { restoreContact } from '#domain/contacts/restore-contact.ts';
import { splitContact } from '#domain/contacts/split-contact.ts';
import { readHistory } from '#domain/history/read-history.ts';
import { beginnings } from './begin.ts';
import { signedIn } from './signed-in.ts';
import { setVersion, versionIfSent, versionOf } from './version.ts';

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
  context: routes.context.handler(async ({ context, input }) => {
    const found = await context.run((tx, actor) => readContext(tx, actor, input.id));
    setVersion(context.resHeaders, found.contact.version);
    return found;
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
  byIdentifier: routes.byIdentifier.handler(async ({ context, input }) => {
    const contact = await context.run((tx, actor) => findByIdentifier(tx, actor, input));
    setVersion(context.resHeaders, contact.version);
    return contact;
  }),
  putByIdentifier: routes.putByIdentifier.handler(async ({ context, input }) => {
    const version = context.request.headers.has('if-match') ? versionOf(context.request) : null;
    const { contact, changeId } = await context.run((tx, actor) => putByIdentifier(tx, actor, { ...input, version }));
    setVersion(context.resHeaders, contact.version);
    return { ...contact, changeId };
  }),
  merge: routes.merge.handler(({ context, input }) => {
    const version = versionIfSent(context.request);
    return context.run((tx, actor) => mergeContacts(tx, actor, { ...input, version }));
  }),
  split: routes.split.handler(async ({ context, input }) => {
    const version = versionIfSent(context.request);
    const { contact, changeId } = await context.run((tx, actor) => splitContact(tx, actor, { ...input, version }));
    setVersion(context.resHeaders, contact.version);
    return { ...contact, changeId };
  }),
  ...beginnings,
  history: routes.history.handler(({ context, input }) => context.run((tx, actor) => readHistory(tx, actor, input))),
};
