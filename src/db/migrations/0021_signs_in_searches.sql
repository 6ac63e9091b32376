-- pg_trgm makes trigrams of letters and digits alone: of `n.h` or `a_m` its index knew what words end and begin with, and most of the table had to be read. The
-- signs that occur inside values stand in the index as letters, ASCII ones, which are letters in every locale, and rare ones: what they are mistaken for
-- costs a look at the card, since the text itself decides. Each text and each word of a name has a space before it, which tells where names' words begin.
create function letters_for_signs(given text) returns text language sql immutable parallel safe as $$
  select replace(replace(replace(replace(replace(replace(replace(replace(replace(E'\n' || given, E'\n', ' '), '.', 'q'), '_', 'x'), '-', 'w'), '@', 'z'), '+', 'z'), '''', 'w'), '/', 'w'), '&', 'w')
$$;
-- The index knows the fortnight of the last contact as well: where a page of the newest is wanted of thousands, those of the last weeks are looked at alone. A
-- card's place in all indexes changes with its last contact anyway.
create function fortnight_of(at timestamptz) returns int language sql immutable parallel safe as $$
  select coalesce(floor(date_part('day', at - timestamptz '1970-01-01 00:00:00+00') / 14)::int, -1)
$$;
create index contact_searched on contact using gin (workspace_id, fortnight_of(last_contact_at), letters_for_signs(search_folded) gin_trgm_ops) where state = 'active';
drop function newest_containing(jsonb, text[], bigint[], text, timestamptz, bigint, int, int, int);
drop index contact_search;

-- The door of migration 0018, which asks this index. Of the active cards that contain every fragment of any one of the alternatives ([["nov", "jan"], …]) the newest
-- at_most, the last contact first, after a key (after_at, after_id; null: from the first), with the number of all of them, up to most + 1, or about how many, below 0,
-- where the last weeks have enough. With beginnings: those whose name has words with all of them (are_named; the fragments are these words, and need not be looked
-- for elsewhere), or the others; without those besides, or named so. One row without an id, and with most + 1, where that would mean to read more than about so many
-- cards as are worth it (null: whatever it costs).
create function newest_containing(alternatives jsonb, beginnings text[], are_named boolean, besides bigint[], named text, after_at timestamptz, after_id bigint,
  worth int, most int, at_most int) returns table (id bigint, n bigint)
language plpgsql stable security definer set search_path = vizitka, public
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_indexscan = off as $$
declare
  ws constant uuid := nullif(current_setting('app.workspace', true), '')::uuid;
  blocks constant bigint := pg_relation_size('contact') / current_setting('block_size')::int;
  read constant bigint := least(case when alternatives::text ~ '[0-9]' then 8 else 24 end, blocks); -- digits are about as rare all of them
  looked bigint;
  texts text[];     -- of the cards of this workspace that were looked at
  weeks int[];      -- their fortnights
  by_weeks boolean;
  spared float8 := 1;
  fragments jsonb;
  patterns text[];
  known int;
  parts int := 0;
  condition text;
  conditions text[] := '{}';
  likely float8 := 0;
  cards float8;     -- for each that was looked at
  asked text;
  week int;
  seen float8;
  found bigint[];
  ids bigint[] := '{}';
begin
  select count(*), coalesce(string_to_array(letters_for_signs(string_agg(s.search_folded, E'\x01') filter (where s.workspace_id = ws and s.state = 'active')), E'\x01'), '{}'),
    coalesce(array_agg(fortnight_of(s.last_contact_at)) filter (where s.workspace_id = ws and s.state = 'active'), '{}') into looked, texts, weeks
  from generate_series(0, read - 1) k cross join lateral (
    select c.workspace_id, c.state, c.search_folded, c.last_contact_at from contact c
    where c.ctid >= ('(' || blocks * k / read || ',0)')::tid and c.ctid < ('(' || blocks * k / read + 1 || ',0)')::tid offset 0) s;

  for fragments in select * from jsonb_array_elements(alternatives) loop
    -- Of each fragment the rarest trigrams, three, or of a name's word two, and rather such as do not share letters, which mostly occur together, in one pattern,
    -- but for those that share one letter, which would ask for the one between. What words begin with is common, and asked only of short ones and of those with signs.
    with sample as materialized (select array_to_string(texts, '') as text),
    fragment as (
      select f.n, substr(letters_for_signs(f.text), case when are_named and f.text ~ '[^[:alnum:]]|^..?$' then 1 else 2 end) as text
      from jsonb_array_elements_text(fragments) with ordinality f (text, n)),
    part as (
      select p.n, p.i, p.part, p.met, row_number() over (partition by p.n, (p.i - 1) / 3 order by p.met, p.i) as rank from (
        select f.n, min(i) as i, w.part, octet_length(max(s.text)) - octet_length(replace(max(s.text), w.part, ''))
          - case when w.part ~ '[0-9]' then 9 else 0 end as met -- and keep no company
        from sample s, fragment f cross join generate_series(1, least(length(f.text) - 2, 24)) i cross join lateral (select substr(f.text, i, 3) as part) w
        where w.part ~ '^( [[:alnum:]]|[[:alnum:]]{2})[[:alnum:]]$' and show_trgm(w.part) <> '{}' group by f.n, w.part) p),
    chosen as (
      select c.n, c.i, c.part, c.i - lag(c.i) over (partition by c.n order by c.i) as past from (
        select p.n, p.i, p.part, row_number() over (partition by p.n order by p.rank > 1, p.met, p.i) as rank from part p) c
      where c.rank <= case when are_named then 2 else 3 end)
    select array_agg(coalesce(c.pattern, '%' || replace(replace(f.text, '\', '\\'), '%', '\%') || '%')), coalesce(sum(c.parts), 0) into patterns, known
    from fragment f left join (
      select c.n, count(*) as parts, string_agg(case when c.past = 1 then right(c.part, 1) else '%' || c.part end, '' order by c.i) || '%' as pattern from (
        select c.n, c.i, c.part, c.past, count(*) filter (where c.past = 2) over (partition by c.n order by c.i) as pattern from chosen c) c
      where c.pattern = 0 or not are_named group by c.n, c.pattern) c on c.n = f.n
    where length(f.text) > 2;
    parts := parts + known;
    if known > 0 then
      likely := likely + (select count(*) from unnest(texts) t where t like all (patterns));
    else -- ends of words: of `60 2` the index knows what words begin with 2
      likely := likely + (select count(*) from unnest(texts) t where t ~ all (array(
        select case when m[1] <> '' then '(^|[^[:alnum:]])' || m[2] else m[2] || '([^[:alnum:]]|$)' end
        from jsonb_array_elements_text(fragments) f,
          regexp_matches(regexp_replace(substr(letters_for_signs(f), 2), '[^[:alnum:]]+', '..', 'g'), '(\.?)([[:alnum:]]+)(\.?)', 'g') m
        where m[1] <> '' or m[3] <> '' and length(m[2]) > 1)));
    end if;
    select string_agg(c.condition, ' and ') into condition from (
      select format('letters_for_signs(search_folded) like %L', p) as condition from unnest(patterns) p
      union all select format('strpos(search_folded, %L) > 0', f) from jsonb_array_elements_text(fragments) f where not are_named) c;
    conditions := conditions || format('(%s)', coalesce(condition, 'true'));
  end loop;

  -- Trigrams of one word keep each other's company, those of a number or of several words do not: these have few cards if the ones looked at have none.
  -- Where there are no more cards than this, all are read as soon.
  cards := (select greatest(reltuples, 0) from pg_class where oid = 'contact'::regclass) / greatest(looked, 1);
  by_weeks := at_most < most and (after_id is null or after_at is not null) and cards * cardinality(weeks) > 20000
    and (likely > 0 or parts < 3 or jsonb_array_length(alternatives) = 1 and jsonb_array_length(alternatives -> 0) = 1 and alternatives::text !~ '[0-9]');
  if by_weeks then
    select least(8, greatest(1, sum(w.cards) / max(w.cards) / 3)) into spared from (select count(*) as cards from unnest(weeks) w group by w) w;
  end if;
  likely := likely * cards;
  if likely > worth * spared then
    return query select null::bigint, most + 1::bigint;
    return;
  end if;

  asked := format('select id, last_contact_at from contact where (workspace_id = $1) %s and state = ''active'' and (%s)
      and ($2 is null or (('' '' || name_folded) like all ($2)) = $9) and ($3 is null or id <> all ($3)) and ($4 is null or name_folded <> $4)
      and ($6 is null or case when $5 is null then last_contact_at is null and id < $6 else last_contact_at is null or (last_contact_at, id) < ($5, $6) end)',
    case when cardinality(texts) * 4 >= looked then 'is true' else '' end, array_to_string(conditions, ' or '));
  if by_weeks then
    perform set_config('enable_indexscan', 'on', true); -- for the newest of all; in what comes after it the index of trigrams alone is wanted
    week := fortnight_of(coalesce(after_at, (select c.last_contact_at from contact c where c.workspace_id = ws and c.state = 'active' and c.last_contact_at is not null
      order by c.last_contact_at desc nulls last, c.id desc limit 1)));
    perform set_config('enable_indexscan', 'off', true);
    for step in 1..6 loop -- an eighth of the cards has a page of whatever eight pages of cards have
      seen := (select count(*) filter (where w > week) * 8.0 / greatest(count(*), 1) from unnest(weeks) w);
      -- fewer than 1,200 in all are read as soon; a few days tell that of what has hits in them, or should have had
      exit when week < 0 or seen >= 1 or case when step = 1 then seen > 0.2 else cardinality(ids) + sqrt(cardinality(ids) + 1) < 150 * seen end;
      execute format('select coalesce(array_agg(c.id order by c.last_contact_at desc, c.id desc), ''{}'') from (%s and fortnight_of(last_contact_at) = $7) c', asked)
        into found using ws, beginnings, besides, named, after_at, after_id, week, at_most, are_named;
      ids := ids || found;
      if cardinality(ids) >= at_most then
        return query select one, -greatest(at_most, cardinality(ids)::bigint * cardinality(weeks) / greatest(1, (select count(*) from unnest(weeks) w where w >= week)))
          from unnest(ids[:at_most]) one;
        return;
      end if;
      week := week - 1;
    end loop;
    if likely > worth then
      return query select null::bigint, most + 1::bigint;
      return;
    end if;
  end if;
  return query execute format('select c.id, count(*) over () from (%s limit $7) c order by c.last_contact_at desc nulls last, c.id desc limit $8', asked)
    using ws, beginnings, besides, named, after_at, after_id, most + 1, at_most, are_named;
end $$;
analyze contact;
