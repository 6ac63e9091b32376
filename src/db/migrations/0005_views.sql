-- Saved views of the directory (R-DIR-1), each its operator's own. Every list is one operator's whole, at most 50: it is read
-- by its key. query: contract/view.ts. Two views of one operator never share a name, whatever its case.
create table directory_view (
  workspace_id uuid not null, operator_id uuid not null, id uuid not null,
  name text not null, query jsonb not null, place int not null, created_at timestamptz not null default now(),
  primary key (workspace_id, operator_id, id),
  foreign key (workspace_id, operator_id) references operator
);
create unique index directory_view_by_name on directory_view (workspace_id, operator_id, lower(name));

alter table directory_view enable row level security, force row level security;
create policy own on directory_view using (workspace_id = nullif(current_setting('app.workspace', true), '')::uuid);
grant select, insert, update, delete on directory_view to vizitka_app;
