-- Lists by tag and by attribute (R-DIR-1), newest contact first: one look into an index that has them in the order of time, whether half of all cards have
-- a tag or ten. The moment of the last contact changes with every message, its day but once a day: facets stand by the day, and whole days are sorted.

-- What fold() of contract/fold.ts makes of a text, for looking up and comparing what is not stored folded (folded-by-sql.test.ts compares the two).
create function folded(given text) returns text language plpgsql immutable strict parallel safe as $$
begin
  if given ~ '^[!-~]+( [!-~]+)*$' then return lower(given); end if;
  return btrim(regexp_replace(normalize(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(lower(translate(regexp_replace(normalize(given, NFKD), '[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05bf\u05c1-\u05c2\u05c4-\u05c5\u05c7-\u05c7\u0610-\u061a\u064b-\u065f\u0670-\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7-\u06e8\u06ea-\u06ed\u0711-\u0711\u0730-\u074a\u07a6-\u07b0\u07eb-\u07f3\u07fd-\u07fd\u0816-\u0819\u081b-\u0823\u0825-\u0827\u0829-\u082d\u0859-\u085b\u0897-\u089f\u08ca-\u08e1\u08e3-\u0903\u093a-\u093c\u093e-\u094f\u0951-\u0957\u0962-\u0963\u0981-\u0983\u09bc-\u09bc\u09be-\u09c4\u09c7-\u09c8\u09cb-\u09cd\u09d7-\u09d7\u09e2-\u09e3\u09fe-\u09fe\u0a01-\u0a03\u0a3c-\u0a3c\u0a3e-\u0a42\u0a47-\u0a48\u0a4b-\u0a4d\u0a51-\u0a51\u0a70-\u0a71\u0a75-\u0a75\u0a81-\u0a83\u0abc-\u0abc\u0abe-\u0ac5\u0ac7-\u0ac9\u0acb-\u0acd\u0ae2-\u0ae3\u0afa-\u0aff\u0b01-\u0b03\u0b3c-\u0b3c\u0b3e-\u0b44\u0b47-\u0b48\u0b4b-\u0b4d\u0b55-\u0b57\u0b62-\u0b63\u0b82-\u0b82\u0bbe-\u0bc2\u0bc6-\u0bc8\u0bca-\u0bcd\u0bd7-\u0bd7\u0c00-\u0c04\u0c3c-\u0c3c\u0c3e-\u0c44\u0c46-\u0c48\u0c4a-\u0c4d\u0c55-\u0c56\u0c62-\u0c63\u0c81-\u0c83\u0cbc-\u0cbc\u0cbe-\u0cc4\u0cc6-\u0cc8\u0cca-\u0ccd\u0cd5-\u0cd6\u0ce2-\u0ce3\u0cf3-\u0cf3\u0d00-\u0d03\u0d3b-\u0d3c\u0d3e-\u0d44\u0d46-\u0d48\u0d4a-\u0d4d\u0d57-\u0d57\u0d62-\u0d63\u0d81-\u0d83\u0dca-\u0dca\u0dcf-\u0dd4\u0dd6-\u0dd6\u0dd8-\u0ddf\u0df2-\u0df3\u0e31-\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1-\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u0f18-\u0f19\u0f35-\u0f35\u0f37-\u0f37\u0f39-\u0f39\u0f3e-\u0f3f\u0f71-\u0f84\u0f86-\u0f87\u0f8d-\u0f97\u0f99-\u0fbc\u0fc6-\u0fc6\u102b-\u103e\u1056-\u1059\u105e-\u1060\u1062-\u1064\u1067-\u106d\u1071-\u1074\u1082-\u108d\u108f-\u108f\u109a-\u109d\u135d-\u135f\u1712-\u1715\u1732-\u1734\u1752-\u1753\u1772-\u1773\u17b4-\u17d3\u17dd-\u17dd\u180b-\u180d\u180f-\u180f\u1885-\u1886\u18a9-\u18a9\u1920-\u192b\u1930-\u193b\u1a17-\u1a1b\u1a55-\u1a5e\u1a60-\u1a7c\u1a7f-\u1a7f\u1ab0-\u1add\u1ae0-\u1aeb\u1b00-\u1b04\u1b34-\u1b44\u1b6b-\u1b73\u1b80-\u1b82\u1ba1-\u1bad\u1be6-\u1bf3\u1c24-\u1c37\u1cd0-\u1cd2\u1cd4-\u1ce8\u1ced-\u1ced\u1cf4-\u1cf4\u1cf7-\u1cf9\u1dc0-\u1dff\u20d0-\u20f0\u2cef-\u2cf1\u2d7f-\u2d7f\u2de0-\u2dff\u302a-\u302f\u3099-\u309a\ua66f-\ua672\ua674-\ua67d\ua69e-\ua69f\ua6f0-\ua6f1\ua802-\ua802\ua806-\ua806\ua80b-\ua80b\ua823-\ua827\ua82c-\ua82c\ua880-\ua881\ua8b4-\ua8c5\ua8e0-\ua8f1\ua8ff-\ua8ff\ua926-\ua92d\ua947-\ua953\ua980-\ua983\ua9b3-\ua9c0\ua9e5-\ua9e5\uaa29-\uaa36\uaa43-\uaa43\uaa4c-\uaa4d\uaa7b-\uaa7d\uaab0-\uaab0\uaab2-\uaab4\uaab7-\uaab8\uaabe-\uaabf\uaac1-\uaac1\uaaeb-\uaaef\uaaf5-\uaaf6\uabe3-\uabea\uabec-\uabed]', '', 'g'), 'ÆÐØÞßæðøþĐđĦħıŁłŊŋŒœΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρςστυφχψωϴЁЂЄІЇЈЉЊЋЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюяёђєіїјљњћўџҐґẞΩ', 'ædoþßædoþddhhillnnœœavgdeziθiklmnxoprstyfχψoavgdeziθiklmnxoprsstyfχψoθedєiijљњcuџabvgdezzijklmnoprstufхccsщъyьeюяabvgdezzijklmnoprstufхccsщъyьeюяedєiijљњcuџggßo')), 'х', 'ch'), 'є', 'je'), 'щ', 'sc'), 'ю', 'ju'), 'я', 'ja'), 'ъ', ''), 'ь', ''), 'љ', 'lj'), 'њ', 'nj'), 'џ', 'dz'), 'θ', 'th'), 'χ', 'ch'), 'ψ', 'ps'), 'æ', 'ae'), 'œ', 'oe'), 'ß', 'ss'), 'þ', 'th'), NFC), '[\u0001-\u0020\u007f-\u00a0\u00ad-\u00ad\u0600-\u0605\u061c-\u061c\u06dd-\u06dd\u070f-\u070f\u0890-\u0891\u08e2-\u08e2\u1680-\u1680\u180e-\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u2066-\u206f\u3000-\u3000]+', ' ', 'g'));
