import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import type { FamilyMember } from './lock-family.ts';

/**
 * Makes cards signposts to another: `merged_into` is the tree, by which a merge is undone exactly, `survivor_id` the flat pointer that everybody reads by,
 * also of the signposts to these. Their conversations, old changes and keys of imports stay with them; what is counted of them is added to the other's,
 * whatever the length of the histories: sums and maxima of what is counted already. Their values are moved by the caller. All families are locked.
 * @param also what is written to the card that stands for them besides.
 */
export async function pointTo(
  tx: Tx,
  workspaceId: string,
  ids: number[],
  into: number,
  also: RawBuilder<unknown> = sql``,
): Promise<void> {
  const isOne = (column: string) =>
    sql`${sql.ref('o.workspace_id')} = ${workspaceId} and ${sql.ref(`o.${column}`)} = any(${ids}::bigint[])`;
  await sql`
    with target as materialized (select survivor_id from contact where workspace_id = ${workspaceId} and id = ${into}),
    pointed as (
      update contact o set survivor_id = target.survivor_id, state = 'merged', merged_into = case when o.id = any(${ids}::bigint[]) then ${into} else o.merged_into end
      from target where ${isOne('survivor_id')}
    ), counted as (
      insert into contact_activity as a (workspace_id, contact_id, queue_id, last_at, conversations, kinds)
      select ${workspaceId}::uuid, target.survivor_id, o.queue_id, max(o.last_at), sum(o.conversations), array(
        select distinct k from contact_activity s, unnest(s.kinds) k
        where s.workspace_id = ${workspaceId} and s.contact_id = any(${ids}::bigint[]) and s.queue_id = o.queue_id order by k)
      from contact_activity o, target where ${isOne('contact_id')} group by target.survivor_id, o.queue_id order by o.queue_id
      on conflict (workspace_id, contact_id, queue_id) do update set last_at = greatest(a.last_at, excluded.last_at),
        conversations = a.conversations + excluded.conversations, kinds = array(select distinct k from unnest(a.kinds || excluded.kinds) k order by k)
    ), uncounted as (delete from contact_activity o where ${isOne('contact_id')}),
    unfound as (delete from contact_word o where ${isOne('contact_id')})
    update contact s set last_contact_at = greatest(s.last_contact_at, (select max(o.last_contact_at) from contact o where ${isOne('id')})) ${also}
    from target where s.workspace_id = ${workspaceId} and s.id = target.survivor_id`.execute(tx);
}

/**
 * Makes signposts cards of their own again; those that point to them follow. Their values and their activity are the caller's. The family is locked.
 * @returns all cards whose pointers moved, as they are now.
 */
export async function takeApart(tx: Tx, workspaceId: string, ids: number[]): Promise<FamilyMember[]> {
  const { rows } = await sql<FamilyMember>`
    with recursive own as (
      select id, id as top from contact where workspace_id = ${workspaceId} and id = any(${ids}::bigint[])
      union all
      select c.id, own.top from own join contact c on c.workspace_id = ${workspaceId} and c.merged_into = own.id and c.id <> all(${ids}::bigint[]))
    update contact c set survivor_id = own.top, state = case when c.id = own.top then 'active' else c.state end,
      merged_into = case when c.id = own.top then null else c.merged_into end
    from own where c.workspace_id = ${workspaceId} and c.id = own.id
    returning c.id, c.survivor_id, c.merged_into, c.state`.execute(tx);
  return rows;
}
