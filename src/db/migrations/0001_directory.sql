-- The directory, its conversations and its history (docs/architecture.md tells the story; R-… are the product's rules).
-- Every table but the workspace's own has workspace_id first in its primary key and in every unique and foreign key, and
-- forced row-level security on it; catalogue.test.ts reads the catalogue and fails on a table that breaks this.
-- Runs with search_path = vizitka, public. Indexes serve the queries named beside them.
create extension if not exists pg_trgm;
create extension if not exists btree_gin;

create table workspace (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 40),
  name text not null,
  country text check (country ~ '^[A-Z]{2}$'),
  settings jsonb not null default '{}',
  created_at timestamptz not null default now()
);

-- PEOPLE
create table operator (
  workspace_id uuid not null references workspace, id uuid not null,
  user_id uuid,                                   -- the sign-in's user; null for an operator who only stands in imported history
  name text not null, email text not null,
  role text not null check (role in ('operator', 'supervisor', 'administrator')),
  language text not null default 'en' check (language in ('en', 'cs')),
  removed_at timestamptz, created_at timestamptz not null default now(),
  primary key (workspace_id, id)
);
create unique index operator_by_user on operator (workspace_id, user_id) where user_id is not null;
create index operator_of_user on operator (user_id) where user_id is not null;

create table queue (
  workspace_id uuid not null references workspace, id uuid not null,
  name text not null, place int not null default 0,
  readers text not null default 'members' check (readers in ('everyone', 'members', 'hidden')),   -- R-HIS-5
  primary key (workspace_id, id)
);
create unique index queue_by_name on queue (workspace_id, name);

create table queue_member (
  workspace_id uuid not null, queue_id uuid not null, operator_id uuid not null,
  primary key (workspace_id, queue_id, operator_id),
  foreign key (workspace_id, queue_id) references queue,
  foreign key (workspace_id, operator_id) references operator
);
create index queue_member_by_operator on queue_member (workspace_id, operator_id);

create table api_key (
  workspace_id uuid not null references workspace, id uuid not null,
  name text not null, secret_hash bytea not null, scopes text[] not null,
  role text not null check (role in ('operator', 'supervisor', 'administrator')),
  queues uuid[],                                  -- null: all of the role
  created_at timestamptz not null default now(), last_used_at timestamptz, revoked_at timestamptz,
  primary key (workspace_id, id)
);
create unique index api_key_by_secret on api_key (workspace_id, secret_hash);

-- CHANNELS. account: the provider's account (page, business, mailbox), which scoped identifiers carry.
create table channel (
  workspace_id uuid not null references workspace, id uuid not null,
  kind text not null, name text not null, account text not null default '',
  queue_id uuid not null, enabled boolean not null default true,
  settings jsonb not null default '{}',           -- contract/channel.ts: trust caps, thresholds, own addresses
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, queue_id) references queue
);
create unique index channel_by_account on channel (workspace_id, kind, account);

-- Values that never identify (R-ID-7): the workspace's own, and the administrators' list. hits: how often one was met.
create table excluded_value (
  workspace_id uuid not null references workspace, kind text not null, key text not null,
  why text not null check (why in ('own', 'listed')), hits bigint not null default 0,
  primary key (workspace_id, kind, key)
);

