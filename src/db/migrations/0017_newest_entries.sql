-- Doors to the indexes of words (0004 says why there are doors) that find the newest entries in one call. Their statements stand in the functions themselves
-- and not in texts: so each connection plans them once, for whatever is asked. Planning over all partitions costs more than finding. Three settings go with that:
-- plan_cache_mode keeps the one plan; no table is read whole; pages are cheap, for nobody knows beforehand how much of a partition a span is,
-- and a planner who thinks it little reads the index of time beside that of words. For the same reason the end of a span stands as `any (array[…])`, which
-- leaves out partitions like `<=` but is not taken for the other side of one narrow span.

-- The newest at_most entries before a key (at, place, id; null: of all) that say what is asked, newest first: in some queues (null: in all), or in some
-- conversations. The indexes are asked for the probe, which is all of the question or the part of it that is rare. First along the time, for common words fill a page from few entries; as soon as that does not look like it, by the index of words, month by month
-- and then longer and longer spans, so that a word of long ago is found without reading all since, and a frequent one without gathering all its hits.
create function newest_entries_saying(asked tsquery, probe tsquery, in_queues uuid[], in_conversations uuid[], before_at timestamptz, before_place text, before_id uuid,
  at_most int) returns table (at timestamptz, place text, id uuid)
language plpgsql stable security definer set search_path = vizitka, public
set plan_cache_mode = force_generic_plan set enable_seqscan = off set random_page_cost = 0.1 set seq_page_cost = 0.1 as $$
declare
  ws constant uuid := nullif(current_setting('app.workspace', true), '')::uuid;
  nothing constant uuid := '00000000-0000-0000-0000-000000000000';
  sample constant int := 100;      -- entries, after which it is judged whether walking pays
  gathered constant int := 5000;   -- hits of a longer span that are gathered at once and sorted
  newest timestamptz;
  from_at timestamptz;
  e record;
  reach int := 2000;
  seen int := 0;
  saying int := 0;
  found int := 0;
  months int := 1;
  is_many boolean;
begin
  select max(c.at) into newest from (
    (select v.last_at as at from conversation v where v.workspace_id = ws order by v.last_at desc limit 1) union all
    (select v.told_at from conversation v where v.workspace_id = ws and v.told_at is not null order by v.told_at desc limit 1)) c;
  if newest is null then return; end if;
  if before_at is null or before_at > newest then
    before_at := newest + interval '1 microsecond'; before_place := ''; before_id := nothing;
  end if;

  if in_queues is null or cardinality(in_queues) > 0 then
    from_at := before_at - interval '45 days';
    for e in
      select w.at, w.place, w.id, w.tableoid as partition, case when w.tsv @@ asked
        then in_queues is null or w.queue_id = any (in_queues) or w.conversation_id = any (in_conversations) end as is_hit
      from entry w
      where w.workspace_id = ws and w.at >= from_at and w.at <= any (array[before_at]) and (w.at, w.place, w.id) < (before_at, before_place, before_id)
      order by w.at desc, w.place desc, w.id desc limit 2000
    loop
      if seen = 0 then -- where a month is small its hits are gathered sooner than as many entries are read
        select greatest(200, least(2000, sqrt(at_most * greatest(c.reltuples, 1000)))) into reach from pg_class c where c.oid = e.partition;
      end if;
      seen := seen + 1;
      if e.is_hit is not null then saying := saying + 1; end if;
      if e.is_hit then
        at := e.at; place := e.place; id := e.id; found := found + 1;
        return next;
        if found = at_most then return; end if;
      end if;
      exit when seen >= reach or (seen >= sample and found * reach < at_most * seen);
    end loop;
    if seen >= reach or seen >= sample and found * reach < at_most * seen then
      before_at := e.at; before_place := e.place; before_id := e.id;
    else -- all there were
      before_at := from_at; before_place := ''; before_id := nothing;
    end if;
  end if;

  from_at := date_trunc('month', before_at, 'UTC');
  loop
    if months > 32 or cardinality(in_queues) = 0 then from_at := '-infinity'; end if;
    is_many := false;
    if in_queues is null or (saying = 0 and cardinality(in_queues) > 0) then -- few say it at all: what is in sight is picked from them
      for e in
        select s.at, s.place, s.id, s.n from (
          select w.at, w.place, w.id, count(*) over () as n from (
            select h.at, h.place, h.id from entry h
            where h.workspace_id = ws and h.tsv @@ probe and (h.tsv || '') @@ asked and h.at >= from_at and h.at <= any (array[before_at])
              and (h.at, h.place, h.id) < (before_at, before_place, before_id)
              and (in_queues is null or h.queue_id = any (in_queues) or h.conversation_id = any (in_conversations))
            limit case when months > 1 then gathered + 1 end) w) s
        order by s.at desc, s.place desc, s.id desc limit at_most - found
      loop
        is_many := months > 1 and e.n > gathered;
        exit when is_many;
        at := e.at; place := e.place; id := e.id; found := found + 1;
        return next;
      end loop;
    else
      for e in
        select s.at, s.place, s.id, s.n from (
          select w.at, w.place, w.id, count(*) over () as n from (
            select * from (
              select h.at, h.place, h.id from entry h
              where h.workspace_id = ws and h.queue_id = any (in_queues) and h.tsv @@ probe and (h.tsv || '') @@ asked and h.at >= from_at and h.at <= any (array[before_at])
                and (h.at, h.place, h.id) < (before_at, before_place, before_id)
              union all
              select h.at, h.place, h.id from conversation c cross join lateral (
                select k.at, k.place, k.id from entry k
                where k.workspace_id = ws and k.conversation_id = c.id and k.at >= greatest(from_at, c.first_at) and k.at <= least(before_at, greatest(c.last_at, c.told_at))
                  and (k.at, k.place, k.id) < (before_at, before_place, before_id) and k.queue_id <> all (in_queues) and (k.tsv || '') @@ asked offset 0) h
              where c.workspace_id = ws and c.id = any (in_conversations) and c.first_at <= before_at and greatest(c.last_at, c.told_at) >= from_at) h
            limit case when months > 1 then gathered + 1 end) w) s
        order by s.at desc, s.place desc, s.id desc limit at_most - found
      loop
        is_many := months > 1 and e.n > gathered;
        exit when is_many;
        at := e.at; place := e.place; id := e.id; found := found + 1;
        return next;
      end loop;
    end if;
    if is_many then -- a shorter span
      months := months / 4 + 1;
      from_at := date_trunc('month', before_at - interval '1 microsecond', 'UTC') - make_interval(months => months - 1);
    else
      exit when found = at_most or from_at = '-infinity';
      before_at := from_at; before_place := ''; before_id := nothing;
      from_at := from_at - make_interval(months => months);
      months := months * 2;
    end if;
  end loop;
