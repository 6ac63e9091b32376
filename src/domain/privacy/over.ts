import { type RawBuilder, sql } from 'kysely';
import { kindsOfConversations } from '#contract/retention.ts';
import type { Tx } from '#db/database.ts';
import { heldConversations } from './held.ts';
import type { Periods } from './retention-periods.ts';

/** What of a conversation has a time. */
export type KindOfConversation = (typeof kindsOfConversations)[number];

/** When the closed conversation `r` ended: when it was closed, or its last words, where those came later (docs/decisions/0014). */
export const overAt = sql<Date>`greatest(r.ended_at, r.last_at)`;

/** The conversation `r` may lose something: it is over, reads as itself, and nobody is to call its client back. */
export const isOver = sql<boolean>`(r.state = 'closed' and r.merged_into is null and not exists (
  select from follow_up f join conversation part on part.workspace_id = f.workspace_id and part.id = f.conversation_id
  where part.workspace_id = r.workspace_id and part.root_id = r.id and f.state in ('planned', 'due')))`;

/** Whether the time of a kind is over for the conversation `r` at a moment. */
export function isTimeOver(periods: Periods, kind: KindOfConversation, at: Date): RawBuilder<boolean> {
  const ofKind = kind === 'unknown' ? sql`r.contact_id is null` : sql`true`;
  return sql<boolean>`(${ofKind} and coalesce(${overAt} + make_interval(days => ${daysOf(periods, kind)}) <= ${at}::timestamptz, false))`;
}

/** Days that a kind of the conversation `r` is kept, by its queue, else its channel, else the workspace; null: for ever. */
function daysOf(periods: Periods, kind: KindOfConversation): RawBuilder<number | null> {
  const { workspace, queues, channels } = periods[kind];
  const said = (of: typeof queues, id: string) => {
    const own = Object.entries(of).filter(([, period]) => period !== 'inherit');
    const days = own.map(([key, period]) => [key, period === 'forever' ? 0 : period]);
    return own.length === 0
      ? sql`null`
      : sql`(${JSON.stringify(Object.fromEntries(days))}::jsonb ->> ${sql.ref(id)}::text)::int`;
  };
  const whole = typeof workspace === 'number' ? workspace : 0;
  return sql`nullif(coalesce(${said(queues, 'r.queue_id')}, ${said(channels, 'r.channel_id')}, ${whole}::int), 0)`;
}

/** The conversation `r`, or what was merged into it, was not gone through for a kind since it ended, or something came to it since. */
export function isNotSwept(kind: KindOfConversation): RawBuilder<boolean> {
  return sql<boolean>`exists (select from conversation part where part.workspace_id = r.workspace_id and part.root_id = r.id and not coalesce(
    (part.swept #>> array[${kind}, 'at'])::timestamptz >= ${overAt} and (part.swept #>> array[${kind}, 'entries'])::int = part.entries, false))`;
}

/** Where the walk over what is over has come to. */
export interface OverKey {
  at: string;
  id: string;
}

/**
 * The next conversations that are over, those that ended first before others, and which of them lose something now. Held ones lose nothing.
 * Walks the index conversation_over.
 * @param size how many are looked at.
 */
export async function nextOver(
  tx: Tx,
  workspaceId: string,
  { periods, now, after, size }: { periods: Periods; now: Date; after: OverKey | null; size: number },
): Promise<{ ids: string[]; next: OverKey | null }> {
  const earliest = shortest(periods);
  if (earliest === null) return { ids: [], next: null };
  const due = kindsOfConversations.map((kind) => sql`(${isTimeOver(periods, kind, now)} and ${isNotSwept(kind)})`);
  const { rows } = await sql<{ id: string; at: string; isDue: boolean }>`
    select r.id, ${overAt}::text as at, (${sql.join(due, sql` or `)}) and ${isOver} and r.id <> all(array(${heldConversations(workspaceId)})) as is_due
    from conversation r
    where r.workspace_id = ${workspaceId} and r.state = 'closed' and r.merged_into is null
      and ${overAt} <= ${now}::timestamptz - make_interval(days => ${earliest}::int)
      and ${after ? sql`(${overAt}, r.id) > (${after.at}::timestamptz, ${after.id}::uuid)` : sql`true`}
    order by ${overAt}, r.id limit ${size}`.execute(tx);
  const last = rows.at(-1);
  return {
    ids: rows.filter(({ isDue }) => isDue).map(({ id }) => id),
    next: rows.length === size && last ? { at: last.at, id: last.id } : null,
  };
}

/** The fewest days of any kind of conversations anywhere; null: all are kept for ever. */
function shortest(periods: Periods): number | null {
  const days = kindsOfConversations
    .flatMap((kind) => [
      periods[kind].workspace,
      ...Object.values(periods[kind].queues),
      ...Object.values(periods[kind].channels),
    ])
    .filter((period) => typeof period === 'number');
  return days.length === 0 ? null : Math.min(...days);
}
