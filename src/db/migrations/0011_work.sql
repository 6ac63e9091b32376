-- How the work is shared out, ended and followed up (R-DSK-1 to R-DSK-6), who may look for a time (R-HIS-5), and who is on the site.

-- capacity: how many at once, null: the workspace's. settings: their own shortcuts, sounds, the delay of their mail (contract/own-settings.ts).
-- seen_at: when they last used it, to five minutes. left_queues: those they were in when their access ended.
alter table operator add column capacity jsonb, add column settings jsonb not null default '{}', add column seen_at timestamptz,
  add column left_queues uuid[];

-- hours: null, the workspace's. replies: what is said by itself, by occasion and language. results: by which it may be closed, none: as delivered.
-- requires: what wrap-up asks for. wrap_seconds: how long it keeps an operator from the next offer.
alter table queue add column hours jsonb, add column replies jsonb not null default '{}', add column results jsonb not null default '[]',
  add column requires jsonb not null default '{}', add column wrap_seconds int not null default 60;

-- An offer is asked by the queue, by no operator.
alter table handover alter column from_id drop not null, drop constraint handover_kind_check,
  add constraint handover_kind_check check (kind in ('redirect', 'invite', 'offer'));
drop index one_redirect;
create unique index one_to_take on handover (workspace_id, conversation_id) where state = 'asked' and kind in ('redirect', 'offer');
create index handover_missed on handover (workspace_id, conversation_id, to_id) where kind = 'offer';
create index handover_offered on handover (workspace_id, to_id, at desc) where kind = 'offer';
-- The door of sharing out: which workspaces have a queue that offers, so that no other is entered for it.
create policy door on queue for select to current_user using (true);
create function workspaces_that_offer() returns setof uuid
language sql stable security definer set search_path = vizitka, public as $$
  select distinct workspace_id from queue where routing = 'offer'
$$;

-- wrapping_*: closed, and not finished by whom it is; waited: seconds that the client waited for the first answer. spam_at: marked as spam.
-- begun_by: an operator began it (R-DIR-10). told_waiting_at: the client was told that it takes longer.
alter table conversation add column wrapping_since timestamptz, add column wrapping_id uuid, add column wrapping_until timestamptz,
  add column answered_at timestamptz, add column waited int, add column spam_at timestamptz, add column begun_by uuid,
  add column told_waiting_at timestamptz;
create index conversation_wrapping on conversation (workspace_id, wrapping_id) where wrapping_since is not null;
create index conversation_silent on conversation (workspace_id, channel_id, last_at) where state <> 'closed' and merged_into is null;
create index conversation_closed_of on conversation (workspace_id, assignee_id, last_at desc, id desc) where assignee_id is not null and state = 'closed';
create index conversation_ended on conversation (workspace_id, ended_at) where ended_at is not null;
create index conversation_answered on conversation (workspace_id, answered_at) where answered_at is not null;

-- FOLLOW-UP: a callback or a reminder; the conversation waits again in its queue when it is due (R-DSK-4). attempts: [{at, by, result}].
create table follow_up (
  workspace_id uuid not null, id uuid not null, conversation_id uuid not null, kind text not null check (kind in ('callback', 'reminder')),
  due_at timestamptz not null, until timestamptz, operator_id uuid, phone text, note text,
  state text not null default 'planned' check (state in ('planned', 'due', 'done', 'cancelled')),
  attempts jsonb not null default '[]', result text, planned_by jsonb not null, created_at timestamptz not null default now(), ended_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, conversation_id) references conversation,
  foreign key (workspace_id, operator_id) references operator
);
create index follow_up_due on follow_up (workspace_id, due_at) where state = 'planned';
create index follow_up_of on follow_up (workspace_id, conversation_id, created_at desc);

-- SENDERS that are not let in (R-DSK-5): what they write is kept, closed, and makes no card. until: null, for ever.
create table blocked_sender (
  workspace_id uuid not null references workspace, id uuid not null, kind text not null, account text not null default '', key text not null collate "C",
  display text not null, how text not null check (how in ('blocked', 'spam')), reason text, conversation_id uuid, by_id uuid, by_name text,
  at timestamptz not null default now(), until timestamptz, lifted_at timestamptz,
  primary key (workspace_id, id)
);
create unique index blocked_sender_by_value on blocked_sender (workspace_id, kind, account, key) where lifted_at is null;
create index blocked_sender_by_time on blocked_sender (workspace_id, at desc, id desc);
-- kept_out: since when a conversation is marked (spam_at), and as what; it stands closed, and no list shows it unless asked. kept_by: by which row, where by one.
alter table conversation add column kept_out text check (kept_out in ('blocked', 'spam')), add column kept_by uuid;
create index conversation_kept_out on conversation (workspace_id, last_at desc, id desc) where kept_out is not null;
create index conversation_kept_by on conversation (workspace_id, kept_by) where kept_by is not null;

