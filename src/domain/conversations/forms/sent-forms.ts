import { notFound } from '#contract/errors.ts';
import type { SentForm } from '#contract/form.ts';
import type { Tx } from '#db/database.ts';
import { type KeptForm, toSentForm } from '../entry-state.ts';

/** A form in a conversation, and where it stands. */
export interface FormInConversation {
  sent: SentForm;
  conversationId: string;
  entryId: string;
}

/** Locks a form that was sent or answered. @throws NOT_FOUND for none in these conversations. */
export async function lockSent(
  tx: Tx,
  workspaceId: string,
  sentId: string,
  conversationIds: string[],
): Promise<FormInConversation> {
  const found = await readSent(tx, workspaceId, sentId, { isLocked: true });
  if (!found || !conversationIds.includes(found.conversationId)) throw notFound('form in this conversation');
  return found;
}

/** A form that was sent or answered, by its id; null for none. */
export async function readSent(
  tx: Tx,
  workspaceId: string,
  sentId: string,
  options: { isLocked?: boolean } = {},
): Promise<FormInConversation | null> {
  const query = tx
    .selectFrom('formSent')
    .selectAll()
    .where(({ and }) => and({ workspaceId, id: sentId }));
  const row = await (options.isLocked ? query.forUpdate() : query).executeTakeFirst();
  if (!row) return null;
  const { conversationId, entryId, at, answeredAt, form, ...kept } = row;
  const sent = toSentForm({
    id: kept.id,
    formId: kept.formId,
    prefill: kept.prefill,
    state: kept.state,
    answers: kept.answers,
    changeId: kept.changeId,
    form: form as KeptForm['form'],
    at: at.toISOString(),
    answeredAt: answeredAt?.toISOString() ?? null,
  });
  return { sent, conversationId, entryId };
}

/** What became of a form. */
export async function setSent(
  tx: Tx,
  workspaceId: string,
  sentId: string,
  now: {
    state: SentForm['state'];
    changeId?: string | null;
    answers?: NonNullable<SentForm['answers']>;
    answeredAt?: Date;
  },
): Promise<void> {
  const { answers, ...rest } = now;
  await tx
    .updateTable('formSent')
    .set({ ...rest, ...(answers && { answers: JSON.stringify(answers) }) })
    .where(({ and }) => and({ workspaceId, id: sentId }))
    .execute();
}
