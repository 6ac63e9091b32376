import { answerContrary } from '#domain/conversations/answer-contrary.ts';
import { listEarlier } from '#domain/conversations/earlier-conversations.ts';
import { enterCode } from '#domain/conversations/enter-code.ts';
import { linkEarlier } from '#domain/conversations/link-earlier.ts';
import { refuseClient } from '#domain/conversations/refuse-client.ts';
import { sendCode } from '#domain/conversations/send-code.ts';
import { verifyByQuestions } from '#domain/conversations/verify-by-questions.ts';
import { signedIn } from './signed-in.ts';

const routes = signedIn.conversations;

/** What a person decides about who a conversation is with: part of the routes of conversations. */
export const recognition = {
  refuse: routes.refuse.handler(({ context, input }) => context.run((tx, actor) => refuseClient(tx, actor, input))),
  answerContrary: routes.answerContrary.handler(({ context, input }) =>
    context.run((tx, actor) => answerContrary(tx, actor, input)),
  ),
  earlier: routes.earlier.handler(({ context, input }) => context.run((tx, actor) => listEarlier(tx, actor, input))),
  linkEarlier: routes.linkEarlier.handler(({ context, input }) =>
    context.run((tx, actor) => linkEarlier(tx, actor, input)),
  ),
  verify: routes.verify.handler(({ context, input }) => {
    const { store, sealer, codes: sender } = context.door;
    return input.how === 'code'
      ? sendCode(store, context.actor, { sealer, sender }, input)
      : context.run((tx, actor) => verifyByQuestions(tx, actor, input));
  }),
  verifyCode: routes.verifyCode.handler(({ context, input }) =>
    context.run((tx, actor) => enterCode(tx, actor, context.door.sealer, input)),
  ),
};
