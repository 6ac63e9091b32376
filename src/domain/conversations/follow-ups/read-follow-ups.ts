import { type RawBuilder, sql } from 'kysely';
import { notFound } from '#contract/errors.ts';
import type { FollowUp } from '#contract/follow-up.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../../operators/actor.ts';

/** A follow-up as one JSON object of the store, whose times are texts of its own form. */
export type KeptFollowUp = Omit<FollowUp, 'attempt' | 'plannedBy'> & {
  plannedBy: { type: string; name: string | null };
};

/** The follow-up `f` with who it comes back to. */
export const keptFollowUp = sql<KeptFollowUp>`json_build_object('id', f.id, 'conversationId', f.conversation_id, 'kind', f.kind, 'dueAt', f.due_at,
  'until', f.until, 'phone', f.phone, 'note', f.note, 'state', f.state, 'attempts', f.attempts, 'result', f.result, 'plannedBy', f.planned_by,
  'createdAt', f.created_at, 'endedAt', f.ended_at,
  'operator', (select json_build_object('id', o.id, 'name', o.name) from operator o where o.workspace_id = f.workspace_id and o.id = f.operator_id))`;

/** Those of the conversation `c`, with what was merged into it, that are planned or due, the next one first. */
const standing = sql`from follow_up f
  where f.workspace_id = c.workspace_id and f.state in ('planned', 'due')
    and f.conversation_id in (select part.id from conversation part where part.workspace_id = c.workspace_id and part.root_id = c.id)`;

/** All that are planned or due of the conversation `c`. */
export const standingFollowUps: RawBuilder<KeptFollowUp[] | null> = sql<KeptFollowUp[] | null>`(
  select json_agg(${keptFollowUp} order by f.due_at, f.id) ${standing})`;

/** The one of the conversation `c` that is due next; null where none is. */
export const nextFollowUp: RawBuilder<KeptFollowUp | null> = sql<KeptFollowUp | null>`(
  select ${keptFollowUp} ${standing} order by f.due_at, f.id limit 1)`;

/** A follow-up as the contract says it. */
export function toldFollowUp({ plannedBy, ...kept }: KeptFollowUp): FollowUp {
  const time = (text: string | null) => text && new Date(text).toISOString();
  return {
    ...kept,
    plannedBy: { type: plannedBy.type, name: plannedBy.name },
    dueAt: new Date(kept.dueAt).toISOString(),
    until: time(kept.until),
    createdAt: new Date(kept.createdAt).toISOString(),
    endedAt: time(kept.endedAt),
    attempt: kept.attempts.length + 1,
  };
}

/** One follow-up; the caller has asked whether its conversation may be read. @throws NOT_FOUND. */
export async function readFollowUp(tx: Tx, { workspaceId }: Pick<Actor, 'workspaceId'>, id: string): Promise<FollowUp> {
  const { rows } = await sql<{ kept: KeptFollowUp }>`
    select ${keptFollowUp} as kept from follow_up f where f.workspace_id = ${workspaceId} and f.id = ${id}`.execute(tx);
  if (!rows[0]) throw notFound('follow-up');
  return toldFollowUp(rows[0].kept);
}
