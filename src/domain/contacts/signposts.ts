import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';

/**
 * Makes a card a signpost to another: `merged_into` is the tree, by which a merge is undone exactly, `survivor_id` the flat pointer that everybody reads by,
 * also of the signposts to this one. Its conversations, old changes and keys of imports stay with it; what is counted of them is added to the other's.
 * Its values are moved by the caller. Both families are locked.
 */
export async function pointTo(tx: Tx, workspaceId: string, id: number, into: number): Promise<void> {
  await sql`
    update contact c set survivor_id = target.survivor_id, state = 'merged', merged_into = case when c.id = ${id} then ${into} else c.merged_into end
    from contact target
    where c.workspace_id = ${workspaceId} and c.survivor_id = ${id} and target.workspace_id = ${workspaceId} and target.id = ${into}`.execute(
    tx,
  );
  await addActivity(tx, workspaceId, id, into);
  for (const table of ['contact_word', 'contact_activity']) {
    await sql`delete from ${sql.table(table)} where workspace_id = ${workspaceId} and contact_id = ${id}`.execute(tx);
  }
}

/** Makes a signpost a card of its own again; those that point to it follow. Its values and its activity are the caller's. The family is locked. */
export async function takeApart(tx: Tx, workspaceId: string, id: number): Promise<void> {
  await sql`
    with recursive own as (
      select id from contact where workspace_id = ${workspaceId} and id = ${id}
      union all
      select c.id from own join contact c on c.workspace_id = ${workspaceId} and c.merged_into = own.id)
    update contact c set survivor_id = ${id}, state = case when c.id = ${id} then 'active' else c.state end,
      merged_into = case when c.id = ${id} then null else c.merged_into end
    from own where c.workspace_id = ${workspaceId} and c.id = own.id`.execute(tx);
}

/** Whatever the length of the histories: sums and maxima of what is counted already. */
async function addActivity(tx: Tx, workspaceId: string, id: number, into: number): Promise<void> {
  await sql`
    insert into contact_activity as a (workspace_id, contact_id, queue_id, last_at, conversations, kinds)
    select o.workspace_id, t.survivor_id, o.queue_id, o.last_at, o.conversations, o.kinds
    from contact_activity o join contact t on t.workspace_id = o.workspace_id and t.id = ${into}
    where o.workspace_id = ${workspaceId} and o.contact_id = ${id} order by o.queue_id
    on conflict (workspace_id, contact_id, queue_id) do update set last_at = greatest(a.last_at, excluded.last_at),
      conversations = a.conversations + excluded.conversations, kinds = array(select distinct k from unnest(a.kinds || excluded.kinds) k order by k)`.execute(
    tx,
  );
  await sql`
    update contact s set last_contact_at = greatest(s.last_contact_at, c.last_contact_at)
    from contact c where c.workspace_id = ${workspaceId} and c.id = ${id} and s.workspace_id = ${workspaceId} and s.id = c.survivor_id`.execute(
    tx,
  );
}
