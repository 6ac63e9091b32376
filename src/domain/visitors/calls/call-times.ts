import { sql } from 'kysely';
import { Temporal } from 'temporal-polyfill';
import type { CallbackTimes, CallSlot } from '#contract/widget.ts';
import { Hours } from '#contract/workspace-settings.ts';
import type { Tx } from '#db/database.ts';
import { openNow } from '../../workspaces/open-now.ts';
import { readWorkspaceSettings } from '../../workspaces/workspace-settings.ts';

/** A slot is an hour; one that begins sooner than this is no more. Milliseconds. */
const hour = 3_600_000;
const lead = 15 * 60_000;
const ahead = 14 * 24;
const mostDays = 3;

/**
 * When a visitor may be called: as soon as somebody can, with an estimate where one can honestly be made, or in a whole hour of the opening hours of
 * the next three days with any. An hour is free while fewer calls are planned in it than the queue has members. Without hours there is only the first.
 */
export async function callTimes(
  tx: Tx,
  { workspaceId, queueId }: { workspaceId: string; queueId: string },
  now = new Date(),
): Promise<CallbackTimes> {
  const { rows } = await sql<{ hours: unknown; members: number }>`
    select q.hours, (select count(*)::int from queue_member m join operator o on o.workspace_id = m.workspace_id and o.id = m.operator_id
      where m.workspace_id = q.workspace_id and m.queue_id = q.id and o.removed_at is null) as members
    from queue q where q.workspace_id = ${workspaceId} and q.id = ${queueId}`.execute(tx);
  const settings = await readWorkspaceSettings(tx, workspaceId);
  const hours = rows[0]?.hours ? Hours.parse(rows[0].hours) : settings.hours;
  const { open, opensAt } = openNow(hours, settings.holidays, now);
  const soonest = open
    ? { minutes: await likelyMinutes(tx, workspaceId, queueId, now), after: null }
    : opensAt && { minutes: null, after: opensAt.toISOString() };
  if (!hours) return { soonest, slots: [], timeZone: null };
  const taken = await takenHours(tx, workspaceId, queueId, now);
  const most = Math.max(1, rows[0]?.members ?? 0);
  const slots = openHours(hours, settings.holidays, now).filter(({ from }) => (taken.get(from) ?? 0) < most);
  return { soonest, slots, timeZone: hours.timeZone };
}

/** Whole local hours in which it is open from beginning to end. */
function openHours(hours: Hours, holidays: readonly { day: string }[], now: Date): CallSlot[] {
  const slots: CallSlot[] = [];
  const days = new Set<string>();
  const zoned = Temporal.Instant.fromEpochMilliseconds(now.getTime() + lead).toZonedDateTimeISO(hours.timeZone);
  const first = zoned.round({ smallestUnit: 'hour', roundingMode: 'ceil' });
  for (let n = 0; n < ahead; n++) {
    const from = first.add({ hours: n });
    const { open, closesAt } = openNow(hours, holidays, new Date(from.epochMilliseconds));
    if (!open || (closesAt && closesAt.getTime() < from.epochMilliseconds + hour)) continue;
    days.add(from.toPlainDate().toString());
    if (days.size > mostDays) break;
    const until = new Date(from.epochMilliseconds + hour);
    slots.push({ from: new Date(from.epochMilliseconds).toISOString(), until: until.toISOString() });
  }
  return slots;
}

/** How many calls of the queue are planned at each beginning of a slot. */
async function takenHours(tx: Tx, workspaceId: string, queueId: string, now: Date): Promise<Map<string, number>> {
  const { rows } = await sql<{ dueAt: Date; calls: number }>`
    select f.due_at, count(*)::int as calls from follow_up f
    join conversation c on c.workspace_id = f.workspace_id and c.id = f.conversation_id
    where f.workspace_id = ${workspaceId} and c.queue_id = ${queueId} and f.kind = 'callback' and f.state = 'planned'
      and f.due_at > ${now} and f.until is not null
    group by f.due_at`.execute(tx);
  return new Map(rows.map(({ dueAt, calls }) => [dueAt.toISOString(), calls]));
}

/** Minutes that clients of this queue have waited in the last hour, in the middle; null while nobody is ready, or too few waited to tell. */
async function likelyMinutes(tx: Tx, workspaceId: string, queueId: string, now: Date): Promise<number | null> {
  const { rows } = await sql<{ waited: number | null; enough: boolean }>`
    select percentile_cont(0.5) within group (order by c.waited) as waited, count(*) >= 3 and exists (
      select from operator_presence p join queue_member m on m.workspace_id = p.workspace_id and m.operator_id = p.operator_id
      where p.workspace_id = ${workspaceId} and m.queue_id = ${queueId} and p.state = 'ready') as enough
    from conversation c where c.workspace_id = ${workspaceId} and c.queue_id = ${queueId}
      and c.answered_at > ${new Date(now.getTime() - hour)} and c.waited is not null`.execute(tx);
  const [found] = rows;
  return found?.enough && found.waited !== null ? Math.max(1, Math.ceil(found.waited / 60)) : null;
}
