import { sql } from 'kysely';
import type { Colleague, PresenceInput } from '#contract/desk.ts';
import { notFound } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import { announce } from '../live/announce.ts';
import type { Actor } from './actor.ts';
import { mayKnowOf, must, mustBeOperator } from './policy.ts';

/** The workspace's operators by name, with whether they are there (R-DSK-1). Queues that the actor may not know of are not named. */
export async function listColleagues(tx: Tx, actor: Actor): Promise<{ items: Colleague[]; nextCursor: null }> {
  must(actor, 'seeConversations');
  return { items: await readColleagues(tx, actor, null), nextCursor: null };
}

/** Says whether one is there: ready, in a pause, or away. Colleagues see it at once. FORBIDDEN for an API key. */
export async function setPresence(tx: Tx, actor: Actor, { state, reason }: PresenceInput): Promise<Colleague> {
  const operator = mustBeOperator(actor, 'workConversations');
  await sql`
    insert into operator_presence as p (workspace_id, operator_id, state, reason, since)
    values (${operator.workspaceId}, ${operator.id}, ${state}, ${reason}, ${new Date()})
    on conflict (workspace_id, operator_id) do update set state = excluded.state, reason = excluded.reason,
      since = case when (p.state, p.reason) is not distinct from (excluded.state, excluded.reason) then p.since else excluded.since end`.execute(
    tx,
  );
  await announce(tx, operator.workspaceId, {
    topic: 'desk',
    what: 'desk',
    operator: { id: operator.id, name: operator.name },
  });
  const [colleague] = await readColleagues(tx, operator, operator.id);
  if (!colleague) throw notFound('operator');
  return colleague;
}

async function readColleagues(tx: Tx, actor: Actor, only: string | null): Promise<Colleague[]> {
  const { rows } = await sql<Omit<Colleague, 'since'> & { since: Date | null }>`
    select o.id, o.name, coalesce(p.state, 'away') as presence, p.reason, p.since, array(
      select m.queue_id from queue_member m where m.workspace_id = o.workspace_id and m.operator_id = o.id
        and ${mayKnowOf(actor, sql.ref('m.queue_id'))} order by m.queue_id) as queues
    from operator o left join operator_presence p on p.workspace_id = o.workspace_id and p.operator_id = o.id
    where o.workspace_id = ${actor.workspaceId} and o.removed_at is null and ${only === null ? sql`true` : sql`o.id = ${only}`}
    order by o.name, o.id`.execute(tx);
  return rows.map((row) => ({ ...row, since: row.since?.toISOString() ?? null }));
}