-- CARD. Merge sets merged_into (tree, for undo) and survivor_id (flat, for reading); conversations keep the card they were linked to.
create table contact (
  workspace_id uuid not null references workspace, id bigint not null,          -- next_contact_id(): gaps, never reuse (R-DIR-4)
  state text not null default 'active' check (state in ('active', 'binned', 'merged', 'erased')),
  merged_into bigint, survivor_id bigint not null,
  name text, name_source text, name_rank smallint not null default 0, name_at timestamptz,   -- R-DIR-5: rank of the source, then the newer
  name_folded text not null default '',           -- fold(name); '' sorts first
  sort_key text not null default '' collate "C",  -- Czech order (ch after h, č after c), then fold
  search_folded text not null default '',         -- name, addresses, digits, ids; folded by fold() in contract/
  attributes jsonb not null default '{}', extra jsonb not null default '{}', tags text[] not null default '{}',
  fold_version smallint not null default 1, version int not null default 1,     -- version: edits by people or rules only
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(), binned_at timestamptz,
  last_contact_at timestamptz,                    -- over all queues: the order of the directory for who sees all; others go by contact_activity
  primary key (workspace_id, id),
  foreign key (workspace_id, merged_into) references contact,
  check ((state = 'merged') = (survivor_id <> id)), check (merged_into <> id), check ((state = 'binned') = (binned_at is not null))
);
create index contact_family on contact (workspace_id, survivor_id);
create index contact_by_sort_key on contact (workspace_id, sort_key, id) where state = 'active';
create index contact_by_name on contact (workspace_id, name_folded text_pattern_ops, id) where state = 'active';
create index contact_by_last_contact on contact (workspace_id, last_contact_at desc nulls last, id desc) where state = 'active';
create index contact_in_bin on contact (workspace_id, binned_at desc, id) where state = 'binned';
create index contact_search on contact using gin (workspace_id, search_folded gin_trgm_ops) where state = 'active';   -- 3 characters and more
create table contact_word (                       -- 1 and 2 characters: prefix walk
  workspace_id uuid not null, word text not null collate "C", contact_id bigint not null,
  primary key (workspace_id, word, contact_id),
  foreign key (workspace_id, contact_id) references contact on delete cascade
);
create index contact_word_of on contact_word (workspace_id, contact_id);
create table contact_activity (                   -- hot; per queue, so that last contact and counts respect R-HIS-5
  workspace_id uuid not null, contact_id bigint not null, queue_id uuid not null,
  last_at timestamptz not null, conversations int not null default 0, kinds text[] not null default '{}',
  primary key (workspace_id, contact_id, queue_id),
  foreign key (workspace_id, contact_id) references contact on delete cascade,
  foreign key (workspace_id, queue_id) references queue
);
create table contact_import_key (                 -- externalIds: the row's key within its source
  workspace_id uuid not null, source text not null, key text not null, contact_id bigint not null,
  primary key (workspace_id, source, key),
  foreign key (workspace_id, contact_id) references contact on delete cascade
);
create index contact_import_key_of on contact_import_key (workspace_id, contact_id);

-- VALUE: one row per value. owned: identifies its owner. shared, contested: stands on cards, identifies nobody (R-ID-3).
-- free: nobody's now (its card lies in the bin). A first message inserts the row, so that a second one at the same moment waits for it.
create table identifier (
  workspace_id uuid not null references workspace, kind text not null, account text not null default '', key text not null collate "C",
  state text not null default 'owned' check (state in ('owned', 'shared', 'contested', 'free')),
  owner_id bigint, last_seen timestamptz, undeliverable_at timestamptz,
  primary key (workspace_id, kind, account, key),
  foreign key (workspace_id, owner_id) references contact,
  check ((state = 'owned') = (owner_id is not null))
);
create index identifier_by_key on identifier (workspace_id, key text_pattern_ops);
create index identifier_by_owner on identifier (workspace_id, owner_id) where owner_id is not null;
create index identifier_by_tail on identifier (workspace_id, kind, reverse(key) text_pattern_ops);

create table contact_identifier (
  workspace_id uuid not null, contact_id bigint not null, kind text not null, account text not null default '', key text not null collate "C",
  id uuid not null, display text not null, label text, trust smallint not null check (trust between 0 and 5),
  source jsonb not null, main boolean not null default false,
  first_seen timestamptz not null, place int not null default 0,
  primary key (workspace_id, contact_id, kind, account, key),
  foreign key (workspace_id, contact_id) references contact,
  foreign key (workspace_id, kind, account, key) references identifier
);
create unique index contact_identifier_by_id on contact_identifier (workspace_id, id);
create index contact_identifier_by_value on contact_identifier (workspace_id, kind, account, key);
create unique index one_main on contact_identifier (workspace_id, contact_id, kind) where main;

