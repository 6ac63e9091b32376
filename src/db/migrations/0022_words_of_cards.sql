-- Search inside one card (decision 8 says what the doors are). The index of words by card gathered all who say a word, and for the beginning of one every word that begins so, before it
-- held them against the card: what everybody says and this card hardly ever cost as much as reading all that was ever said with it, 110 ms for 50,000 entries. In this one each word stands
-- behind one of 62 marks, which the number of the card gives, and a 62nd part is gathered: 0.04 ms a month. Like any index it holds nothing that an entry no longer says.
-- More marks would gather less still, and cost more room: a word that all say takes a row of the index for each mark.
create function card_mark(card bigint) returns text language sql immutable strict parallel safe
return substr('0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ', (card % 62)::int + 1, 1);

-- The words of an entry, each behind the mark of its card, without their places. Words are of letters and digits (contract/words.ts), so that a space parts them.
-- The cost is what the planner is to believe, not what it takes (5 µs): it never reckons it out row by row where the index could be asked.
create function words_of_card(card bigint, said tsvector) returns tsvector language plpgsql immutable strict parallel safe cost 10000 as $$
declare
  mark constant text := vizitka.card_mark(card);
begin
  return array_to_tsvector(string_to_array(mark || replace(array_to_string(tsvector_to_array(said), ' '), ' ', ' ' || mark), ' '));
end $$;

drop index entry_search_of_contact;
set local maintenance_work_mem = '256MB';
create index entry_words_of_card on entry using gin (contact_id, words_of_card(contact_id, tsv)) where contact_id is not null;

-- The conversations of some cards in which something is said, by that index, from the newest months back, until at_most of them that began since are found (before_at:
-- that began by then). All are known that began since then (since; null: all there are), and of those that are open, which stand above the others, all. A short history is read as it is.
-- probe: what the index is asked for, with % for the mark of the card; asked: the whole question, which is held against what was found.
drop function conversations_of_contacts_saying(tsquery, tsquery, bigint[], timestamptz, int);
create function conversations_of_contacts_saying(asked tsquery, probe text, contacts bigint[], before_at timestamptz, at_most int)
returns table (conversations uuid[], since timestamptz)
language plpgsql stable security definer rows 1 set search_path = vizitka, public
set plan_cache_mode = force_generic_plan set enable_seqscan = off set random_page_cost = 0.01 set seq_page_cost = 0.01 as $$
declare
  ws constant uuid := nullif(current_setting('app.workspace', true), '')::uuid;
  short constant int := 40;        -- conversations
  few constant int := 800;         -- entries of these, which are read as soon as all months are asked
  gathered constant int := 1500;   -- hits of a longer span that are read at once
  probes constant tsquery[] := array(select replace(probe, '%', card_mark(card.id))::tsquery from unnest(contacts) with ordinality card (id, n) order by card.n);
  first_begun timestamptz;
  newest timestamptz;
  until_at timestamptz;
  months int := 1;
  passed int := 0;
  known int;
  talks int;
  said int;
  hits int;
  here uuid[];
  new_here uuid[];
  new_begun timestamptz[];
  begun timestamptz[] := '{}';
