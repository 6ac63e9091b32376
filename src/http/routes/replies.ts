import { replyLimits } from '#contract/reply.ts';
import { keepAttachments } from '#domain/intake/keep-attachments.ts';
import { must } from '#domain/operators/policy.ts';
import { readDraft, saveDraft } from '#domain/replies/drafts.ts';
import { readReplyWay } from '#domain/replies/reply-way.ts';
import { takeBack, tryAgain } from '#domain/replies/take-back.ts';
import { writeNote } from '#domain/replies/write-note.ts';
import { refuseTooLarge, writeReply } from '#domain/replies/write-reply.ts';
import { fillTemplate } from '#domain/templates/fill-template.ts';
import {
  createTemplate,
  deleteTemplate,
  editTemplate,
  listTemplates,
  restoreTemplate,
  starTemplate,
} from '#domain/templates/templates.ts';
import type { Door } from '../door.ts';
import { signedIn } from './signed-in.ts';

const routes = signedIn.conversations;

/** Whether a reply can leave as a mail: codes leave through the same server. */
export const sendable = ({ codes }: Door) => ({ mail: codes !== null });

/** Replying and noting: part of the routes of conversations. */
export const replies = {
  way: routes.way.handler(({ context, input }) =>
    context.run((tx, actor) => readReplyWay(tx, actor, sendable(context.door), input.id, input.via)),
  ),
  reply: routes.reply.handler(async ({ context, input: { attachments, ...input } }) => {
    must(context.actor, 'reply');
    const sized = attachments.map((one) => ({ ...one, size: Buffer.byteLength(one.content, 'base64') }));
    refuseTooLarge(sized, replyLimits.attachmentBytes);
    const kept = await keepAttachments(context.door.blobs, sized);
    return context.run((tx, actor) => writeReply(tx, actor, sendable(context.door), { ...input, attachments: kept }));
  }),
  takeBack: routes.takeBack.handler(({ context, input }) => context.run((tx, actor) => takeBack(tx, actor, input))),
  tryAgain: routes.tryAgain.handler(({ context, input }) => context.run((tx, actor) => tryAgain(tx, actor, input))),
  note: routes.note.handler(({ context, input }) => context.run((tx, actor) => writeNote(tx, actor, input))),
  draft: routes.draft.handler(({ context, input }) => context.run((tx, actor) => readDraft(tx, actor, input.id))),
  saveDraft: routes.saveDraft.handler(({ context, input }) => context.run((tx, actor) => saveDraft(tx, actor, input))),
};

/** Prepared texts (R-TAB-7). */
export const templates = {
  list: signedIn.templates.list.handler(async ({ context }) => ({
    items: await context.run(listTemplates),
    nextCursor: null,
  })),
  create: signedIn.templates.create.handler(({ context, input }) =>
    context.run((tx, actor) => createTemplate(tx, actor, input)),
  ),
  edit: signedIn.templates.edit.handler(({ context, input }) =>
    context.run((tx, actor) => editTemplate(tx, actor, input)),
  ),
  delete: signedIn.templates.delete.handler(({ context, input }) =>
    context.run((tx, actor) => deleteTemplate(tx, actor, input.id)),
  ),
  restore: signedIn.templates.restore.handler(({ context, input }) =>
    context.run((tx, actor) => restoreTemplate(tx, actor, input.id)),
  ),
  star: signedIn.templates.star.handler(({ context, input }) =>
    context.run((tx, actor) => starTemplate(tx, actor, input)),
  ),
  fill: signedIn.templates.fill.handler(({ context, input }) =>
    context.run((tx, actor) => fillTemplate(tx, actor, input)),
  ),
};
