-- Identity in full: merging and splitting cards, possible duplicates, custom identifiers, doubts about who a conversation is with.

-- What lost in a merge and waits to be settled: {field: [{value, source, rank, at, contactId}]}.
alter table contact add column conflicts jsonb not null default '{}';
create index contact_by_update on contact (workspace_id, updated_at, id);   -- the search for duplicates goes on from where it was
create index contact_merged_into on contact (workspace_id, merged_into) where merged_into is not null;

-- How often "just this conversation" was said of a value (R-REC-7): from the second time on, shared is proposed.
alter table identifier add column refused_times int not null default 0;

-- POSSIBLE DUPLICATES, noted by recognition or an import, or found by the matcher. a_id < b_id.
alter table duplicate_note rename to duplicate_pair;
alter table duplicate_pair rename constraint duplicate_note_pkey to duplicate_pair_pkey;
alter index duplicate_note_of_second rename to duplicate_pair_of_second;
alter table duplicate_pair
  add column score real not null default 0.5 check (score between 0 and 1),
  add column reasons jsonb not null default '[]',                             -- contract/duplicate.ts: DuplicateReason
  add column by text not null default 'recognition' check (by in ('matcher', 'recognition', 'import')),
  add column state text not null default 'open' check (state in ('open', 'later', 'notDuplicate', 'merged')),
  add column decided_by text, add column decided_at timestamptz, add column change_id uuid;
alter table duplicate_pair alter column reason drop not null;
create index duplicate_pair_by_score on duplicate_pair (workspace_id, state, score desc, a_id, b_id);

-- What the matcher knows: the model it learned, how far it has looked (cards by updated_at), and the blocking keys of every card.
create table duplicate_search (
  workspace_id uuid not null references workspace, model jsonb, learned_at timestamptz, learned_from int not null default 0,
  seen_until timestamptz, seen_id bigint, run_started_at timestamptz, run_done int not null default 0, run_of int not null default 0, run_ended_at timestamptz,
  run_alive_at timestamptz,                       -- null: asked for, and nobody runs it yet; old: who ran it is gone
  primary key (workspace_id)
);
create table duplicate_key (                      -- key: 53 bits of a hash of the blocking key; no foreign key, which would lock millions of times
  workspace_id uuid not null, key bigint not null, contact_id bigint not null,
  primary key (workspace_id, key, contact_id)
);
create index duplicate_key_of on duplicate_key (workspace_id, contact_id);

-- FIELDS: parameters of conversations and attributes of clients (R-ID-6). One that identifies is the kind custom:<name>.
create table field (
  workspace_id uuid not null references workspace, id uuid not null,
  name text not null, of text not null check (of in ('contact', 'conversation')), label jsonb not null,
  type text not null default 'text' check (type in ('text', 'number', 'date', 'yesNo', 'choice')),
  choices text[] not null default '{}', shape text,
  identifies boolean not null default false, several boolean not null default false,
  filled_by text[] not null default '{}', link_template text,
  place int not null default 0, removed_at timestamptz, created_at timestamptz not null default now(),
  primary key (workspace_id, id)
);
create unique index field_by_name on field (workspace_id, name) where removed_at is null;

-- VERIFICATIONS of the person now speaking (R-REC-11), for one conversation. The code itself is never kept.
create table verification (
  workspace_id uuid not null, conversation_id uuid not null, id uuid not null,
  how text not null check (how in ('code', 'questions')), state text not null check (state in ('codeSent', 'verified', 'failed')),
  kind text, account text, key text, sent_to text, code_hash bytea, tries_left smallint,
  operator_name text not null, at timestamptz not null, expires_at timestamptz,
  primary key (workspace_id, conversation_id, id),
  foreign key (workspace_id, conversation_id) references conversation
);
create index verification_latest on verification (workspace_id, conversation_id, at desc);

do $$
declare t text;
begin
  foreach t in array array['duplicate_search', 'duplicate_key', 'field', 'verification'] loop
    execute format('alter table %I enable row level security, force row level security', t);
    execute format('create policy own on %I using (workspace_id = nullif(current_setting(''app.workspace'', true), '''')::uuid)', t);
    execute format('grant select, insert, update, delete on %I to vizitka_app', t);
  end loop;
end $$;
