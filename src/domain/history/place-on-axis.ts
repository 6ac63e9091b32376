import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { among } from '../contacts/among.ts';
import type { Actor } from '../operators/actor.ts';
import { type Axis, type AxisItem, type AxisKey, newestFirst } from './history-axis.ts';
import { changeFits, conversationFits, showsChanges } from './history-filter.ts';

/**
 * Puts conversations and changes that a search found in their places on the axis: the same places as a walk along it gives them. What may be read of them is
 * settled before.
 */
export async function placeOnAxis(
  tx: Tx,
  actor: Actor,
  axis: Axis,
  found: { conversations: string[]; changes: string[] },
): Promise<AxisItem[]> {
  if (found.conversations.length === 0 && found.changes.length === 0) return [];
  const { rows } = await sql<AxisItem>`
    ${placesOf(actor, axis, sql`select unnest(${found.conversations}::uuid[])`)}
    union all
    select 'change', false, ch.at, ch.id, ch.id from change ch
    where ch.workspace_id = ${actor.workspaceId} and ch.id = any(${showsChanges(axis.filter) ? found.changes : []}::uuid[])
      and ${changeFits(axis.filter)}`.execute(tx);
  return rows;
}

/** A select of where conversations stand on the axis. @param ids a select of them, merged into no other. */
export function placesOf(actor: Actor, axis: Axis, ids: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
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
    where c.workspace_id = ${actor.workspaceId} and c.id = any(array(${ids})) and ${conversationFits(actor, axis.filter)}
      and (linked.yes or entered.id is not null)`;
}

/** What stands after a key, in order: pinned ones first, then the newest. */
export function inPlace(items: AxisItem[], after: AxisKey | null): AxisItem[] {
  return items.filter((item) => !after || inOrder(after, item) < 0).sort(inOrder);
}

function inOrder(a: AxisKey, b: AxisKey): number {
  return Number(b.pinned) - Number(a.pinned) || newestFirst(a, b);
}
