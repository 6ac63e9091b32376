import { type RawBuilder, sql } from 'kysely';
import type { AttributeValue } from '#db/schema.ts';
import type { ValueToAttach } from '../contacts/attach-values.ts';
import type { Beginning } from './found-conversation.ts';
import { mayRaise } from './raise-trust.ts';

/**
 * The part `home` of the statement that keeps a message in `conversed`: its queue, and its card as it reads today. That is locked, and so read as it is now:
 * one that is merged, or counted anew, at this moment is waited for.
 */
export function homeOfRunning(workspaceId: string, rootId: string): RawBuilder<unknown> {
  return sql`home as (select v.queue_id, v.contact_id, ${cardColumns(null)} from conversed v
    left join lateral ${signpost(workspaceId, sql`v.contact_id`)} k on true left join lateral ${survivor(workspaceId, sql`for key share`)} s on true
    where v.id = ${rootId})`;
}

/**
 * The same of a conversation that begins, with the card that was decided on: there is no such row where that lies in the bin by now, or lost what is raised.
 * @param written `raise`: values that are to be trusted more; `name`: what is offered to the card. `said_again`: it reads so, and this is newer or better vouched for; `is_better`: it may have to read so.
 */
export function homeOfNew(
  workspaceId: string,
  { queueId }: Beginning,
  contactId: number | null,
  { name, raise }: { name: AttributeValue | null; raise: ValueToAttach[] },
): RawBuilder<unknown> {
  if (contactId === null)
    return sql`home as (select ${queueId}::uuid as queue_id, null::bigint as contact_id, null::bigint as survivor_id, null::timestamptz as last_contact_at)`;
  const lock = name || raise.length > 0 ? sql`for no key update` : sql`for key share`; // against others who would write to it too, where something is
  return sql`home as (select ${queueId}::uuid as queue_id, k.id as contact_id, ${cardColumns(name)}
    from ${signpost(workspaceId, sql`${contactId}::bigint`)} k cross join lateral ${survivor(workspaceId, lock)} s where s.state = 'active' and ${mayRaise(workspaceId, raise)})`;
}

function signpost(workspaceId: string, card: RawBuilder<unknown>) {
  return sql`(select k.id, k.survivor_id from contact k where k.workspace_id = ${workspaceId} and k.id = ${card} for key share)`;
}

function survivor(workspaceId: string, lock: RawBuilder<unknown>) {
  return sql`(select s.id, s.state, s.last_contact_at, s.name, s.name_rank, s.name_at from contact s
    where s.workspace_id = ${workspaceId} and s.id = k.survivor_id ${lock})`;
}

function cardColumns(name: AttributeValue | null) {
  if (!name) return sql`s.id as survivor_id, s.last_contact_at`;
  const isNewer = sql`(s.name_rank, coalesce(s.name_at, '-infinity')) <`;
  const offered = sql`(${name.rank}::smallint, ${name.at}::timestamptz)`;
  return sql`s.id as survivor_id, s.last_contact_at, coalesce(s.name = ${name.value} and ${isNewer} ${offered}, false) as said_again,
    (s.name is distinct from ${name.value} and (s.name is null or ${isNewer}= ${offered})) as is_better`;
}
