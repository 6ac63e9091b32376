import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';

/** What the counting may rely on. `isAlone`: the caller has locked the whole families for update. */
interface Counting {
  isAlone?: boolean;
}

/** Counts anew what a card's directory row and R-HIS-5 need, as recountActivities does. */
export async function recountActivity(tx: Tx, workspaceId: string, contactId: number, options?: Counting) {
  await recountActivities(tx, workspaceId, [contactId], options);
}

/**
 * Counts anew what the directory rows of cards and R-HIS-5 need: last contact, conversations and kinds of channel, per queue; each over all cards
 * merged into it. Locks the cards first, so that of two at once the second counts what the first wrote, and so that the intake, which holds the card
 * that it adds to, has either written all or nothing.
 */
export async function recountActivities(
  tx: Tx,
  workspaceId: string,
  contactIds: number[],
  options: Counting = {},
): Promise<void> {
  if (contactIds.length === 0) return;
  if (!options.isAlone) await lockWithSurvivors(tx, workspaceId, contactIds);
  // a conversation that was merged counts where its target is
  await sql`
    with family as materialized (
      select id, survivor_id from contact where workspace_id = ${workspaceId} and survivor_id = any(array(
        select survivor_id from contact where workspace_id = ${workspaceId} and id = any(${contactIds}::bigint[])))
    ), counted as materialized (
      select v.contact_id, v.queue_id, max(v.last_at) as last_at, sum(v.n) as conversations, array_agg(distinct ch.kind order by ch.kind) as kinds from (
        select f.survivor_id as contact_id, case when c.merged_into is null then c.queue_id
            else (select root.queue_id from conversation root where root.workspace_id = c.workspace_id and root.id = c.root_id) end as queue_id,
          c.channel_id, max(c.last_at) as last_at, count(*) filter (where c.merged_into is null) as n
        from family f join conversation c on c.workspace_id = ${workspaceId} and c.contact_id = f.id
        group by 1, 2, 3) v
      join channel ch on ch.workspace_id = ${workspaceId} and ch.id = v.channel_id group by v.contact_id, v.queue_id
    ), gone as (
      delete from contact_activity a where a.workspace_id = ${workspaceId} and a.contact_id in (select survivor_id from family)
        and not exists (select from counted n where n.contact_id = a.contact_id and n.queue_id = a.queue_id)
    ), kept as (
      insert into contact_activity as a (workspace_id, contact_id, queue_id, last_at, conversations, kinds)
      select ${workspaceId}::uuid, contact_id, queue_id, last_at, conversations, kinds from counted
      on conflict (workspace_id, contact_id, queue_id) do update
        set last_at = excluded.last_at, conversations = excluded.conversations, kinds = excluded.kinds
        where (a.last_at, a.conversations, a.kinds) is distinct from (excluded.last_at, excluded.conversations, excluded.kinds)
    )
    update contact s set last_contact_at = n.last_at
    from (select f.id, max(counted.last_at) as last_at from family f left join counted on counted.contact_id = f.id
      where f.id = f.survivor_id group by f.id) n
    where s.workspace_id = ${workspaceId} and s.id = n.id and s.last_contact_at is distinct from n.last_at`.execute(tx);
}

/**
 * Locks cards and those that stand for them, in the order of their ids. A card that was merged or taken apart while it was waited for has another survivor:
 * then that one is locked as well.
 */
async function lockWithSurvivors(tx: Tx, workspaceId: string, contactIds: number[]): Promise<void> {
  const { rows } = await sql<{ id: number; survivorId: number }>`
    select id, survivor_id from contact
    where workspace_id = ${workspaceId} and id = any(${contactIds}::bigint[] || array(
      select survivor_id from contact where workspace_id = ${workspaceId} and id = any(${contactIds}::bigint[])))
    order by id for update`.execute(tx);
  const locked = new Set(rows.map(({ id }) => id));
  const isCurrent = rows.every(({ id, survivorId }) => !contactIds.includes(id) || locked.has(survivorId));
  if (!isCurrent) await lockWithSurvivors(tx, workspaceId, contactIds);
}
