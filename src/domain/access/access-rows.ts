import { type RawBuilder, sql } from 'kysely';
import type { AccessRequest, OwnAccess } from '#contract/access.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../operators/actor.ts';
import { may, mayKnowOf, seesEverything } from '../operators/policy.ts';

/**
 * Whether the actor decides who may look at conversations of a queue (R-HIS-5): its supervisors, and administrators. Never about what they asked
 * themselves. `queueId` is a column reference.
 */
export function mayDecide(actor: Actor, queueId: RawBuilder<unknown>): RawBuilder<boolean> {
  if (actor.type !== 'operator' || !may(actor, 'grantAccess')) return sql<boolean>`false`;
  return seesEverything(actor) ? sql<boolean>`true` : sql<boolean>`${queueId} = any(${actor.queues}::uuid[])`;
}

type Row = Omit<AccessRequest, 'at' | 'until' | 'began'> & { at: Date; until: Date | null; began: Date };

/** Requests `a` for the conversation `c`, or one that was merged into it, that meet a condition, as the actor sees them: their own, and those that they decide; the newest first. */
export async function accessRows(tx: Tx, actor: Actor, condition: RawBuilder<unknown>): Promise<AccessRequest[]> {
  const queueId = sql.ref('c.queue_id');
  const { rows } = await sql<Row>`
    select a.id, c.id as conversation_id, json_build_object('id', o.id, 'name', o.name) as by, a.why, a.days, a.state, a.at, a.until, a.reason,
      case when d.id is not null then json_build_object('id', d.id, 'name', d.name) end as decided_by,
      json_build_object('kind', ch.kind) as channel, json_build_object('id', q.id, 'name', q.name) as queue, c.first_at as began,
      case when ${mayDecide(actor, queueId)} then coalesce(nullif(card.name, ''), nullif(c.details #>> '{client,name}', ''), nullif(c.client_name, ''), c.client_display) end as topic
    from access_request a
    join conversation asked on asked.workspace_id = a.workspace_id and asked.id = a.conversation_id
    join conversation c on c.workspace_id = asked.workspace_id and c.id = asked.root_id
    join queue q on q.workspace_id = c.workspace_id and q.id = c.queue_id
    join channel ch on ch.workspace_id = c.workspace_id and ch.id = c.channel_id
    join operator o on o.workspace_id = a.workspace_id and o.id = a.operator_id
    left join operator d on d.workspace_id = a.workspace_id and d.id = a.decided_by
    left join contact linked on linked.workspace_id = c.workspace_id and linked.id = c.contact_id
    left join contact card on card.workspace_id = c.workspace_id and card.id = linked.survivor_id and card.state = 'active'
    where a.workspace_id = ${actor.workspaceId} and ${mayKnowOf(actor, queueId)}
      and (a.operator_id = ${actor.id} or ${mayDecide(actor, queueId)}) and ${condition}
    order by a.at desc, a.id desc limit 500`.execute(tx);
  return rows.map(({ at, until, began, ...row }) => ({
    ...row,
    at: at.toISOString(),
    until: until?.toISOString() ?? null,
    began: began.toISOString(),
  }));
}

/** A row of `ownAccess` as one JSON object of the store. */
export type KeptAccess = OwnAccess;

/** What the actor last asked for the conversation `c` and was not granted, as JSON; null where nothing. */
export function askedAccess(actor: Actor): RawBuilder<KeptAccess | null> {
  return sql<KeptAccess | null>`(select case when a.state in ('asked', 'refused') then ${json} end from (
    select * from access_request a where a.workspace_id = c.workspace_id and a.conversation_id = c.id and a.operator_id = ${actor.id}::uuid
    order by a.at desc, a.id desc limit 1) a)`;
}

/** By what the actor looks at the conversation `c` for a time, as JSON; null where they read it anyway. */
export function grantedAccess(actor: Actor): RawBuilder<KeptAccess | null> {
  const member = 'queues' in actor ? (actor.queues ?? []) : [];
  if (actor.type !== 'operator' || seesEverything(actor)) return sql<null>`null`;
  return sql<KeptAccess | null>`(select ${json} from access_request a
    join conversation_operator t on t.workspace_id = a.workspace_id and t.conversation_id = a.conversation_id and t.operator_id = a.operator_id and t.until is not null
    where a.workspace_id = c.workspace_id and a.conversation_id = c.id and a.operator_id = ${actor.id}::uuid and a.state = 'granted'
      and a.until > now() and c.queue_id <> all(${member}::uuid[]) limit 1)`;
}

const json = sql`json_build_object('id', a.id, 'state', a.state, 'at', a.at, 'until', a.until,
  'decidedBy', (select o.name from operator o where o.workspace_id = a.workspace_id and o.id = a.decided_by))`;

/** The same as the contract says it: times of the store are texts of its own form. */
export function toldAccess(kept: KeptAccess | null): OwnAccess | null {
  if (!kept) return null;
  const time = (given: string | null) => given && new Date(given).toISOString();
  return { ...kept, at: time(kept.at) ?? '', until: time(kept.until) };
}

/** The names of who decides about the queue of `c`: its supervisors, else the administrators; three of them. */
export const decidersOf = sql<string[] | null>`(select json_agg(s.name order by s.name) from (
  select o.name from operator o where o.workspace_id = c.workspace_id and o.removed_at is null and (
    (o.role = 'supervisor' and exists (select from queue_member m where m.workspace_id = o.workspace_id and m.operator_id = o.id and m.queue_id = c.queue_id))
    or (o.role = 'administrator' and not exists (select from queue_member m join operator s on s.workspace_id = m.workspace_id and s.id = m.operator_id
      where m.workspace_id = c.workspace_id and m.queue_id = c.queue_id and s.role = 'supervisor' and s.removed_at is null)))
  order by o.name limit 3) s)`;
