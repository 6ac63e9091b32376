import { notFound } from '#contract/errors.ts';
import type { FormAnswers } from '#contract/widget-input.ts';
import { answerForm, type FormAnswering } from '#domain/conversations/forms/answer-form.ts';
import { messagePlace } from '#domain/visitors/message-place.ts';
import { senderOf, signedInAt } from '#domain/visitors/receive-visitor-message.ts';
import type { Door } from '../door.ts';
import type { Asking } from './entrance.ts';

/** A visitor answers a form: the channel's entry or offline form by its own id, a Hero Card by that under which it was sent to them. */
export async function answerForms(
  { store }: Door,
  asking: Asking,
  id: string,
  given: FormAnswers,
): Promise<{ conversationId: string }> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) throw notFound('form');
  const { channel } = asking;
  const { entryForm, offlineForm } = channel.settings;
  const isOwn = id === entryForm || id === offlineForm;
  const answers = await answering(asking, isOwn ? { formId: id } : { sentId: id }, given);
  const work = { attempts: 10 };
  const { conversationId } = await store.inWorkspace(
    channel.workspaceId,
    (tx) => answerForm(tx, channel, answers),
    work,
  );
  return { conversationId };
}

/** What a visitor filled in, with who they are as far as somebody vouches for it. */
export async function answering(
  { channel, visitor }: Asking,
  form: FormAnswering['form'],
  { id, confirmed, answers }: FormAnswers,
): Promise<FormAnswering> {
  const isSignedIn = visitor.identity !== null && 'claims' in (await channel.identities.check(visitor.identity));
  const signedIn = signedInAt(visitor, new Date());
  return {
    id: messagePlace(visitor.id, id),
    form,
    confirmed,
    answers,
    language: visitor.language === 'cs' ? 'cs' : 'en',
    from: senderOf(visitor),
    conversation: visitor.id,
    ...(isSignedIn && visitor.identity !== null && { identity: visitor.identity }),
    ...(signedIn && { signedIn }),
  };
}
