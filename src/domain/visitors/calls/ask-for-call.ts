import { sql } from 'kysely';
import { notFound, Refusal } from '#contract/errors.ts';
import type { Form } from '#contract/form.ts';
import type { PlannedCall } from '#contract/widget.ts';
import type { Tx } from '#db/database.ts';
import { cancelFollowUp } from '../../conversations/follow-ups/change-follow-up.ts';
import { planFollowUp } from '../../conversations/follow-ups/plan-follow-up.ts';
import { answerForm, type FormAnswering } from '../../conversations/forms/answer-form.ts';
import { type Answers, readAnswers } from '../../conversations/forms/read-answers.ts';
import { canonicalPhone, readableNumber } from '../../identity/canonical.ts';
import type { LoadedChannel } from '../../intake/load-channel.ts';
import type { ChannelActor, SystemActor } from '../../operators/actor.ts';
import { conversationOf, type Visitor } from '../visitor.ts';
import { callTimes } from './call-times.ts';
import { plannedCall } from './planned-call.ts';

/** The field of a form in which a visitor says by which number they are called; a form without one calls nobody. */
export function phoneField({ fields }: Pick<Form, 'fields'>): Form['fields'][number] | undefined {
  return fields.find(({ type }) => type === 'phone');
}

/**
 * A visitor asks to be called: what they filled in arrives as of any form, a claim (R-TAB-8), and a callback is planned in their conversation (R-DSK-4). One
 * that begins with it waits when the call is due, and not before. Who waits for a call already has that one.
 * @param from the beginning of a free slot (ISO 8601); null: as soon as somebody can.
 * @throws INVALID with a `FieldProblem` per field; CONFLICT for a slot that is free no more; NOT_FOUND for no such form.
 */
export async function askForCall(
  tx: Tx,
  channel: LoadedChannel,
  visitor: Visitor,
  { form, answering, from }: { form: Form; answering: FormAnswering; from: string | null },
): Promise<{ conversationId: string; call: PlannedCall }> {
  const running = await conversationOf(tx, visitor);
  const had = await plannedCall(tx, visitor);
  if (running && had) return { conversationId: running.id, call: had };
  const answers = readAnswers(form.fields, answering.answers, channel.country);
  const field = phoneField(form);
  const given = field && answers[field.id];
  if (typeof given !== 'string')
    throw new Refusal('INVALID', 'Please give a number.', { fields: { [field?.id ?? 'phone']: 'missing' } });
  const phone = readableNumber(canonicalPhone(given, channel.country));
  const times = await timesFor(tx, channel, from);
  const { conversationId } = await answerForm(tx, channel, answering);
  const actor: ChannelActor = { type: 'channel', workspaceId: channel.workspaceId, id: channel.id, name: channel.name };
  const note = noteOf(form, answers);
  const plan = { conversationId, kind: 'callback' as const, ...times, phone, operatorId: null };
  await planFollowUp(tx, actor, { ...plan, ...(note && { note }) });
  if (!running && Date.parse(times.dueAt) > Date.now()) await waitUntilDue(tx, channel.workspaceId, conversationId);
  const call = await plannedCall(tx, visitor);
  if (!call) throw new Refusal('UNAVAILABLE', 'This could not be kept. Please try again.');
  return { conversationId, call };
}

/** The visitor wants to be called no more. @throws NOT_FOUND for any call but their own. */
export async function cancelCall(tx: Tx, visitor: Visitor, id: string): Promise<void> {
  const call = await plannedCall(tx, visitor);
  if (call?.id !== id) throw notFound('call');
  const system: SystemActor = { type: 'system', workspaceId: visitor.workspaceId, id: null, name: null };
  await cancelFollowUp(tx, system, { id });
}

async function timesFor(
  tx: Tx,
  channel: LoadedChannel,
  from: string | null,
): Promise<{ dueAt: string; until: string | null }> {
  const { soonest, slots } = await callTimes(tx, channel);
  const slot = slots.find((one) => one.from === from);
  if (slot) return { dueAt: slot.from, until: slot.until };
  if (from === null && soonest) return { dueAt: soonest.after ?? new Date().toISOString(), until: null };
  throw new Refusal('CONFLICT', 'This time is free no more. Please choose another one.');
}

/** What it is about: the answers in words of their own. */
function noteOf({ fields }: Form, answers: Answers): string {
  const words = fields.flatMap(({ id, type, fills }) => {
    const isWords = (type === 'text' || type === 'long' || type === 'choice') && fills === null;
    return isWords && typeof answers[id] === 'string' ? [answers[id]] : [];
  });
  return words.join('\n').slice(0, 2_000);
}

/** Nobody is to answer it before: it is no work yet. */
async function waitUntilDue(tx: Tx, workspaceId: string, conversationId: string): Promise<void> {
  await sql`update conversation set state = 'closed', waiting_since = null, ended_at = ${new Date()}, version = version + 1
    where workspace_id = ${workspaceId} and id = ${conversationId} and state = 'waiting'`.execute(tx);
}
