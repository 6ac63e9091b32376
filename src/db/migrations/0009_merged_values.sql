-- A value that a merge brought to a card remembers the cards that it came through, the one it is of first, and how it stood on each: [{card, at, main, owned}].
-- Of several rows of one value in a family of cards one stands; the others wait beneath, for the day when the cards are parted.
alter table contact_identifier add column came jsonb;
create table value_beneath (
  workspace_id uuid not null, contact_id bigint not null,      -- the card it is of
  id uuid not null, kind text not null, account text not null, key text not null collate "C",
  display text not null, label text, trust smallint not null, source jsonb not null, first_seen timestamptz not null, came jsonb not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, contact_id) references contact
);
create index value_beneath_of on value_beneath (workspace_id, contact_id);

alter table value_beneath enable row level security, force row level security;
create policy own on value_beneath using (workspace_id = nullif(current_setting('app.workspace', true), '')::uuid);
grant select, insert, update, delete on value_beneath to vizitka_app;
