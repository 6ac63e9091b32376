import { sql } from 'kysely';
import type { AccessAnswer, AccessRequest } from '#contract/access.ts';
import type { DeskEvent } from '#contract/conversation.ts';
import { notFound, Refusal } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import { tellEvent } from '../conversations/desk/tell.ts';
import type { Actor, OperatorActor } from '../operators/actor.ts';
import { mayKnowOf, must, mustBeOperator } from '../operators/policy.ts';
import { mayDecide } from './access-rows.ts';
import { announceAccess, readRequest } from './ask-access.ts';

/**
 * Answers a request (R-HIS-5): who decides grants or refuses it, and withdraws what was granted before its time; who asked takes it back. What was granted ends
 * by itself (expire-access.ts). It stands in the conversation.
 * @throws NOT_FOUND for who neither asked nor decides; FORBIDDEN to decide about one's own; CONFLICT when it was decided (decidedAlready), or its queue
 * is one that nobody else may know of by now.
 */
export async function answerAccess(tx: Tx, actor: Actor, given: AccessAnswer): Promise<AccessRequest> {
  const operator = mustBeOperator(actor, 'askAccess');
  const request = await lockRequest(tx, operator, given.id);
  const { answer } = given;
  if (answer === 'takeBack') mustBeOwn(request, operator);
  else mustDecide(request, operator);
  const from = answer === 'withdraw' ? 'granted' : 'asked';
  if (request.state !== from)
    throw new Refusal('CONFLICT', 'This was decided already, or taken back.', { reason: 'decidedAlready' });
  await keepAnswer(tx, operator, request, given);
  if (answer === 'grant') await letLook(tx, operator.workspaceId, request);
  if (answer === 'withdraw') await endLooks(tx, operator.workspaceId, request);
  await tellEvent(tx, operator, request.conversationId, eventOf(given, request.name));
  await announceAccess(tx, operator.workspaceId, request.conversationId);
  return readRequest(tx, operator, given.id);
}

interface LockedRequest {
  id: string;
  /** What it was merged into since, where it was: that is what is read (R-HIS-8). */
  conversationId: string;
  askedId: string;
  operatorId: string;
  name: string;
  state: AccessRequest['state'];
  days: number;
  decides: boolean;
  readers: 'everyone' | 'members' | 'hidden';
}

/** The conversation is locked before the request, as everybody does. */
async function lockRequest(tx: Tx, operator: OperatorActor, id: string): Promise<LockedRequest> {
  const { workspaceId } = operator;
  await sql`select from conversation where workspace_id = ${workspaceId} and id = (
    select asked.root_id from access_request a join conversation asked on asked.workspace_id = a.workspace_id and asked.id = a.conversation_id
    where a.workspace_id = ${workspaceId} and a.id = ${id}) for no key update`.execute(tx);
  const { rows } = await sql<LockedRequest>`
    select a.id, c.id as conversation_id, asked.id as asked_id, a.operator_id, o.name, a.state, a.days, q.readers, ${mayDecide(operator, sql.ref('c.queue_id'))} as decides
    from access_request a
    join conversation asked on asked.workspace_id = a.workspace_id and asked.id = a.conversation_id
    join conversation c on c.workspace_id = asked.workspace_id and c.id = asked.root_id
    join queue q on q.workspace_id = c.workspace_id and q.id = c.queue_id
    join operator o on o.workspace_id = a.workspace_id and o.id = a.operator_id
    where a.workspace_id = ${workspaceId} and a.id = ${id} and ${mayKnowOf(operator, sql.ref('c.queue_id'))}
      and (a.operator_id = ${operator.id} or ${mayDecide(operator, sql.ref('c.queue_id'))})
    for update of a`.execute(tx);
  if (!rows[0]) throw notFound('request');
  return rows[0];
}

function mustBeOwn({ operatorId }: LockedRequest, operator: OperatorActor): void {
  if (operatorId !== operator.id) throw new Refusal('FORBIDDEN', 'Only who asked takes it back. Refuse it instead.');
}

function mustDecide({ operatorId, decides, readers }: LockedRequest, operator: OperatorActor): void {
  must(operator, 'grantAccess');
  if (operatorId === operator.id || !decides)
    throw new Refusal('FORBIDDEN', 'Somebody else decides this: a supervisor of its queue, or an administrator.');
  if (readers === 'hidden')
    throw new Refusal('CONFLICT', 'Nobody but its members may know of conversations of this queue.');
}

async function keepAnswer(
  tx: Tx,
  operator: OperatorActor,
  { id, days }: LockedRequest,
  { answer, reason }: AccessAnswer,
): Promise<void> {
  const state = ({ grant: 'granted', refuse: 'refused', takeBack: 'withdrawn', withdraw: 'ended' } as const)[answer];
  const now = new Date();
  const until = answer === 'grant' ? new Date(now.getTime() + days * 86_400_000) : answer === 'withdraw' ? now : null;
  await tx
    .updateTable('accessRequest')
    .set({
      state,
      reason: reason || null,
      until,
      ...(answer !== 'takeBack' && { decidedBy: operator.id, decidedAt: now }),
    })
    .where(({ and }) => and({ workspaceId: operator.workspaceId, id }))
    .execute();
}

/** Whoever takes part reads it anyway, and longer. */
async function letLook(tx: Tx, workspaceId: string, { id, conversationId, operatorId }: LockedRequest): Promise<void> {
  await sql`
    insert into conversation_operator as had (workspace_id, operator_id, conversation_id, until)
    select ${workspaceId}, ${operatorId}, ${conversationId}, a.until from access_request a where a.workspace_id = ${workspaceId} and a.id = ${id}
    on conflict (workspace_id, operator_id, conversation_id) do update
      set until = case when had.until is null then null else greatest(had.until, excluded.until) end`.execute(tx);
}

/** Ends what was granted before it was merged, and since. */
async function endLooks(
  tx: Tx,
  workspaceId: string,
  { conversationId, askedId, operatorId }: LockedRequest,
): Promise<void> {
  for (const one of new Set([conversationId, askedId]))
    await endLook(tx, workspaceId, { conversationId: one, operatorId });
}

/** Ends a look that was given for a time, unless a colleague asked them to take it over meanwhile. */
export async function endLook(
  tx: Tx,
  workspaceId: string,
  { conversationId, operatorId }: Pick<LockedRequest, 'conversationId' | 'operatorId'>,
): Promise<void> {
  await sql`
    delete from conversation_operator t where t.workspace_id = ${workspaceId} and t.operator_id = ${operatorId} and t.conversation_id = ${conversationId}
      and t.until is not null and not exists (select from handover h where h.workspace_id = t.workspace_id and h.conversation_id = t.conversation_id
        and h.to_id = t.operator_id and h.state = 'asked' and h.until > now())`.execute(tx);
}

function eventOf({ answer, reason }: AccessAnswer, to: string): DeskEvent {
  const code = (
    {
      grant: 'accessGranted',
      refuse: 'accessRefused',
      takeBack: 'accessTakenBack',
      withdraw: 'accessWithdrawn',
    } as const
  )[answer];
  return { code, to, ...(reason && { reason }) };
}
