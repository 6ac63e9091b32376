import { oc } from '@orpc/contract';
import { z } from 'zod';
import { EarlierConversation, refusalAnswers } from './recognition.ts';
import { Verification } from './verification.ts';

const tags = ['Recognition'];
const id = z.uuid();
const Undoable = z.object({ changeId: z.string().nullable() });

/** What a person decides about who a conversation is with: part of api.ts, under conversations. */
export const recognition = {
  refuse: oc
    .route({
      method: 'POST',
      path: '/conversations/{id}/not-this-person',
      tags,
      summary: '*Not this person*: just this conversation, this value is not theirs, or several people use it',
    })
    .input(
      z.strictObject({
        id,
        answer: z.enum(refusalAnswers),
        contactId: z
          .number()
          .int()
          .positive()
          .optional()
          .meta({ description: 'A suggested card; as delivered the linked one.' }),
      }),
    )
    .output(
      Undoable.extend({
        proposeShared: z.boolean().meta({ description: 'The value was refused before: it may be shared.' }),
      }),
    ),
  answerContrary: oc
    .route({
      method: 'POST',
      path: '/conversations/{id}/contrary',
      tags,
      summary: 'New contrary evidence: switch to the other card, or keep',
    })
    .input(z.strictObject({ id, answer: z.enum(['switch', 'keep']) }))
    .output(Undoable),
  earlier: oc
    .route({
      method: 'GET',
      path: '/conversations/{id}/earlier',
      tags,
      summary: 'Earlier unknown conversations with the same identifiers, offered for linking',
    })
    .input(z.object({ id }))
    .output(z.object({ items: z.array(EarlierConversation), nextCursor: z.null() })),
  linkEarlier: oc
    .route({
      method: 'POST',
      path: '/conversations/{id}/earlier',
      tags,
      summary: 'Links chosen earlier conversations to the card of this one',
    })
    .input(z.strictObject({ id, conversations: z.array(z.uuid()).min(1).max(100) }))
    .output(Undoable),
  verify: oc
    .route({
      method: 'POST',
      path: '/conversations/{id}/verify',
      tags,
      summary: 'Verifies the person now speaking: sends a code, or records the result of questions',
    })
    .input(
      z.discriminatedUnion('how', [
        z.strictObject({ id, how: z.literal('code'), identifierId: z.uuid() }),
        z.strictObject({ id, how: z.literal('questions'), result: z.enum(['verified', 'failed']) }),
      ]),
    )
    .output(Verification),
  verifyCode: oc
    .route({
      method: 'POST',
      path: '/conversations/{id}/verify/code',
      tags,
      summary: 'Enters the code that the client said',
    })
    .input(z.strictObject({ id, code: z.string().trim().min(1).max(20) }))
    .output(Verification),
};
