import { sql } from 'kysely';
import type { Conversation } from '#contract/conversation.ts';
import { Refusal } from '#contract/errors.ts';
import type { FinishInput, MoreTimeInput, WrapUp } from '#contract/wrap-up.ts';
import type { Tx } from '#db/database.ts';
import type { Actor, OperatorActor } from '../../operators/actor.ts';
import { may, mustBeOperator } from '../../operators/policy.ts';
import { endDueFollowUps } from '../follow-ups/end-due.ts';
import { readConversation } from '../read-conversation.ts';
import { type DeskConversation, lockForDesk } from './desk-conversation.ts';
import { announceDesk, tellEvent } from './tell.ts';
import { isMissing, missingFor, readAsked, textsOf } from './wrap-up.ts';

/**
 * Ends wrap-up (R-DSK-3) with its result, once the queue has all that it asks for and it is decided who the client was.
 * @param input `result` left out: the one given when it was closed. `leaveUnknown`: none of those suggested (R-REC-5).
 * @throws NOT_FOUND; CONFLICT when it is in no wrap-up; FORBIDDEN when it is somebody else's, but for who may take over; INVALID with what is missing in
 * `fields` (`result`, `client`, `parameters.<name>`, `tags`).
 */
export async function finishConversation(tx: Tx, actor: Actor, input: FinishInput): Promise<Conversation> {
  const { operator, found } = await lockWrapUp(tx, actor, input.id);
  const { result: given, suggestions } = await readConversation(tx, actor, found.id);
  const result = input.result || given;
  const asked = await readAsked(tx, operator.workspaceId, found.id);
  const missing = missingFor(asked, suggestions, { result, leaveUnknown: input.leaveUnknown });
  if (isMissing(missing)) throw refusalOf(missing);
  const texts = textsOf(asked, result);
  await keepResult(tx, operator.workspaceId, found.id, result, texts);
  await sql`
    update conversation set wrapping_since = null, wrapping_id = null, wrapping_until = null, version = version + 1
    where workspace_id = ${operator.workspaceId} and id = ${found.id}`.execute(tx);
  await endDueFollowUps(tx, operator.workspaceId, found.id);
  await tellEvent(tx, actor, found.id, {
    code: 'finished',
    ...(result !== null && { reason: result }),
    ...(texts && { texts }),
  });
  await announceDesk(tx, actor, found.id);
  return readConversation(tx, actor, found.id);
}

/**
 * Gives wrap-up more time, at most an hour from now, in which its operator is offered nothing else; with 0 seconds they are free at once, and finish it later.
 * @throws NOT_FOUND; CONFLICT when it is in no wrap-up; FORBIDDEN when it is somebody else's, but for who may take over.
 */
export async function giveMoreTime(tx: Tx, actor: Actor, { id, seconds }: MoreTimeInput): Promise<Conversation> {
  const { operator, found } = await lockWrapUp(tx, actor, id);
  const now = new Date();
  const inAnHour = new Date(now.getTime() + 3_600_000);
  await sql`
    update conversation c set version = version + 1, wrapping_until = case when ${seconds ?? null}::int = 0 then ${now}
      else least(${inAnHour}, greatest(c.wrapping_until, ${now}) + make_interval(secs => coalesce(${seconds ?? null}::int, greatest(q.wrap_seconds, 30)))) end
    from queue q where c.workspace_id = ${operator.workspaceId} and c.id = ${found.id} and q.workspace_id = c.workspace_id and q.id = c.queue_id`.execute(
    tx,
  );
  await announceDesk(tx, actor, found.id);
  return readConversation(tx, actor, found.id);
}

/** Keeps how a conversation ended, with the words that its queue had for it then. */
export async function keepResult(
  tx: Tx,
  workspaceId: string,
  id: string,
  result: string | null,
  texts: Record<string, string | undefined> | null,
): Promise<void> {
  await sql`
    update conversation set result = ${result}, details = ${
      texts ? sql`jsonb_set(details, '{resultTexts}', ${JSON.stringify(texts)}::jsonb)` : sql`details - 'resultTexts'`
    } where workspace_id = ${workspaceId} and id = ${id}`.execute(tx);
}

async function lockWrapUp(
  tx: Tx,
  actor: Actor,
  id: string,
): Promise<{ operator: OperatorActor; found: DeskConversation }> {
  const operator = mustBeOperator(actor, 'workConversations');
  const found = await lockForDesk(tx, actor, id);
  const { rows } = await sql<{ id: string; name: string }>`
    select o.id, o.name from conversation c join operator o on o.workspace_id = c.workspace_id and o.id = c.wrapping_id
    where c.workspace_id = ${operator.workspaceId} and c.id = ${found.id} and c.state = 'closed' and c.wrapping_since is not null`.execute(
    tx,
  );
  const whose = rows[0];
  if (!whose) throw new Refusal('CONFLICT', 'This conversation is not in wrap-up.', { data: { state: found.state } });
  if (whose.id !== operator.id && !may(operator, 'takeOver')) {
    throw new Refusal('FORBIDDEN', `${whose.name} finishes this conversation.`, { data: { operator: whose } });
  }
  return { operator, found };
}

function refusalOf({ result, client, parameters, tag }: WrapUp['missing']): Refusal {
  const fields = {
    ...(result && { result: 'required' }),
    ...(client && { client: 'undecided' }),
    ...(tag && { tags: 'required' }),
    ...Object.fromEntries(parameters.map((name) => [`parameters.${name}`, 'required'])),
  };
  const words = `This queue asks for more before it is finished: ${Object.keys(fields).join(', ')}.`;
  return new Refusal('INVALID', words, { fields, reason: 'wrapUpMissing' });
}
