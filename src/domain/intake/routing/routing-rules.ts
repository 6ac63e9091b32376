import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { notFound, Refusal } from '#contract/errors.ts';
import { fold } from '#contract/fold.ts';
import type { RoutingRule, RoutingRuleInput } from '#contract/routing.ts';
import type { Tx } from '#db/database.ts';
import { announce } from '../../live/announce.ts';
import type { Actor } from '../../operators/actor.ts';
import { mayKnowOf, must } from '../../operators/policy.ts';

/** The routing rules in the order in which they count. Those to queues that the actor may not know of are not named (R-HIS-5). */
export async function listRoutingRules(tx: Tx, actor: Actor): Promise<RoutingRule[]> {
  must(actor, 'manageSettings');
  return readRules(tx, actor, null);
}

/** Makes a rule; it counts from the next delivery of a channel on. @throws INVALID for a rule that looks for nothing, or a queue that there is not. */
export async function createRoutingRule(tx: Tx, actor: Actor, input: RoutingRuleInput): Promise<RoutingRule> {
  must(actor, 'manageSettings');
  const ids = await lockOrder(tx, actor.workspaceId);
  await refuse(tx, actor, input);
  const id = randomUUID();
  const { place, ...rule } = input;
  await tx
    .insertInto('routingRule')
    .values({ workspaceId: actor.workspaceId, id, place: ids.length, ...rule })
    .execute();
  await putInOrder(tx, actor.workspaceId, ids.toSpliced(place ?? ids.length, 0, id));
  return told(tx, actor, id);
}

/** Changes a rule, whole; with `place` also its order. Conversations that it routed stay where they are. @throws NOT_FOUND; INVALID as for a new one. */
export async function editRoutingRule(
  tx: Tx,
  actor: Actor,
  { id, ...input }: RoutingRuleInput & { id: string },
): Promise<RoutingRule> {
  must(actor, 'manageSettings');
  const ids = await lockOrder(tx, actor.workspaceId);
  await readRule(tx, actor, id);
  await refuse(tx, actor, input);
  const { place, ...rule } = input;
  await tx
    .updateTable('routingRule')
    .set(rule)
    .where(({ and }) => and({ workspaceId: actor.workspaceId, id }))
    .execute();
  const others = ids.filter((one) => one !== id);
  if (place !== undefined) await putInOrder(tx, actor.workspaceId, others.toSpliced(place, 0, id));
  return told(tx, actor, id);
}

/** Deletes a rule; conversations that it routed stay where they are. Answers what it was. @throws NOT_FOUND. */
export async function deleteRoutingRule(tx: Tx, actor: Actor, id: string): Promise<RoutingRule> {
  must(actor, 'manageSettings');
  const ids = await lockOrder(tx, actor.workspaceId);
  const rule = await readRule(tx, actor, id);
  await tx
    .deleteFrom('routingRule')
    .where(({ and }) => and({ workspaceId: actor.workspaceId, id }))
    .execute();
  await putInOrder(
    tx,
    actor.workspaceId,
    ids.filter((one) => one !== id),
  );
  await tell(tx, actor);
  return rule;
}

/** Of two who order them at one moment the second sees what the first did. @returns the ids in their order. */
async function lockOrder(tx: Tx, workspaceId: string): Promise<string[]> {
  await sql`select pg_advisory_xact_lock(hashtext('routing rules'), hashtext(${workspaceId}))`.execute(tx);
  const { rows } = await sql<{ id: string }>`
    select id from routing_rule where workspace_id = ${workspaceId} order by place, created_at, id`.execute(tx);
  return rows.map(({ id }) => id);
}

async function putInOrder(tx: Tx, workspaceId: string, ids: string[]): Promise<void> {
  await sql`
    update routing_rule r set place = o.place - 1 from unnest(${ids}::uuid[]) with ordinality as o (id, place)
    where r.workspace_id = ${workspaceId} and r.id = o.id and r.place <> o.place - 1`.execute(tx);
}

async function refuse(tx: Tx, actor: Actor, { how, value, queueId }: RoutingRuleInput): Promise<void> {
  if (how !== 'given' && !value.split(',').some((one) => fold(one).trim() !== '')) {
    throw new Refusal('INVALID', 'A rule looks for something.', { fields: { value: 'Say what it looks for.' } });
  }
  const { rows } = await sql`
    select from queue q where q.workspace_id = ${actor.workspaceId} and q.id = ${queueId} and ${mayKnowOf(actor, sql.ref('q.id'))}`.execute(
    tx,
  );
  if (rows.length === 0)
    throw new Refusal('INVALID', 'There is no such queue.', { fields: { queueId: 'no such queue' } });
}

async function readRule(tx: Tx, actor: Actor, id: string): Promise<RoutingRule> {
  const [rule] = await readRules(tx, actor, id);
  if (!rule) throw notFound('rule');
  return rule;
}

async function readRules(tx: Tx, actor: Actor, only: string | null): Promise<RoutingRule[]> {
  const { rows } = await sql<RoutingRule>`
    select r.id, r.name, r.parameter, r.how, r.value, r.channels, r.enabled, json_build_object('id', q.id, 'name', q.name) as queue
    from routing_rule r join queue q on q.workspace_id = r.workspace_id and q.id = r.queue_id
    where r.workspace_id = ${actor.workspaceId} and ${mayKnowOf(actor, sql.ref('q.id'))} and ${only === null ? sql`true` : sql`r.id = ${only}`}
    order by r.place, r.created_at, r.id`.execute(tx);
  return rows;
}

async function told(tx: Tx, actor: Actor, id: string): Promise<RoutingRule> {
  await tell(tx, actor);
  return readRule(tx, actor, id);
}

function tell(tx: Tx, { workspaceId }: Actor): Promise<void> {
  return announce(tx, workspaceId, { topic: 'desk', what: 'settings' });
}
