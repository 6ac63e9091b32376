import { replyLimits } from '#contract/reply.ts';
import { beginConversation } from '#domain/conversations/begin/begin-conversation.ts';
import { waysToWrite } from '#domain/conversations/begin/ways-to-write.ts';
import { keepAttachments } from '#domain/intake/keep-attachments.ts';
import { must } from '#domain/operators/policy.ts';
import { refuseTooLarge } from '#domain/replies/write-reply.ts';
import { fillTemplateFor } from '#domain/templates/fill-template.ts';
import { sendable } from './replies.ts';
import { signedIn } from './signed-in.ts';

const routes = signedIn.contacts;

/** Beginning a conversation with a client (R-DIR-10): part of the routes of contacts. */
export const beginnings = {
  ways: routes.ways.handler(({ context, input }) =>
    context.run((tx, actor) => waysToWrite(tx, actor, sendable(context.door), input.id)),
  ),
  begin: routes.begin.handler(async ({ context, input: { attachments, ...input } }) => {
    must(context.actor, 'reply');
    const sized = attachments.map((one) => ({ ...one, size: Buffer.byteLength(one.content, 'base64') }));
    refuseTooLarge(sized, replyLimits.attachmentBytes);
    const kept = await keepAttachments(context.door.blobs, sized);
    return context.run((tx, actor) =>
      beginConversation(tx, actor, sendable(context.door), { ...input, attachments: kept }),
    );
  }),
  fillTemplate: routes.fillTemplate.handler(({ context, input }) =>
    context.run((tx, actor) => fillTemplateFor(tx, actor, input)),
  ),
};