end $$;

-- The conversations of the entries of some cards that say what is asked: of any at_most entries, in no order; null alone for what so many say that their places
-- are not worth gathering: who asks then reads the cards' entries, newest first. Beginnings of words are gathered from all cards before those of these are picked.
create function entries_of_contacts_saying(asked tsquery, probe tsquery, contacts bigint[], from_at timestamptz, at_most int) returns table (conversation_id uuid)
language plpgsql stable security definer set search_path = vizitka, public
set plan_cache_mode = force_generic_plan set enable_seqscan = off set random_page_cost = 0.1 set seq_page_cost = 0.1 as $$
declare
  ws constant uuid := nullif(current_setting('app.workspace', true), '')::uuid;
  newest timestamptz;
  saying int;
begin
  select c.last_at into newest from conversation c where c.workspace_id = ws order by c.last_at desc limit 1;
  select count(*) filter (where s.tsv @@ probe) into saying from (
    select w.tsv from entry w where w.workspace_id = ws and w.at >= newest - interval '45 days' and w.at <= any (array[newest])
    order by w.at desc, w.place desc, w.id desc limit 100) s;
  if saying >= 3 then
    return query select null::uuid;
  else
    return query select e.conversation_id from entry e
      where e.workspace_id = ws and e.contact_id = any (contacts) and e.tsv @@ probe and (e.tsv || '') @@ asked and e.at >= from_at limit at_most;
  end if;
end $$;

-- Which of some conversations have an entry that says what is asked, each read up to its first. No door: it runs as who calls it, under their policy, and is a
-- function for its plan alone, which is made once. `|| ''` keeps the planner from an index over everybody's words.
create function conversations_saying(asked tsquery, conversations uuid[]) returns setof uuid
language plpgsql stable set search_path = vizitka, public set plan_cache_mode = force_generic_plan as $$
begin
  return query select c.id from conversation c cross join lateral (
      select from entry e where e.workspace_id = c.workspace_id and e.conversation_id = c.id and e.at >= c.first_at and e.at <= greatest(c.last_at, c.told_at)
        and (e.tsv || '') @@ asked limit 1) hit
    where c.workspace_id = nullif(current_setting('app.workspace', true), '')::uuid and c.id = any (conversations);
end $$;

drop function entries_saying(tsquery, uuid[], timestamptz, timestamptz, text, uuid, int, boolean);
drop function entries_of_contacts_saying(tsquery, bigint[], int);
