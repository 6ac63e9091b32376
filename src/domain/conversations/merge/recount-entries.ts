import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';

/**
 * Counts anew what a conversation says of its entries and those of its parts: how many words there are, the first and the last, the last of the client. Notes and
 * events of our own are told beside them (`told_at`). What the last words read as is taken from the part that they stand in.
 */
export async function recountEntries(tx: Tx, workspaceId: string, rootId: string): Promise<void> {
  await sql`
    with part as (select * from conversation where workspace_id = ${workspaceId} and (id = ${rootId} or root_id = ${rootId})),
      kept as (select e.at, e.place, e.direction, e.text, e.body, (e.kind = 'note' or (e.kind = 'event' and e.direction = 'out')) as is_told from entry e
        where e.workspace_id = ${workspaceId} and e.conversation_id = any(array(select id from part))
          and e.at >= (select min(first_at) from part) and e.at < (select max(greatest(last_at, told_at)) from part) + interval '1 millisecond'),
      said as (select * from kept where not is_told),
      first as (select at, place from said order by at, place limit 1),
      last as (select * from said order by at desc, place desc limit 1),
      last_in as (select at, place from said where direction = 'in' order by at desc, place desc limit 1)
    update conversation c set entries = (select count(*) from said),
      first_at = coalesce(first.at, c.first_at), first_place = coalesce(first.place, c.first_place),
      last_at = coalesce(last.at, c.last_at), last_place = coalesce(last.place, c.last_place), last_direction = coalesce(last.direction, c.last_direction),
      last_text = case when last.at is null then c.last_text else coalesce(
        (select p.last_text from part p where p.last_at = last.at and p.last_place = last.place and p.last_text is not null limit 1),
        left(trim(regexp_replace(left(last.text, coalesce((last.body ->> 'newLength')::int, 2000)), '\\s+', ' ', 'g')), 200),
        last.body #>> '{call,state}') end,
      last_in_at = last_in.at, last_in_place = coalesce(last_in.place, ''),
      told_at = (select max(at) from kept where is_told)
    from (select 1) one left join first on true left join last on true left join last_in on true
    where c.workspace_id = ${workspaceId} and c.id = ${rootId}`.execute(tx);
}
