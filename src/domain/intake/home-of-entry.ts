import { type RawBuilder, sql } from 'kysely';
import type { Places } from '#db/written-once.ts';
import { mayRaise, type RaisedValues } from './raise-trust.ts';

/** Of a card: how it gets a name, and values that it already has. */
interface CardShape {
  hasCard: boolean;
  offers: boolean;
  raises: boolean;
}

/** The name that is offered to a card. */
export interface OfferedValues {
  name: string | null;
  nameSource: string | null;
  nameRank: number | null;
  nameAt: string | null;
}

type NewValues = Places<OfferedValues & RaisedValues & Record<'workspaceId' | 'queueId' | 'contactId', unknown>>;

/**
 * The part `home` of the statement that keeps a message in `conversed`: its queue, and its card as it reads today. That is locked, and so read as it is now:
 * one that is merged, or counted anew, at this moment is waited for.
 */
export function homeOfRunning(workspaceId: RawBuilder<unknown>, rootId: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`home as (select v.queue_id, v.contact_id, s.id as survivor_id, s.last_contact_at from conversed v
    left join lateral ${signpost(workspaceId, sql`v.contact_id`)} k on true left join lateral ${survivor(workspaceId, sql`for key share`)} s on true
    where v.id = ${rootId})`;
}

/**
 * The same of a conversation that begins, with the card that was decided on: there is no such row where that lies in the bin by now, or lost what is raised.
 * `said_again`: it reads as the name that is offered, and this is newer or better vouched for; `is_better`: it may have to read so.
 */
export function homeOfNew({ hasCard, offers, raises }: CardShape, value: NewValues): RawBuilder<unknown> {
  const { workspaceId, queueId, contactId } = value;
  if (!hasCard)
    return sql`home as (select ${queueId}::uuid as queue_id, null::bigint as contact_id, null::bigint as survivor_id, null::timestamptz as last_contact_at)`;
  const lock = offers || raises ? sql`for no key update` : sql`for key share`; // against others who would write to it too, where something is
  return sql`home as (select ${queueId}::uuid as queue_id, k.id as contact_id, s.id as survivor_id, s.last_contact_at${offers ? named(value) : sql``}
    from ${signpost(workspaceId, sql`${contactId}::bigint`)} k cross join lateral ${survivor(workspaceId, lock)} s
    where s.state = 'active'${raises ? sql` and ${mayRaise(value)}` : sql``})`;
}

function signpost(workspaceId: RawBuilder<unknown>, card: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select k.id, k.survivor_id from contact k where k.workspace_id = ${workspaceId} and k.id = ${card} for key share)`;
}

function survivor(workspaceId: RawBuilder<unknown>, lock: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select s.id, s.state, s.last_contact_at, s.name, s.name_rank, s.name_at from contact s
    where s.workspace_id = ${workspaceId} and s.id = k.survivor_id ${lock})`;
}

function named({ name, nameRank, nameAt }: Places<OfferedValues>): RawBuilder<unknown> {
  const isNewer = sql`(s.name_rank, coalesce(s.name_at, '-infinity')) <`;
  const offered = sql`(${nameRank}::smallint, ${nameAt}::timestamptz)`;
  return sql`, coalesce(s.name = ${name} and ${isNewer} ${offered}, false) as said_again,
    (s.name is distinct from ${name} and (s.name is null or ${isNewer}= ${offered})) as is_better`;
}
