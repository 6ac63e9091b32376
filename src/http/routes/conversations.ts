import { addContactOfConversation } from '#domain/conversations/add-contact.ts';
import { editClient } from '#domain/conversations/edit-client.ts';
import { editConversation } from '#domain/conversations/edit-conversation.ts';
import { linkConversation } from '#domain/conversations/link-conversation.ts';
import { listConversations } from '#domain/conversations/list-conversations.ts';
import { listEntries } from '#domain/conversations/list-entries.ts';
import { mergeConversations } from '#domain/conversations/merge/merge-conversations.ts';
import { previewMerge } from '#domain/conversations/merge/preview-merge.ts';
import { readConversation } from '#domain/conversations/read-conversation.ts';
import { unlinkConversation } from '#domain/conversations/unlink-conversation.ts';
import { desk } from './desk.ts';
import { keepingOut } from './keeping-out.ts';
import { recognition } from './recognition.ts';
import { replies } from './replies.ts';
import { signedIn } from './signed-in.ts';
import { setVersion } from './version.ts';

const routes = signedIn.conversations;

export const conversations = {
  list: routes.list.handler(({ context, input }) => context.run((tx, actor) => listConversations(tx, actor, input))),
  read: routes.read.handler(({ context, input }) => context.run((tx, actor) => readConversation(tx, actor, input.id))),
  entries: routes.entries.handler(({ context, input }) => context.run((tx, actor) => listEntries(tx, actor, input))),
  link: routes.link.handler(({ context, input }) => context.run((tx, actor) => linkConversation(tx, actor, input))),
  unlink: routes.unlink.handler(({ context, input }) =>
    context.run((tx, actor) => unlinkConversation(tx, actor, input)),
  ),
  addContact: routes.addContact.handler(async ({ context, input }) => {
    const { contact, changeId } = await context.run((tx, actor) => addContactOfConversation(tx, actor, input));
    setVersion(context.resHeaders, contact.version);
    return { ...contact, changeId };
  }),
  ...recognition,
  ...desk,
  ...replies,
  ...keepingOut,
  edit: routes.edit.handler(({ context, input }) => context.run((tx, actor) => editConversation(tx, actor, input))),
  merge: routes.merge.handler(({ context, input }) => context.run((tx, actor) => mergeConversations(tx, actor, input))),
  previewMerge: routes.previewMerge.handler(({ context, input }) =>
    context.run((tx, actor) => previewMerge(tx, actor, input)),
  ),
  editClient: routes.editClient.handler(({ context, input }) =>
    context.run((tx, actor) => editClient(tx, actor, input)),
  ),
};
