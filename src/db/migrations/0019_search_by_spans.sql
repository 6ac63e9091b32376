-- Search of messages once more: decision 8 and migration 0017 say what the doors are for, and why their statements are planned once. Pages are reckoned next to free,
-- so that the planner never reads the index of time beside that of words for a month of which it expects little. What doors alone call runs as their owner, and
-- nothing that others call as well is called from them: a plan of whom a policy binds does not serve the other, and would be made anew at each turn.

-- The newest at_most entries before a key (at, place, id; null: of all) that say what is asked, newest first: in some queues (null: in all), or in some
-- conversations. The indexes are asked for the probe, which is all of the question or the part of it that is rare. A sample of the last days tells which is shorter: to walk
-- along the time until a page is full, or to gather what the month has by the index of words. From there on by that index, month by month and then longer spans, as long as
-- what was found lets expect that they fill the page; a span that has more than a page is worth is left for a shorter one. What walking and gathering take is reckoned in
-- microseconds an entry, as measured with everything in memory.
create or replace function newest_entries_saying(asked tsquery, probe tsquery, in_queues uuid[], in_conversations uuid[], before_at timestamptz, before_place text, before_id uuid,
  at_most int) returns table (at timestamptz, place text, id uuid)
language plpgsql stable security definer set search_path = vizitka, public
set plan_cache_mode = force_generic_plan set enable_seqscan = off set random_page_cost = 0.01 set seq_page_cost = 0.01 as $$
declare
  ws constant uuid := nullif(current_setting('app.workspace', true), '')::uuid;
  gathered constant int := 1000;   -- hits of a longer span that are gathered at once and sorted
  newest timestamptz;
  from_at timestamptz;
  entries float;                   -- in a month
  seen int;
  saying int;
  in_sight int;
  said_of float;                   -- of so many entries one says it
  hit_of float;                    -- and of so many is one in sight besides
  reach int;
  walked int := 0;
  found int := 0;
  more int;
  months int := 1;
  e record;
begin
  select max(c.at) into newest from (
    (select v.last_at as at from conversation v where v.workspace_id = ws order by v.last_at desc limit 1) union all
    (select v.told_at from conversation v where v.workspace_id = ws and v.told_at is not null order by v.told_at desc limit 1)) c;
  if newest is null then return; end if;
  if before_at is null or before_at > newest then
    before_at := newest; before_place := null;
  end if;

  if cardinality(in_queues) = 0 then -- conversations alone, each read by its key
    return query select h.at, h.place, h.id from conversation c cross join lateral (
        select k.at, k.place, k.id from entry k
        where k.workspace_id = ws and k.conversation_id = c.id and k.at >= c.first_at and k.at <= least(before_at, greatest(c.last_at, c.told_at))
          and (before_place is null or (k.at, k.place, k.id) < (before_at, before_place, before_id)) and ts_match_vq(k.tsv, asked) offset 0) h
      where c.workspace_id = ws and c.id = any (in_conversations) and c.first_at <= before_at
      order by h.at desc, h.place desc, h.id desc limit at_most;
    return;
  end if;

  from_at := before_at - interval '45 days';
  select s.seen, s.saying, s.in_sight, s.entries into seen, saying, in_sight, entries from sampled_entries(asked, in_queues, in_conversations, before_at) s;
  said_of := (saying + 0.3) / greatest(seen, 1);
  hit_of := said_of * (in_sight + 0.3) / greatest(seen, 1);
  if at_most * 1.5 / hit_of < entries * said_of * 2.2 then
    reach := least(1.5 * at_most / hit_of, 50000);
    for e in
      select w.at, w.place, w.id, w.tsv @@ asked
        and (in_queues is null or w.queue_id = any (in_queues) or w.conversation_id in (select unnest(in_conversations))) as is_hit
      from entry w
      where w.workspace_id = ws and w.at >= from_at and w.at <= any (array[before_at])
        and (before_place is null or (w.at, w.place, w.id) < (before_at, before_place, before_id))
      order by w.at desc, w.place desc, w.id desc limit reach
    loop
      walked := walked + 1;
      if e.is_hit then
        at := e.at; place := e.place; id := e.id; found := found + 1;
        return next;
        if found = at_most then return; end if;
      end if;
    end loop;
    if walked = reach then
      before_at := e.at; before_place := e.place; before_id := e.id;
    else -- all there were
      before_at := from_at - interval '1 microsecond'; before_place := null;
    end if;
  end if;

  from_at := date_trunc('month', before_at, 'UTC');
  loop
    if months > 32 then from_at := '-infinity'; end if;
    more := 0;
    for e in
      select s.at, s.place, s.id, count(*) over () as n
      from entries_of_span_saying(asked, probe, in_queues, in_conversations, from_at, before_at, before_place, before_id, case when months > 1 then gathered + 1 end) s
      order by s.at desc, s.place desc, s.id desc limit at_most - found
    loop
      more := e.n;
      exit when months > 1 and more > gathered;
      at := e.at; place := e.place; id := e.id; found := found + 1;
      return next;
    end loop;
    if months > 1 and more > gathered then -- a shorter span
      months := months / 4 + 1;
      from_at := date_trunc('month', before_at, 'UTC') - make_interval(months => months - 1);
    else
      exit when found = at_most or from_at = '-infinity';
      before_at := from_at - interval '1 microsecond'; before_place := null; -- not the moment itself: its month would be opened once more
      months := case when more = 0 then months * 3 else greatest(1, least(months * 4, ceil(1.2 * months * (at_most - found) / more))) end;
      from_at := from_at - make_interval(months => months);
    end if;
  end loop;