begin
  conversations := '{}';
  select count(*), coalesce(sum(c.entries), 0) into talks, said from unnest(contacts) card (id) cross join lateral (
    select c.entries from conversation c where c.workspace_id = ws and c.contact_id = card.id order by c.first_at desc limit short + 1) c;
  if talks <= short and said <= few then
    conversations := array(select c.id from conversation c where c.workspace_id = ws and c.contact_id = any (contacts) and exists (select from entry e
      where e.workspace_id = ws and e.conversation_id = c.id and e.at >= c.first_at and e.at <= greatest(c.last_at, c.told_at) and ts_match_vq(e.tsv, asked)));
    return next;
    return;
  end if;

  select max(c.at), min(c.first_at) into newest, first_begun from unnest(contacts) card (id) cross join lateral (
    select c.first_at, (select greatest(v.last_at, v.told_at) from conversation v where v.workspace_id = ws order by v.last_at desc limit 1) as at
    from conversation c where c.workspace_id = ws and c.contact_id = card.id order by c.first_at limit 1) c;
  until_at := 'infinity';
  if date_trunc('month', before_at, 'UTC') + interval '1 month' <= newest then
    until_at := date_trunc('month', before_at, 'UTC') + interval '1 month' - interval '1 microsecond';
    newest := until_at;
    conversations := array(select c.id from conversation c where c.workspace_id = ws and c.contact_id = any (contacts) and c.first_at <= before_at
      and greatest(c.last_at, c.told_at) > until_at and exists (select from entry e
        where e.workspace_id = ws and e.conversation_id = c.id and e.at > until_at and e.at <= greatest(c.last_at, c.told_at) and ts_match_vq(e.tsv, asked)));
    begun := array(select c.first_at from conversation c where c.workspace_id = ws and c.id = any (conversations));
  end if;

  since := date_trunc('month', newest, 'UTC');
  loop
    if since <= first_begun then since := null; end if;
    select count(*), array_agg(distinct s.conversation_id) into hits, here from (
      select e.conversation_id from unnest(contacts, probes) card (id, probe) cross join lateral (
        select e.conversation_id from entry e where e.workspace_id is not distinct from ws and e.contact_id = card.id and words_of_card(e.contact_id, e.tsv) @@ card.probe
          and e.at >= coalesce(since, '-infinity') and e.at <= any (array[until_at]) and ts_match_vq(e.tsv, asked) offset 0) e
      limit case when months > 1 then gathered + 1 end) s;
    if months > 1 and hits > gathered then -- a shorter span
      months := months / 4 + 1;
      since := date_trunc('month', until_at, 'UTC') - make_interval(months => months - 1);
      continue;
    end if;
    if hits > 0 then
      select array_agg(c.id), array_agg(c.first_at) into new_here, new_begun from conversation c
        where c.workspace_id = ws and c.id = any (here) and c.id <> all (conversations);
      conversations := conversations || new_here;
      begun := begun || new_begun;
    end if;
    exit when since is null;
    select count(*) into known from unnest(begun) b (at) where b.at >= since and (before_at is null or b.at <= before_at);
    exit when known >= at_most;
    passed := passed + months;
    months := case when known = 0 then months * 4 else greatest(1, least(months * 4, ceil(1.2 * passed * (at_most - known) / known))) end;
    until_at := since - interval '1 microsecond';
    since := since - make_interval(months => months);
  end loop;

  if since is not null and before_at is null then
    conversations := conversations || array(select part.id from conversation c join conversation part on part.workspace_id = ws and part.root_id = c.id and part.contact_id = any (contacts)
      where c.workspace_id = ws and c.contact_id is not null and c.contact_id = any (contacts) and c.state <> 'closed' and c.first_at < since
        and part.id <> all (conversations) and exists (select from entry e
      where e.workspace_id = ws and e.conversation_id = part.id and e.at >= part.first_at and e.at <= greatest(part.last_at, part.told_at) and ts_match_vq(e.tsv, asked)));
  end if;
  return next;
end $$;

-- What comes in is kept unsorted beside an index of words (GIN), and every question reads all of that: 1.5 ms when it is long. At 4 MB the message that makes it so sorts it in, which took it
-- 400 ms and more. This sorts in what there is, beside whoever writes, who does not wait for it; the clock asks for it. Not by the page as it comes (fastupdate off): that is seven times
-- the work for each message.
-- Returns how many pages were unsorted.
create function sort_in_words() returns bigint language sql volatile security definer set search_path = vizitka, public as $$
  select coalesce(sum(gin_clean_pending_list(i.oid)), 0)::bigint from pg_class i join pg_am a on a.oid = i.relam and a.amname = 'gin'
  where i.relnamespace = 'vizitka'::regnamespace and i.relkind = 'i'
$$;