end $$;

-- Days since 1970, in UTC; the lowest number for never.
create function day_of(at timestamptz) returns int language sql immutable parallel safe as $$
  select coalesce(floor(extract(epoch from at) / 86400)::int, -2147483648)
$$;

-- t and a tag; a, the name of an attribute, a separator, its folded value. Cut short: whoever looks up by them asks the card as well.
create function facets_of(tags text[], attributes jsonb) returns setof text language sql immutable parallel safe as $$
  select 't' || left(tag, 200) from unnest(tags) tag
  union
  select 'a' || left(key, 200) || chr(31) || left(vizitka.folded(value ->> 'value'), 200) from jsonb_each(attributes) where value ->> 'value' is not null
$$;

create table contact_facet (                      -- of active cards
  workspace_id uuid not null, facet text not null collate "C", day int not null, contact_id bigint not null,
  primary key (workspace_id, facet, day, contact_id),
  foreign key (workspace_id, contact_id) references contact on delete cascade
);
create table conversation_tag (
  workspace_id uuid not null, tag text not null collate "C", day int not null, conversation_id uuid not null,
  primary key (workspace_id, tag, day, conversation_id),
  foreign key (workspace_id, conversation_id) references conversation on delete cascade
);

-- For rows that were written past the triggers below.
create function refill_facets() returns void language sql as $$
  insert into vizitka.contact_facet (workspace_id, facet, day, contact_id)
  select c.workspace_id, f, vizitka.day_of(c.last_contact_at), c.id from vizitka.contact c cross join lateral vizitka.facets_of(c.tags, c.attributes) f
  where c.state = 'active' order by 1, 2, 3, 4 on conflict do nothing;
  insert into vizitka.conversation_tag (workspace_id, tag, day, conversation_id)
  select distinct c.workspace_id, left(tag, 200) collate "C", vizitka.day_of(c.last_at), c.id from vizitka.conversation c cross join lateral unnest(c.tags) tag
  order by 1, 2, 3, 4 on conflict do nothing;
