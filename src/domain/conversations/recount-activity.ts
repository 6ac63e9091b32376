import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';

/**
 * Counts anew what a card's directory row and R-HIS-5 need: last contact, conversations and kinds of channel, per queue; over all cards
 * merged into it. Locks the card first, so that of two at once the second counts what the first wrote. The intake, which only adds, does not wait
 * for the card: its rows are waited for, also those that it is only about to write, before they are counted.
 * @param options `isAlone`: the caller has locked the whole family for update, so that the intake writes nothing for it.
 */
export async function recountActivity(
  tx: Tx,
  workspaceId: string,
  contactId: number,
  options: { isAlone?: boolean } = {},
): Promise<void> {
  const survivor = await lockSurvivor(tx, workspaceId, contactId);
  if (survivor === undefined) return;
  // a conversation that was merged counts where its target is
  const counted = sql`
    select v.queue_id, max(v.last_at) as last_at, sum(v.n) as conversations, array_agg(distinct ch.kind order by ch.kind) as kinds from (
      select case when c.merged_into is null then c.queue_id
          else (select root.queue_id from conversation root where root.workspace_id = c.workspace_id and root.id = c.root_id) end as queue_id,
        c.channel_id, max(c.last_at) as last_at, count(*) filter (where c.merged_into is null) as n
      from conversation c where c.workspace_id = ${workspaceId}
        and c.contact_id in (select id from contact where workspace_id = ${workspaceId} and survivor_id = ${survivor})
      group by 1, 2) v
    join channel ch on ch.workspace_id = ${workspaceId} and ch.id = v.channel_id group by v.queue_id`;
  if (!options.isAlone) {
    await sql`
      insert into contact_activity (workspace_id, contact_id, queue_id, last_at)
      select ${workspaceId}::uuid, ${survivor}::bigint, queue_id, last_at from (${counted}) counted order by queue_id
      on conflict (workspace_id, contact_id, queue_id) do update set last_at = contact_activity.last_at`.execute(tx);
  }
  await sql`
    with counted as (${counted}), gone as (
      delete from contact_activity a where a.workspace_id = ${workspaceId} and a.contact_id = ${survivor}
        and a.queue_id not in (select queue_id from counted)
    ), kept as (
      insert into contact_activity (workspace_id, contact_id, queue_id, last_at, conversations, kinds)
      select ${workspaceId}::uuid, ${survivor}::bigint, queue_id, last_at, conversations, kinds from counted
      on conflict (workspace_id, contact_id, queue_id) do update
        set last_at = excluded.last_at, conversations = excluded.conversations, kinds = excluded.kinds
    )
    update contact set last_contact_at = (select max(last_at) from counted)
    where workspace_id = ${workspaceId} and id = ${survivor}`.execute(tx);
}

/** The card that stands for another, locked; one that was merged while it was waited for has its survivor locked. */
async function lockSurvivor(tx: Tx, workspaceId: string, contactId: number): Promise<number | undefined> {
  const { rows } = await sql<{ id: number; survivorId: number }>`
    select s.id, s.survivor_id from contact s
    where s.workspace_id = ${workspaceId}
      and s.id = (select survivor_id from contact where workspace_id = ${workspaceId} and id = ${contactId})
    for no key update`.execute(tx);
  const locked = rows[0];
  return locked && locked.survivorId !== locked.id ? lockSurvivor(tx, workspaceId, locked.survivorId) : locked?.id;
}
