-- The desk (R-DSK, R-TAB): who has a conversation, who is asked to take it, what is sent and what waits to be sent, templates, tags, forms, visitors.

-- waiting_since: the first message of the client that nobody answered; null once somebody did. ended_*: who closed it, and with which result.
-- last_in_*: the last words of the client, which make it unread. told_at: the last note or event, which are no words and so do not move last_at.
alter table conversation add column waiting_since timestamptz, add column accepted_at timestamptz,
  add column ended_at timestamptz, add column ended_by uuid, add column result text,
  add column last_in_at timestamptz, add column last_in_place text not null default '' collate "C", add column told_at timestamptz;
update conversation set last_in_at = last_at, last_in_place = last_place where last_direction = 'in';
update conversation set waiting_since = last_at where state = 'waiting';
update conversation set ended_at = last_at where state = 'closed';
create index conversation_by_note on conversation (workspace_id, told_at desc) where told_at is not null;   -- where search begins
create index conversation_of_assignee on conversation (workspace_id, assignee_id, last_at desc, id desc) where assignee_id is not null and state <> 'closed';
create index conversation_waiting on conversation (workspace_id, queue_id, (coalesce(waiting_since, last_at)), id) where state = 'waiting' and merged_into is null;

-- routing: offer (to whoever is free) or take. warn_after, limit_after: seconds of waiting. wrap_up: whether closing asks for a result.
alter table queue add column routing text not null default 'take' check (routing in ('offer', 'take')),
  add column warn_after int not null default 120, add column limit_after int not null default 300, add column wrap_up boolean not null default false;

-- Took part; `collaborates` while an invited colleague is in it.
alter table conversation_operator add column collaborates boolean not null default false;
create index conversation_operator_now on conversation_operator (workspace_id, operator_id) where collaborates;

create table operator_presence (
  workspace_id uuid not null, operator_id uuid not null,
  state text not null default 'away' check (state in ('ready', 'pause', 'away')), reason text, since timestamptz not null default now(),
  primary key (workspace_id, operator_id),
  foreign key (workspace_id, operator_id) references operator
);

-- How far an operator has read: by the time and place of the last entry that they saw.
create table conversation_seen (
  workspace_id uuid not null, operator_id uuid not null, conversation_id uuid not null, at timestamptz not null, place text not null collate "C",
  primary key (workspace_id, operator_id, conversation_id),
  foreign key (workspace_id, operator_id) references operator,
  foreign key (workspace_id, conversation_id) references conversation
);

-- REDIRECT or INVITE: asked of an operator, or given to a queue. The sender keeps the client until the other accepts (R-TAB-6).
create table handover (
  workspace_id uuid not null, id uuid not null, conversation_id uuid not null, kind text not null check (kind in ('redirect', 'invite')),
  from_id uuid not null, to_id uuid, to_queue_id uuid, note text,
  state text not null default 'asked' check (state in ('asked', 'accepted', 'declined', 'expired', 'withdrawn')), reason text,
  at timestamptz not null, until timestamptz not null, answered_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, conversation_id) references conversation,
  foreign key (workspace_id, from_id) references operator,
  foreign key (workspace_id, to_id) references operator,
  foreign key (workspace_id, to_queue_id) references queue
);
create unique index one_redirect on handover (workspace_id, conversation_id) where state = 'asked' and kind = 'redirect';
create index handover_to on handover (workspace_id, to_id, at desc) where state = 'asked';
create index handover_of on handover (workspace_id, conversation_id, at desc);
create index handover_due on handover (workspace_id, until) where state = 'asked';

create table draft (
  workspace_id uuid not null, operator_id uuid not null, conversation_id uuid not null,
  mode text not null default 'reply' check (mode in ('reply', 'note')), text text not null, contact_id bigint, updated_at timestamptz not null,
  primary key (workspace_id, operator_id, conversation_id),
  foreign key (workspace_id, operator_id) references operator,
  foreign key (workspace_id, conversation_id) references conversation
);

-- SENDING: one row per reply on its way; jobs send what is due. not_before leaves time for undo. The entry stands in the history at once.
create table sending (
  workspace_id uuid not null, id uuid not null, entry_id uuid not null, entry_at timestamptz not null,
  conversation_id uuid not null, channel_id uuid not null,
  state text not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'delivered', 'read', 'failed', 'cancelled')),
  not_before timestamptz not null, next_try timestamptz not null, tries int not null default 0, error text, provider_id text,
  message jsonb not null default '{}', updated_at timestamptz not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, conversation_id) references conversation,
  foreign key (workspace_id, channel_id) references channel
);
create unique index sending_of_entry on sending (workspace_id, entry_id);
create index sending_due on sending (workspace_id, next_try) where state in ('waiting', 'sending');
create index sending_of_conversation on sending (workspace_id, conversation_id);

