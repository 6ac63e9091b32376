import { notFound } from '#contract/errors.ts';
import type { FormAnswers } from '#contract/widget-input.ts';
import { answerForm } from '#domain/conversations/forms/answer-form.ts';
import { messagePlace } from '#domain/visitors/message-place.ts';
import { senderOf } from '#domain/visitors/receive-visitor-message.ts';
import type { Door } from '../door.ts';
import type { Asking } from './entrance.ts';

/** A visitor answers a form: the channel's entry or offline form by its own id, a Hero Card by that under which it was sent to them. */
export async function answerForms(
  { store }: Door,
  { channel, visitor }: Asking,
  id: string,
  { id: answerId, confirmed, answers }: FormAnswers,
): Promise<{ conversationId: string }> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) throw notFound('form');
  const { entryForm, offlineForm } = channel.settings;
  const isSignedIn = visitor.identity !== null && 'claims' in (await channel.identities.check(visitor.identity));
  const answering = {
    id: messagePlace(visitor.id, answerId),
    form: id === entryForm || id === offlineForm ? { formId: id } : { sentId: id },
    confirmed,
    answers,
    language: visitor.language === 'cs' ? ('cs' as const) : ('en' as const),
    from: senderOf(visitor),
    conversation: visitor.id,
    ...(isSignedIn && visitor.identity !== null && { identity: visitor.identity }),
  };
  const work = { attempts: 10 };
  const { conversationId } = await store.inWorkspace(
    channel.workspaceId,
    (tx) => answerForm(tx, channel, answering),
    work,
  );
  return { conversationId };
}