create table refusal (                            -- "this value is not theirs" (R-REC-7)
  workspace_id uuid not null, kind text not null, account text not null default '', key text not null collate "C",
  contact_id bigint not null, change_id uuid not null,
  primary key (workspace_id, kind, account, key, contact_id),
  foreign key (workspace_id, contact_id) references contact
);

-- CONVERSATION. contact_id: the card it was linked to (read through survivor_id). link: the decision, whole (R-REC-6).
create table conversation (
  workspace_id uuid not null references workspace, id uuid not null,
  channel_id uuid not null, thread text not null, queue_id uuid not null, assignee_id uuid,
  state text not null default 'waiting' check (state in ('waiting', 'open', 'closed')),
  contact_id bigint, link jsonb, link_trust smallint, link_by text check (link_by in ('rule', 'operator')),
  client_name text, client_display text not null default '',    -- the name given; the address or id as the gateway gave it
  merged_into uuid, root_id uuid not null,
  subject text, verdict text check (verdict in ('failed')), automatic boolean not null default false,   -- automatic and bulk mail, bounces
  parameters jsonb not null default '{}', tags text[] not null default '{}', details jsonb not null default '{}',
  first_at timestamptz not null, last_at timestamptz not null, entries int not null default 0,
  first_place text not null default '' collate "C", last_place text not null default '' collate "C",   -- of the first and last entry: order within one moment
  last_text text, last_direction text, created_at timestamptz not null default now(), version int not null default 1,
  primary key (workspace_id, id),
  foreign key (workspace_id, channel_id) references channel,
  foreign key (workspace_id, queue_id) references queue,
  foreign key (workspace_id, contact_id) references contact,
  foreign key (workspace_id, assignee_id) references operator,
  foreign key (workspace_id, merged_into) references conversation
);
create unique index conversation_by_thread on conversation (workspace_id, channel_id, thread);
create index conversation_of_contact on conversation (workspace_id, contact_id, first_at desc, id desc) where contact_id is not null;
create index conversation_open_of_contact on conversation (workspace_id, contact_id, first_at desc, id desc)
  where contact_id is not null and state <> 'closed';   -- pinned on the time axis
create index conversation_by_time on conversation (workspace_id, last_at desc, id desc);
create index conversation_by_queue on conversation (workspace_id, queue_id, state, last_at desc, id desc);
create index conversation_by_root on conversation (workspace_id, root_id);

create table conversation_operator (              -- who took part: keeps reading it (R-HIS-5)
  workspace_id uuid not null, operator_id uuid not null, conversation_id uuid not null, until timestamptz,
  primary key (workspace_id, operator_id, conversation_id),
  foreign key (workspace_id, operator_id) references operator,
  foreign key (workspace_id, conversation_id) references conversation
);
create index conversation_operator_of on conversation_operator (workspace_id, conversation_id);

-- Evidence and participants, kept by address (R-REC-8). listed: the conversation also shows on the card that owns the value.
create table participant (
  workspace_id uuid not null, conversation_id uuid not null, kind text not null, account text not null default '', key text not null collate "C",
  role text not null check (role in ('from', 'replyTo', 'to', 'cc', 'also')),
  display text not null, name text, trust smallint, listed boolean not null default false,
  first_at timestamptz not null, place int not null default 0,   -- order of first appearance: time of the event, then place in its headers
  primary key (workspace_id, conversation_id, kind, account, key, role),
  foreign key (workspace_id, conversation_id) references conversation
);
create index participant_by_value on participant (workspace_id, kind, account, key, first_at desc, conversation_id);

