-- The doors to the indexes of words. Under row-level security PostgreSQL gives no index a condition whose operator is not marked
-- leakproof, and @@ is not: the role vizitka_app would read every entry. The owner passes the policy by here, and the functions
-- themselves keep to the workspace chosen. They answer keys alone; the caller reads the entries under its own policy.
create policy door on entry for select to current_user using (true);

-- Entries from a moment on and before a key (at, place, id) that say what is asked; in_queues null: in all queues. The newest at_most of
-- them, or, without an order, any at_most, which stops as soon as it has them. Planned anew for each call, so that only the partitions
-- of its span are touched; bitmap scans only, since walking by time reads a whole span for a word that is rare in it.
create function entries_saying(asked tsquery, in_queues uuid[], from_at timestamptz, before_at timestamptz, before_place text, before_id uuid,
  at_most int, is_newest boolean) returns table (at timestamptz, place text, id uuid)
language plpgsql stable security definer set search_path = vizitka, public set enable_seqscan = off set enable_indexscan = off as $$
declare
  said constant text := 'select e.at, e.place, e.id from entry e where e.workspace_id = $1 and e.tsv @@ $2 and e.at >= $4 and e.at <= $5'
    || ' and (e.at, e.place, e.id) < ($5, $6, $7)' || case when in_queues is null then '' else ' and e.queue_id = any($3)' end;
begin
  return query execute case when is_newest then
      'select * from (' || said || ' offset 0) e order by e.at desc, e.place desc, e.id desc limit $8' else said || ' limit $8' end
    using nullif(current_setting('app.workspace', true), '')::uuid, asked, in_queues, from_at, before_at, before_place, before_id, at_most;
end $$;

-- The conversations of at most at_most entries of some cards that say what is asked, in no order.
create function entries_of_contacts_saying(asked tsquery, contacts bigint[], at_most int) returns setof uuid
language plpgsql stable security definer set search_path = vizitka, public set enable_seqscan = off set enable_indexscan = off as $$
begin
  return query execute 'select e.conversation_id from entry e where e.workspace_id = $1 and e.contact_id = any($3) and e.tsv @@ $2 limit $4'
    using nullif(current_setting('app.workspace', true), '')::uuid, asked, contacts, at_most;
end $$;