$$;
revoke execute on function refill_facets() from public;
-- An owner who is no superuser is bound by forced row-level security, and would see none of them.
alter table contact no force row level security;
alter table conversation no force row level security;
select refill_facets();
alter table contact force row level security;
alter table conversation force row level security;
create index contact_facet_of on contact_facet (workspace_id, contact_id);
create index conversation_tag_of on conversation_tag (workspace_id, conversation_id);

create function keep_contact_facets() returns trigger language plpgsql as $$
declare
  wanted text[];
begin
  if tg_op = 'UPDATE' and old.state = new.state and old.tags = new.tags and old.attributes = new.attributes then
    update vizitka.contact_facet f set day = vizitka.day_of(new.last_contact_at) where f.workspace_id = new.workspace_id and f.contact_id = new.id;
    return null;
  end if;
  wanted := case when new.state = 'active' then array(select vizitka.facets_of(new.tags, new.attributes)) else '{}' end;
  delete from vizitka.contact_facet f where f.workspace_id = new.workspace_id and f.contact_id = new.id
    and (f.facet <> all(wanted) or f.day <> vizitka.day_of(new.last_contact_at));
  insert into vizitka.contact_facet (workspace_id, facet, day, contact_id)
  select new.workspace_id, facet, vizitka.day_of(new.last_contact_at), new.id from unnest(wanted) facet on conflict do nothing;
  return null;
end $$;
create trigger contact_facets_made after insert on contact for each row
  when (new.tags <> '{}' or new.attributes <> '{}') execute function keep_contact_facets();
create trigger contact_facets_kept after update of state, tags, attributes, last_contact_at on contact for each row
  when ((old.tags <> '{}' or old.attributes <> '{}' or new.tags <> '{}' or new.attributes <> '{}')
    and (old.state <> new.state or old.tags <> new.tags or old.attributes <> new.attributes or day_of(old.last_contact_at) <> day_of(new.last_contact_at)))
  execute function keep_contact_facets();

create function keep_conversation_tags() returns trigger language plpgsql as $$
begin
  delete from vizitka.conversation_tag t where t.workspace_id = new.workspace_id and t.conversation_id = new.id;
  insert into vizitka.conversation_tag (workspace_id, tag, day, conversation_id)
  select distinct new.workspace_id, left(tag, 200), vizitka.day_of(new.last_at), new.id from unnest(new.tags) tag;
  return null;
end $$;
create trigger conversation_tags_made after insert on conversation for each row when (new.tags <> '{}') execute function keep_conversation_tags();
create trigger conversation_tags_kept after update of tags, last_at on conversation for each row
  when ((old.tags <> '{}' or new.tags <> '{}') and (old.tags <> new.tags or day_of(old.last_at) <> day_of(new.last_at)))
  execute function keep_conversation_tags();

-- A walk along the last contact asks of names alone mostly: it need not read the cards.
drop index contact_by_last_contact;
create index contact_by_last_contact on contact (workspace_id, last_contact_at desc nulls last, id desc) include (name_folded) where state = 'active';

-- About how many rows the planner expects, by its statistics alone.
create function planned_cards(wanted text) returns bigint language plpgsql as $$
declare
  plan json;
begin
  execute format('explain (format json) select from vizitka.contact where workspace_id = %L and state = %L', current_setting('app.workspace'), wanted) into plan;
  return (plan -> 0 -> 'Plan' ->> 'Plan Rows')::numeric;
end $$;
create function planned_facets(wanted text[]) returns bigint language plpgsql as $$
declare
  plan json;
begin
  execute format('explain (format json) select from vizitka.contact_facet where workspace_id = %L and facet = any(%L)', current_setting('app.workspace'), wanted)
    into plan;
  return (plan -> 0 -> 'Plan' ->> 'Plan Rows')::numeric;
end $$;

do $$
declare made text;
begin
  foreach made in array array['contact_facet', 'conversation_tag'] loop
    execute format('alter table %I enable row level security, force row level security', made);
    execute format('create policy own on %I using (workspace_id = nullif(current_setting(''app.workspace'', true), '''')::uuid)', made);
    execute format('grant select, insert, update, delete on %I to vizitka_app', made);
  end loop;
end $$;
analyze contact_facet;
analyze conversation_tag;