-- ENTRY, by clamped event time; deduplication lives outside, unpartitioned. place: the provider's event id in natural order.
create table delivery (
  workspace_id uuid not null, channel_id uuid not null, provider_id text not null collate "C", at timestamptz not null, entry_id uuid not null,
  primary key (workspace_id, channel_id, provider_id),
  foreign key (workspace_id, channel_id) references channel
);
create table entry (
  workspace_id uuid not null, at timestamptz not null, place text not null collate "C", id uuid not null,
  conversation_id uuid not null, contact_id bigint, queue_id uuid not null,
  kind text not null check (kind in ('message', 'call', 'event', 'post', 'note')), direction text not null check (direction in ('in', 'out')),
  sender jsonb not null, text text, body jsonb not null default '{}',
  received_at timestamptz not null default now(), claimed_at timestamptz, tsv tsvector not null,
  primary key (workspace_id, at, place, id),
  foreign key (workspace_id, conversation_id) references conversation
) partition by range (at);
create index entry_of_conversation on entry (workspace_id, conversation_id, at, place, id);
create index entry_search on entry using gin (workspace_id, queue_id, tsv);
create index entry_search_of_contact on entry using gin (workspace_id, contact_id, tsv);
create table entry_other partition of entry default;

create table message_ref (                        -- Message-IDs, for threading only: several conversations may hold one
  workspace_id uuid not null, channel_id uuid not null, ref text not null collate "C", conversation_id uuid not null,
  own boolean not null,                           -- the Message-ID of a message here; else only referred to
  primary key (workspace_id, channel_id, ref, conversation_id),
  foreign key (workspace_id, conversation_id) references conversation
);

-- Attachments: bytes lie in the blob store under their digest.
create table attachment (
  workspace_id uuid not null, id uuid not null, conversation_id uuid not null, entry_id uuid not null,
  name text not null, type text not null, size bigint not null, digest bytea, url text, place int not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, conversation_id) references conversation
);
create index attachment_of_entry on attachment (workspace_id, entry_id);

-- CHANGE: one row per change, one per touched value, each with before and after (R-BEY-1). Reasons are codes with parameters.
create table change (
  workspace_id uuid not null references workspace, id uuid not null, at timestamptz not null default now(),
  actor jsonb not null, verb text not null, source jsonb, reason jsonb, batch_id uuid, undoes uuid,
  conversation_id uuid, queue_id uuid,
  primary key (workspace_id, id),
  foreign key (workspace_id, undoes) references change
);
create unique index undone_once on change (workspace_id, undoes) where undoes is not null;
create index change_of_conversation on change (workspace_id, conversation_id, at) where conversation_id is not null;
create index change_of_batch on change (workspace_id, batch_id) where batch_id is not null;
create table change_item (
  workspace_id uuid not null, change_id uuid not null, n int not null, at timestamptz not null, contact_id bigint,
  target text not null, before jsonb, after jsonb,
  primary key (workspace_id, change_id, n),
  foreign key (workspace_id, change_id) references change
);
create index change_item_of_contact on change_item (workspace_id, contact_id, at desc, change_id) where contact_id is not null;

-- POSSIBLE DUPLICATE noted by recognition; the review queue reads it. a_id < b_id.
create table duplicate_note (
  workspace_id uuid not null, a_id bigint not null, b_id bigint not null, reason jsonb not null, at timestamptz not null default now(),
  primary key (workspace_id, a_id, b_id), check (a_id < b_id),
  foreign key (workspace_id, a_id) references contact,
  foreign key (workspace_id, b_id) references contact
);

-- OUTBOX: read below pg_snapshot_xmin in order of (xid, id), so that none that commits late is skipped.
create table outbox (
  workspace_id uuid not null references workspace, xid xid8 not null default pg_current_xact_id(), id uuid not null,
  topic text not null, audience jsonb, payload jsonb not null, created_at timestamptz not null default now(),
  primary key (workspace_id, xid, id)
);
create index outbox_order on outbox (xid, id);

-- Partitions of entries: months for the last 24, years for ten years before, one default. Run at every start and daily.
create function ensure_entry_partitions(today date default current_date) returns void
language plpgsql security definer set search_path = vizitka, public as $$
declare
  first_month date := date_trunc('month', today) - interval '24 months';
  first_year date := date_trunc('year', first_month);
  span record;
