import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { AccessRequest, AskAccessInput } from '#contract/access.ts';
import { notFound, Refusal } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import { tellEvent } from '../conversations/desk/tell.ts';
import { announce } from '../live/announce.ts';
import type { Actor } from '../operators/actor.ts';
import { mayKnowOf, mayRead, must, mustBeOperator } from '../operators/policy.ts';
import { accessRows } from './access-rows.ts';

/**
 * Asks for a look at a conversation that one knows of and may not read (R-HIS-5). Its supervisors and the administrators are told; it stands in the
 * conversation.
 * @throws NOT_FOUND for none, and for one of a queue that nobody else may know of; CONFLICT when one reads it anyway (readableAlready) or has asked
 * (askedAlready); FORBIDDEN for an API key.
 */
export async function askAccess(tx: Tx, actor: Actor, { id, why, days }: AskAccessInput): Promise<AccessRequest> {
  const operator = mustBeOperator(actor, 'askAccess');
  const { workspaceId } = operator;
  const { rows } = await sql<{ id: string; isReadable: boolean }>`
    select c.id, ${mayRead(operator, sql.ref('c.queue_id'), sql.ref('c.id'))} as is_readable
    from conversation asked join conversation c on c.workspace_id = asked.workspace_id and c.id = asked.root_id
    where asked.workspace_id = ${workspaceId} and asked.id = ${id} and ${mayKnowOf(operator, sql.ref('c.queue_id'))}
    for no key update of c`.execute(tx);
  const [found] = rows;
  if (!found) throw notFound('conversation');
  if (found.isReadable)
    throw new Refusal('CONFLICT', 'You may read this conversation already.', { reason: 'readableAlready' });
  const requestId = randomUUID();
  const { numAffectedRows } = await sql`
    insert into access_request (workspace_id, id, conversation_id, operator_id, why, days, at)
    values (${workspaceId}, ${requestId}, ${found.id}, ${operator.id}, ${why}, ${days}, ${new Date()}) on conflict do nothing`.execute(
    tx,
  );
  if (numAffectedRows !== 1n)
    throw new Refusal('CONFLICT', 'You have asked for this conversation already.', { reason: 'askedAlready' });
  await tellEvent(tx, operator, found.id, { code: 'accessAsked', reason: why });
  await announceAccess(tx, workspaceId, found.id);
  return readRequest(tx, operator, requestId);
}

/**
 * What waits for the actor's own decision, what they asked, and what of both is granted now.
 * @throws FORBIDDEN without the right to see conversations.
 */
export async function listAccess(tx: Tx, actor: Actor): Promise<{ items: AccessRequest[]; nextCursor: null }> {
  must(actor, 'seeConversations');
  if (actor.type !== 'operator') return { items: [], nextCursor: null };
  const standing = sql`(a.state = 'asked' or (a.state = 'granted' and a.until > now()))`;
  return { items: await accessRows(tx, actor, standing), nextCursor: null };
}

/** One request, as who asked or decides sees it. @throws NOT_FOUND. */
export async function readRequest(tx: Tx, actor: Actor, id: string): Promise<AccessRequest> {
  const [request] = await accessRows(tx, actor, sql`a.id = ${id}`);
  if (!request) throw notFound('request');
  return request;
}

/** Tells the screens that somebody asks, or may look, or may no longer: also the history of the client. */
export async function announceAccess(tx: Tx, workspaceId: string, conversationId: string): Promise<void> {
  const row = await tx
    .selectFrom('conversation')
    .select('contactId')
    .where(({ and }) => and({ workspaceId, id: conversationId }))
    .executeTakeFirst();
  const contactIds = row?.contactId == null ? {} : { contactIds: [row.contactId] };
  await announce(tx, workspaceId, { topic: 'conversation', conversationId, what: 'access', ...contactIds });
}