end $$;

-- How common a question is in the days before a moment: of a few entries of several hours, how many say it, and how many are in sight; and how many a month has. The newest
-- alone would not tell: one conversation may fill them.
create function sampled_entries(asked tsquery, in_queues uuid[], in_conversations uuid[], before_at timestamptz)
returns table (seen int, saying int, in_sight int, entries float)
language plpgsql stable set search_path = vizitka, public set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
  ws constant uuid := nullif(current_setting('app.workspace', true), '')::uuid;
  from_at constant timestamptz := before_at - interval '45 days';
  partition oid;
begin
  select count(*), count(*) filter (where s.tsv @@ asked), min(s.tableoid),
    count(*) filter (where in_queues is null or s.queue_id = any (in_queues) or s.conversation_id in (select unnest(in_conversations)))
    into seen, saying, partition, in_sight
    from unnest(array[0, 3, 8, 14, 26, 50, 75, 120, 190, 310]) ago (hours) cross join lateral (
      select w.tsv, w.queue_id, w.conversation_id, w.tableoid from entry w
      where w.workspace_id = ws and w.at >= from_at and w.at <= any (array[before_at]) and w.at <= before_at - make_interval(hours => ago.hours)
      order by w.at desc limit 20) s;
  select greatest(1000, max(c.reltuples)) into entries from pg_class c where c.oid = partition;
  return next;
end $$;

-- Entries of a span that say what is asked, any at_most of them (null: all), for the function above. A workspace alone in the store is not asked of the index: the list of
-- all its entries, which the index would hold against those of the word, costs more than what it finds.
create function entries_of_span_saying(asked tsquery, probe tsquery, in_queues uuid[], in_conversations uuid[], from_at timestamptz,
  before_at timestamptz, before_place text, before_id uuid, at_most int) returns table (at timestamptz, place text, id uuid)
language plpgsql stable set search_path = vizitka, public
set plan_cache_mode = force_generic_plan set enable_seqscan = off set random_page_cost = 0.01 set seq_page_cost = 0.01 as $$
declare
  ws constant uuid := nullif(current_setting('app.workspace', true), '')::uuid;
begin
  if (select count(*) from (select from workspace limit 2) w) = 1 then
    return query select h.at, h.place, h.id from entry h
      where h.workspace_id is not distinct from ws and h.tsv @@ probe and ts_match_vq(h.tsv, asked)
        and h.at >= from_at and h.at <= any (array[before_at]) and (before_place is null or (h.at, h.place, h.id) < (before_at, before_place, before_id))
        and (in_queues is null or h.queue_id = any (in_queues) or h.conversation_id = any (in_conversations)) limit at_most;
  else
    return query select h.at, h.place, h.id from entry h
      where h.workspace_id = ws and h.tsv @@ probe and ts_match_vq(h.tsv, asked)
        and h.at >= from_at and h.at <= any (array[before_at]) and (before_place is null or (h.at, h.place, h.id) < (before_at, before_place, before_id))
        and (in_queues is null or h.queue_id = any (in_queues) or h.conversation_id = any (in_conversations)) limit at_most;
  end if;
end $$;

-- The conversations of some cards in which something is said, by the index of words, from the newest months back, until at_most of them that began since are found (before_at:
-- that began by then). All are known that began since then (since; null: all there are), and of those that are open, which stand above the others, all.
-- A short history is read as it is, and so are the entries of one in which little is said beside what the index would gather of a common word from everybody.
create function conversations_of_contacts_saying(asked tsquery, probe tsquery, contacts bigint[], before_at timestamptz, at_most int)
returns table (conversations uuid[], since timestamptz)
language plpgsql stable security definer set search_path = vizitka, public
set plan_cache_mode = force_generic_plan set enable_seqscan = off set random_page_cost = 0.1 set seq_page_cost = 0.1 as $$
declare
  ws constant uuid := nullif(current_setting('app.workspace', true), '')::uuid;
  short constant int := 40;        -- conversations
  first_begun timestamptz;
  newest timestamptz;
  until_at timestamptz;
  a_month float;                   -- entries of these cards
  is_common boolean;
  months int := 1;
  passed int := 0;
  known int;
  talks int;
  here uuid[];
  unread uuid[] := '{}';