begin
  -- A row in the default partition forbids a partition over it: such months stay in the default.
  for span in
    select d::date as "from", (d + interval '1 year')::date as "to", 'entry_' || to_char(d, 'YYYY') as name
    from generate_series(first_year - interval '10 years', first_year - interval '1 year', interval '1 year') d
    union all
    select d::date, (d + interval '1 month')::date, 'entry_' || to_char(d, 'YYYYMM')
    from generate_series(first_year, date_trunc('month', today) + interval '3 months', interval '1 month') d
  loop
    if to_regclass('vizitka.' || span.name) is null
      and not exists (select from vizitka.entry_other where at >= span."from" and at < span."to") then
      begin
        execute format('create table vizitka.%I partition of vizitka.entry for values from (%L) to (%L)',
          span.name, span."from"::timestamp at time zone 'UTC', span."to"::timestamp at time zone 'UTC');
        execute format('alter table vizitka.%I enable row level security, force row level security', span.name);
        execute format('create policy own on vizitka.%I using (workspace_id = nullif(current_setting(''app.workspace'', true), '''')::uuid)', span.name);
      -- Overlaps a year made earlier, which keeps its shape; or the default holds such rows, which row-level security hides above.
      exception when duplicate_table or invalid_object_definition or check_violation then null;
      end;
    end if;
  end loop;
end $$;

-- Workspaces are made, found and listed before one is chosen, hence these three doors past row-level security.
create function create_workspace(new_id uuid, new_slug text, new_name text, new_country text) returns void
language plpgsql security definer set search_path = vizitka, public as $$
begin
  insert into workspace (id, slug, name, country) values (new_id, new_slug, new_name, new_country);
  execute format('create sequence %I', 'contact_id_' || replace(new_id::text, '-', ''));
  execute format('grant usage on sequence %I to vizitka_app', 'contact_id_' || replace(new_id::text, '-', ''));
end $$;
create function workspace_by_slug(wanted text) returns uuid
language sql stable security definer set search_path = vizitka, public as $$ select id from workspace where slug = wanted $$;
create function workspaces_of_user(wanted uuid) returns table (id uuid, slug text, name text)
language sql stable security definer set search_path = vizitka, public as $$
  select w.id, w.slug, w.name from operator o join workspace w on w.id = o.workspace_id
  where o.user_id = wanted and o.removed_at is null order by w.slug
$$;
create function next_contact_id() returns bigint
language sql as $$ select nextval(format('vizitka.%I', 'contact_id_' || replace(current_setting('app.workspace'), '-', ''))) $$;

-- The relay of live events reads the outbox of every workspace; it may read and prune, nothing else.
create function read_outbox(after_xid xid8, after_id uuid, at_most int)
returns table (workspace_id uuid, xid xid8, id uuid, topic text, audience jsonb, payload jsonb, created_at timestamptz)
language sql volatile security definer set search_path = vizitka, public as $$
  select workspace_id, xid, id, topic, audience, payload, created_at from outbox
  where (xid, id) > (after_xid, after_id) and xid < pg_snapshot_xmin(pg_current_snapshot())
  order by xid, id limit at_most
$$;
create function prune_outbox(older_than interval) returns bigint
language sql volatile security definer set search_path = vizitka, public as $$
  with gone as (delete from outbox where created_at < now() - older_than returning 1) select count(*) from gone
$$;

do $$
declare t text;
begin
  for t in select c.relname from pg_class c where c.relnamespace = 'vizitka'::regnamespace and relkind in ('r', 'p') loop
    execute format('alter table %I enable row level security, force row level security', t);
    execute format('create policy own on %I using (%I = nullif(current_setting(''app.workspace'', true), '''')::uuid)',
      t, case t when 'workspace' then 'id' else 'workspace_id' end);
  end loop;
end $$;
-- The doors above run as the owner, whom forced row-level security binds too: it may pass on these three tables alone.
create policy door on workspace to current_user using (true) with check (true);
create policy door on operator for select to current_user using (true);
create policy door on outbox to current_user using (true) with check (true);
select ensure_entry_partitions();

grant usage on schema vizitka to vizitka_app;
grant select, insert, update, delete on all tables in schema vizitka to vizitka_app;
revoke insert, delete on workspace from vizitka_app;
