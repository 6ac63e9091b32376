-- How long things are kept, and what is held (R-HIS-7).

-- RETENTION DECISION: how long a kind of thing is kept, from a moment on; the latest that has come into effect counts, none: as the next wider scope says, at
-- last for ever. of_id: the workspace's own id, a queue's or a channel's. A shortened period waits for its effective_at, and may be withdrawn until then.
create table retention_decision (
  workspace_id uuid not null references workspace, id uuid not null,
  scope text not null check (scope in ('workspace', 'queue', 'channel')), of_id uuid not null,
  kind text not null check (kind in ('text', 'attachments', 'recordings', 'unknown', 'changes', 'cards')),
  rule text not null check (rule in ('days', 'forever', 'inherit')), days int check (days between 1 and 36500),
  at timestamptz not null, by_name text, effective_at timestamptz not null, withdrawn_at timestamptz, withdrawn_by text,
  primary key (workspace_id, id),
  check ((rule = 'days') = (days is not null)), check (scope = 'workspace' or kind not in ('changes', 'cards'))
);
create index retention_decision_of on retention_decision (workspace_id, scope, of_id, kind, effective_at desc, at desc) where withdrawn_at is null;

-- HOLD: what it stands on is kept whatever its age, until a moment, or until somebody lifts it. On a card it covers those merged with it, and their conversations.
create table hold (
  workspace_id uuid not null references workspace, id uuid not null, contact_id bigint, conversation_id uuid,
  reason text not null, until timestamptz, by_id uuid, by_name text, at timestamptz not null, lifted_at timestamptz, lifted_by text,
  primary key (workspace_id, id),
  foreign key (workspace_id, contact_id) references contact,
  foreign key (workspace_id, conversation_id) references conversation,
  check ((contact_id is null) <> (conversation_id is null))
);
create index hold_on_contact on hold (workspace_id, contact_id) where lifted_at is null and contact_id is not null;
create index hold_on_conversation on hold (workspace_id, conversation_id) where lifted_at is null and conversation_id is not null;
create index hold_by_time on hold (workspace_id, at desc, id desc);

-- What went, and when: {text, attachments, recordings}, of a conversation {unknown} too. swept: how far a conversation was gone through, {kind: {at, entries}}.
alter table entry add column removed jsonb not null default '{}';
alter table conversation add column removed jsonb not null default '{}', add column swept jsonb not null default '{}';
create index conversation_over on conversation (workspace_id, greatest(ended_at, last_at), id) where state = 'closed' and merged_into is null;
create index attachment_of_conversation on attachment (workspace_id, conversation_id);

-- Of a change whose values went, who did what and when stays. linked_conversation: of an item of a link, whose; found from the conversation's side.
alter table change add column removed_at timestamptz;
create index change_kept on change (workspace_id, at, id) where removed_at is null;
alter table change_item add column linked_conversation uuid
  generated always as (case when target = 'link' then (coalesce(before, after) ->> 'conversationId')::uuid end) stored;
create index change_item_linking on change_item (workspace_id, linked_conversation) where linked_conversation is not null;

do $$
declare made text;
begin
  foreach made in array array['retention_decision', 'hold'] loop
    execute format('alter table %I enable row level security, force row level security', made);
    execute format('create policy own on %I using (workspace_id = nullif(current_setting(''app.workspace'', true), '''')::uuid)', made);
    execute format('grant select, insert, update, delete on %I to vizitka_app', made);
  end loop;
end $$;
