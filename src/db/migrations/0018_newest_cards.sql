-- The door to the trigram index of cards (0003 says why there is one) answers the newest cards, so that who lists them need not read all that were found once more
-- to sort them. What it costs is the common parts of a fragment and not the rare ones: of 18 trigrams the index reads the lists of all, though three tell nearly
-- as much. So a look at some blocks of the table tells which parts are rare, and with them how many cards are likely to be read: what is common is left to a
-- walk along the order. The same look tells whether most cards are of this workspace: its own list in the index has all of them, and is as long to read as all others together.

-- Of the active cards that contain every fragment of any one of the alternatives ([["nov", "jan"], …]) the newest at_most, the last contact first, after a key
-- (after_at, after_id; null: from the first), with the number of all of them, up to most + 1. Not those whose name has words with all of the beginnings, those besides, or those named so.
-- One row without an id, and with most + 1, where that would mean to read more than about so many cards as are worth it (null: whatever it costs).
create function newest_containing(alternatives jsonb, beginnings text[], besides bigint[], named text, after_at timestamptz, after_id bigint,
  worth int, most int, at_most int) returns table (id bigint, n bigint)
language plpgsql stable security definer set search_path = vizitka, public
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_indexscan = off as $$
declare
  ws constant uuid := nullif(current_setting('app.workspace', true), '')::uuid;
  blocks constant bigint := pg_relation_size('contact') / current_setting('block_size')::int;
  read constant bigint := least(24, blocks);
  short constant int := 5;         -- so long a fragment is asked whole: with its ends, where these are no letters
  looked bigint;
  texts text[];
  likely bigint := 0;
  fragments jsonb;
  parts text[];
  probes text[];
  condition text;
  conditions text[] := '{}';
begin
  select count(*), coalesce(array_agg(s.search_folded) filter (where s.workspace_id = ws and s.state = 'active'), '{}') into looked, texts
  from generate_series(0, read - 1) k cross join lateral (
    select c.workspace_id, c.state, c.search_folded from contact c
    where c.ctid >= ('(' || blocks * k / read || ',0)')::tid and c.ctid < ('(' || blocks * k / read + 1 || ',0)')::tid offset 0) s;

  for fragments in select * from jsonb_array_elements(alternatives) loop
    -- the three rarest trigrams of each fragment
    with sample as materialized (select array_to_string(texts, '') as text)
    select array_agg('%' || r.part || '%'), array_agg('%' || r.part || '%') filter (where r.length > short) into parts, probes from (
      select p.part, p.length, row_number() over (partition by p.n order by p.met, p.part) as rank from (
        select f.n, w.part, length(f.text) as length, octet_length(s.text) - octet_length(replace(s.text, w.part, '')) as met
        from sample s, jsonb_array_elements_text(fragments) with ordinality f (text, n) cross join lateral (
          select distinct substr(f.text, i, 3) as part from generate_series(1, least(length(f.text) - 2, 24)) i where substr(f.text, i, 3) ~ '^[[:alnum:]]{3}$') w) p) r
    where r.rank <= 3;
    if parts is not null then
      likely := likely + (select count(*) from unnest(texts) t where t like all (parts));
    else -- ends of words: of `n.h` the index knows what words begin with h, of `an.` what they end with
      likely := likely + (select count(*) from unnest(texts) t where t ~ all (array(
        select case when m[1] <> '' then '(^|[^[:alnum:]])' || m[2] else m[2] || '([^[:alnum:]]|$)' end
        from jsonb_array_elements_text(fragments) f, regexp_matches(regexp_replace(f, '[^[:alnum:]]+', '..', 'g'), '(\.?)([[:alnum:]]+)(\.?)', 'g') m
        where m[1] <> '' or m[3] <> '' and length(m[2]) > 1)));
    end if;
    select string_agg(format(case when length(f) > short and parts is not null then 'search_folded || '''' like %L' else 'search_folded like %L' end,
      '%' || replace(replace(replace(f, '\', '\\'), '%', '\%'), '_', '\_') || '%'), ' and ') into condition from jsonb_array_elements_text(fragments) f;
    select condition || coalesce(string_agg(format(' and search_folded like %L', p), ''), '') into condition from unnest(probes) p;
    conditions := conditions || format('(%s)', condition);
  end loop;
  if likely * (select greatest(reltuples, 0) from pg_class where oid = 'contact'::regclass) > worth::float8 * looked then
    return query select null::bigint, most + 1::bigint;
    return;
  end if;

  return query execute format('select c.id, count(*) over () from (
      select id, last_contact_at from contact where (workspace_id = $1) %s and state = ''active'' and (%s)
        and ($2 is null or not ('' '' || name_folded) like all ($2)) and ($3 is null or id <> all ($3)) and ($4 is null or name_folded <> $4)
        and ($6 is null or case when $5 is null then last_contact_at is null and id < $6 else last_contact_at is null or (last_contact_at, id) < ($5, $6) end)
      limit $7) c order by c.last_contact_at desc nulls last, c.id desc limit $8',
    case when cardinality(texts) * 4 >= looked then 'is true' else '' end, array_to_string(conditions, ' or '))
    using ws, beginnings, besides, named, after_at, after_id, most + 1, at_most;
end $$;

drop function contacts_containing(jsonb, int);