begin
  conversations := '{}';
  select count(*), max(greatest(c.last_at, c.told_at)), min(c.first_at), sum(c.entries) / greatest(extract(epoch from max(c.first_at) - min(c.first_at)) / 2600000, 0.03)
    into talks, newest, first_begun, a_month from (
      select c.first_at, c.last_at, c.told_at, c.entries from unnest(contacts) card (id) cross join lateral (
        select c.first_at, c.last_at, c.told_at, c.entries from conversation c where c.workspace_id = ws and c.contact_id = card.id
        order by c.first_at desc limit short + 1) c
      order by c.first_at desc limit short + 1) c;
  if talks <= short and a_month <= 1000 then
    unread := array(select c.id from conversation c where c.workspace_id = ws and c.contact_id = any (contacts));
  else
    select max(c.at), min(c.first_at) into newest, first_begun from unnest(contacts) card (id) cross join lateral (
      select c.first_at, (select greatest(v.last_at, v.told_at) from conversation v where v.workspace_id = ws order by v.last_at desc limit 1) as at
      from conversation c where c.workspace_id = ws and c.contact_id = card.id order by c.first_at limit 1) c;
    select s.saying > 0 and (s.saying + 0.3) / s.seen * s.entries * 0.2 > a_month * 1.5 into is_common from sampled_entries(asked, null, null, newest) s;
    until_at := 'infinity';
    if date_trunc('month', before_at, 'UTC') + interval '1 month' <= newest then
      until_at := date_trunc('month', before_at, 'UTC') + interval '1 month' - interval '1 microsecond';
      newest := until_at;
      conversations := array(select c.id from conversation c where c.workspace_id = ws and c.contact_id = any (contacts) and c.first_at <= before_at
        and greatest(c.last_at, c.told_at) > until_at and exists (select from entry e
          where e.workspace_id = ws and e.conversation_id = c.id and e.at > until_at and e.at <= greatest(c.last_at, c.told_at) and ts_match_vq(e.tsv, asked)));
    end if;

    since := date_trunc('month', newest, 'UTC');
    loop
      if since <= first_begun then since := null; end if;
      if is_common then
        here := array(select distinct e.conversation_id from unnest(contacts) card (id) cross join lateral (
          select e.conversation_id from entry e where e.workspace_id is not distinct from ws and e.contact_id = card.id
            and e.at >= coalesce(since, '-infinity') and e.at <= any (array[until_at]) and ts_match_vq(e.tsv, asked) offset 0) e);
      else
        here := array(select distinct e.conversation_id from unnest(contacts) card (id) cross join lateral (
          select e.conversation_id from entry e where e.workspace_id is not distinct from ws and e.contact_id = card.id and e.tsv @@ probe
            and e.at >= coalesce(since, '-infinity') and e.at <= any (array[until_at]) and ts_match_vq(e.tsv, asked) offset 0) e);
      end if;
      conversations := conversations || here;
      exit when since is null;
      select count(*) into known from conversation c where c.workspace_id = ws and c.id = any (conversations)
        and c.first_at >= since and (before_at is null or c.first_at <= before_at);
      exit when known >= at_most;
      passed := passed + months;
      months := case when known = 0 then months * 4 else greatest(1, least(months * 4, ceil(1.2 * passed * (at_most - known) / known))) end;
      until_at := since - interval '1 microsecond';
      since := since - make_interval(months => months);
    end loop;

    if since is not null and before_at is null then
      unread := array(select part.id from conversation c join conversation part on part.workspace_id = ws and part.root_id = c.id and part.contact_id = any (contacts)
        where c.workspace_id = ws and c.contact_id is not null and c.contact_id = any (contacts) and c.state <> 'closed' and c.first_at < since);
    end if;
  end if;
  if cardinality(unread) > 0 then
    conversations := conversations || array(select c.id from conversation c where c.workspace_id = ws and c.id = any (unread) and exists (select from entry e
      where e.workspace_id = ws and e.conversation_id = c.id and e.at >= c.first_at and e.at <= greatest(c.last_at, c.told_at) and ts_match_vq(e.tsv, asked)));
  end if;
  return next;
end $$;

drop function entries_of_contacts_saying(tsquery, tsquery, bigint[], timestamptz, int);
