import { sql } from 'kysely';
import { Refusal } from '#contract/errors.ts';
import type { Form, FormField, SentForm } from '#contract/form.ts';
import type { Tx } from '#db/database.ts';
import { type CardState, lockCard } from '../../contacts/card-state.ts';
import { announce } from '../../live/announce.ts';
import type { Actor, OperatorActor } from '../../operators/actor.ts';
import { must } from '../../operators/policy.ts';
import { claimWritten, keepWritten } from '../../replies/keep-written.ts';
import { cannotReply } from '../../replies/reply-refusals.ts';
import { type ReplyTarget, replyTarget } from '../../replies/reply-target.ts';
import { filledName, kindFilled } from './card-fillings.ts';
import { readForm } from './form-settings.ts';
import { readSent } from './sent-forms.ts';
import { verifiedClient } from './verified-client.ts';

/**
 * Sends a Hero Card into the chat (R-TAB-8), as it is now; filled in already only for a verified client, since others are shown nothing of a card
 * (R-REC-5). The same `sendId` again is the same form.
 * @throws NOT_FOUND for no such conversation or form; CONFLICT where the channel shows no forms (data.reason `noForms`) or it is closed; FORBIDDEN for who
 * has not accepted it.
 */
export async function sendForm(
  tx: Tx,
  actor: Actor,
  { id, formId, sendId }: { id: string; formId: string; sendId: string },
): Promise<SentForm> {
  must(actor, 'reply');
  const asked = await replyTarget(tx, actor, id);
  const before = await readSent(tx, actor.workspaceId, sendId);
  if (before && asked.root.conversationIds.includes(before.conversationId)) return before.sent;
  const operator = refuseUnable(actor, asked);
  const at = new Date();
  const claim = { channelId: asked.channel.id, providerId: `form:${sendId}`, entryId: sendId, at };
  if (!(await claimWritten(tx, actor.workspaceId, claim)))
    throw new Refusal('CONFLICT', 'This id stands for another form.');
  const target = await replyTarget(tx, actor, id, true);
  refuseUnable(actor, target);
  const form = await readForm(tx, actor.workspaceId, formId);
  if (form.kind !== 'hero' || !form.enabled)
    throw new Refusal('CONFLICT', 'This form is not sent into chats: it is of another kind, or switched off.');
  await keepWritten(tx, actor.workspaceId, {
    id: sendId,
    at,
    kind: 'event',
    conversationId: target.conversationId,
    text: form.name,
    body: { form: { sentId: sendId } },
    by: operator,
    attachments: [],
  });
  await keepSent(tx, actor, target, form, sendId, at);
  await announce(tx, actor.workspaceId, { topic: 'conversation', conversationId: target.root.id, what: 'message' });
  const sent = await readSent(tx, actor.workspaceId, sendId);
  if (!sent) throw new Refusal('INTERNAL', 'The form was not kept.');
  return sent.sent;
}

function refuseUnable(actor: Actor, { channel, state, isMine }: ReplyTarget): OperatorActor {
  if (channel.kind !== 'webchat')
    throw new Refusal('CONFLICT', 'This channel shows no forms: they are sent into web chats.', {
      data: { reason: 'noForms' },
    });
  if (actor.type !== 'operator' || !isMine) throw cannotReply('notYours');
  if (state === 'closed') throw cannotReply('closed');
  if (!channel.enabled) throw cannotReply('channelOff');
  return actor;
}

async function keepSent(
  tx: Tx,
  { workspaceId }: Actor,
  { root, conversationId }: ReplyTarget,
  { id: formId, kind, name, texts, fields }: Form,
  id: string,
  at: Date,
): Promise<void> {
  await tx
    .insertInto('formSent')
    .values({
      workspaceId,
      id,
      formId,
      conversationId,
      entryId: id,
      entryAt: at,
      form: JSON.stringify({ kind, name, texts, fields }),
      prefill: JSON.stringify(await prefillOf(tx, workspaceId, root.id, fields)),
      answers: null,
      changeId: null,
      at,
      answeredAt: null,
    })
    .execute();
  await sql`
    update conversation set told_at = greatest(told_at, ${at}::timestamptz)
    where workspace_id = ${workspaceId} and id = any(${[...new Set([root.id, conversationId])]}::uuid[])`.execute(tx);
}

/** What is known already, by field. */
async function prefillOf(
  tx: Tx,
  workspaceId: string,
  rootId: string,
  fields: FormField[],
): Promise<Record<string, string>> {
  const verified = await verifiedClient(tx, workspaceId, rootId);
  if (verified === null) return {};
  const card = await lockCard(tx, { type: 'system', workspaceId, id: null, name: null }, verified);
  const { parameters } = await tx
    .selectFrom('conversation')
    .select('parameters')
    .where(({ and }) => and({ workspaceId, id: rootId }))
    .executeTakeFirstOrThrow();
  const known = fields.flatMap((field) => {
    const value = field.fills === null ? null : knownAs({ target: field.fills }, card, parameters);
    const isOne = field.type !== 'choice' || (value !== null && field.choices.includes(value));
    return value !== null && isOne ? [[field.id, value] as const] : [];
  });
  return Object.fromEntries(known);
}

function knownAs(one: { target: string }, card: CardState, parameters: Record<string, unknown>): string | null {
  const attribute = filledName(one, 'attribute');
  const parameter = filledName(one, 'parameter');
  const kind = kindFilled(one);
  if (one.target === 'name') return card.name?.value ?? null;
  if (attribute !== null) return card.attributes[attribute]?.value ?? null;
  if (parameter !== null) return parameters[parameter] === undefined ? null : String(parameters[parameter]);
  const ofKind = card.values.filter((value) => value.kind === kind);
  return (ofKind.find(({ main }) => main) ?? ofKind[0])?.display ?? null;
}
