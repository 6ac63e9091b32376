import { type RawBuilder, sql } from 'kysely';
import { Refusal } from '#contract/errors.ts';
import type { Actor, OperatorActor, SystemActor } from './actor.ts';

/** What is done, by its right (product.md section 8). A line each. */
const rights = {
  seeCards: ['operator', 'supervisor', 'administrator'],
  seeConversations: ['operator', 'supervisor', 'administrator'],
  editCards: ['operator', 'supervisor', 'administrator'],
  linkConversations: ['operator', 'supervisor', 'administrator'],
  binCards: ['operator', 'supervisor', 'administrator'],
  workConversations: ['operator', 'supervisor', 'administrator'],
  takeOver: ['supervisor', 'administrator'],
  undoOwn: ['operator', 'supervisor', 'administrator'],
  undoAnybodys: ['supervisor', 'administrator'],
  restoreCards: ['supervisor', 'administrator'],
  importData: ['supervisor', 'administrator'],
  exportData: ['supervisor', 'administrator'],
  changeCardsWithHiddenConversations: ['supervisor', 'administrator'],
  mergeCards: ['operator', 'supervisor', 'administrator'],
  splitCards: ['supervisor', 'administrator'],
  shareValues: ['supervisor', 'administrator'],
  decideDuplicates: ['operator', 'supervisor', 'administrator'],
  seeAllQueues: ['administrator'],
  seeOwnQueues: ['supervisor', 'administrator'],
  manageSettings: ['administrator'],
  manageOperators: ['administrator'],
  editConversations: ['operator', 'supervisor', 'administrator'],
  handOverMessages: ['operator', 'supervisor', 'administrator'],
  reply: ['operator', 'supervisor', 'administrator'],
  note: ['operator', 'supervisor', 'administrator'],
  useTemplates: ['operator', 'supervisor', 'administrator'],
  manageTemplates: ['supervisor', 'administrator'],
  blockSenders: ['operator', 'supervisor', 'administrator'],
  liftAnybodysBlocks: ['supervisor', 'administrator'],
  redact: ['supervisor', 'administrator'],
  askAccess: ['operator', 'supervisor', 'administrator'],
  grantAccess: ['supervisor', 'administrator'],
  seeBoard: ['supervisor', 'administrator'],
  tellWaiting: ['supervisor', 'administrator'],
  manageRetention: ['administrator'],
  placeHolds: ['administrator'],
} as const;

export type Right = keyof typeof rights;

/** The scope of an API key that a right asks for. */
const scopeOf: Partial<Record<Right, string>> = {
  seeCards: 'contacts:read',
  editCards: 'contacts:write',
  binCards: 'contacts:write',
  restoreCards: 'contacts:write',
  mergeCards: 'contacts:write',
  splitCards: 'contacts:write',
  shareValues: 'contacts:write',
  decideDuplicates: 'contacts:write',
  exportData: 'contacts:read',
  manageSettings: 'settings:write',
  manageOperators: 'operators:write',
  seeConversations: 'conversations:read',
  linkConversations: 'conversations:write',
  workConversations: 'conversations:write',
  takeOver: 'conversations:write',
  handOverMessages: 'channel:write',
  editConversations: 'conversations:write',
  reply: 'conversations:write',
  note: 'conversations:write',
  useTemplates: 'conversations:read',
  manageTemplates: 'settings:write',
  importData: 'imports:write',
  blockSenders: 'conversations:write',
  liftAnybodysBlocks: 'conversations:write',
  redact: 'conversations:write',
  seeBoard: 'conversations:read',
  tellWaiting: 'conversations:write',
  manageRetention: 'settings:write',
  placeHolds: 'settings:write',
};

/** Whether an actor has a right. Vizitka itself and imports at the console have all of them; a channel has none. */
export function may(actor: Actor, right: Right): boolean {
  if (isSystem(actor)) return true;
  if (actor.type === 'channel') return false;
  const scope = scopeOf[right];
  if (actor.type === 'apiKey' && scope && !actor.scopes.includes(scope) && !actor.scopes.includes('*')) return false;
  return (rights[right] as readonly string[]).includes(actor.role);
}

