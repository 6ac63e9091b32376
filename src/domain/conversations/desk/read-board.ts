import { sql } from 'kysely';
import { Temporal } from 'temporal-polyfill';
import type { Board, BoardOperator, BoardQueue } from '#contract/board.ts';
import { Hours, type WorkspaceSettings } from '#contract/workspace-settings.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../../operators/actor.ts';
import { mayKnowOf, mayRead, must } from '../../operators/policy.ts';
import { openNow } from '../../workspaces/open-now.ts';
import { dayZone, readWorkspaceSettings } from '../../workspaces/workspace-settings.ts';
import { conversationRows, joinCard, topic } from '../conversation-row.ts';
import { waitsSince } from './chosen-by-view.ts';
import { placesOf, takesPlace } from './places-taken.ts';

/** So many conversations stand in the list of those that wait, and so many with an operator. */
const most = { waiting: 50, with: 10 };

/**
 * The board of a supervisor (R-DSK-6): of the queues that they may read, their own ones unless all are asked for. Whoever is a member of none has all.
 * @throws FORBIDDEN for operators.
 */
export async function readBoard(
  tx: Tx,
  actor: Actor,
  { queues: asked = 'own' }: { queues?: 'own' | 'all' } = {},
  now = new Date(),
): Promise<Board> {
  must(actor, 'seeBoard');
  const settings = await readWorkspaceSettings(tx, actor.workspaceId);
  const own = 'queues' in actor ? (actor.queues ?? []) : [];
  const queues = await readQueues(tx, actor, settings, asked === 'own' && own.length > 0 ? own : null, now);
  const ids = queues.map(({ id }) => id);
  const operators = await readOperators(tx, actor, settings, ids, now);
  const free = new Map(ids.map((id) => [id, operators.filter((one) => isFree(one) && one.queues.includes(id)).length]));
  return {
    at: now.toISOString(),
    own: own.length,
    queues: queues.map((queue) => ({ ...queue, free: free.get(queue.id) ?? 0 })),
    operators,
    waiting: await readWaiting(tx, actor, ids),
  };
}

/** Ready, with a place left, in no call, and nothing to finish. */
function isFree({ presence, taken, places, call, wrapping }: BoardOperator): boolean {
  return presence === 'ready' && taken < places && call === null && wrapping === null;
}

interface QueueRow extends Omit<BoardQueue, 'waitingSince' | 'free' | 'open' | 'opensAt'> {
  waitingSince: Date | null;
  hours: unknown;
}

/** Each figure by its own index: what waits and runs is little, of the closed and answered only two days are read. */
async function readQueues(tx: Tx, actor: Actor, settings: WorkspaceSettings, only: string[] | null, now: Date) {
  const { today, yesterday, yesterdayNow } = daysOf(await dayZone(tx, actor.workspaceId), now);
  const ofWorkspace = sql`c.workspace_id = ${actor.workspaceId} and c.merged_into is null`;
  const nobody = null; // by the queue alone
  const { rows } = await sql<QueueRow>`
    with shown as materialized (
      select q.* from queue q where q.workspace_id = ${actor.workspaceId} and ${only === null ? sql`true` : sql`q.id = any(${only}::uuid[])`}
        and ${mayRead(actor, sql.ref('q.id'), nobody)}),
    waits as (
      select c.queue_id, count(*)::int as n, min(${waitsSince}) as since from conversation c
      where ${ofWorkspace} and c.state = 'waiting' and c.queue_id in (select id from shown) group by c.queue_id),
    runs as (
      select c.queue_id, count(*)::int as n, (count(*) filter (where ch.kind = 'phone'))::int as calls
      from conversation c join channel ch on ch.workspace_id = c.workspace_id and ch.id = c.channel_id
      where ${ofWorkspace} and c.state = 'open' and c.queue_id in (select id from shown) group by c.queue_id),
    ended as (
      select c.queue_id, (count(*) filter (where c.ended_at >= ${today}))::int as n,
        (count(*) filter (where c.ended_at < ${yesterdayNow}))::int as before
      from conversation c where ${ofWorkspace} and c.state = 'closed' and c.ended_at >= ${yesterday} and c.ended_at <= ${now}
        and c.queue_id in (select id from shown) group by c.queue_id),
    answers as (
      select c.queue_id, count(*)::int as n, (count(*) filter (where c.waited <= q.limit_after))::int as in_limit
      from conversation c join shown q on q.id = c.queue_id
      where ${ofWorkspace} and c.answered_at >= ${today} and c.answered_at <= ${now} and c.waited is not null group by c.queue_id)
    select q.id, q.name, q.warn_after, q.limit_after, q.hours, coalesce(w.n, 0) as waiting, w.since as waiting_since,
      coalesce(r.n, 0) as running, coalesce(r.calls, 0) as calls, coalesce(e.n, 0) as closed, coalesce(e.before, 0) as closed_before,
      coalesce(a.n, 0) as answered, coalesce(a.in_limit, 0) as in_limit, coalesce(q.replies -> 'waiting', '{}') <> '{}'::jsonb as can_tell_waiting
    from shown q left join waits w on w.queue_id = q.id left join runs r on r.queue_id = q.id left join ended e on e.queue_id = q.id
      left join answers a on a.queue_id = q.id
    order by q.place, q.name, q.id`.execute(tx);
  return rows.map(({ hours, waitingSince, ...row }) => {
    const { open, opensAt } = openNow(hours ? Hours.parse(hours) : settings.hours, settings.holidays, now);
    return {
      ...row,
      waitingSince: waitingSince?.toISOString() ?? null,
      open,
      opensAt: opensAt?.toISOString() ?? null,
    };
  });
}