-- A message whose words were taken out for good, by a supervisor.
alter table entry add column redacted_at timestamptz, add column redacted_by uuid;

-- Files whose message was redacted: taken from the blob store once nobody else has them, in whatever workspace (jobs/drop-blobs.ts).
create table dropped_blob (
  workspace_id uuid not null references workspace, digest bytea not null, at timestamptz not null,
  primary key (workspace_id, digest)
);
create index attachment_by_digest on attachment (digest) where digest is not null;
create policy door on attachment for select to current_user using (true);
create function is_blob_used(wanted bytea) returns boolean
language sql stable security definer set search_path = vizitka, public as $$ select exists (select from attachment where digest = wanted) $$;

create table access_request (
  workspace_id uuid not null, id uuid not null, conversation_id uuid not null, operator_id uuid not null, why text not null, days int not null,
  state text not null default 'asked' check (state in ('asked', 'granted', 'refused', 'withdrawn', 'ended')),
  at timestamptz not null, decided_by uuid, decided_at timestamptz, until timestamptz, reason text,
  primary key (workspace_id, id),
  foreign key (workspace_id, conversation_id) references conversation,
  foreign key (workspace_id, operator_id) references operator
);
create unique index one_access_request on access_request (workspace_id, conversation_id, operator_id) where state = 'asked';
create index access_request_of on access_request (workspace_id, operator_id, at desc);
create index access_request_granted on access_request (workspace_id, until) where state = 'granted';
create index access_request_open on access_request (workspace_id, at desc) where state = 'asked';

-- ROUTING RULE: to which queue a new conversation goes, by a parameter or a word; the first that fits, by place, else the channel's queue.
create table routing_rule (
  workspace_id uuid not null references workspace, id uuid not null, place int not null, name text not null,
  parameter text not null, how text not null check (how in ('is', 'contains', 'begins', 'given')), value text not null default '',
  channels text[] not null default '{}', queue_id uuid not null, enabled boolean not null default true, created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, queue_id) references queue
);

-- sign_in: whom a provider's sign-in named (domain/visitors/sign-in). visits: how often they came. invitation: what an operator said to them first, and
-- what became of it; invited_at: when they were last invited.
alter table visitor add column sign_in jsonb, add column visits int not null default 1, add column invitation jsonb, add column invited_at timestamptz;
create index visitor_invited on visitor (workspace_id, browser, invited_at desc) where invited_at is not null;
create index visitor_silent on visitor (workspace_id, seen_at) where conversation_id is null;

-- Who is on the site now: a row for as long as their page says so, without any address. page: where they are, {url, title}.
create table visitor_here (
  workspace_id uuid not null, visitor_id uuid not null, channel_id uuid not null, since timestamptz not null, at timestamptz not null,
  page jsonb not null default '{}',
  primary key (workspace_id, visitor_id),
  foreign key (workspace_id, visitor_id) references visitor on delete cascade,
  foreign key (workspace_id, channel_id) references channel
) with (fillfactor = 60);

-- A sign-in at a provider that is under way, and for a moment the one that came back: known by a digest, serves once, sealed.
create table visitor_sign_in (
  workspace_id uuid not null, state_hash bytea not null, visitor_id uuid not null, provider text not null check (provider in ('google', 'facebook')),
  step text not null check (step in ('begun', 'back')), sealed text not null, until timestamptz not null,
  primary key (workspace_id, state_hash),
  foreign key (workspace_id, visitor_id) references visitor on delete cascade
);

-- AUTOMATIC REPLY: what a queue said by itself, once a conversation and occasion (R-DSK-6). entry_id: null where nobody was to be told, at that time.
-- sender: to whom, so that nobody is told twice a day.
create table automatic_reply (
  workspace_id uuid not null, conversation_id uuid not null, occasion text not null check (occasion in ('closed', 'greeting', 'waiting')),
  entry_id uuid, sender text not null default '' collate "C", at timestamptz not null,
  primary key (workspace_id, conversation_id, occasion),
  foreign key (workspace_id, conversation_id) references conversation
);
-- The door of what is said by itself, as that of sharing out.
create function workspaces_that_talk() returns setof uuid
language sql stable security definer set search_path = vizitka, public as $$
  select distinct workspace_id from queue where replies <> '{}'
$$;
create index automatic_reply_to on automatic_reply (workspace_id, sender, at desc) where entry_id is not null;

do $$
declare made text;
begin
  foreach made in array array['follow_up', 'blocked_sender', 'access_request', 'dropped_blob', 'routing_rule', 'visitor_here', 'visitor_sign_in', 'automatic_reply'] loop
    execute format('alter table %I enable row level security, force row level security', made);
    execute format('create policy own on %I using (workspace_id = nullif(current_setting(''app.workspace'', true), '''')::uuid)', made);
    execute format('grant select, insert, update, delete on %I to vizitka_app', made);
  end loop;
end $$;