create table template (
  workspace_id uuid not null references workspace, id uuid not null, folder text not null default '', name text not null, shortcut text,
  texts jsonb not null, removed_at timestamptz, updated_at timestamptz not null default now(),
  primary key (workspace_id, id)
);
create unique index template_by_shortcut on template (workspace_id, shortcut) where shortcut is not null and removed_at is null;
create table template_star (
  workspace_id uuid not null, operator_id uuid not null, template_id uuid not null, at timestamptz not null default now(),
  primary key (workspace_id, operator_id, template_id),
  foreign key (workspace_id, operator_id) references operator,
  foreign key (workspace_id, template_id) references template on delete cascade
);

-- TAG of conversations, by its folded name; colours are #rrggbb. Retired ones stay where they stand and are offered no more.
create table tag (
  workspace_id uuid not null references workspace, key text not null collate "C", name text not null,
  ground text, ink text, retired_at timestamptz,
  primary key (workspace_id, key)
);
create table tag_rule (
  workspace_id uuid not null references workspace, id uuid not null, tag text not null,
  words text[] not null, match text not null default 'word' check (match in ('word', 'part', 'phrase')),
  channels text[] not null default '{}', enabled boolean not null default true, created_at timestamptz not null default now(),
  primary key (workspace_id, id)
);

-- FORM: Hero Card, entry form, offline form, callback (R-TAB-8); form_sent keeps it as it was when it was sent.
create table form (
  workspace_id uuid not null references workspace, id uuid not null, kind text not null check (kind in ('hero', 'entry', 'offline', 'callback')),
  name text not null, fields jsonb not null, texts jsonb not null default '{}', enabled boolean not null default true,
  version int not null default 1, removed_at timestamptz, updated_at timestamptz not null default now(),
  primary key (workspace_id, id)
);
create table form_sent (
  workspace_id uuid not null, id uuid not null, form_id uuid not null, conversation_id uuid not null, entry_id uuid not null, entry_at timestamptz not null,
  state text not null default 'asked' check (state in ('asked', 'confirmed', 'cancelled', 'applied', 'proposed', 'takenOver', 'dismissed')),
  form jsonb not null, prefill jsonb not null default '{}', answers jsonb, change_id uuid, at timestamptz not null, answered_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, form_id) references form,
  foreign key (workspace_id, conversation_id) references conversation
);
create index form_sent_of on form_sent (workspace_id, conversation_id, at desc);
create unique index form_sent_entry on form_sent (workspace_id, entry_id);

-- VISITOR of a web chat: a browser with a token of its own, of which a digest is kept.
create table visitor (
  workspace_id uuid not null, id uuid not null, channel_id uuid not null, token_hash bytea not null, browser text not null,
  conversation_id uuid, page jsonb not null default '{}',
  -- The signed identity of who is signed in on the site, its subject and name, and when it was checked.
  identity text, subject text, signed_in_as text, identified_at timestamptz, parameters jsonb not null default '{}', language text,
  created_at timestamptz not null default now(), seen_at timestamptz not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, channel_id) references channel,
  foreign key (workspace_id, conversation_id) references conversation
);
create unique index visitor_by_token on visitor (workspace_id, token_hash);
create index visitor_on_site on visitor (workspace_id, channel_id, seen_at desc);

do $$
declare made text;
begin
  foreach made in array array['operator_presence', 'conversation_seen', 'handover', 'draft', 'sending', 'template', 'template_star', 'tag', 'tag_rule', 'form', 'form_sent', 'visitor'] loop
    execute format('alter table %I enable row level security, force row level security', made);
    execute format('create policy own on %I using (workspace_id = nullif(current_setting(''app.workspace'', true), '''')::uuid)', made);
    execute format('grant select, insert, update, delete on %I to vizitka_app', made);
  end loop;
end $$;

-- The door of the senders: which workspaces have a reply to send now, so that no other is entered for it.
create policy door on sending for select to current_user using (true);
create function workspaces_to_send() returns setof uuid
language sql stable security definer set search_path = vizitka, public as $$
  select distinct workspace_id from sending where state in ('waiting', 'sending') and next_try <= now()
$$;
