import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { among } from '../contacts/among.ts';
import type { Actor } from '../operators/actor.ts';
import { type Axis, type AxisItem, type AxisKey, newestFirst } from './history-axis.ts';
import { changeFits, conversationFits, showsChanges } from './history-filter.ts';

/**
 * Puts conversations and changes that a search found in their places on the axis: the same places as a walk along it gives them.
 * @returns the first of them after a key, at most `limit`.
 */
export async function placeOnAxis(
  tx: Tx,
  actor: Actor,
  axis: Axis,
  found: { conversations: string[]; changes: string[] },
  after: AxisKey | null,
  limit: number,
): Promise<AxisItem[]> {
  if (found.conversations.length === 0 && found.changes.length === 0) return [];
  const { workspaceId } = actor;
  const { rows } = await sql<AxisItem>`
    select case when linked.yes then 'linked' else 'participating' end as type, linked.yes and c.state <> 'closed' as pinned,
      case when linked.yes then c.first_at else entered.at end as at, case when linked.yes then c.id else entered.id end as id, c.id as root_id
    from conversation c
    cross join lateral (select coalesce(c.contact_id ${among(axis.family)}, false) as yes) linked
    left join lateral (
      select p.first_at as at, p.conversation_id as id from conversation part
      join participant p on p.workspace_id = part.workspace_id and p.conversation_id = part.id
      join identifier i on i.workspace_id = p.workspace_id and i.kind = p.kind and i.account = p.account and i.key = p.key
      where not linked.yes and part.workspace_id = c.workspace_id and part.root_id = c.id and p.listed and i.owner_id ${among(axis.family)}
      order by p.first_at, p.conversation_id limit 1
    ) entered on true
    where c.workspace_id = ${workspaceId} and c.id = any(${found.conversations}::uuid[]) and ${conversationFits(actor, axis.filter)}
      and (linked.yes or entered.id is not null)
    union all
    select 'change', false, ch.at, ch.id, ch.id from change ch
    where ch.workspace_id = ${workspaceId} and ch.id = any(${showsChanges(axis.filter) ? found.changes : []}::uuid[])
      and ${changeFits(axis.filter)}`.execute(tx);
  return rows
    .filter((item) => !after || inOrder(after, item) < 0)
    .sort(inOrder)
    .slice(0, limit);
}

/** Pinned ones first, then the newest. */
function inOrder(a: AxisKey, b: AxisKey): number {
  return Number(b.pinned) - Number(a.pinned) || newestFirst(a, b);
}