/** Today's and yesterday's midnight, and yesterday at this time, by the clocks of a zone. */
function daysOf(timeZone: string, now: Date): { today: Date; yesterday: Date; yesterdayNow: Date } {
  const here = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone);
  const date = ({ epochMilliseconds }: Temporal.ZonedDateTime) => new Date(epochMilliseconds);
  const before = here.subtract({ days: 1 });
  return { today: date(here.startOfDay()), yesterday: date(before.startOfDay()), yesterdayNow: date(before) };
}

interface OperatorRow extends Omit<BoardOperator, 'since' | 'call' | 'wrapping' | 'with'> {
  call: Date | null;
  since: Date | null;
  wrapping: Date | null;
  had: (BoardOperator['with'][number] & { since: string })[];
}

/** Members of the queues who are there, or have something to answer. */
async function readOperators(
  tx: Tx,
  actor: Actor,
  { capacity }: WorkspaceSettings,
  queues: string[],
  now: Date,
): Promise<BoardOperator[]> {
  const { rows } = await sql<OperatorRow>`
    select o.id, o.name, coalesce(p.state, 'away') as presence, p.reason, p.since, ${placesOf(sql.ref('o.capacity'), capacity.places)} as places,
      array(select m.queue_id from queue_member m where m.workspace_id = o.workspace_id and m.operator_id = o.id
        and ${mayKnowOf(actor, sql.ref('m.queue_id'))} order by m.queue_id) as queues,
      has.taken, has.running, has.call, has.had, (
        select min(c.wrapping_since) from conversation c where c.workspace_id = o.workspace_id and c.wrapping_id = o.id
          and c.wrapping_since is not null and (c.wrapping_until is null or c.wrapping_until > ${now})) as wrapping
    from operator o
    left join operator_presence p on p.workspace_id = o.workspace_id and p.operator_id = o.id
    cross join lateral (
      select (count(*) filter (where ${takesPlace}))::int as taken, count(*)::int as running,
        min(coalesce(c.accepted_at, c.last_at)) filter (where ch.kind = 'phone' and c.state = 'open') as call,
        coalesce((jsonb_agg(jsonb_build_object('id', c.id, 'topic', ${topic}, 'since', coalesce(c.accepted_at, c.last_at),
          'channel', jsonb_build_object('id', ch.id, 'kind', ch.kind, 'name', ch.name)) order by c.last_at desc, c.id)
          filter (where ${mayRead(actor, sql.ref('c.queue_id'), sql.ref('c.id'))})), '[]') as had
      from conversation c
      join channel ch on ch.workspace_id = c.workspace_id and ch.id = c.channel_id
      ${joinCard}
      where c.workspace_id = o.workspace_id and c.assignee_id = o.id and c.state <> 'closed' and c.merged_into is null) has
    where o.workspace_id = ${actor.workspaceId} and o.removed_at is null and (coalesce(p.state, 'away') <> 'away' or has.running > 0)
      and exists (select from queue_member m where m.workspace_id = o.workspace_id and m.operator_id = o.id and m.queue_id = any(${queues}::uuid[]))
    order by o.name, o.id`.execute(tx);
  return rows.map(({ had, since, call, wrapping, ...row }) => ({
    ...row,
    since: since?.toISOString() ?? null,
    call: call?.toISOString() ?? null,
    wrapping: wrapping?.toISOString() ?? null,
    with: had.slice(0, most.with).map((one) => ({ ...one, since: new Date(one.since).toISOString() })),
  }));
}

function readWaiting(tx: Tx, actor: Actor, queues: string[]) {
  const order = sql`${waitsSince}, c.id`;
  const chosen = sql`
    select c.id from conversation c where c.workspace_id = ${actor.workspaceId} and c.queue_id = any(${queues}::uuid[])
      and c.state = 'waiting' and c.merged_into is null order by ${order} limit ${most.waiting}`;
  return conversationRows(tx, actor, chosen, order);
}