function isSystem(actor: Actor): actor is SystemActor {
  return actor.type === 'system' || actor.type === 'import';
}

/** Refuses with FORBIDDEN unless the actor has the right: the first line of a verb. */
export function must(actor: Actor, right: Right): void {
  if (!may(actor, right))
    throw new Refusal('FORBIDDEN', `This needs the right “${right}”. Ask an administrator of the workspace for it.`);
}

/**
 * The operator that an actor is, with a right: for what only a person at the desk does.
 * @throws FORBIDDEN for an API key, or without the right.
 */
export function mustBeOperator(actor: Actor, right: Right): OperatorActor {
  must(actor, right);
  if (actor.type === 'operator') return actor;
  throw new Refusal('FORBIDDEN', 'Only a person at the desk does this. Sign in as an operator.');
}

/**
 * THE predicate of visibility (R-HIS-5): whether an actor may read a conversation, as SQL over its present queue and who took part.
 * `queueId` and `conversationId` are column references of the query, for example `sql.ref('c.queue_id')`. Applied before LIMIT, counts and
 * snippets. Reads the table `queue` by its key; small id lists come from the actor.
 * @param conversationId null: of any conversation there, by the queue alone. Nothing is then read of what somebody took part in.
 */
export function mayRead(
  actor: Actor,
  queueId: RawBuilder<unknown>,
  conversationId: RawBuilder<unknown> | null,
): RawBuilder<boolean> {
  if (isSystem(actor) || seesEverything(actor)) return sql<boolean>`true`;
  if (actor.type === 'channel') return sql<boolean>`false`;
  const member = sql`${queueId} = any(${actor.queues ?? []}::uuid[])`;
  const open = sql`${queueId} = any(array(select q.id from queue q where q.workspace_id = ${actor.workspaceId} and q.readers = 'everyone'))`;
  if (actor.type === 'apiKey' || conversationId === null) return sql<boolean>`(${member} or ${open})`;
  const notHidden = sql`${queueId} <> all(array(select q.id from queue q where q.workspace_id = ${actor.workspaceId} and q.readers = 'hidden'))`;
  // EXISTS, for the planner to choose: a probe for each of few rows, not all that one ever took part in
  const tookPart = sql`exists (select from conversation_operator o where o.workspace_id = ${actor.workspaceId}
    and o.operator_id = ${actor.id} and o.conversation_id = ${conversationId} and (o.until is null or o.until > now()))`;
  return sql<boolean>`(${member} or ${open} or (${tookPart} and ${notHidden}))`;
}

/** Whether an actor may know that a conversation was: all but those of hidden queues they are no member of (R-HIS-5, third kind). */
export function mayKnowOf(actor: Actor, queueId: RawBuilder<unknown>): RawBuilder<boolean> {
  if (isSystem(actor) || seesEverything(actor)) return sql<boolean>`true`;
  if (actor.type === 'channel') return sql<boolean>`false`;
  return sql<boolean>`(${queueId} = any(${actor.queues ?? []}::uuid[]) or ${queueId} <> all(array(
    select q.id from queue q where q.workspace_id = ${actor.workspaceId} and q.readers = 'hidden')))`;
}

/** Whether no queue is closed to the actor: queries may then leave the predicate to the planner as `true`. */
export function seesEverything(actor: Actor): boolean {
  if (isSystem(actor)) return true;
  if (actor.type === 'channel') return false;
  if (actor.type === 'apiKey') return actor.queues === null && actor.role === 'administrator';
  return actor.role === 'administrator';
}

/**
 * Whether an actor may see a card: not one all of whose conversations lie in hidden queues they are no member of (R-HIS-5).
 * `contactId` is a column reference. A card without any conversation is visible.
 */
export function maySeeContact(actor: Actor, contactId: RawBuilder<unknown>): RawBuilder<boolean> {
  if (seesEverything(actor)) return sql<boolean>`true`;
  // an aggregate: one probe, and no EXISTS for which the planner would hash the whole table
  return sql<boolean>`coalesce((select bool_or(${mayKnowOf(actor, sql.ref('a.queue_id'))}) from contact_activity a
    where a.workspace_id = ${actor.workspaceId} and a.contact_id = ${contactId}), true)`;
}
